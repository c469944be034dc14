"""What the terminal shows once the pages answer."""

import json
from pathlib import Path

from twinning.management.announcement import accounts_table, answers
from twinning.management.preflight import HOST


def test_demo_accounts_stand_in_columns(tmp_path: Path) -> None:
    accounts = [
        {"role": "officer", "email": "officer.muscat@demo.example", "password": "one"},
        {"role": "admin", "email": "admin@demo.example", "password": "two"},
    ]
    file = tmp_path / "demo-accounts.json"
    file.write_text(json.dumps(accounts))
    assert accounts_table(file) == [
        "Role     E-mail                       Password",
        "officer  officer.muscat@demo.example  one",
        "admin    admin@demo.example           two",
    ]


def test_without_a_demo_there_is_no_table(tmp_path: Path) -> None:
    assert accounts_table(tmp_path / "demo-accounts.json") == []


def test_a_port_on_which_nobody_listens_does_not_answer() -> None:
    assert HOST == "127.0.0.1"
    assert not answers(1)
