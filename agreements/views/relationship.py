"""The list of relationships and the page of one."""

import uuid
from typing import Any, ClassVar

from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language_bidi, gettext_lazy, ngettext
from django.utils.translation import gettext as _
from django.views import View

from agreements.chain import chain_of
from agreements.choices import PUBLISHED_STATUSES, Origin
from agreements.facets import Tally, tally_relationships
from agreements.filtersets import RelationshipFilterSet
from agreements.models import Agreement, Relationship
from agreements.places import counterpart_of
from agreements.policies import ActivityPolicy, AgreementPolicy, Person, RelationshipPolicy, keeper_of_successor
from agreements.relationship_policies import VitalityPolicy
from agreements.views.activity_rows import activity_rows
from agreements.views.agreement_rows import pair_name
from agreements.views.arc_header import arc_of_relationship
from agreements.views.chain_picture import chain_picture
from agreements.views.chain_rows import chain_rows
from agreements.views.list_words import EmptyList, without_nearest
from agreements.views.listing import Link, ListQuery, read_query
from agreements.views.relationship_rows import (
    RelationshipListWords,
    country_name,
    ordered_members,
    relationship_rows,
    with_row_parts,
)
from agreements.views.vitality_card import vitality_card
from twinning.core.display import number

# What the filter form shows beside the facets; the origin has its tabs, and stays.
OTHER_BOXES = ("q", "ordering")
ORDERS = [
    ("-since", gettext_lazy("Newest tie first")),
    ("since", gettext_lazy("Oldest tie first")),
    ("-updated", gettext_lazy("Last changed first")),
    ("updated", gettext_lazy("Longest unchanged first")),
]


class RelationshipListView(View):
    """The relationships a person may know of; registered and reference ones on tabs of their own."""

    template_name = "agreements/relationship_list.html"
    orders: ClassVar = ORDERS

    def get(self, request: HttpRequest) -> HttpResponse:
        query = read_query(request, RelationshipFilterSet, RelationshipPolicy.visible_to(request.user))
        tally = tally_relationships(query.filterset)
        page = query.paginate(with_row_parts(query.filterset.qs, request.user), tally.found)
        words = RelationshipListWords(query, tally)
        facets = words.facets()
        context = {
            "active_entry": "relationships",
            "query": query,
            "page": page,
            "rows": relationship_rows(page.object_list),
            "facets": facets,
            "chips": words.chips(),
            "hidden": query.hidden([*OTHER_BOXES, *(facet.name for facet in facets)]),
            "tabs": _tabs(query, tally),
            "total": _total_words(tally),
            "ordering": query.chosen("ordering") or "-since",
            "orders": self.orders,
            "counting_rule": _counting_rule(query),
            "is_reference": Origin.REFERENCE in query.chosen("origin"),
            "at": timezone.now(),
            "empty": None if tally.found else _empty(query, tally),
            "clear_url": _origin_url(query, query.chosen("origin")),
        }
        return render(request, self.template_name, context, status=query.status)


