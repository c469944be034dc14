"""Matches in words: why a place scores, and what speaks against it, in the language of the reader."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from babel import Locale
from django.conf import settings
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from agreements.matching.cautions import Against
from agreements.matching.criteria import Contribution
from agreements.matching.suggestions import Suggestion
from cities.models import City, CityNetwork, GrowthModel, Trait
from twinning.core.display import number
from twinning.focus_areas.models import FocusArea


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What the codes in reasons are called; each thing tells its name in the language of the moment."""

    things: Mapping[str, Any]

    def names(self, codes: Iterable[str]) -> str:
        return _(", ").join(str(getattr(self.things.get(code), "name", code)) for code in codes)


def lexicon_for(suggestions: Iterable[Suggestion]) -> Lexicon:
    """Every vocabulary of reasons, and the cities that these suggestions name; five queries."""
    cities = {city for one in suggestions for city in one.match.candidate.network.common_partners}
    named = {str(city.pk): city for city in City.objects.filter(pk__in=cities)}
    kinds = (Trait, FocusArea, GrowthModel, CityNetwork)
    return Lexicon({**named, **{thing.pk: thing for kind in kinds for thing in kind._default_manager.all()}})


def reason_text(contribution: Contribution, lexicon: Lexicon) -> str:
    """Why a criterion gives what it gives."""
    return _REASONS[contribution.code](contribution, lexicon)


def against_text(against: Against) -> str:
    """One thing that speaks against a place."""
    return _AGAINST[against.code](against.number or 0.0)


TEN = 10
Reason = Callable[[Contribution, Lexicon], str]


def _living_ties(said: Contribution, lexicon: Lexicon) -> str:
    count = int(said.number or 0)
    text = ngettext(
        "%(count)s living relationship in: %(names)s", "%(count)s living relationships in: %(names)s", count
    )
    return text % {"count": number(count), "names": lexicon.names(said.subjects)}


def _common_partners(said: Contribution, lexicon: Lexicon) -> str:
    return _("Both are twinned with: %(names)s") % {"names": lexicon.names(said.subjects)}


def _country_ties(said: Contribution, _lexicon: Lexicon) -> str:
    count = int(said.number or 0)
    text = ngettext("%(count)s tie between the two countries", "%(count)s ties between the two countries", count)
    return text % {"count": number(count)}


def _language(said: Contribution, _lexicon: Lexicon) -> str:
    shared = _languages(said.subjects)
    text = _("Common language: %(names)s") % {"names": shared} if shared else _("No official language in common")
    return (
        text if said.number is None else _("%(language)s; %(time)s") % {"language": text, "time": _hours(said.number)}
    )


def _ratio(said: Contribution) -> dict[str, str]:
    return {"ratio": number(round(said.number or 0, 1 if (said.number or 0) < TEN else 0))}


def _names(said: Contribution, lexicon: Lexicon) -> dict[str, str]:
    return {"names": lexicon.names(said.subjects)}


_REASONS: Mapping[str, Reason] = {
    "embodies_model": lambda s, x: _("A reference city of the catalogue for: %(names)s") % _names(s, x),
    "plans_model": lambda s, x: _("Planned to grow by the same model: %(names)s") % _names(s, x),
    "other_model": lambda _s, _x: _("Not known for this growth model"),
    "no_model_known": lambda _s, _x: _("No growth model is on file for the place that seeks"),
    "answers_needs": lambda s, x: _("Has experience in what is sought: %(names)s") % _names(s, x),
    "needs_what_is_offered": lambda s, x: _("Seeks what is offered: %(names)s") % _names(s, x),
    "related_needs": lambda _s, _x: _("Offers and needs lie in related areas"),
    "no_needs_met": lambda _s, _x: _("No offer meets a need"),
    "living_ties": _living_ties,
    "no_living_ties": lambda _s, _x: _("No living relationship known in what is sought"),
    "shared_traits": lambda s, x: _("Both: %(names)s") % _names(s, x),
    "no_shared_traits": lambda _s, _x: _("No common trait on file"),
    "common_partners": _common_partners,
    "same_networks": lambda s, x: _("Both belong to: %(names)s") % _names(s, x),
    "country_ties": _country_ties,
    "far_in_network": lambda _s, _x: _("No partner in common, no tie between the countries"),
    "nothing_in_network": lambda _s, _x: _("Too few ties are known to compare"),
    "shared_language": _language,
    "other_language": _language,
    "similar_size": lambda _s, _x: _("Of similar size"),
    "larger": lambda s, _x: _("%(ratio)s times as many inhabitants") % _ratio(s),
    "smaller": lambda s, _x: _("%(ratio)s times fewer inhabitants") % _ratio(s),
    "size_unknown": lambda _s, _x: _("Number of inhabitants not known"),
    "distance": lambda s, _x: _("%(km)s km apart") % {"km": number(round(s.number or 0))},
    "distance_unknown": lambda _s, _x: _("Distance not known"),
}

_AGAINST: Mapping[str, Callable[[float], str]] = {
    "dormant_ties": lambda n: (
        ngettext(
            "%(count)s of its relationships is dormant already",
            "%(count)s of its relationships are dormant already",
            int(n),
        )
        % {"count": number(int(n))}
    ),
    "no_country_tie": lambda _n: _("No tie yet between the two countries: weigh the determinants in the due diligence"),
    "no_contact": lambda _n: _("No relationship of this city is on file here, so no contact is known"),
    "longer_route": lambda n: (
        ngettext(
            "Its country asks for %(count)s step of approval",
            "Its country asks for %(count)s steps of approval",
            int(n),
        )
        % {"count": number(int(n))}
    ),
    "far_in_time": lambda n: _("%(time)s: few working hours in common") % {"time": _hours(n)},
    "nothing_on_file": lambda _n: _("Nothing is on file about it beyond the gazetteer"),
}


def _languages(codes: Iterable[str]) -> str:
    names = Locale(get_language() or settings.LANGUAGE_CODE).languages
    return _(", ").join(names.get(code, code) for code in codes)


def _hours(hours: float) -> str:
    return _("%(hours)s h apart") % {"hours": f"{hours:g}"} if hours else _("same time")
