"""Agreements as a table: exactly the filtered list a person may see, importable as it is."""

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from agreements.choices import AgreementType, AuthorisationKind, Link, Status, Visibility, Vitality
from agreements.importers.columns import AGREEMENT_COLUMNS
from agreements.importers.contents import NO_END, UNKNOWN, Content, Named, content_of
from agreements.importers.records import with_content
from agreements.importers.vocabularies import focus_areas
from agreements.models import Agreement
from agreements.policies import AgreementPolicy, Person
from agreements.querysets import AgreementQuerySet
from cities.models import Country
from twinning.core.dates import parse_date
from twinning.imports.values import Vocabulary
from twinning.imports.words import read
from twinning.imports.writers import Cell, Sheet

_AT_ONCE = 300
_EMPTY_LINE = "–"
_WIDTHS = {"title_ar": 40, "title_en": 40, "statement_ar": 44, "statement_en": 44, "source": 36, "id": 38, "notes": 24}
_LISTED = "; "


@dataclass(frozen=True, slots=True)
class AboutExport:
    """What a file says of itself on its second sheet."""

    conditions: Sequence[tuple[str, str]]
    counting_rule: str
    address: str
    at: datetime.datetime


class AgreementTable:
    """The rows of a set of agreements as one person may read them, in one language."""

    def __init__(self, agreements: AgreementQuerySet, *, person: Person, language: str) -> None:
        self._ids = list(agreements.values_list("pk", flat=True))
        self._person, self._language = person, language

    @property
    def count(self) -> int:
        return len(self._ids)

    def rows(self) -> Iterator[list[Cell]]:
        """The headings, then one row an agreement, some hundred read at a time."""
        with translation.override(self._language):
            yield self.headings()
        focus, countries = focus_areas(), {one.pk: one.name for one in Country.objects.all()}
        for start in range(0, len(self._ids), _AT_ONCE):
            with translation.override(self._language):
                yield from self._batch(self._ids[start : start + _AT_ONCE], focus, countries)

    def headings(self) -> list[Cell]:
        is_arabic = self._language == "ar"
        return [column.label_ar if is_arabic else column.label_en for column in AGREEMENT_COLUMNS]

    def sheets(self, about: AboutExport) -> list[Sheet]:
        """The table and, beside it, what it holds and by which rule."""
        is_arabic = self._language == "ar"
        widths = [_WIDTHS.get(column.field, 18) for column in AGREEMENT_COLUMNS]
        with translation.override(self._language):
            return [
                Sheet(_("Agreements"), self.rows(), widths, is_arabic),
                Sheet(_("About this export"), self._about(about), [26, 60], is_arabic),
            ]

    def _about(self, about: AboutExport) -> list[list[Cell]]:
        at = timezone.localtime(about.at).strftime("%Y-%m-%d %H:%M")
        return [
            [_("About this export"), ""],
            [_("Agreements"), self.count],
            *(_line(label, value) for label, value in about.conditions),
            [_("Counting rule"), about.counting_rule],
            [_("As of"), at],
            [_("The same list"), about.address],
        ]

    def _batch(self, ids: list[int], focus: Vocabulary, countries: dict[str, str]) -> Iterator[list[Cell]]:
        records = {record.pk: record for record in with_content(Agreement.objects.filter(pk__in=ids))}
        contents = {pk: content_of(record) for pk, record in records.items()}
        named = Named.of([key for one in contents.values() for key in (one["lead"], *one["partners"])])
        earlier = {record.predecessor_id for record in records.values() if record.predecessor_id}
        seen = set(AgreementPolicy.visible_to(self._person).filter(pk__in=earlier).values_list("pk", flat=True))
        for pk in ids:
            if pk in records:
                cells = self._cells(records[pk], contents[pk], named, focus)
                cells["country"] = self._countries(records[pk], countries)
                if records[pk].predecessor_id not in seen:
                    cells["earlier"] = ""
                yield [cells.get(column.field, "") for column in AGREEMENT_COLUMNS]

    def _cells(self, record: Agreement, content: Content, named: Named, focus: Vocabulary) -> dict[str, Cell]:
        is_insider = AgreementPolicy.is_insider(self._person, record)
        return {
            "reference": record.reference or "",
            "id": str(record.public_id),
            "city": read(named.place(content["lead"])),
            "city_id": content["lead"].removeprefix("c:"),
            "partner": _LISTED.join(read(named.place(key)) for key in content["partners"]),
            "partner_id": _LISTED.join(key[2:] for key in content["partners"]),
            "type": _label(AgreementType, content["type"]),
            "title_ar": content["title_ar"],
            "title_en": content["title_en"],
            "status": _label(Status, content["status"]),
            **{name: _date_cell(content[name]) for name in ("signed", "in_force", "ends")},
            **_focus_cells(content["focus"], named, focus),
            "legal_basis": _LISTED.join(_label(AuthorisationKind, kind) for kind, _number, _date in content["legal"]),
            "legal_number": _LISTED.join(number or _EMPTY_LINE for _kind, number, _date in content["legal"]),
            "legal_date": _LISTED.join(dated or _EMPTY_LINE for _kind, _number, dated in content["legal"]),
            "visibility": _label(Visibility, content["visibility"]),
            "link": _label(Link, content["link"]),
            "earlier": content["earlier"],
            "link_reason": content["link_reason"] if is_insider else "",
            "source": content["source"],
            "kept_by": record.owner_city.name,
            "vitality": _label(Vitality, record.relationship.vitality) if record.relationship else "",
            "changed": timezone.localtime(record.updated_at).strftime("%Y-%m-%d"),
        }

    def _countries(self, record: Agreement, countries: dict[str, str]) -> str:
        partners = [party for party in record.parties.all() if party.side == "partner" and party.role in _PLACES]
        return _LISTED.join(countries.get(party.country_id, party.country_id) for party in partners)


def _line(label: str, value: str) -> list[Cell]:
    return [label, value]


_PLACES = ("partner_municipality", "governorate")


def _label(choices: type[AgreementType | Status | AuthorisationKind | Visibility | Link | Vitality], code: str) -> str:
    return str(choices(code).label) if code else ""


def _date_cell(text: str) -> Cell:
    """A date as a typed cell; that it is not known, and that there is no end, in words."""
    if text == NO_END:
        return _("no end date")
    if text == UNKNOWN:
        return _("not known")
    return parse_date(text) if text else ""


def _focus_cells(focus: list[list[str]], named: Named, vocabulary: Vocabulary) -> dict[str, Cell]:
    """Focus areas by name, or by code where two share it; one line of purpose for each."""
    names = []
    for code, _arabic, _english in focus:
        name = read(named.area(code))
        names.append(name if vocabulary.code_of(name) == code else code)
    return {
        "focus": _LISTED.join(names),
        "statement_ar": "\n".join(arabic or _EMPTY_LINE for _code, arabic, _english in focus),
        "statement_en": "\n".join(english or _EMPTY_LINE for _code, _arabic, english in focus),
    }