class RelationshipDetailView(View):
    """One relationship: its places, since when, how it is, and the chain of agreements the reader may see."""

    template_name = "agreements/relationship_detail.html"

    def get(self, request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
        rows = with_row_parts(RelationshipPolicy.visible_to(request.user), request.user)
        relationship = get_object_or_404(rows, public_id=public_id)
        chain: list[Agreement] = relationship.seen_agreements  # type: ignore[attr-defined]  # read with its row parts
        members = ordered_members(relationship)
        today = timezone.localdate()
        name = pair_name(member.name for member in members)
        story = chain_of(chain, today=today)
        relationship.since = story.since or relationship.since  # As this reader may know it; never saved.
        activities = ActivityPolicy.readable_by(request.user).filter(relationship=relationship).select_related("city")
        context = {
            "active_entry": "relationships",
            "relationship": relationship,
            "name": name,
            "members": [(member, country_name(member)) for member in members],
            "chain": chain_rows(story),
            "instruments": len(chain),
            "follow_url": _follow_url(request.user, chain),
            "picture": chain_picture(chain, today=today, mirrored=get_language_bidi(), spans=story.spans),
            "arc": arc_of_relationship(relationship, members, chain, today=today),
            "activities": activity_rows(
                activities.prefetch_related("participants").order_by(F("starts_on").desc(nulls_last=True), "-pk"),
            ),
            "can_follow_up": AgreementPolicy.followed_by(request.user).filter(relationship=relationship).exists(),
            "vitality": vitality_card(relationship, person=request.user, today=today, mirrored=get_language_bidi()),
            "reads_follow_up": VitalityPolicy.reads_whole(request.user, relationship),
            "is_reference": relationship.origin == Origin.REFERENCE,
            "counterpart": counterpart_of(relationship, person=request.user),
            "sources": relationship.sources.all(),
            "is_fictional": bool(chain) and all(agreement.is_fictional for agreement in chain),
            "crumbs": _crumbs(relationship, name),
        }
        return render(request, self.template_name, context)


def _follow_url(person: Person, chain: list[Agreement]) -> str:
    """Where the newest published instrument is renewed, replaced or amended, for those who may."""
    published = [agreement for agreement in chain if agreement.status in PUBLISHED_STATUSES]
    if not published or keeper_of_successor(person, published[-1]) is None:
        return ""
    return reverse("agreements:successor_start", args=[published[-1].public_id])


def _crumbs(relationship: Relationship, name: str) -> list[Link]:
    url = reverse("agreements:relationship_list")
    if relationship.origin == Origin.REFERENCE:
        return [Link(_("Reference ties"), f"{url}?origin={Origin.REFERENCE.value}"), Link(name, "")]
    return [Link(_("Relationships"), url), Link(name, "")]


def _origin_url(query: ListQuery[RelationshipFilterSet], origins: list[str]) -> str:
    """The whole list of the origins in sight."""
    return query.path + ("?" + "&".join(f"origin={origin}" for origin in origins) if origins else "")


def _tabs(query: ListQuery[RelationshipFilterSet], tally: Tally) -> list[dict[str, Any]]:
    """The same conditions on registered and on reference ties, with how many there are of each."""
    chosen = set(query.chosen("origin") or [Origin.REGISTERED])
    rest = query.without("origin")
    also = "&" if "?" in rest else "?"
    labels = {Origin.REGISTERED: _("Registered ties"), Origin.REFERENCE: _("Reference ties")}
    return [
        {
            "label": f"{label} ({number(tally.of('origin').get(origin.value, 0))})",
            "url": rest if origin == Origin.REGISTERED else f"{rest}{also}origin={origin.value}",
            "is_active": chosen == {origin},
        }
        for origin, label in labels.items()
    ]


def _total_words(tally: Tally) -> tuple[str, str]:
    found = ngettext("%(number)s relationship", "%(number)s relationships", tally.found)
    found %= {"number": number(tally.found)}
    if tally.found == tally.everything:
        return found, ""
    return found, _("of %(total)s") % {"total": number(tally.everything)}


def _counting_rule(query: ListQuery[RelationshipFilterSet]) -> str:
    origins = set(query.chosen("origin") or [Origin.REGISTERED])
    if origins == {Origin.REGISTERED}:
        return _("Each set of cities is counted once, whatever the number of its agreements.")
    if origins == {Origin.REFERENCE}:
        return _("Ties known from outside sources alone. They are never counted among the registered ones.")
    return _("Registered and reference ties together: the same cities may stand here twice.")


def _empty(query: ListQuery[RelationshipFilterSet], tally: Tally) -> EmptyList:
    """Why the list is empty, and the nearest way to one that is not."""
    if not tally.everything:
        return EmptyList(
            title=_("No relationship is on file here yet"),
            text=_("A relationship appears here with its first signed or historical agreement."),
            acts=[Link(_("See the agreements"), reverse("agreements:agreement_list"))],
        )
    nearest, acts = without_nearest(query, _without, _origin_url(query, query.chosen("origin")))
    return EmptyList(
        title=_("No relationship meets all these conditions"),
        text=_("There are relationships on file, but none to which every chosen condition applies."),
        nearest=nearest,
        acts=acts,
    )


def _without(condition: str, count: int) -> str:
    return ngettext(
        "Without the condition “%(condition)s” there is %(number)s relationship.",
        "Without the condition “%(condition)s” there are %(number)s relationships.",
        count,
    ) % {"condition": condition, "number": number(count)}
