"""The places that rows name: resolved for the organisation that imports, asked where only a person can tell."""

import datetime
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

from cities.models import City, Country, Governorate, Owner
from cities.name_keys import name_key
from cities.resolution import Candidate, Mention, Reason, Resolution, Resolver
from cities.services.remembered_names import remember
from twinning.accounts.models import User
from twinning.imports import importers as engine
from twinning.imports.words import Words, in_both

NONE_OF_THEM = "none"
_GOVERNORATE = re.compile(r"^[A-Z]{2}\.[A-Z0-9]+$")  # the register's own code, as its exports write it
NOT_FOUND = _("No place called “%(name)s” is known. Mend the spelling, add the country, or propose the place.")
NONE_FITS = _("None of the places offered is “%(name)s”. Propose the place, then send the row again.")


def owner_of(organisation: str) -> Owner:
    """Whose choices of names count for an organisation such as `city:287286` or `country:OM`."""
    kind, _colon, key = organisation.partition(":")
    if kind == "city":
        return Owner(city_id=int(key))
    return Owner(country_code=key) if kind == "country" else Owner()


@dataclass(frozen=True, slots=True)
class Named:
    """What became of one name: a place, a question, or neither."""

    place: str = ""
    question: engine.Question | None = None
    words: Words = field(default_factory=dict)


class Places:
    """Resolves all names of some rows at once."""

    def __init__(self, facts: engine.RunFacts, resolver: Resolver | None = None) -> None:
        self._resolver = resolver or Resolver(owner=owner_of(facts.organisation))
        self._answers = facts.answers

    def resolve(self, mentions: Sequence[Mention]) -> dict[Mention, Named]:
        """What each mention means, after the decisions people have taken in this run."""
        distinct = list(dict.fromkeys(mentions))
        codes = {mention.region for mention in distinct if _GOVERNORATE.match(mention.region)}
        divisions = set(Governorate.objects.filter(pk__in=codes).values_list("pk", flat=True))
        named = {mention: Named(place=f"g:{mention.region}") for mention in distinct if mention.region in divisions}
        rest = [mention for mention in distinct if mention not in named]
        resolved = self._resolver.resolve_many(rest)
        return named | {mention: self._named(mention, one) for mention, one in zip(rest, resolved, strict=True)}

    def _named(self, mention: Mention, resolution: Resolution) -> Named:
        key = key_of(mention)
        answer = self._answers.get(key, "")
        if answer == NONE_OF_THEM:
            return Named(words=in_both(NONE_FITS, name=mention.name))
        if answer:
            return Named(place=answer)
        if resolution.place is not None:
            return Named(place=resolution.place.place_key)
        if resolution.candidates:
            return Named(question=_question(mention, resolution))
        return Named(words=in_both(NOT_FOUND, name=mention.name or mention.geonames_id or ""))


def key_of(mention: Mention) -> str:
    """By what the same name is asked only once."""
    pieces = (name_key(mention.name), name_key(mention.country), name_key(mention.region), mention.wikidata_id)
    return "|".join(pieces)[:300]


def _question(mention: Mention, resolution: Resolution) -> engine.Question:
    return engine.Question(
        key=key_of(mention),
        text=mention.name,
        context=", ".join(filter(None, (mention.region, mention.country))),
        candidates=[_candidate(one) for one in resolution.candidates[:8]],
        asked_of={name: value for name, value in asdict(mention).items() if value not in (None, "")},
    )


def _candidate(one: Candidate) -> engine.Candidate:
    country = _country_names().get(one.country_code, {"ar": one.country_code, "en": one.country_code})
    detail = country
    if one.population:
        people = in_both(_("%(count)s inhabitants"), count=f"{one.population:,}")
        detail = {language: f"{country[language]} · {people[language]}" for language in country}
    return engine.Candidate(
        value=one.place_key,
        label={"ar": one.name_ar or one.name_en, "en": one.name_en or one.name_ar},
        detail=detail,
        score=one.score,
        reasons=[_reason_words(reason) for reason in one.reasons[:3]],
    )


def _reason_words(reason: Reason) -> Words:
    return in_both(reason.code.label, **dict(reason.facts)) if reason.facts else in_both(reason.code.label)


def _country_names() -> Mapping[str, Words]:
    return {
        code: {"ar": name_ar or name_en, "en": name_en or name_ar}
        for code, name_ar, name_en in Country.objects.values_list("code", "name_ar", "name_en")
    }


def keep_choice(
    asked_of: Mapping[str, Any], answer: str, *, organisation: str, by: User | None, at: datetime.datetime
) -> None:
    """Remember for the organisation what a person chose."""
    place: City | Governorate | None
    if answer.startswith("c:"):
        place = City.objects.filter(pk=int(answer[2:])).first()
    else:
        place = Governorate.objects.filter(pk=answer[2:]).first()
    if place is not None:
        remember(mention=Mention(**dict(asked_of)), place=place, owner=owner_of(organisation), by=by, at=at)
