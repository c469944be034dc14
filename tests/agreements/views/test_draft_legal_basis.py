"""The country's route, the steps recorded on it, and steps recorded after sending."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from agreements.choices import AuthorisationKind, AuthorisationState, Blocks, Side, Status
from agreements.models import Agreement, ApprovalRoute, ApprovalStep
from tests.agreements.views.pages import page_url, send, text_of, version_of
from tests.factories.agreement_parts import AuthorisationFactory, DocumentFactory
from tests.factories.agreements import AgreementFactory
from tests.factories.places import country
from twinning.accounts.models import User

pytestmark = pytest.mark.django_db
DECREE = {"kind": "royal_decree", "side": "lead", "blocks": "signing", "state": "granted", "dated": "١٩٨٤"}


@pytest.fixture
def route(db: None) -> ApprovalRoute:
    """Oman: a royal decree before signing, then publication."""
    oman = ApprovalRoute.objects.create(country=country("OM"), name_ar="مسار عُمان", name_en="Route of Oman")
    ApprovalStep.objects.create(
        route=oman, position=0, kind=AuthorisationKind.ROYAL_DECREE, authority_en="His Majesty the Sultan"
    )
    ApprovalStep.objects.create(
        route=oman, position=1, kind=AuthorisationKind.GAZETTE_PUBLICATION, blocks=Blocks.NOTHING, clock_days=14
    )
    return oman


@pytest.fixture
def draft(client: Client, officer: User, route: ApprovalRoute) -> Agreement:
    client.force_login(officer)
    agreement: Agreement = AgreementFactory(created_by=officer)
    return agreement


def kinds_of(draft: Agreement) -> list[tuple[str, str]]:
    return list(draft.authorisations.order_by("position").values_list("kind", "state"))


def test_a_new_draft_shows_the_route_of_its_country_as_open(client: Client, draft: Agreement) -> None:
    with translation.override("en"):
        page = text_of(client.get(page_url("draft_legal_basis", draft)))
    assert "Route of Oman" in page
    assert "legal-basis/add/?kind=royal_decree" in page
    assert "legal-basis/add/?kind=gazette_publication" in page


def test_a_step_of_the_route_comes_with_its_authority(client: Client, draft: Agreement) -> None:
    page = text_of(client.get(f"{page_url('draft_step_add', draft)}?kind=royal_decree"))
    assert 'value="His Majesty the Sultan"' in page
    assert '<option value="royal_decree" selected>' in page


def test_the_first_step_lays_down_the_rest_of_the_route(client: Client, draft: Agreement) -> None:
    assert send(client, "draft_step_add", draft, **DECREE).status_code == 302
    assert kinds_of(draft) == [("royal_decree", "granted"), ("gazette_publication", "open")]
    decree, gazette = draft.authorisations.order_by("position")
    assert (decree.dated_on, decree.dated_on_precision) == (datetime.date(1984, 1, 1), "year")
    assert (gazette.blocks, gazette.clock_days) == (Blocks.NOTHING, 14)


def test_a_step_beside_the_route_stands_at_its_end(client: Client, draft: Agreement) -> None:
    send(client, "draft_step_add", draft, **{**DECREE, "kind": "council_decision", "side": "partner"})
    assert [kind for kind, _ in kinds_of(draft)] == ["royal_decree", "gazette_publication", "council_decision"]


def test_a_second_click_records_no_second_step(client: Client, draft: Agreement) -> None:
    url = page_url("draft_step_add", draft)
    typed = {**DECREE, "version": version_of(client, url)}
    assert [client.post(url, typed).status_code for _ in range(2)] == [302, 302]
    assert len(kinds_of(draft)) == 2


def test_a_step_is_changed_in_place(client: Client, draft: Agreement) -> None:
    send(client, "draft_step_add", draft, **DECREE)
    decree = draft.authorisations.get(kind="royal_decree")
    document = DocumentFactory(agreement=draft)
    typed = {"state": "granted", "number": "12/84", "dated": "1984", "document": str(document.public_id)}
    assert send(client, "draft_step_change", draft, **typed).status_code == 302
    decree.refresh_from_db()
    assert (decree.number, decree.document, decree.kind) == ("12/84", document, "royal_decree")


def test_a_step_is_removed_and_the_others_keep_their_addresses(client: Client, draft: Agreement) -> None:
    send(client, "draft_step_add", draft, **DECREE)
    decree, gazette = draft.authorisations.order_by("position")
    for _ in range(2):
        client.post(f"{page_url('draft_legal_basis', draft)}{decree.public_id}/remove/")
    assert draft.authorisations.get().public_id == gazette.public_id


def test_a_document_of_another_record_is_not_offered(client: Client, draft: Agreement) -> None:
    foreign = DocumentFactory(agreement=AgreementFactory(owner_city=draft.owner_city))
    response = send(client, "draft_step_add", draft, **DECREE, document=str(foreign.public_id))
    assert response.status_code == 422
    assert not draft.authorisations.exists()


def test_a_draft_without_lead_or_route_still_opens(client: Client, officer: User) -> None:
    client.force_login(officer)
    draft = AgreementFactory(created_by=officer)
    draft.parties.filter(side=Side.LEAD).delete()
    assert client.get(page_url("draft_legal_basis", draft)).status_code == 200
    assert send(client, "draft_step_add", draft, **DECREE).status_code == 302


@pytest.fixture
def submitted(officer: User) -> Agreement:
    agreement: Agreement = AgreementFactory(status=Status.SUBMITTED, created_by=officer)
    return agreement


def step_url(agreement: Agreement) -> str:
    step = agreement.authorisations.order_by("position")[0]
    return reverse("agreements:authorisation_record", args=[agreement.public_id, step.public_id])


@pytest.mark.parametrize(
    ("who", "recorded_by"),
    [
        ("officer", "officer"),
        ("approver", "officer"),
        ("admin", "officer"),
        ("reviewer", "reviewer"),
        ("admin", "reviewer"),
    ],
)
def test_a_step_is_recorded_after_sending_by_whom_the_route_names(
    client: Client, submitted: Agreement, request: pytest.FixtureRequest, who: str, recorded_by: str
) -> None:
    submitted.authorisations.update(recorded_by=recorded_by)
    client.force_login(request.getfixturevalue(who))
    url = step_url(submitted)
    response = client.post(url, {"version": version_of(client, url), "state": "granted", "number": "7/2026"})
    step = submitted.authorisations.get()
    assert response.status_code == 302
    assert response["Location"].endswith("#legal-basis")
    assert (step.state, step.number) == (AuthorisationState.GRANTED, "7/2026")


@pytest.mark.parametrize(("who", "recorded_by"), [("officer", "reviewer"), ("reviewer", "officer")])
def test_the_page_of_another_roles_step_is_refused(
    client: Client, submitted: Agreement, request: pytest.FixtureRequest, who: str, recorded_by: str
) -> None:
    submitted.authorisations.update(recorded_by=recorded_by)
    client.force_login(request.getfixturevalue(who))
    assert client.get(step_url(submitted)).status_code == 403
    record = client.get(reverse("agreements:agreement_detail", args=[submitted.public_id]))
    assert step_url(submitted) not in record.content.decode()


@pytest.mark.parametrize(
    ("who", "status"),
    [("analyst", 403), ("amman_officer", 404), ("jordan_reviewer", 404)],
)
def test_nobody_else_records_a_step(
    client: Client, submitted: Agreement, request: pytest.FixtureRequest, who: str, status: int
) -> None:
    client.force_login(request.getfixturevalue(who))
    assert client.get(step_url(submitted)).status_code == status
    assert client.post(step_url(submitted), {"state": "granted", "number": "1"}).status_code == status
    assert submitted.authorisations.get().state == AuthorisationState.OPEN


def test_a_step_recorded_meanwhile_is_not_overwritten(client: Client, submitted: Agreement, officer: User) -> None:
    client.force_login(officer)
    with translation.override("en"):
        url = step_url(submitted)
    seen = version_of(client, url)
    client.post(url, {"version": seen, "state": "granted", "number": "1/2026"})
    second = client.post(url, {"version": seen, "state": "refused", "number": "2/2026"})
    assert second.status_code == 412
    assert "1/2026" in text_of(second)
    assert 'value="2/2026"' in text_of(second)
    assert submitted.authorisations.get().number == "1/2026"


def test_what_a_step_lacks_is_named(client: Client, submitted: Agreement, officer: User) -> None:
    client.force_login(officer)
    with translation.override("en"):
        url = step_url(submitted)
    response = client.post(url, {"version": version_of(client, url), "state": "granted", "dated": "31/2/2020"})
    assert response.status_code == 422
    assert "there is no day 31 in February" in text_of(response)


def test_a_step_of_an_ended_agreement_stays(client: Client, approver: User) -> None:
    ended = AgreementFactory(status=Status.TERMINATED)
    client.force_login(approver)
    url = step_url(ended)
    client.post(url, {"version": version_of(client, url), "state": "refused"})
    assert ended.authorisations.get().state == AuthorisationState.GRANTED


def test_a_step_that_is_not_of_this_agreement_is_not_found(client: Client, submitted: Agreement, officer: User) -> None:
    other = AuthorisationFactory(agreement=AgreementFactory())
    client.force_login(officer)
    url = reverse("agreements:authorisation_record", args=[submitted.public_id, other.public_id])
    assert client.get(url).status_code == 404


def test_another_step_recorded_meanwhile_is_no_collision(client: Client, submitted: Agreement, officer: User) -> None:
    client.force_login(officer)
    url = step_url(submitted)
    seen = version_of(client, url)
    Agreement.objects.filter(pk=submitted.pk).update(version=submitted.version + 1)
    assert client.post(url, {"version": seen, "state": "granted", "number": "1/2026"}).status_code == 302
    assert submitted.authorisations.get().number == "1/2026"
