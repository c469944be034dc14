"""Checks of what was typed or sent, the same for pages and the API: each answers with problems that name a field."""

import datetime
from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from agreements.choices import MEMBER_ROLES, PartyRole, Side
from agreements.models import AgreementParty
from twinning.core.checks import check_texts as check_texts
from twinning.core.dates import PartialDate
from twinning.core.exceptions import FieldProblem

LONGEST_TITLE = 300
LONGEST_TEXT = 5000
_NOT_AHEAD = ("signed",)
_IN_ORDER = ("signed", "in_force", "ends")


def check_dates(dates: dict[str, PartialDate | None], *, today: datetime.date) -> list[FieldProblem]:
    """No signing in the future; no force before signing; no end before either."""
    problems = [
        FieldProblem(name, "in_the_future", _("The day of signing cannot lie in the future."))
        for name in _NOT_AHEAD
        if (date := dates.get(name)) and date.is_surely_after_day(today)
    ]
    for index, earlier_name in enumerate(_IN_ORDER):
        earlier = dates.get(earlier_name)
        for later_name in _IN_ORDER[index + 1 :]:
            later = dates.get(later_name)
            if earlier and later and later.is_surely_before(earlier):
                problems.append(FieldProblem(later_name, "before_start", _MESSAGES[earlier_name, later_name]))
    return problems


_MESSAGES = {
    ("signed", "in_force"): _("Force cannot begin before signing."),
    ("signed", "ends"): _("The end cannot lie before the signing."),
    ("in_force", "ends"): _("The end cannot lie before the beginning of force."),
}


def check_parties(parties: Sequence[AgreementParty], *, keeper_id: int) -> list[FieldProblem]:
    """The city that keeps the record among them (nobody records what is between strangers), nobody twice, one lead."""
    problems: list[FieldProblem] = []
    seen: set[tuple[str, str]] = set()
    for index, party in enumerate(parties):
        if not party.city_id and not party.governorate_id:
            problems.append(_placeless(index, party))
            continue
        identity = _identity(party)
        if identity in seen:
            problems.append(
                FieldProblem(f"parties.{index}.city", "party_twice", _("This party is already in the agreement.")),
            )
        seen.add(identity)
        if party.role not in MEMBER_ROLES and not (party.name_ar or party.name_en):
            problems.append(
                FieldProblem(f"parties.{index}.name", "required", _("Give the name of the organisation.")),
            )
    leads = [index for index, party in enumerate(parties) if party.role == PartyRole.LEAD_MUNICIPALITY]
    problems += [
        FieldProblem(f"parties.{index}.role", "second_lead", _("An agreement has one lead municipality."))
        for index in leads[1:]
    ]
    if not problems and not any(party.role in MEMBER_ROLES and party.city_id == keeper_id for party in parties):
        message = _("The city that keeps the record must be one of its municipalities.")
        problems.append(FieldProblem("parties", "keeper_missing", message))
    return problems


def _placeless(index: int, party: AgreementParty) -> FieldProblem:
    if party.role == PartyRole.GOVERNORATE:
        return FieldProblem(f"parties.{index}.governorate", "required", _("Choose the governorate."))
    return FieldProblem(f"parties.{index}.city", "required", _("Choose the place of this party."))


def _identity(party: AgreementParty) -> tuple[str, str]:
    """Municipalities are the same where their city is; organisations where role, place and name are."""
    if party.role in MEMBER_ROLES:
        return "place", party.place_key
    return f"{party.role} {party.place_key}", party.name_ar or party.name_en


def side_of(role: str) -> Side:
    """The side a municipality stands on; other parties say theirs."""
    return Side.LEAD if role == PartyRole.LEAD_MUNICIPALITY else Side.PARTNER
