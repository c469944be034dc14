"""Who asks the other side, who answers for it, who settles a dispute."""

from django.db.models import QuerySet

from agreements.choices import MEMBER_ROLES, PUBLISHED_STATUSES, Side
from agreements.models import Agreement, Confirmation
from agreements.policies import AgreementPolicy, Person
from cities.policies import reach_of
from twinning.accounts.models import User
from twinning.accounts.roles import Capability, roles_with


class ConfirmationPolicy:
    """The keeping city asks and settles; the staff of a partner city answers, never somebody who serves both."""

    @staticmethod
    def visible_to(person: Person, agreement: Agreement) -> QuerySet[Confirmation]:
        """The askings about a visible agreement; who answered and in which words is for insiders alone."""
        if agreement.status not in PUBLISHED_STATUSES and not AgreementPolicy.is_keeper(person, agreement):
            return Confirmation.objects.none()
        return agreement.confirmations.order_by("id")

    @staticmethod
    def can_ask(person: Person, agreement: Agreement) -> bool:
        """Whether this person may ask the other side, or settle what it disputes."""
        reach = reach_of(person, Capability.SUBMIT)
        return agreement.status in PUBLISHED_STATUSES and reach.includes(
            city_id=agreement.owner_city_id, country_code=None
        )

    @staticmethod
    def can_answer(person: Person, agreement: Agreement) -> bool:
        """Whether this person speaks for the other side."""
        ids = reach_of(person, Capability.SUBMIT).city_ids
        return (
            agreement.status in PUBLISHED_STATUSES
            and agreement.owner_city_id not in ids
            and bool(ids & partner_city_ids(agreement))
        )


def partner_city_ids(agreement: Agreement) -> set[int]:
    """The cities of the other side."""
    return {
        party.city_id
        for party in agreement.parties.all()
        if party.side == Side.PARTNER and party.role in MEMBER_ROLES and party.city_id is not None
    }


def people_answering(agreement: Agreement) -> list[User]:
    """The people with accounts who may answer for the other side."""
    return _staff_of(partner_city_ids(agreement), without=agreement.owner_city_id)


def people_asking(agreement: Agreement) -> list[User]:
    """The people of the city that keeps the record."""
    return _staff_of({agreement.owner_city_id})


def _staff_of(city_ids: set[int], *, without: int | None = None) -> list[User]:
    people = User.objects.filter(
        is_active=True,
        memberships__city_id__in=city_ids,
        memberships__role__in=roles_with(Capability.SUBMIT),
    ).distinct()
    if without is not None:
        people = people.exclude(memberships__city_id=without)
    return list(people.order_by("pk"))
