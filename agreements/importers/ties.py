"""The importer of ties that outside sources tell of: open data, edge lists with names and countries."""

import datetime
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from agreements.importers.contents import date_text
from agreements.importers.reading import BAD_DATE
from agreements.importers.tie_columns import FIRST, SECOND, TIE_COLUMNS
from agreements.services.reference_ties import KnownTie, ToldTie, keep_ties, known_ties, remove_statements, say_again
from agreements.tie_quality import placeholder_years
from cities.importers.places import Named, Places, keep_choice, owner_of
from cities.policies import reach_of
from cities.resolution import Mention, Resolver
from twinning.accounts.roles import Capability
from twinning.core.dates import YEARS, DateNotUnderstood, PartialDate, parse_date
from twinning.core.text import clean_digits
from twinning.imports.choices import Outcome
from twinning.imports.importers import (
    CellProblem,
    Change,
    CheckedRow,
    Importer,
    Organisation,
    Person,
    Question,
    RunFacts,
    SourceRow,
    Undone,
    Verdict,
    Written,
    WrittenRow,
)
from twinning.imports.values import read_date
from twinning.imports.words import Words, in_both

SAME_PLACE = _("Both ends are the same place.")
NO_NAME = _("Name the place at both ends.")
SPIKE = _("%(count)s of %(total)s ties are said to begin in %(year)s: perhaps a placeholder, not a date.")
_POINT = re.compile(r"point\s*\(\s*(-?[\d.]+)[ ,]+(-?[\d.]+)\s*\)", re.IGNORECASE)
_NUMBER = re.compile(r"(\d+)/?$")
_WIKIDATA = re.compile(r"(Q\d+)$")


@dataclass(slots=True)
class _Read:
    """A row as far as it could be read by itself."""

    row: SourceRow
    ends: tuple[Mention, Mention]
    since: PartialDate | None = None
    problems: list[CellProblem] = field(default_factory=list)


class TieImporter(Importer):
    """Ties of the world, kept apart from those that cities register themselves."""

    key: ClassVar[str] = "ties"
    label: ClassVar[str | Promise] = _("Reference ties")
    explanation: ClassVar[str | Promise] = _(
        "One row for each pair of places that an outside source says are twinned. They stay apart from registered ties."
    )
    columns = TIE_COLUMNS
    rows_at_once: ClassVar[int] = 1000

    def __init__(self) -> None:
        self._resolver: tuple[tuple[str, datetime.datetime], Resolver] | None = None

    def organisations(self, person: Person) -> list[Organisation]:
        if reach_of(person, Capability.ADMINISTER).is_everywhere:
            return [Organisation("", str(_("The whole register")))]
        return []

    def reaches(self, person: Person, organisation: str) -> bool:
        return not organisation and reach_of(person, Capability.ADMINISTER).is_everywhere

    def check(self, rows: Sequence[SourceRow], facts: RunFacts) -> list[Verdict]:
        read = [_read(row, facts) for row in rows]
        mentions = [mention for one in read for mention in one.ends if mention.name]
        places = Places(facts, self._resolver_of(facts)).resolve(mentions)
        verdicts = [_unsettled(one, places) for one in read]
        settled = [_told(one, places, facts) for one, said in zip(read, verdicts, strict=True) if said is None]
        compared = map(_compared, settled, known_ties(settled))
        return [verdict or next(compared) for verdict in verdicts]

    def write(self, rows: Sequence[CheckedRow], facts: RunFacts) -> list[Written]:
        kept = keep_ties([_from_content(row.content) for row in rows], by=facts.by, at=facts.at)
        return [
            Written(
                row.number,
                str(one.relationship.public_id),
                {"statement": one.statement_id, "said": one.said_before},
            )
            for row, one in zip(rows, kept, strict=True)
        ]

    def undo(self, rows: Sequence[WrittenRow], facts: RunFacts) -> list[Undone]:
        """A statement that the run added goes; one that it changed says again what it said before."""
        added = {row.before["statement"] for row in rows if row.before["said"] is None}
        remove_statements(added, by=facts.by, at=facts.at)
        changed = {row.before["statement"]: row.before["said"] for row in rows if row.before["said"] is not None}
        say_again(changed)
        return [Undone(row.number, is_undone=True) for row in rows]

    def remember(self, asked_of: Mapping[str, Any], answer: str, facts: RunFacts) -> None:
        self._resolver = None
        keep_choice(asked_of, answer, organisation=facts.organisation, by=facts.by, at=facts.at)

    def notes(self, contents: Sequence[Mapping[str, Any]]) -> list[Words]:
        years = [content["since"][:4] for content in contents if content.get("since")]
        return [
            in_both(SPIKE, count=spike.count, total=spike.total, year=spike.year) for spike in placeholder_years(years)
        ]

    def address_of(self, subject: str) -> str:
        return reverse("agreements:relationship_detail", args=[subject])

    def _resolver_of(self, facts: RunFacts) -> Resolver:
        """One resolver for all portions of a run: the same cities come again and again."""
        run = (facts.run_id, facts.at)
        if self._resolver is None or self._resolver[0] != run:
            self._resolver = (run, Resolver(owner=owner_of(facts.organisation)))
        return self._resolver[1]


