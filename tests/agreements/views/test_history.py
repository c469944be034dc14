"""The history of a record: every field, in sentences, filtered; and going back through services and policies."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from agreements.choices import PartyRole, Side, Status
from agreements.forms.parties import input_of
from agreements.history import RowHistory
from agreements.models import Agreement
from agreements.services.agreements import change_agreement, create_draft
from agreements.services.due_diligence import set_due_diligence
from agreements.services.focal_points import FocalPointInput, set_focal_points
from agreements.services.parties import PartyInput, set_parties
from agreements.services.purposes import IndicatorInput, PurposeInput, set_purposes
from cities.models import City
from tests.agreements.services.acting import AT, TODAY
from tests.agreements.views.pages import text_of
from tests.api_callers import caller_for, pointers_of, problem_of
from tests.factories.agreements import AgreementFactory
from tests.factories.focus_areas import focus_area
from twinning.accounts.models import User
from twinning.core.dates import PartialDate

# Each service is a transaction of its own, and by its transaction the history knows what belongs together.
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def draft(officer: User, approver: User, muscat: City, kobe: City) -> Agreement:
    """A draft that two people worked on: started, titled, titled again, a partner, a purpose, a note, a contact."""
    made = create_draft(city=muscat, by=officer, at=AT)
    when: Any = {"at": AT, "today": TODAY}
    change_agreement(made, {"title_en": "First title", "signed": PartialDate.year(1984)}, by=officer, **when)
    change_agreement(made, {"title_en": "Second title", "signed": PartialDate.unknown()}, by=approver, **when)
    lead = [input_of(party) for party in made.parties.all()]
    parties = [*lead, PartyInput(PartyRole.PARTNER_MUNICIPALITY, city=kobe)]
    set_parties(made, parties, by=approver, at=AT)
    indicator = IndicatorInput("مبان", "Buildings", "مبنى", "buildings", target=Decimal(12))
    set_purposes(made, [PurposeInput(focus_area("heritage"), "ترميم", "Restore", (indicator,))], by=officer, at=AT)
    set_due_diligence(made, {"political": "Calm"}, by=officer, at=AT)
    set_focal_points(made, [FocalPointInput(Side.LEAD, "Salim")], by=officer, at=AT)
    made.refresh_from_db()
    return made


def page(client: Client, draft: Agreement, language: str = "en", **asked: str) -> str:
    return text_of(client.get(f"/{language}/agreements/{draft.public_id}/history/", asked))


def revert_url(draft: Agreement, version: int, what: str = "") -> str:
    return f"/en/agreements/{draft.public_id}/history/{version}/{what}"


def go_back(client: Client, draft: Agreement, to: int, what: str = "", **typed: str) -> Any:
    typed = {"reason": "It was right before", "version": str(draft.version), **typed}
    return client.post(revert_url(draft, to, what), typed, follow=True)


def test_every_field_of_every_part_is_told_in_sentences(client: Client, officer: User, draft: Agreement) -> None:
    client.force_login(officer)
    text = page(client, draft)
    for sentence in (
        "“Title in English” changed from “First title” to “Second title”.",
        "“Signed on” changed from “1984 (day not known)” to “Not known”.",
        "Added: party “Kobe”",
        "Added: purpose “Restore”",
        "Added: indicator “Buildings”",
        "“Target” now says “12”.",
        "“Political determinants” now says “Calm”.",
        "Added: focal point “Salim”",
    ):
        assert sentence in text, sentence
    assert str(officer) in text


def test_a_party_that_is_saved_again_did_not_go_and_come(client: Client, officer: User, draft: Agreement) -> None:
    client.force_login(officer)
    assert "Taken out: party “Muscat”" not in page(client, draft)


def test_it_reads_in_arabic(client: Client, officer: User, draft: Agreement) -> None:
    client.force_login(officer)
    text = page(client, draft, "ar")
    assert "تغيّر «العنوان بالإنجليزية» من «First title» إلى «Second title»." in text
    assert "كوبه" in text


@pytest.mark.parametrize(
    ("asked", "found", "missing"),
    [
        (lambda people: {"person": str(people[1].public_id)}, "Second title", "Salim"),
        (lambda _: {"part": "parties"}, "Kobe", "First title"),
        (lambda _: {"field": "signed_on"}, "1984", "Kobe"),
        (lambda _: {"until": "2020"}, "No step meets these conditions.", "Kobe"),
        (lambda _: {"since": "2026"}, "Kobe", "No step meets"),
    ],
)
def test_it_is_narrowed_by_person_part_field_and_period(
    client: Client, officer: User, approver: User, draft: Agreement, asked: Callable[..., Any], found: str, missing: str
) -> None:
    client.force_login(officer)
    text = page(client, draft, **asked((officer, approver)))
    main = text[text.index("<main") : text.index('<aside class="column-aside"')]
    assert found in main
    assert missing not in main


@pytest.mark.parametrize("asked", [{"since": "yesterday"}, {"part": "nothing"}, {"person": "x"}, {"field": "y"}])
def test_a_condition_that_is_none_is_named(
    client: Client, officer: User, draft: Agreement, asked: dict[str, str]
) -> None:
    client.force_login(officer)
    assert client.get(f"/en/agreements/{draft.public_id}/history/", asked).status_code == 422
    assert list(pointers_of(caller_for(officer).get(f"/api/v1/agreements/{draft.public_id}/history/", asked))) == [
        f"/{next(iter(asked))}"
    ]


def test_others_read_the_public_steps_alone(client: Client, amman_officer: User, officer: User) -> None:
    agreement = AgreementFactory(status=Status.IN_FORCE, title_en="Known charter", created_by=officer)
    change = {"title_en": "Secret rewording"}
    Agreement.objects.filter(pk=agreement.pk).update(**change)
    for user in (None, amman_officer):
        client.logout()
        if user:
            client.force_login(user)
        text = page(client, agreement)
        assert "changed from" not in text
        assert str(officer) not in text


def test_one_field_goes_back_as_a_new_version_with_its_reason(client: Client, officer: User, draft: Agreement) -> None:
    client.force_login(officer)
    before = draft.version
    assert "Second title" in text_of(client.get(revert_url(draft, 2, "?part=record&field=title_en")))
    text = text_of(go_back(client, draft, 2, "?part=record&field=title_en"))
    draft.refresh_from_db()
    assert (draft.title_en, draft.version) == ("First title", before + 1)
    assert draft.signed == PartialDate.unknown()
    assert "It was right before" in text


def test_one_part_goes_back(client: Client, officer: User, draft: Agreement) -> None:
    client.force_login(officer)
    go_back(client, draft, 3, "?part=parties")
    draft.refresh_from_db()
    assert [str(party) for party in draft.parties.all()] == ["Muscat"]
    assert draft.purposes.count() == 1


def test_the_whole_record_goes_back_and_forth(client: Client, officer: User, draft: Agreement) -> None:
    client.force_login(officer)
    full = draft.version
    go_back(client, draft, 1)
    draft.refresh_from_db()
    assert (draft.title_en, draft.parties.count(), draft.purposes.count()) == ("", 1, 0)
    assert draft.focal_points.count() == 0
    go_back(client, draft, full)
    draft = Agreement.objects.get(pk=draft.pk)
    assert (draft.title_en, draft.parties.count(), draft.purposes.count()) == ("Second title", 2, 1)
    assert draft.purposes.get().indicators.get().target == 12
    assert draft.due_diligence.political == "Calm"
    assert draft.focal_points.get().name == "Salim"


@pytest.mark.parametrize(
    ("version", "what", "typed", "message"),
    [
        (2, "", {"reason": ""}, "Fill in: Reason"),
        (99, "", {}, "There is no such earlier version of this record."),
        (2, "?part=record&field=status", {}, "This is changed by an act, not taken back."),
        (2, "?part=documents", {}, "This is changed by an act, not taken back."),
        (2, "", {"version": "1"}, "Somebody has changed this record since you read it."),
    ],
)
def test_what_cannot_go_back_says_why(
    client: Client, officer: User, draft: Agreement, version: int, what: str, typed: dict[str, str], message: str
) -> None:
    client.force_login(officer)
    assert message in text_of(go_back(client, draft, version, what, **typed))
    assert Agreement.objects.get(pk=draft.pk).title_en == "Second title"


def test_what_was_sent_does_not_go_back(client: Client, officer: User) -> None:
    agreement = AgreementFactory(status=Status.IN_FORCE, created_by=officer)
    client.force_login(officer)
    answer = go_back(client, agreement, 1)
    assert "Only a draft or a returned agreement can be changed." in text_of(answer)


def test_those_who_only_read_go_nowhere(client: Client, reviewer: User, amman_officer: User, draft: Agreement) -> None:
    for user in (reviewer, amman_officer):
        client.force_login(user)
        assert client.get(revert_url(draft, 2)).status_code == 404


def test_the_api_tells_before_and_after_and_goes_back(officer: User, draft: Agreement) -> None:
    caller = caller_for(officer)
    rows = caller.read(f"agreements/{draft.public_id}/history/?field=title_en").json()["results"]
    changes = [(one["before"], one["after"]) for step in rows for row in step["rows"] for one in row["changes"]]
    assert changes == [(None, "First title"), ("First title", "Second title")] or changes == [
        ("", "First title"),
        ("First title", "Second title"),
    ]
    sent = {"version": 2, "part": "record", "field": "title_en", "reason": "Rather the first"}
    answer = caller.send(f"agreements/{draft.public_id}/revert/", sent, if_match="*")
    assert answer.status_code == 200, answer.content
    assert answer.json()["title"]["en"] == "First title"
    assert "Salim" not in str(caller.read(f"agreements/{draft.public_id}/history/").json())
    assert problem_of(caller.send(f"agreements/{draft.public_id}/revert/", sent), 428)


def test_a_long_history_costs_no_more_questions(
    client: Client, officer: User, draft: Agreement, django_assert_max_num_queries: Any
) -> None:
    client.force_login(officer)
    counts = []
    for number in range(2):
        with django_assert_max_num_queries(60) as captured:
            page(client, draft)
        counts.append(len(captured))
        for step in range(4):
            change_agreement(draft, {"title_ar": f"عنوان {number}.{step}"}, by=officer, at=AT, today=TODAY)
    assert counts[0] == counts[1]


def test_states_are_known_at_every_version(draft: Agreement) -> None:
    history = RowHistory(draft)
    titles = []
    for version in range(1, draft.version + 1):
        moment = history.moment_of(version)
        assert moment is not None
        titles.append(history.states_at("record", moment)[0].title_en)
    assert titles[:3] == ["", "First title", "Second title"]
    with translation.override("en"):
        assert len(history.steps()) == draft.version
