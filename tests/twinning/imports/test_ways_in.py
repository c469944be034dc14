"""The same engine from the API and the shell, each within its reach."""

import io
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client

from agreements.models import Agreement
from cities.models import City
from tests.api_callers import BASE, caller_for, problem_of
from tests.imports import checked, csv_bytes, worked
from twinning.accounts.models import User
from twinning.imports.models import ImportRun

pytestmark = pytest.mark.django_db
CONTENT = csv_bytes([["partner", "type", "signed"], ["Rabat", "twinning", "1984"], ["Rabat", "twinning", "never"]])


def sent(user: User, **more: str) -> Any:
    file = SimpleUploadedFile("list.csv", CONTENT)
    caller = caller_for(user)
    return caller.post(f"{BASE}imports/", {"kind": "agreements", "file": file, **more})


def test_the_api_takes_a_file_from_upload_to_undoing(muscat: City, rabat: City, officer: User) -> None:
    answer = sent(officer, organisation=f"city:{muscat.pk}")
    assert answer.status_code == 202, answer.content
    caller, path = caller_for(officer), f"imports/{answer.json()['id']}/"
    worked(ImportRun.objects.get())
    run = caller.read(path).json()
    assert run["state"] == "matching"
    columns = [column["field"] for column in run["columns"]]
    assert caller.send(f"{path}columns/", {"columns": columns}).json()["state"] == "checking"
    worked(ImportRun.objects.get())
    assert caller.read(path).json()["counts"] == {"new": 1, "wrong": 1}
    rows = caller.read(f"{path}rows/").json()["results"]
    assert [row["outcome"] for row in rows] == ["new", "wrong"]
    assert b"Problem" in b"".join(caller.read(f"{path}wrong-rows/").streaming_content)
    assert caller.send(f"{path}apply/", {}).status_code == 202
    worked(ImportRun.objects.get())
    assert Agreement.objects.count() == 1
    assert caller.send(f"{path}undo/", {}).status_code == 202
    worked(ImportRun.objects.get())
    assert not Agreement.objects.exists()
    assert problem_of(caller.send(f"{path}apply/", {}), 409)["code"] == "wrong_state"


def test_others_imports_do_not_exist(muscat: City, officer: User, amman_officer: User, client: Client) -> None:
    run = checked(CONTENT, by=officer, organisation=f"city:{muscat.pk}")
    assert caller_for(amman_officer).read(f"imports/{run.public_id}/").status_code == 404
    assert caller_for().read("imports/").json()["count"] == 0
    client.force_login(amman_officer)
    for page in ("", "columns/", "questions/", "wrong-rows/"):
        assert client.get(f"/ar/imports/{run.public_id}/{page}").status_code == 404
    assert client.post(f"/ar/imports/{run.public_id}/acts/apply/").status_code == 404
    assert sent(amman_officer, organisation=f"city:{muscat.pk}").status_code == 403


@pytest.mark.parametrize("name", ["analyst", "partner"])
def test_pages_are_for_those_who_may_import(name: str, request: pytest.FixtureRequest, client: Client) -> None:
    client.force_login(request.getfixturevalue(name))
    assert client.get("/ar/imports/").status_code == {"analyst": 403, "partner": 200}[name]


def test_the_shell_counts_and_writes_only_when_told(muscat: City, rabat: City, officer: User, tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_bytes(CONTENT)
    where = {"email": officer.email, "organisation": f"city:{muscat.pk}"}
    told = io.StringIO()
    call_command("import", "agreements", file, stdout=told, **where)
    assert told.getvalue().splitlines()[0] == "new 1 / changed 0 / unchanged 0 / doubtful 0 / wrong 1"
    assert not Agreement.objects.exists()
    call_command("import", "agreements", file, apply=True, wrong=tmp_path / "mend.csv", stdout=told, **where)
    assert Agreement.objects.count() == 1
    assert "never" in (tmp_path / "mend.csv").read_text(encoding="utf-8-sig")
    with pytest.raises(CommandError):
        call_command("import", "agreements", tmp_path / "none.csv", stdout=told, **where)


def test_a_gigabyte_is_turned_away_by_its_length(client: Client) -> None:
    answer = client.post("/ar/imports/new/", CONTENT_LENGTH=str(10**9))
    assert answer.status_code == 413
