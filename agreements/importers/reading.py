"""Reading a row of a staff spreadsheet into plain content, with every problem named at its column."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from agreements.checks import LONGEST_TEXT, LONGEST_TITLE
from agreements.importers import vocabularies
from agreements.importers.contents import NO_END, NOT_STATED, Content, date_text
from cities.resolution import Mention
from twinning.core.dates import YEARS, DateNotUnderstood
from twinning.core.text import clean_digits
from twinning.imports.importers import CellProblem, RunFacts, SourceRow
from twinning.imports.values import Vocabulary, read_date, read_list
from twinning.imports.words import in_both

_LIMITS = {"title_ar": LONGEST_TITLE, "title_en": LONGEST_TITLE, "link_reason": 500}
_LONGEST_SOURCE = 300
_EMPTY_LINE = "–"
UNKNOWN_WORD = _("“%(text)s” is not known here. Known are: %(known)s.")
BAD_DATE = {
    "invalid": _("“%(text)s” is not a date. Write 5/3/1984, March 1984 or 1984."),
    "no_such_day": _("There is no such day: “%(text)s”."),
    "year_out_of_range": _("The year of “%(text)s” must lie between %(first)s and %(last)s."),
    "hijri": _("“%(text)s” is a Hijri date. Write the Gregorian day, or its year."),
}
TOO_LONG = _("At most %(limit)s characters; this has %(length)s.")
NOT_AS_MANY = _("There are %(focus)s focus areas but %(lines)s lines of purposes. Write one line for each.")
NO_PARTNER = _("Name the partner city.")


@dataclass(slots=True)
class ReadRow:
    """A row as far as it could be read by itself."""

    number: int
    content: Content = field(default_factory=dict)
    lead: Mention | None = None
    partners: list[Mention] = field(default_factory=list)
    reference: str = ""
    record_id: str = ""
    problems: list[CellProblem] = field(default_factory=list)


class RowReader:
    """Reads rows; the focus areas are looked up once for all of them."""

    def __init__(self, facts: RunFacts) -> None:
        self._facts = facts
        self._focus = vocabularies.focus_areas()

    def read(self, row: SourceRow) -> ReadRow:
        found = ReadRow(row.number, reference=row.text("reference"), record_id=row.text("id"))
        self._places(row, found)
        for name, vocabulary in (
            ("type", vocabularies.types()),
            ("status", vocabularies.statuses()),
            ("visibility", vocabularies.visibilities()),
            ("link", vocabularies.links()),
        ):
            self._code(row, found, name, vocabulary)
        for name in ("signed", "in_force", "ends"):
            self._date(row, found, name)
        for name, limit in _LIMITS.items():
            self._text(row, found, name, limit)
        if row.text("earlier"):
            found.content["earlier"] = clean_digits(row.text("earlier")).upper()
        self._purposes(row, found)
        self._legal(row, found)
        self._source(row, found)
        return found

    def _places(self, row: SourceRow, found: ReadRow) -> None:
        lead_id = _number(row.text("city_id"))
        if row.text("city") or lead_id:
            found.lead = Mention(row.text("city"), geonames_id=lead_id)
        names, ids = read_list(row.text("partner")), read_list(row.text("partner_id"))
        if not names and not ids:
            found.problems.append(CellProblem("partner", "required", in_both(NO_PARTNER)))
        countries = _spread(read_list(row.text("country")), len(names))
        regions = _spread(read_list(row.text("region")), len(names))
        codes = ids if len(ids) == max(len(names), len(ids)) else [""] * len(names)
        for place in range(max(len(names), len(codes))):
            name = names[place] if place < len(names) else ""
            found.partners.append(
                Mention(
                    name or codes[place],
                    countries[place] if place < len(countries) else "",
                    regions[place] if place < len(regions) else codes[place] if "." in codes[place] else "",
                    geonames_id=_number(codes[place]),
                )
            )

    def _code(self, row: SourceRow, found: ReadRow, name: str, vocabulary: Vocabulary) -> None:
        text = row.text(name)
        if not text:
            return
        code = vocabulary.code_of(text)
        if code is None:
            known = ", ".join(sorted(set(vocabulary.codes.values())))
            found.problems.append(
                CellProblem(name, "unknown_word", in_both(UNKNOWN_WORD, text=text[:40], known=known)),
            )
        else:
            found.content[name] = code

    def _date(self, row: SourceRow, found: ReadRow, name: str) -> None:
        text = row.text(name)
        if name == "ends" and vocabularies.NO_END.code_of(text):
            found.content["ends"] = NO_END
            return
        if (date := self._read_date(text, name, found)) is not None:
            found.content[name] = date

    def _read_date(self, text: str, name: str, found: ReadRow) -> str | None:
        try:
            date = read_date(text, uses_1904_dates=self._facts.uses_1904_dates)
        except DateNotUnderstood as error:
            words = in_both(BAD_DATE[error.code], text=text[:40], first=YEARS[0], last=YEARS[-1])
            found.problems.append(CellProblem(name, error.code, words))
            return None
        return None if date is None else date_text(date)

    def _text(self, row: SourceRow, found: ReadRow, name: str, limit: int) -> None:
        text = row.text(name)
        if len(text) > limit:
            words = in_both(TOO_LONG, limit=limit, length=len(text))
            found.problems.append(CellProblem(name, "max_length", words))
        elif text:
            found.content[name] = text

    def _purposes(self, row: SourceRow, found: ReadRow) -> None:
        """The focus areas with their statements; a single statement holds for all of them."""
        codes = []
        for word in read_list(row.text("focus")):
            code = self._focus.code_of(word)
            if code is None:
                known = "; ".join(sorted(set(self._focus.codes.values())))
                words = in_both(UNKNOWN_WORD, text=word[:40], known=known)
                found.problems.append(CellProblem("focus", "unknown_word", words))
            elif code not in codes:
                codes.append(code)
        if not codes:
            return
        statements = [self._statements(row, found, name, len(codes)) for name in ("statement_ar", "statement_en")]
        has_any = any(any(lines) for lines in statements)
        found.content["focus"] = [
            [code, statements[0][place], statements[1][place]]
            if statements[0][place] or statements[1][place]
            else [code, *NOT_STATED]
            for place, code in enumerate(codes)
        ]
        found.content["has_statements"] = has_any

    def _statements(self, row: SourceRow, found: ReadRow, name: str, count: int) -> list[str]:
        text = row.text(name)
        if not text:
            return [""] * count
        if len(text) > LONGEST_TEXT:
            words = in_both(TOO_LONG, limit=LONGEST_TEXT, length=len(text))
            found.problems.append(CellProblem(name, "max_length", words))
        lines = [" ".join(line.split()) for line in text.split("\n")]
        lines = ["" if line == _EMPTY_LINE else line for line in lines if line]
        if count == 1:
            return [" ".join(lines)]
        if len(lines) == 1:
            return lines * count
        if len(lines) != count:
            words = in_both(NOT_AS_MANY, focus=count, lines=len(lines))
            found.problems.append(CellProblem(name, "not_as_many", words))
            return [""] * count
        return lines

    def _legal(self, row: SourceRow, found: ReadRow) -> None:
        kinds, numbers = read_list(row.text("legal_basis")), read_list(row.text("legal_number"))
        dates = read_list(row.text("legal_date"))
        if not kinds:
            return
        steps = []
        for place, word in enumerate(kinds):
            kind = vocabularies.kinds().code_of(word)
            if kind is None:
                known = ", ".join(sorted(set(vocabularies.kinds().codes.values())))
                words = in_both(UNKNOWN_WORD, text=word[:40], known=known)
                found.problems.append(CellProblem("legal_basis", "unknown_word", words))
                continue
            dated = self._read_date(_at(dates, place), "legal_date", found) or ""
            number = _at(numbers, place)
            steps.append([kind, "" if number == _EMPTY_LINE else number[:60], "" if dated == "unknown" else dated])
        found.content["legal"] = steps

    def _source(self, row: SourceRow, found: ReadRow) -> None:
        said = " — ".join(filter(None, (row.text("source"), " ".join(row.text("notes").split()))))
        if said:
            found.content["source"] = said[:_LONGEST_SOURCE]


def _number(text: str) -> int | None:
    digits = clean_digits(text).removeprefix("c:").strip()
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 18 else None


def _spread(texts: Sequence[str], count: int) -> list[str]:
    """One text for all, or one for each."""
    return list(texts) * count if len(texts) == 1 else list(texts)


def _at(texts: Sequence[str], place: int) -> str:
    return texts[place] if place < len(texts) else ""


Read = Callable[[SourceRow], ReadRow]
