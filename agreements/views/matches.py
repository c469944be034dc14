"""The pages that suggest partners: of a city, for a growth model, for a focus area."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views import View

from agreements.forms.matches import MOST_COMPARED, WEIGHT, MatchForm
from agreements.match_words import lexicon_for
from agreements.matching.candidates import Match, Search
from agreements.matching.criteria import Criterion
from agreements.matching.facts import Seeker
from agreements.matching.scoring import DEFAULT_WEIGHTS
from agreements.matching.suggestions import Suggestion, explain, search_for, search_for_city
from agreements.policies import AgreementPolicy
from agreements.services.match_drafts import likeness_of, start_from_match
from agreements.views.match_cards import Comparison, MatchCard, cards_of
from agreements.views.people import signed_in
from cities.models import City, GrowthModel
from cities.policies import CityPolicy
from cities.search import search_cities
from twinning.focus_areas.models import FocusArea

UNPROCESSABLE = 422


@dataclass(frozen=True, slots=True)
class WhyNot:
    """The answer about one city: its card, or in words why there is none."""

    asked: str
    card: MatchCard | None
    text: str


@dataclass(frozen=True, slots=True)
class Answer:
    """The cards of a page: the best, those compared, and the one asked about."""

    best: list[MatchCard]
    comparison: Comparison | None
    why: WhyNot | None


class MatchPage(View):
    """What every page of suggestions shows; who seeks differs."""

    city: City | None = None

    def crumbs(self) -> list[dict[str, str]]:
        raise NotImplementedError

    def search(self, form: MatchForm) -> Search:
        raise NotImplementedError

    def words(self) -> dict[str, Any]:
        """Title and lead of the page."""
        raise NotImplementedError

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        self.load()
        form = MatchForm(request.GET)
        is_valid = form.is_valid()
        search = self.search(form)
        answer = answer_of(search, form)
        context = {
            **self.words(),
            "crumbs": self.crumbs(),
            "form": form,
            "weight_fields": [form[f"{WEIGHT}{criterion.value}"] for criterion in Criterion],
            "weights": form.weights,
            "is_weighed": form.weights != DEFAULT_WEIGHTS,
            "city": self.city,
            "seeker": search.seeker,
            "excluded": len(search.excluded),
            "number_of_places": search.world.size,
            "answer": answer,
            "most_compared": MOST_COMPARED,
            "can_draft": self.city is not None and AgreementPolicy.can_create(request.user, self.city),
            "today": timezone.localdate(),
            "active_entry": "cities",
        }
        return render(request, "cities/match_list.html", context, status=200 if is_valid else UNPROCESSABLE)

    def load(self) -> None:
        """Find who seeks; 404 for what is not there."""
        raise NotImplementedError


class CityMatchesView(MatchPage):
    """Suggested partners of one city."""

    def load(self) -> None:
        self.city = city_of(self.request, self.kwargs["pk"])

    def search(self, form: MatchForm) -> Search:
        assert self.city is not None, "`load` sets it or answers 404."  # noqa: S101  narrows the type
        return search_for_city(self.city, person=self.request.user, weights=form.weights, today=timezone.localdate())

    def words(self) -> dict[str, Any]:
        return {"title": _("Suggested partners of %(city)s") % {"city": self.city}}

    def crumbs(self) -> list[dict[str, str]]:
        assert self.city is not None, "`load` sets it or answers 404."  # noqa: S101  narrows the type
        return [
            {"label": _("Cities"), "url": reverse("cities:city_list")},
            {"label": self.city.name, "url": reverse("cities:city_detail", args=[self.city.pk])},
            {"label": _("Suggested partners"), "url": ""},
        ]


class GrowthModelMatchesView(MatchPage):
    """Places of the world for a growth model, whoever seeks."""

    def load(self) -> None:
        self.model = get_object_or_404(GrowthModel, pk=self.kwargs["code"])

    def search(self, form: MatchForm) -> Search:
        seeker = Seeker(growth_models=frozenset([self.model.code]))
        return search_for(seeker, weights=form.weights, today=timezone.localdate())

    def words(self) -> dict[str, Any]:
        return {"title": _("Cities for the growth model: %(model)s") % {"model": self.model.name}}

    def crumbs(self) -> list[dict[str, str]]:
        return [
            {"label": _("Cities"), "url": reverse("cities:city_list")},
            {"label": _("Reference cities"), "url": reverse("cities:reference_city_list")},
            {"label": self.model.name, "url": ""},
        ]


class FocusAreaMatchesView(MatchPage):
    """Places of the world that have experience in a focus area."""

    def load(self) -> None:
        self.area = get_object_or_404(FocusArea, pk=self.kwargs["code"])

    def search(self, form: MatchForm) -> Search:
        codes = {self.area.code, *self.area.sub_areas.values_list("code", flat=True)}
        return search_for(Seeker(needs=frozenset(codes)), weights=form.weights, today=timezone.localdate())

    def words(self) -> dict[str, Any]:
        return {"title": _("Cities with experience in: %(area)s") % {"area": self.area.name}}

    def crumbs(self) -> list[dict[str, str]]:
        return [
            {"label": _("Focus areas"), "url": reverse("focus_areas:focus_area_list")},
            {"label": self.area.name, "url": reverse("focus_areas:focus_area_detail", args=[self.area.code])},
            {"label": _("Suggested partners"), "url": ""},
        ]


class MatchDraftView(LoginRequiredMixin, View):
    """Starting the draft of an agreement with a suggested city."""

    def post(self, request: HttpRequest, pk: int, candidate: int) -> HttpResponseBase:
        city, person, today = city_of(request, pk), signed_in(request), timezone.localdate()
        search = search_for_city(city, person=person, weights=DEFAULT_WEIGHTS, today=today)
        match = search.match_of(candidate)
        if match is None or not AgreementPolicy.can_create(person, city):
            raise Http404
        suggestion = explain(search, [match])[0]
        likeness = likeness_of(suggestion, lexicon_for([suggestion]))
        draft = start_from_match(suggestion, city=city, likeness=likeness, by=person, at=timezone.now(), today=today)
        messages.success(request, _("A draft with both cities and the basis of their likeness has been started."))
        return redirect("agreements:draft_tasks", public_id=draft.public_id)


def city_of(request: HttpRequest, pk: int) -> City:
    """The city of the page; merged places suggest nothing."""
    cities = CityPolicy.visible_to(request.user).with_place().filter(merged_into__isnull=True)
    return get_object_or_404(cities, pk=pk)


def answer_of(search: Search, form: MatchForm) -> Answer:
    """Ask once for everything the page shows, so that the words of all are read together."""
    asked = _city_asked_about(form.asked_why)
    best = search.best(form.wanted)
    compared = [match for pk in form.compared if (match := search.match_of(pk))]
    about = search.match_of(asked.pk) if asked else None
    everything = explain(search, [*best, *compared, *([about] if about else [])])
    cards = cards_of(everything, lexicon_for(everything))
    last = len(best) + len(compared)
    return Answer(
        best=cards[: len(best)],
        comparison=Comparison(tuple(cards[len(best) : last])) if len(compared) > 1 else None,
        why=_why_not(form.asked_why, everything[last:], cards[last:], search),
    )


def _city_asked_about(text: str) -> City | None:
    found = search_cities(text) if text else []
    return found[0].city if found else None


def _why_not(asked: str, suggestions: list[Suggestion], cards: list[MatchCard], search: Search) -> WhyNot | None:
    if not asked:
        return None
    if not cards:
        return WhyNot(asked, None, _("No city of this name is known."))
    return WhyNot(asked, cards[0], _reason_of_rank(suggestions[0].match, search))


def _reason_of_rank(match: Match, search: Search) -> str:
    if match.rank is not None:
        return _("It stands at place %(rank)s of all places.") % {"rank": f"{match.rank:,}"}
    if match.city_id == search.seeker.city_id:
        return _("It is the city that seeks.")
    if match.city_id in search.excluded:
        return _("It is left out since the two have a relationship already.")
    return _("It is left out since it lies in the same country.")
