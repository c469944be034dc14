"""The list of agreements and the page of one."""

import uuid
from typing import ClassVar

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views import View

from agreements.choices import Origin
from agreements.facets import Tally, tally_agreements
from agreements.filtersets import AgreementFilterSet
from agreements.policies import AgreementPolicy
from agreements.views.agreement_facets import OTHER_BOXES, AgreementListWords
from agreements.views.agreement_record import MOST_ACTIVITIES, MOST_CHANGES, AgreementRecord, agreements_for_record
from agreements.views.agreement_rows import rows_of
from agreements.views.confirmation_facts import confirmation_card
from agreements.views.export_menu import export_menu
from agreements.views.list_words import EmptyList, without_nearest
from agreements.views.listing import Link, ListQuery, in_sight_and_rest, read_query
from agreements.views.responsibility import responsible_card
from agreements.views.vitality_card import vitality_card
from cities.policies import reach_of
from twinning.accounts.roles import Capability
from twinning.core.display import number
from twinning.imports.policies import ImportPolicy

ORDERS = [
    ("-signed", gettext_lazy("Newest signed first")),
    ("signed", gettext_lazy("Oldest signed first")),
    ("ends", gettext_lazy("Ending soonest first")),
    ("-ends", gettext_lazy("Ending latest first")),
    ("-updated", gettext_lazy("Last changed first")),
    ("updated", gettext_lazy("Longest unchanged first")),
    ("reference", gettext_lazy("By reference")),
    ("-reference", gettext_lazy("By reference, backwards")),
]


class AgreementListView(View):
    """The agreements a person may know of, with facets; the address holds all that was asked."""

    template_name = "agreements/agreement_list.html"
    orders: ClassVar = ORDERS

    def get(self, request: HttpRequest) -> HttpResponse:
        query = read_query(request, AgreementFilterSet, AgreementPolicy.visible_to(request.user))
        tally = tally_agreements(query.filterset)
        page = query.paginate(query.filterset.qs.with_list_parts(), tally.found)
        words = AgreementListWords(query, tally)
        facets = words.facets()
        context = {
            "query": query,
            "page": page,
            "rows": rows_of(page.object_list),
            "facets": facets,
            "years": words.years(),
            "chips": words.chips(),
            "hidden": query.hidden([*OTHER_BOXES, *(facet.name for facet in facets)]),
            "tally": tally,
            "total": total_words(tally),
            "ordering": query.chosen("ordering") or "-signed",
            "orders": self.orders,
            "counting_rule": counting_rule(query),
            "at": timezone.now(),
            "can_import": bool(ImportPolicy.kinds_for(request.user)),
            "can_register": bool(reach_of(request.user, Capability.WRITE_DRAFTS)),
            "empty": None if tally.found else _empty(query, tally),
            "clear_url": request.path,
            "export": export_menu(query, tally.found) if tally.found else None,
        }
        return render(request, self.template_name, context, status=query.status)


def total_words(tally: Tally) -> tuple[str, str]:
    """ "98 agreements", "of 1,204, in 71 relationships": the first half is set in bold."""
    found = ngettext("%(number)s agreement", "%(number)s agreements", tally.found) % {"number": number(tally.found)}
    ties = ngettext("in %(number)s relationship", "in %(number)s relationships", tally.relationships) % {
        "number": number(tally.relationships),
    }
    if tally.found == tally.everything:
        return found, ties
    return found, _("of %(total)s, %(relationships)s") % {"total": number(tally.everything), "relationships": ties}


def counting_rule(query: ListQuery[AgreementFilterSet]) -> str:
    """What was counted and what not."""
    origins = set(query.chosen("origin") or [Origin.REGISTERED])
    if origins == {Origin.REGISTERED}:
        return _("Each legal instrument is counted once. Source: municipal records; reference relationships excluded.")
    if origins == {Origin.REFERENCE}:
        return _("Each legal instrument is counted once. Source: outside references; municipal records excluded.")
    return _("Each legal instrument is counted once. Source: municipal records together with outside references.")


def _empty(query: ListQuery[AgreementFilterSet], tally: Tally) -> EmptyList:
    """Why the list is empty, and the nearest way to one that is not."""
    if not tally.everything:
        return EmptyList(
            title=_("No agreement is on file here yet"),
            text=_("Agreements appear here once they are signed or recorded as historical."),
            acts=[Link(_("See the relationships"), reverse("agreements:relationship_list"))],
        )
    nearest, acts = without_nearest(query, _without, query.path)
    return EmptyList(
        title=_("No agreement meets all these conditions"),
        text=_("The register holds agreements, but none to which every chosen condition applies."),
        nearest=nearest,
        acts=acts,
    )


def _without(condition: str, count: int) -> str:
    return ngettext(
        "Without the condition “%(condition)s” there is %(number)s agreement.",
        "Without the condition “%(condition)s” there are %(number)s agreements.",
        count,
    ) % {"condition": condition, "number": number(count)}


class AgreementDetailView(View):
    """One agreement as far as the reader may know it; what she may not see does not exist for her."""

    template_name = "agreements/agreement_detail.html"

    def get(self, request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
        agreement = get_object_or_404(agreements_for_record(request.user), public_id=public_id)
        record = AgreementRecord(agreement, person=request.user, today=timezone.localdate())
        context = {
            "agreement": agreement,
            "record": record,
            "crumbs": record.crumbs,
            "vitality": vitality_card(agreement.relationship, person=request.user),
            "confirmation": confirmation_card(agreement, request.user),
            "responsible": responsible_card(agreement, request.user),
            "activities": in_sight_and_rest(record.activities, MOST_ACTIVITIES),
            "changes": in_sight_and_rest(record.changes, MOST_CHANGES),
        }
        return render(request, self.template_name, context)
