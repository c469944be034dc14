"""The factories of the registry make what the database's laws allow."""

import pytest

from agreements.choices import Status
from tests.factories.agreement_parts import (
    ActivityFactory,
    DocumentFactory,
    DueDiligenceFactory,
    FocalPointFactory,
    MeasurementFactory,
    ProjectFactory,
)
from tests.factories.agreements import AgreementFactory
from tests.factories.places import PLACES, place


@pytest.mark.django_db
@pytest.mark.parametrize("status", Status.values)
def test_an_agreement_can_be_made_in_every_status(status: str) -> None:
    agreement = AgreementFactory(status=status)
    agreement.refresh_from_db()
    assert agreement.status == status
    assert agreement.parties.count() == 2
    assert agreement.purposes.count() == 1


@pytest.mark.django_db
def test_everything_that_hangs_on_an_agreement_can_be_made() -> None:
    agreement = AgreementFactory(status=Status.IN_FORCE, focus=("heritage", "student_exchange"))
    purpose = agreement.purposes.get(focus_area="heritage")
    MeasurementFactory(indicator=purpose.indicators.get())
    DocumentFactory(agreement=agreement)
    ActivityFactory(agreement=agreement, relationship=agreement.relationship)
    ProjectFactory(agreement=agreement)
    FocalPointFactory(agreement=agreement)
    DueDiligenceFactory(agreement=agreement)
    assert agreement.purposes.count() == 2


@pytest.mark.django_db
@pytest.mark.parametrize("name", PLACES)
def test_a_place_is_made_once(name: str) -> None:
    assert place(name) == place(name)
