"""The importer of staff spreadsheets: one row, one agreement of the own city or of a city of the own country."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from agreements.importers.columns import AGREEMENT_COLUMNS
from agreements.importers.comparing import Wish, new_verdict, settle, verdict_on
from agreements.importers.contents import Named
from agreements.importers.reading import ReadRow, RowReader
from agreements.importers.records import KnownRecords, find_records, key_of
from agreements.importers.writing import undo_row, write_row
from cities.importers.places import Named as NamedPlace
from cities.importers.places import Places, keep_choice, owner_of
from cities.models import City, Country
from cities.policies import reach_of
from cities.resolution import Mention
from twinning.accounts.roles import Capability
from twinning.imports.choices import Outcome
from twinning.imports.importers import (
    CellProblem,
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
from twinning.imports.words import in_both

NOT_YOURS = _("The row is not about your city: neither side of it is a city you import for.")
SAME_PLACE = _("Both sides of the row are the same place.")
NO_SUCH_RECORD = _("Your records hold none with this reference or id. Leave the cell empty for a new one.")
FROM_FILE = _("Imported from “%(name)s”, row %(row)s")


class AgreementImporter(Importer):
    """Agreements from spreadsheets of municipalities and ministries."""

    key: ClassVar[str] = "agreements"
    label: ClassVar[str | Promise] = _("Agreements")
    explanation: ClassVar[str | Promise] = _(
        "One row for each agreement. What exists becomes historical where the law allows it, the rest a draft."
    )
    columns = AGREEMENT_COLUMNS
    rows_at_once: ClassVar[int] = 200

    def organisations(self, person: Person) -> list[Organisation]:
        """Her own city for an officer, her own country for a reviewer."""
        cities = City.objects.filter(pk__in=reach_of(person, Capability.WRITE_DRAFTS).city_ids)
        codes = reach_of(person, Capability.REVIEW).country_codes
        found = [Organisation(f"city:{city.pk}", city.name) for city in cities]
        found += [Organisation(f"country:{one.pk}", one.name) for one in Country.objects.filter(pk__in=codes)]
        if reach_of(person, Capability.ADMINISTER).is_everywhere:
            found.append(Organisation("", str(_("The whole register"))))
        return found

    def reaches(self, person: Person, organisation: str) -> bool:
        owner = owner_of(organisation)
        if reach_of(person, Capability.ADMINISTER).is_everywhere:
            return True
        if owner.city_id:
            return owner.city_id in reach_of(person, Capability.WRITE_DRAFTS).city_ids
        return bool(owner.country_code) and owner.country_code in reach_of(person, Capability.REVIEW).country_codes

    def check(self, rows: Sequence[SourceRow], facts: RunFacts) -> list[Verdict]:
        reader = RowReader(facts)
        read = [reader.read(row) for row in rows]
        mentions = [m for row in read for m in (*row.partners, *([row.lead] if row.lead else ()))]
        places = Places(facts).resolve(mentions)
        settled = [_Settled(row, places, facts) for row in read]
        self._find_owners(settled, facts)
        wishes = [(one.row, one.key, one.place_keys) for one in settled if one.is_whole]
        known = find_records(wishes, facts)
        named = Named.of([key for one in settled for key in one.place_keys] + _places_on_record(known))
        return [one.verdict(known, named, facts) for one in settled]

    def write(self, rows: Sequence[CheckedRow], facts: RunFacts) -> list[Written]:
        return [write_row(row, facts) for row in rows]

    def undo(self, rows: Sequence[WrittenRow], facts: RunFacts) -> list[Undone]:
        return [undo_row(row, facts) for row in rows]

    def remember(self, asked_of: Mapping[str, Any], answer: str, facts: RunFacts) -> None:
        keep_choice(asked_of, answer, organisation=facts.organisation, by=facts.by, at=facts.at)

    def address_of(self, subject: str) -> str:
        return reverse("agreements:agreement_detail", args=[subject])

    def _find_owners(self, settled: "Sequence[_Settled]", facts: RunFacts) -> None:
        """Which of a row's cities keeps its record: the organisation's own, the lead before a partner."""
        owner = owner_of(facts.organisation)
        ids = {int(key[2:]) for one in settled for key in one.place_keys if key.startswith("c:")}
        countries = dict(City.objects.filter(pk__in=ids).values_list("pk", "country_id"))
        for one in settled:
            cities = [int(key[2:]) for key in one.place_keys if key.startswith("c:")]
            own = [
                city
                for city in cities
                if (owner.city_id is None or city == owner.city_id)
                and (owner.country_code is None or countries.get(city) == owner.country_code)
            ]
            one.owner_city = own[0] if own else None


class _Settled:
    """A row on its way to a verdict: its places, its questions, its problems."""

    def __init__(self, row: ReadRow, places: Mapping[Mention, NamedPlace], facts: RunFacts) -> None:
        self.row = row
        self.problems = list(row.problems)
        self.questions: list[Question] = []
        self.owner_city: int | None = None
        own = owner_of(facts.organisation).city_id
        lead = self._place(row.lead, places, "city") if row.lead else f"c:{own}" if own else ""
        partners = [self._place(mention, places, "partner") for mention in row.partners]
        self.place_keys = [key for key in (lead, *partners) if key]
        self.is_whole = not (self.problems or self.questions) and bool(lead) and bool(partners) and all(partners)
        if self.is_whole and len(set(self.place_keys)) != len(self.place_keys):
            self.problems.append(CellProblem("partner", "same_place", in_both(SAME_PLACE)))
            self.is_whole = False
        self.content = settle({**row.content, "lead": lead, "partners": partners})
        self.row.content = self.content
        self.key = key_of(row, self.place_keys) if self.is_whole else ""

    def _place(self, mention: Mention, places: Mapping[Mention, NamedPlace], column: str) -> str:
        found = places[mention]
        if found.question is not None:
            self.questions.append(found.question)
        elif not found.place:
            self.problems.append(CellProblem(column, "no_such_place", found.words))
        return found.place

    def verdict(self, known: KnownRecords, named: Named, facts: RunFacts) -> Verdict:
        if self.is_whole and self.owner_city is None:
            self.problems.append(CellProblem("city", "not_yours", in_both(NOT_YOURS)))
        if self.problems:
            return Verdict(Outcome.WRONG, problems=self.problems, questions=self.questions)
        if self.questions:
            return Verdict(Outcome.DOUBTFUL, questions=self.questions)
        if not self.is_whole or self.owner_city is None:
            return Verdict(Outcome.WRONG, problems=[CellProblem("city", "not_yours", in_both(NOT_YOURS))])
        wish = Wish(self.row, self.key, self.owner_city, self.content)
        record = known.of(self.key)
        if record is not None:
            return verdict_on(wish, record, known.content(record), named)
        if self.key.startswith(("id:", "ref:")):
            problem = CellProblem("reference" if self.key.startswith("ref") else "id", "no_such_record", NO_SUCH_RECORD)
            return Verdict(Outcome.WRONG, key=self.key, problems=[problem])
        source = in_both(FROM_FILE, name=facts.source, row=self.row.number)
        return new_verdict(wish, named, source["ar"][:300])


def _places_on_record(known: KnownRecords) -> list[str]:
    records = {**known.by_id, **known.by_reference, **known.by_key}.values()
    return [key for record in records for key in _content_places(known, record)]


def _content_places(known: KnownRecords, record: Any) -> list[str]:
    content = known.content(record)
    return [content["lead"], *content["partners"]]
