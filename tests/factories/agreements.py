"""Agreements and relationships for tests, in every status the database's laws allow."""

import datetime
from collections.abc import Iterable
from typing import Any, TypeAlias

import factory
from django.utils import timezone

from agreements.choices import AgreementType, AuthorisationState, Origin, PartyRole, Side, Status
from agreements.models import Agreement, AgreementParty, DueDiligence, Relationship, RelationshipMember, Submission
from agreements.models.due_diligence import HEADINGS
from agreements.services.records import search_key_of
from cities.models import City, Governorate
from tests.factories.agreement_parts import AuthorisationFactory, IndicatorFactory, PurposeFactory
from tests.factories.focus_areas import focus_area
from tests.factories.places import place
from twinning.core.dates import Precision

_SIGNED = [
    Status.SIGNED,
    Status.IN_FORCE,
    Status.SUSPENDED,
    Status.EXPIRED,
    Status.RENEWED,
    Status.REPLACED,
    Status.TERMINATED,
]
_WAS_IN_FORCE = [status for status in _SIGNED if status != Status.SIGNED]
_WAS_SUBMITTED = [*_SIGNED, Status.SUBMITTED, Status.RETURNED, Status.AUTHORISED, Status.REJECTED]
_OUTCOMES = {
    Status.SUBMITTED: "",
    Status.RETURNED: Submission.Outcome.RETURNED,
    Status.REJECTED: Submission.Outcome.REJECTED,
}
# `type` is a field of the factory below and hides Python's own in its body.
_AgreementClass: TypeAlias = type[Agreement]
_ENDED_DAY = datetime.date(2025, 5, 20)


def relationship_of(*places: City | Governorate, origin: Origin = Origin.REGISTERED, **fields: Any) -> Relationship:
    """The relationship of these places, made where it is missing; the first place is the lead."""
    keys = sorted(f"c:{p.pk}" if isinstance(p, City) else f"g:{p.pk}" for p in places)
    relationship, is_new = Relationship.objects.get_or_create(
        members_key="+".join(keys), origin=origin, defaults=fields
    )
    if is_new:
        for position, member in enumerate(places):
            RelationshipMember.objects.create(
                relationship=relationship,
                side=Side.LEAD if position == 0 else Side.PARTNER,
                position=position,
                city=member if isinstance(member, City) else None,
                governorate=member if isinstance(member, Governorate) else None,
            )
    return relationship


def _end_of(agreement: Any) -> datetime.date | None:
    if agreement.status == Status.EXPIRED:
        return _ENDED_DAY
    return datetime.date(2099, 5, 20) if agreement.status in _WAS_IN_FORCE else None


class AgreementFactory(factory.django.DjangoModelFactory[Agreement]):
    """An agreement with parties, purposes and legal steps; `status=` decides what else it must have.

    Beside model fields it takes `partners` (cities), `focus` (focus-area codes, one purpose each),
    `indicators` (how many per purpose), `has_diligence` (its note written) and `step_state` (of its one legal step).
    """

    class Meta:
        model = Agreement

    status = Status.DRAFT
    owner_city = factory.LazyFunction(lambda: place("muscat"))
    type = AgreementType.TWINNING
    title_ar = factory.Sequence(lambda n: f"اتفاقية توأمة رقم {n}")
    title_en = factory.Sequence(lambda n: f"Twinning agreement number {n}")
    partners = factory.LazyFunction(lambda: [place("rabat")])
    focus = ("heritage",)
    indicators = 1
    has_diligence = True
    step_state = factory.LazyAttribute(
        lambda a: AuthorisationState.GRANTED if a.status in [*_SIGNED, Status.AUTHORISED] else AuthorisationState.OPEN,
    )
    is_historical = factory.LazyAttribute(lambda a: a.status == Status.HISTORICAL)
    source = factory.LazyAttribute(lambda a: "Municipal archive" if a.status == Status.HISTORICAL else "")
    # Serials far above those that services give in a test.
    reference = factory.LazyAttributeSequence(
        lambda a, n: (
            None if a.status in (Status.DRAFT, Status.WITHDRAWN) else f"{a.owner_city.country_id}-2024-{5000 + n}"
        ),
    )
    relationship = factory.LazyAttribute(
        lambda a: relationship_of(a.owner_city, *a.partners) if a.reference else None,
    )
    submitted_at = factory.LazyAttribute(lambda a: timezone.now() if a.status in _WAS_SUBMITTED else None)
    signed_on = factory.LazyAttribute(lambda a: datetime.date(2024, 5, 20) if a.status in _SIGNED else None)
    signed_on_precision = factory.LazyAttribute(
        lambda a: Precision.DAY if a.signed_on else Precision.UNKNOWN if a.status == Status.HISTORICAL else "",
    )
    in_force_on = factory.LazyAttribute(lambda a: datetime.date(2024, 6, 1) if a.status in _WAS_IN_FORCE else None)
    in_force_on_precision = factory.LazyAttribute(lambda a: Precision.DAY if a.in_force_on else "")
    ends_on = factory.LazyAttribute(_end_of)
    ends_on_precision = factory.LazyAttribute(lambda a: Precision.DAY if a.ends_on else "")
    ended_on = factory.LazyAttribute(lambda a: _ENDED_DAY if a.status == Status.TERMINATED else None)
    ended_on_precision = factory.LazyAttribute(lambda a: Precision.DAY if a.ended_on else "")

    @classmethod
    def _create(cls, model_class: _AgreementClass, *args: Any, **kwargs: Any) -> Agreement:
        partners, focus = kwargs.pop("partners"), kwargs.pop("focus")
        indicators, step_state = kwargs.pop("indicators"), kwargs.pop("step_state")
        has_diligence = kwargs.pop("has_diligence")
        agreement: Agreement = super()._create(model_class, *args, **kwargs)
        add_parties(agreement, partners)
        for code in focus:
            purpose = PurposeFactory(agreement=agreement, focus_area=focus_area(code))
            IndicatorFactory.create_batch(indicators, purpose=purpose)
        if has_diligence:
            DueDiligence.objects.create(agreement=agreement, **dict.fromkeys(HEADINGS, "لا عوائق معروفة."))
        if agreement.status in _WAS_SUBMITTED:
            AuthorisationFactory(agreement=agreement, state=step_state)
            _add_submission(agreement)
        agreement.search_key = search_key_of(agreement)
        agreement.save(update_fields=["search_key"])
        return agreement


def add_parties(agreement: Agreement, partners: Iterable[City]) -> None:
    """The keeper as lead municipality, then the partners."""
    for position, city in enumerate([agreement.owner_city, *partners]):
        AgreementParty.objects.create(
            agreement=agreement,
            role=PartyRole.LEAD_MUNICIPALITY if position == 0 else PartyRole.PARTNER_MUNICIPALITY,
            side=Side.LEAD if position == 0 else Side.PARTNER,
            position=position,
            city=city,
            country_id=city.country_id,
        )


def _add_submission(agreement: Agreement) -> None:
    outcome = _OUTCOMES.get(Status(agreement.status), Submission.Outcome.AUTHORISED)
    Submission.objects.create(
        agreement=agreement,
        round=1,
        submitted_by=agreement.created_by,
        submitted_at=agreement.submitted_at or timezone.now(),
        outcome=outcome,
        comment="يرجى استكمال مؤشر الغرض الأول" if outcome == Submission.Outcome.RETURNED else "",
    )
