"""An agreement as plain content: the one shape that rows are read into, compared in, written from and exported by."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from agreements.choices import (
    MEMBER_ROLES,
    AgreementType,
    AuthorisationKind,
    AuthorisationState,
    Link,
    PartyRole,
    Side,
    Visibility,
)
from agreements.models import Agreement, AgreementParty, Authorisation
from cities.models import City, Governorate
from twinning.core.dates import PartialDate, Precision
from twinning.focus_areas.models import FocusArea
from twinning.imports.words import Words, in_both

UNKNOWN = "unknown"
NO_END = "none"
NOT_STATED = ("غير مذكور", "not given")
Content = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Named:
    """The names of what contents hold as keys: places and focus areas, read once for many rows."""

    places: Mapping[str, Words]
    areas: Mapping[str, Words]

    @classmethod
    def of(cls, place_keys: Sequence[str]) -> "Named":
        """The names of these places (`c:287286`, `g:OM.06`) and of all focus areas."""
        cities = [int(key[2:]) for key in place_keys if key.startswith("c:")]
        codes = [key[2:] for key in place_keys if key.startswith("g:")]
        places = {f"c:{city.pk}": _names(city) for city in City.objects.filter(pk__in=cities)}
        places |= {f"g:{one.pk}": _names(one) for one in Governorate.objects.filter(pk__in=codes)}
        return cls(places, {area.code: _names(area) for area in FocusArea.objects.all()})

    def place(self, key: str) -> Words:
        return self.places.get(key) or in_both(key)

    def area(self, code: str) -> Words:
        return self.areas.get(code) or in_both(code)


def _names(one: City | Governorate | FocusArea) -> Words:
    return {"ar": one.name_ar or one.name_en, "en": one.name_en or one.name_ar}


def date_text(date: PartialDate | None) -> str:
    """A date as contents keep it: 1984-03, `unknown`, or empty where nothing is said."""
    if date is None:
        return ""
    return UNKNOWN if date.precision == Precision.UNKNOWN else date.as_text()


def content_of(agreement: Agreement) -> Content:
    """What a record says, read from its prefetched parts."""
    parties: list[AgreementParty] = [party for party in agreement.parties.all() if party.role in MEMBER_ROLES]
    return {
        "lead": next((p.place_key for p in parties if p.role == PartyRole.LEAD_MUNICIPALITY), ""),
        "partners": [p.place_key for p in parties if p.side == Side.PARTNER],
        "type": agreement.type,
        "title_ar": agreement.title_ar,
        "title_en": agreement.title_en,
        "status": agreement.status,
        "signed": date_text(agreement.signed),
        "in_force": date_text(agreement.in_force),
        "ends": NO_END if agreement.has_no_end else date_text(agreement.ends),
        "focus": [[p.focus_area_id, _line(p.statement_ar), _line(p.statement_en)] for p in agreement.purposes.all()],
        "legal": [
            [step.kind, step.number, date_text(step.dated)] for step in agreement.authorisations.all() if is_told(step)
        ],
        "visibility": agreement.visibility,
        "link": agreement.link,
        "earlier": (agreement.predecessor.reference or "") if agreement.predecessor else "",
        "link_reason": agreement.link_reason,
        "source": agreement.source,
    }


def is_told(step: Authorisation) -> bool:
    """Whether a legal step stands in sheets: one that is only open does not."""
    return bool(step.number or step.dated_on) or step.state == AuthorisationState.UNKNOWN


def _line(text: str) -> str:
    """A statement as one line: a cell keeps one line for each of several."""
    return " ".join(text.split())


def words_of(field: str, value: Any, named: Named) -> Words:
    """How the value of a field reads, for the list of what would change."""
    if not value:
        return in_both("")
    in_words = _WORDS.get(field)
    return in_words(value, named) if in_words is not None else in_both(str(value))


def _listed(pieces: Sequence[Words]) -> Words:
    return {"ar": "؛ ".join(piece["ar"] for piece in pieces), "en": "; ".join(piece["en"] for piece in pieces)}


def _focus_words(value: Any, named: Named) -> Words:
    pieces = []
    for code, arabic, english in value:
        area = named.area(code)
        pieces.append({"ar": f"{area['ar']}: {arabic or english}", "en": f"{area['en']}: {english or arabic}"})
    return _listed(pieces)


def _legal_words(value: Any, _named: Named) -> Words:
    pieces = []
    for kind, number, dated in value:
        label = in_both(AuthorisationKind(kind).label)
        pieces.append({language: " ".join(filter(None, (label[language], number, dated))) for language in label})
    return _listed(pieces)


def _status_words(value: Any, _named: Named) -> Words:
    return in_both(dict(Agreement._meta.get_field("status").flatchoices)[value])


_WORDS: dict[str, Callable[[Any, Named], Words]] = {
    "lead": lambda key, named: named.place(key),
    "partners": lambda keys, named: _listed([named.place(key) for key in keys]),
    "type": lambda code, _named: in_both(AgreementType(code).label),
    "visibility": lambda code, _named: in_both(Visibility(code).label),
    "link": lambda code, _named: in_both(Link(code).label),
    "status": _status_words,
    "focus": _focus_words,
    "legal": _legal_words,
}
