"""My work: what the roles of a person put on her desk, one section a role."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest

from agreements.choices import Status
from agreements.counted import CountedList, count_agreements
from agreements.views.calendar import DueRow, my_desk_url, soon_on_my_desk
from agreements.views.calendar import row_of as due_row
from agreements.views.review import Waiting, row_of, waiting_for
from cities.models import City, CityMembership
from cities.policies import memberships_of, roles_of
from twinning.accounts.models import Token, User
from twinning.accounts.roles import Role
from twinning.home.awaiting import Awaiting, awaiting_acts
from twinning.home.drafts import DraftProgress, ReturnedDraft, drafts_of, returned_to
from twinning.home.ending import EndingLine, ending_line
from twinning.home.figures import Figures, figures
from twinning.home.lists import municipal_lists
from twinning.home.tiles import Tile, ministry_tiles, municipal_tiles
from twinning.home.vitality import SilentTie, VitalityBars, silent_ties, vitality_bars

MUNICIPAL_ROLES = (Role.OFFICER, Role.APPROVER)
MOST_WAITING = 10
MOST_DUE = 5


@dataclass(frozen=True, slots=True)
class Municipality:
    """The desk of officers and approvers."""

    tiles: Sequence[Tile]
    returned: Sequence[ReturnedDraft]
    drafts: Sequence[DraftProgress]
    ending: EndingLine
    awaiting: Awaiting
    vitality: VitalityBars
    silent: Sequence[SilentTie]
    due: CountedList
    due_rows: Sequence[DueRow]


@dataclass(frozen=True, slots=True)
class Ministry:
    """The desk of reviewers: what was sent to them, the longest wait first."""

    tiles: Sequence[Tile]
    waiting: Sequence[Waiting]
    total: int


@dataclass(frozen=True, slots=True)
class PartnerSystem:
    """What the keeper of a partner system needs: its tokens and its drafts."""

    tokens: Sequence[Token]
    drafts: CountedList


@dataclass(frozen=True, slots=True)
class Desk:
    """The sections of one person's first page; a section her roles do not open is None."""

    memberships: Sequence[CityMembership]
    municipality: Municipality | None = None
    ministry: Ministry | None = None
    partner: PartnerSystem | None = None
    figures: Figures | None = None
    is_administrator: bool = False


def desk_of(request: HttpRequest, person: User, *, today: datetime.date, at: datetime.datetime) -> Desk:
    """The desk of a signed-in person."""
    roles = roles_of(person)
    return Desk(
        memberships=memberships_of(person),
        municipality=_municipality(request, person, today) if roles & set(MUNICIPAL_ROLES) else None,
        ministry=_ministry(request, person, today) if Role.REVIEWER in roles else None,
        partner=_partner(request, person, at) if Role.PARTNER in roles else None,
        figures=figures(request, today=today) if roles & {Role.ANALYST, Role.ADMIN} else None,
        is_administrator=person.is_staff,
    )


def _cities_of(person: User, *roles: Role) -> list[City]:
    places = {m.city_id: m.city for m in memberships_of(person) if m.role in roles and m.city is not None}
    return list(places.values())


def _municipality(request: HttpRequest, person: User, today: datetime.date) -> Municipality:
    lists = municipal_lists(request, _cities_of(person, *MUNICIPAL_ROLES), today=today)
    drafts, ending = drafts_of(lists.drafts, today=today), ending_line(lists.ending, today=today)
    due = soon_on_my_desk(person, today=today)
    awaiting, vitality = awaiting_acts(lists, person), vitality_bars(lists.ties)
    return Municipality(
        tiles=municipal_tiles(
            lists, drafts=drafts, awaiting=awaiting.counted, ending=ending, ties=vitality.total.number
        ),
        returned=returned_to(lists.returned),
        drafts=drafts,
        ending=ending,
        awaiting=awaiting,
        vitality=vitality,
        silent=silent_ties(lists.silent, lists.city_ids, person=person, today=today),
        due=CountedList(len(due), my_desk_url()),
        due_rows=[due_row(item, person, today) for item in due[:MOST_DUE]],
    )


def _ministry(request: HttpRequest, person: User, today: datetime.date) -> Ministry:
    waiting, total = waiting_for(person), waiting_for(person).count()
    countries = [m.country_id for m in memberships_of(person) if m.country_id is not None]
    return Ministry(
        tiles=ministry_tiles(request, countries, waiting=total, today=today),
        waiting=[row_of(agreement, person) for agreement in waiting[:MOST_WAITING]],
        total=total,
    )


def _partner(request: HttpRequest, person: User, at: datetime.datetime) -> PartnerSystem:
    ids = [city.pk for city in _cities_of(person, Role.PARTNER)]
    tokens = person.tokens.filter(revoked_at__isnull=True, expires_at__gt=at).order_by("expires_at")
    return PartnerSystem(list(tokens), count_agreements(request, status=Status.DRAFT, kept_by=ids))
