"""What was computed of a place, in the words of its page."""

import datetime
from dataclasses import dataclass

from babel import Locale
from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from cities.derived import DerivedFacts, utc_offset_of
from twinning.core.display import number

ON_THE_COAST_KM = 3


@dataclass(frozen=True, slots=True)
class DerivedWord:
    """One computed fact: what it is about, and what it says."""

    label: str | Promise
    text: str | Promise


def describe(facts: DerivedFacts, *, today: datetime.date) -> list[DerivedWord]:
    """The facts that are known, in the order in which people ask."""
    words = [
        (gettext_lazy("Size"), facts.size_class.label if facts.size_class else ""),
        (gettext_lazy("Climate belt"), facts.climate_band.label if facts.climate_band else ""),
        (gettext_lazy("Sea"), _sea(facts.coast_km)),
        (gettext_lazy("Nearest seaport"), _port(facts)),
        (gettext_lazy("Official languages of the country"), _languages(facts.languages)),
        (gettext_lazy("Time"), _time(facts.utc_offset_hours, today)),
    ]
    return [DerivedWord(label, text) for label, text in words if text]


def _sea(coast_km: int | None) -> str:
    if coast_km is None:
        return ""
    if coast_km <= ON_THE_COAST_KM:
        return _("On the coast")
    return _("%(km)s km from the coast") % {"km": number(coast_km)}


def _port(facts: DerivedFacts) -> str:
    if facts.port is None:
        return ""
    return _("%(port)s, %(km)s km") % {"port": isolated(facts.port.name), "km": number(facts.port.km)}


def isolated(name: str) -> str:
    """A name that keeps its own direction within a sentence of the other one."""
    return f"\N{FIRST STRONG ISOLATE}{name}\N{POP DIRECTIONAL ISOLATE}"


def _languages(codes: tuple[str, ...]) -> str:
    names = Locale(get_language() or settings.LANGUAGE_CODE).languages
    return _(", ").join(names.get(code, code) for code in codes)


def _time(offset: float | None, today: datetime.date) -> str:
    """Hours from this site's own time zone."""
    own = utc_offset_of(settings.TIME_ZONE, on=today)
    if offset is None or own is None:
        return ""
    hours = offset - own
    if hours == 0:
        return _("the same as here")
    shown = f"{abs(hours):g}"
    return (_("%(hours)s h ahead") if hours > 0 else _("%(hours)s h behind")) % {"hours": shown}