def _read(row: SourceRow, facts: RunFacts) -> _Read:
    read = _Read(row, (_mention(row, FIRST), _mention(row, SECOND)))
    for end, mention in zip((FIRST, SECOND), read.ends, strict=True):
        if not mention.name:
            read.problems.append(CellProblem(f"{end}_city", "required", in_both(NO_NAME)))
    try:
        read.since = read_date(row.text("since"), uses_1904_dates=facts.uses_1904_dates)
    except DateNotUnderstood as error:
        told = {"text": row.text("since"), "first": YEARS[0], "last": YEARS[-1]}
        read.problems.append(CellProblem("since", "date", in_both(BAD_DATE[error.code], **told)))
    return read


def _mention(row: SourceRow, end: str) -> Mention:
    latitude, longitude = _number(row.text(f"{end}_latitude")), _number(row.text(f"{end}_longitude"))
    if point := _POINT.search(row.text(f"{end}_position")):
        longitude, latitude = _number(point[1]), _number(point[2])
    geonames, wikidata = _NUMBER.search(row.text(f"{end}_geonames")), _WIKIDATA.search(row.text(f"{end}_wikidata"))
    return Mention(
        name=row.text(f"{end}_city"),
        country=row.text(f"{end}_country"),
        region=row.text(f"{end}_region"),
        latitude=latitude,
        longitude=longitude,
        geonames_id=int(geonames[1]) if geonames else None,
        wikidata_id=wikidata[1] if wikidata else "",
    )


def _number(text: str) -> float | None:
    try:
        return float(clean_digits(text))
    except ValueError:
        return None


def _unsettled(read: _Read, places: Mapping[Mention, Named]) -> Verdict | None:
    """The verdict on a row whose places are not both known; nothing where they are."""
    problems, questions = list(read.problems), list[Question]()
    found = [places[mention] for mention in read.ends if mention.name]
    for end, one in zip((FIRST, SECOND), found, strict=False):
        if one.question is not None:
            questions.append(one.question)
        elif not one.place:
            problems.append(CellProblem(f"{end}_city", "no_such_place", one.words))
    if not problems and not questions and found[0].place == found[1].place:
        problems.append(CellProblem(f"{SECOND}_city", "same_place", in_both(SAME_PLACE)))
    if problems:
        return Verdict(Outcome.WRONG, problems=problems)
    return Verdict(Outcome.DOUBTFUL, questions=questions) if questions else None


def _told(read: _Read, places: Mapping[Mention, Named], facts: RunFacts) -> ToldTie:
    row = read.row
    try:
        as_of = parse_date(row.text("as_of")).value if row.text("as_of") else None
    except DateNotUnderstood:
        as_of = None
    return ToldTie(
        places=(places[read.ends[0]].place, places[read.ends[1]].place),
        source=(row.text("source") or facts.source or "file")[:200],
        row=(row.text("id") or str(row.number))[:100],
        as_of=as_of or facts.today,
        since=read.since,
        licence=row.text("licence")[:60],
    )


def _compared(tie: ToldTie, known: KnownTie) -> Verdict:
    content = {
        "places": list(tie.places),
        "source": tie.source,
        "row": tie.row,
        "as_of": tie.as_of.isoformat(),
        "since": date_text(tie.since),
        "licence": tie.licence,
    }
    if known.relationship is None:
        return Verdict(Outcome.NEW, key=tie.key, content=content)
    target = str(known.relationship.public_id)
    if known.says(tie):
        return Verdict(Outcome.UNCHANGED, key=tie.key, target=target, content=content)
    return Verdict(Outcome.CHANGED, key=tie.key, target=target, content=content, changes=_changes(tie, known))


def _changes(tie: ToldTie, known: KnownTie) -> list[Change]:
    said = known.statement
    if said is None:
        return [Change("source", "", f"{tie.source} · {tie.row}")]
    changes = []
    if said.since != tie.since:
        changes.append(Change("since", date_text(said.since), date_text(tie.since)))
    if said.licence != tie.licence:
        changes.append(Change("licence", said.licence, tie.licence))
    return changes


def _from_content(content: Mapping[str, Any]) -> ToldTie:
    first, second = content["places"]
    since = content["since"]
    return ToldTie(
        places=(first, second),
        source=content["source"],
        row=content["row"],
        as_of=datetime.date.fromisoformat(content["as_of"]),
        since=PartialDate.unknown() if since == "unknown" else parse_date(since) if since else None,
        licence=content["licence"],
    )
