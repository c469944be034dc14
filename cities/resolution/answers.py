"""What is asked and what is answered: mentions, reasons, candidates, resolutions."""

from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from twinning.core.models import in_language


@dataclass(frozen=True, slots=True)
class Mention:
    """A place as somebody's table names it; everything but the name may be missing."""

    name: str
    country: str = ""
    region: str = ""
    latitude: float | None = None
    longitude: float | None = None
    geonames_id: int | None = None
    wikidata_id: str = ""

    @property
    def position(self) -> tuple[float, float] | None:
        """Where the table says that it lies, if it gives a point on earth."""
        if self.latitude is None or self.longitude is None:
            return None
        if not (-90 <= self.latitude <= 90 and -180 <= self.longitude <= 180):
            return None
        return self.latitude, self.longitude


class Verdict(models.TextChoices):
    """Whether the place is known."""

    SURE = "sure", pgettext_lazy("which place is meant", "Sure")
    SEVERAL = "several", pgettext_lazy("which place is meant", "Several are possible")
    NONE = "none", pgettext_lazy("which place is meant", "Not found")


class ReasonCode(models.TextChoices):
    """Why a place is thought to be meant, or why nothing can be said."""

    REMEMBERED = "remembered", _("Somebody chose this place for this spelling before.")
    NUMBER = "number", _("The number given is that of this place.")
    SAME_NAME = "same_name", _("It has this name.")
    OTHER_NAME = "other_name", _("It also goes by %(name)s.")
    SPELLING = "spelling", _("It is spelt %(name)s.")
    PART_OF_NAME = "part_of_name", _("Part of what is written is its name: %(name)s.")
    WHOLE_OF_PART = "whole_of_part", _("The place named may be a part of it.")
    NAMED_AFTER = "named_after", _("The division named has the same name as this city.")
    LONGER_NAME = "longer_name", _("Its name begins so: %(name)s.")
    NEAR_NAME = "near_name", _("Its name is one letter away: %(name)s.")
    LIKE_NAME = "like_name", _("Its name is alike: %(name)s.")
    IN_COUNTRY = "in_country", _("It lies in the country given.")
    OF_COUNTRY = "of_country", _("It belongs to the country given and has a code of its own.")
    DISPUTED = "disputed", _("More than one country claims the land where it lies.")
    ELSEWHERE = "elsewhere", _("It lies in another country than the one given.")
    IN_REGION = "in_region", _("It lies in the region given.")
    OUT_OF_REGION = "out_of_region", _("It lies in another region than the one given.")
    NEAR = "near", _("It lies %(km)s km from the position given.")
    FAR = "far", _("It lies %(km)s km from the position given.")
    ONLY_ONE = "only_one", _("No other place there has the name.")
    LARGEST = "largest", _("It is far larger than others of the name.")
    SAME_SPOT = "same_spot", _("All places of the name lie within a few kilometres.")
    SUCCEEDED = "succeeded", _("The place named was merged into it.")
    # What is said of a whole resolution.
    HOMONYMS = "homonyms", _("Several places have this name: choose one, or add the region.")
    COUNTRY_UNKNOWN = "country_unknown", _("No country is spelt like this: %(country)s.")
    COUNTRY_AMBIGUOUS = "country_ambiguous", _("Several countries may be meant: %(country)s.")
    COUNTRY_HISTORIC = "country_historic", _("This state is no more, and its land has several successors: %(country)s.")
    POSITION_DISAGREES = "position_disagrees", _("The position given is far from every place of the name.")
    DIVISION_UNKNOWN = "division_unknown", _("This is a division, such as a district, that is not in the register.")
    PART_UNKNOWN = "part_unknown", _("This is a part of a city that is not in the register.")
    NO_NAME = "no_name", _("No name is given.")
    NOT_FOUND = "not_found", _("No place of this name is in the register: propose it, or mend the spelling.")


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason, with the facts that its words tell."""

    code: ReasonCode
    facts: tuple[tuple[str, Any], ...] = ()

    @classmethod
    def of(cls, code: ReasonCode, **facts: Any) -> "Reason":
        return cls(code, tuple(facts.items()))

    def __str__(self) -> str:
        """The reason in words of the language in use."""
        return str(self.code.label) % {name: _isolated(value) for name, value in self.facts}


def _isolated(value: Any) -> Any:
    """A text as somebody wrote it, kept from turning the direction of the words around it."""
    return f"\u2068{value}\u2069" if isinstance(value, str) else value


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that may be meant: a city, or a governorate; how well it fits from 0 to 100, and why."""

    score: int
    country_code: str
    name_ar: str
    name_en: str
    city_id: int | None = None
    governorate_code: str = ""
    latitude: float | None = None
    longitude: float | None = None
    population: int = 0
    reasons: tuple[Reason, ...] = ()

    @property
    def name(self) -> str:
        return in_language(self.name_ar, self.name_en)

    @property
    def place_key(self) -> str:
        """The place as the keys of relationships write it: c:287286, g:OM.06."""
        return f"c:{self.city_id}" if self.city_id else f"g:{self.governorate_code}"


@dataclass(frozen=True, slots=True)
class Resolution:
    """The candidates for a mention, best first, at most ten, with one verdict and, where it helps, a note."""

    verdict: Verdict
    candidates: tuple[Candidate, ...] = ()
    note: Reason | None = None

    @property
    def place(self) -> Candidate | None:
        """The place that is meant, where that is sure."""
        return self.candidates[0] if self.verdict == Verdict.SURE else None
