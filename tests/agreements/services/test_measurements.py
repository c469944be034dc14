"""Measurements: a value, as of when, from what source; wrong ones are voided, never rewritten."""

from decimal import Decimal
from typing import Any

import pytest

from agreements.choices import Direction, Status
from agreements.exceptions import ActNotPermitted, AlreadyVoid, NotFollowedYet
from agreements.models import Indicator, Measurement
from agreements.services.documents import DocumentInput
from agreements.services.measurements import MeasurementInput, record_measurement, void_measurement
from agreements.services.purposes import IndicatorInput, PurposeInput, set_purposes
from tests.agreements.services.acting import AT, TODAY, codes
from tests.factories.accounts import person
from tests.factories.agreement_parts import DocumentFactory, pdf_upload
from tests.factories.agreements import AgreementFactory
from tests.factories.focus_areas import focus_area
from tests.factories.places import place
from twinning.accounts.models import User
from twinning.accounts.roles import Role
from twinning.core.dates import PartialDate
from twinning.core.exceptions import InvalidInput

pytestmark = pytest.mark.django_db
GIVEN = MeasurementInput(Decimal(34), PartialDate.year(2025), "التقرير السنوي، ص 12")


def indicator_of(status: Status = Status.IN_FORCE) -> Indicator:
    found: Indicator = AgreementFactory(status=status).purposes.get().indicators.get()
    return found


def recorded(indicator: Indicator, by: User, given: MeasurementInput = GIVEN, **kwargs: Any) -> Measurement:
    return record_measurement(indicator, given, by=by, at=AT, today=TODAY, **kwargs)


def test_a_value_keeps_its_day_as_far_as_known_and_its_document(officer: User) -> None:
    indicator = indicator_of()
    measurement = recorded(indicator, officer, upload=DocumentInput(upload=pdf_upload("report.pdf")))
    measurement.refresh_from_db()
    assert measurement.measured == PartialDate.year(2025)
    assert measurement.document is not None
    assert measurement.document.agreement_id == indicator.purpose.agreement_id


@pytest.mark.parametrize("status", [Status.SIGNED, Status.SUSPENDED, Status.EXPIRED, Status.HISTORICAL])
def test_values_are_recorded_while_the_record_lives_and_after(status: Status, officer: User) -> None:
    assert recorded(indicator_of(status), officer).pk


def test_no_value_before_signing_and_none_by_strangers(officer: User) -> None:
    with pytest.raises(NotFollowedYet):
        recorded(indicator_of(Status.DRAFT), officer)
    with pytest.raises(ActNotPermitted):
        recorded(indicator_of(), person(Role.OFFICER, place("kobe")))


@pytest.mark.parametrize(
    ("given", "field", "code"),
    [
        (MeasurementInput(Decimal(1), PartialDate.year(2025), " "), "source", "required"),
        (MeasurementInput(Decimal(1), PartialDate.unknown(), "مصدر"), "as_of", "required"),
        (MeasurementInput(Decimal(1), PartialDate.year(2027), "مصدر"), "as_of", "in_the_future"),
    ],
)
def test_what_cannot_be_is_refused_by_field(officer: User, given: MeasurementInput, field: str, code: str) -> None:
    with pytest.raises(InvalidInput) as refusal:
        recorded(indicator_of(), officer, given)
    assert codes(refusal.value) == {field: code}


def test_a_document_of_another_agreement_is_refused(officer: User) -> None:
    other = DocumentFactory(agreement=AgreementFactory(status=Status.IN_FORCE, partners=[place("kobe")]))
    with pytest.raises(InvalidInput) as refusal:
        recorded(indicator_of(), officer, MeasurementInput(Decimal(1), PartialDate.year(2025), "مصدر", other))
    assert codes(refusal.value) == {"document": "does_not_exist"}


def test_a_wrong_value_is_voided_with_its_reason(officer: User) -> None:
    measurement = recorded(indicator_of(), officer)
    void_measurement(measurement, reason="رقم خاطئ", by=officer, at=AT, today=TODAY)
    assert not Measurement.objects.standing().exists()
    with pytest.raises(AlreadyVoid):
        void_measurement(measurement, reason="مرة أخرى", by=officer, at=AT, today=TODAY)


@pytest.mark.parametrize(
    ("baseline", "target", "said", "direction"),
    [
        (Decimal(10), Decimal(60), None, Direction.RISE),
        (Decimal(60), Decimal(10), None, Direction.FALL),
        (Decimal(60), Decimal(10), Direction.RISE, Direction.FALL),
        (None, Decimal(10), Direction.FALL, Direction.FALL),
        (None, Decimal(10), None, Direction.RISE),
    ],
)
def test_a_baseline_tells_the_direction(
    officer: User, baseline: Decimal | None, target: Decimal, said: Direction | None, direction: Direction
) -> None:
    agreement = AgreementFactory(focus=())
    indicator = IndicatorInput("مؤشر", "", "", "", target=target, baseline=baseline, direction=said)
    set_purposes(agreement, [PurposeInput(focus_area("heritage"), "غرض", "", (indicator,))], by=officer, at=AT)
    assert agreement.purposes.get().indicators.get().direction == direction
