"""The impact pages of an agreement, a city and a focus area: what came of it, every figure with its rows."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views import View

from agreements.impact import (
    Figure,
    Impact,
    Scope,
    TagFigures,
    impact_of,
    scope_of_agreement,
    scope_of_city,
    scope_of_focus_area,
)
from agreements.policies import AgreementPolicy
from agreements.views.agreement_rows import members_of, pair_name
from agreements.views.indicator import agreement_crumbs
from agreements.views.listing import Link
from agreements.views.purpose_cards import IndicatorCard, indicator_card
from cities.policies import CityPolicy
from twinning.core.money import money_text
from twinning.focus_areas.models import FocusArea

ACTIVITIES, PROJECTS = "agreements:activity_list", "agreements:project_list"


@dataclass(frozen=True, slots=True)
class ShownFigure:
    """A number, its words, the list that holds its rows, and how long its bar is (0 to 100)."""

    label: str | Promise
    number: int
    url: str
    share: float = 0


@dataclass(frozen=True, slots=True)
class ShownTag:
    """A goal or an axis with its three figures."""

    label: str | Promise
    activities: ShownFigure
    people: ShownFigure
    delivered: ShownFigure


class ImpactView(View):
    """The frame that the three pages share."""

    def show(self, request: HttpRequest, scope: Scope, *, title: str, crumbs: Sequence[Link]) -> HttpResponse:
        impact = impact_of(scope, person=request.user, today=timezone.localdate())
        context = {
            "impact": impact,
            "title": title,
            "crumbs": [*crumbs, Link(_("Impact"), "")],
            "tiles": _tiles(impact),
            "people": _with_shares(impact.people, ACTIVITIES),
            "people_total": impact.people_total.number,
            "grades": _with_shares(impact.grades, ACTIVITIES),
            "projects": _with_shares(impact.projects, PROJECTS),
            "axes": [_tag(tag) for tag in impact.axes],
            "goals": [_tag(tag) for tag in impact.goals],
            "cards": self.cards(impact),
            "money": [
                (money_text(m.budget, m.currency), money_text(m.spent, m.currency), m.projects) for m in impact.money
            ],
            "at": timezone.now(),
        }
        return render(request, "agreements/impact.html", context)

    def cards(self, impact: Impact) -> list[tuple[Any, IndicatorCard]]:
        """The indicators with their agreement; documents stay on the indicator's own page, with their policy."""
        return [(one, indicator_card(one.purpose.agreement, one, set())) for one in impact.targets.shown]


class AgreementImpactView(ImpactView):
    """What came of one agreement."""

    def get(self, request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
        seen = AgreementPolicy.visible_to(request.user).with_list_parts()
        agreement = get_object_or_404(seen, public_id=public_id)
        pair = pair_name(party.name for party in members_of(agreement.parties.all()))
        title = f"{agreement.title or agreement.reference or ''} ({pair})"
        return self.show(request, scope_of_agreement(agreement), title=title, crumbs=agreement_crumbs(agreement))


class CityImpactView(ImpactView):
    """What came of all agreements of a city."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        city = get_object_or_404(CityPolicy.visible_to(request.user), pk=pk)
        crumbs = [
            Link(_("Cities"), reverse("cities:city_list")),
            Link(city.name, reverse("cities:city_detail", args=[city.pk])),
        ]
        return self.show(request, scope_of_city(city), title=city.name, crumbs=crumbs)


class FocusAreaImpactView(ImpactView):
    """What came of all purposes in a focus area."""

    def get(self, request: HttpRequest, code: str) -> HttpResponse:
        area = get_object_or_404(FocusArea.objects.select_related("parent"), pk=code)
        crumbs = [
            Link(_("Focus areas"), reverse("focus_areas:focus_area_list")),
            Link(area.name, reverse("focus_areas:focus_area_detail", args=[area.pk])),
        ]
        return self.show(request, scope_of_focus_area(area), title=area.name, crumbs=crumbs)


def _tiles(impact: Impact) -> list[ShownFigure]:
    """The four figures on top."""
    targets = ShownFigure(
        _("targets reached, of %(total)s") % {"total": impact.targets.total}, impact.targets.reached, "#targets"
    )
    return [
        targets,
        _shown(impact.people_total, ACTIVITIES, _("people took part")),
        _shown(impact.delivered, PROJECTS, _("projects delivered")),
        _shown(impact.practices, ACTIVITIES, _("practices and policies adopted")),
    ]


def _shown(figure: Figure, listing: str, label: str | Promise = "", share: float = 0) -> ShownFigure:
    words = label or figure.label or _("Others")
    url = f"{reverse(listing)}?{urlencode(dict(figure.filters), doseq=True)}"
    return ShownFigure(words, figure.number, url, share)


def _with_shares(figures: Sequence[Figure], listing: str) -> list[ShownFigure]:
    highest = max((figure.number for figure in figures), default=0) or 1
    return [_shown(figure, listing, share=100 * figure.number / highest) for figure in figures]


def _tag(tag: TagFigures) -> ShownTag:
    return ShownTag(
        tag.label,
        _shown(tag.activities, ACTIVITIES, tag.label),
        _shown(tag.people, ACTIVITIES, tag.label),
        _shown(tag.delivered, PROJECTS, tag.label),
    )
