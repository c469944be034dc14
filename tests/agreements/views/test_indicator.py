"""The pages of an indicator: its values over time, a new value with its paper, a mend with its reason."""

import datetime
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from agreements.choices import Status
from agreements.models import Agreement, Indicator, Measurement
from tests.agreements.views.pages import text_of, version_of
from tests.factories.accounts import person
from tests.factories.agreement_parts import DocumentFactory, MeasurementFactory, pdf_upload
from tests.factories.agreements import AgreementFactory
from tests.factories.places import place
from twinning.accounts.models import User
from twinning.accounts.roles import Role
from twinning.core.dates import PartialDate

pytestmark = pytest.mark.django_db


@pytest.fixture
def agreement() -> Agreement:
    made: Agreement = AgreementFactory(status=Status.IN_FORCE)
    return made


@pytest.fixture
def indicator(agreement: Agreement) -> Indicator:
    found: Indicator = agreement.purposes.get().indicators.get()
    return found


def url(name: str, agreement: Agreement, *args: Any) -> str:
    with translation.override("en"):
        return reverse(f"agreements:{name}", args=[agreement.public_id, *args])


def test_a_value_is_recorded_with_a_new_file(
    client: Client, agreement: Agreement, indicator: Indicator, officer: User
) -> None:
    client.force_login(officer)
    page = url("measurement_add", agreement, indicator.public_id)
    given = {
        "key": "k",
        "value": "٩",
        "as_of": "2025",
        "source": "Annual report, page 12",
        "uploads": [pdf_upload("report.pdf")],
        "visibility": "public",
    }
    assert client.post(page, given).status_code == 302
    measurement = Measurement.objects.get()
    assert (measurement.value, measurement.measured) == (Decimal(9), PartialDate.year(2025))
    assert measurement.document is not None
    text = text_of(client.get(url("indicator_detail", agreement, indicator.public_id)))
    assert "Annual report, page 12" in text
    assert "75% of the way" in text


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"value": "nine"}, "must be a number"),
        ({"value": ""}, "Give the value"),
        ({"as_of": "2199"}, "lies ahead"),
        ({"as_of": ""}, "Fill in: As of"),
        ({"source": ""}, "Fill in: Source"),
    ],
)
def test_what_cannot_be_comes_back(
    client: Client, agreement: Agreement, indicator: Indicator, officer: User, given: dict[str, Any], words: str
) -> None:
    client.force_login(officer)
    page = url("measurement_add", agreement, indicator.public_id)
    answers = {"value": "9", "as_of": "2025", "source": "Report", "visibility": "public", **given}
    response = client.post(page, answers)
    assert response.status_code == 422
    assert words in text_of(response)


def test_two_values_make_a_picture_and_a_void_one_leaves_it(
    client: Client, agreement: Agreement, indicator: Indicator, officer: User
) -> None:
    MeasurementFactory(indicator=indicator)
    wrong = MeasurementFactory(indicator=indicator, value=Decimal(900), as_of=datetime.date(2025, 9, 1))
    page = url("indicator_detail", agreement, indicator.public_id)
    assert "series-picture" in text_of(client.get(page))
    client.force_login(officer)
    void = url("measurement_void", agreement, indicator.public_id, wrong.public_id)
    assert client.post(void, {"reason": "Typed wrongly", "version": "1"}).status_code == 302
    assert "900" not in text_of(client.get(page))
    assert client.get(void).status_code == 404


def test_the_document_of_a_value_is_linked_for_those_who_may_read_it(
    client: Client, agreement: Agreement, indicator: Indicator, officer: User
) -> None:
    document = DocumentFactory(agreement=agreement)
    MeasurementFactory(indicator=indicator, document=document)
    page = url("indicator_detail", agreement, indicator.public_id)
    assert str(document.public_id) not in text_of(client.get(page))
    client.force_login(officer)
    assert str(document.public_id) in text_of(client.get(page))


def test_a_mend_wants_its_reason(client: Client, agreement: Agreement, indicator: Indicator, officer: User) -> None:
    client.force_login(officer)
    page = url("indicator_change", agreement, indicator.public_id)
    given = {"name_en": "Houses restored", "baseline": "60", "target": "10", "version": version_of(client, page)}
    assert client.post(page, given).status_code == 422
    assert client.post(page, {**given, "reason": "Counted twice before"}).status_code == 302
    indicator.refresh_from_db()
    assert (indicator.name_en, indicator.direction) == ("Houses restored", "fall")


def test_an_indicator_is_added_to_what_was_signed(client: Client, agreement: Agreement, officer: User) -> None:
    purpose = agreement.purposes.get()
    client.force_login(officer)
    page = url("indicator_add", agreement, purpose.public_id)
    assert client.post(page, {"key": "k"}).status_code == 422
    given = {"key": "k", "name_en": "Guides trained", "baseline_unknown": "1", "target": "20", "direction": "rise"}
    for _ in range(2):
        assert client.post(page, given).status_code == 302
    assert purpose.indicators.count() == 2


@pytest.mark.parametrize("name", ["indicator_change", "measurement_add"])
def test_strangers_do_not_record(client: Client, agreement: Agreement, indicator: Indicator, name: str) -> None:
    client.force_login(person(Role.OFFICER, place("kobe")))
    assert client.get(url(name, agreement, indicator.public_id)).status_code == 403


def test_the_partner_measures_and_does_not_rewrite(client: Client, agreement: Agreement, indicator: Indicator) -> None:
    client.force_login(person(Role.OFFICER, place("rabat")))
    assert client.get(url("measurement_add", agreement, indicator.public_id)).status_code == 200
    assert client.get(url("indicator_change", agreement, indicator.public_id)).status_code == 403
