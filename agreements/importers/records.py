"""Finding the record that a row is about: by its reference or id, by an earlier import, by what it says."""

import re
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db.models import Prefetch, Q

from agreements.importers.contents import Content, content_of
from agreements.importers.reading import ReadRow
from agreements.models import Agreement, AgreementParty
from agreements.policies import AgreementPolicy
from agreements.querysets import AgreementQuerySet
from cities.importers.places import owner_of
from twinning.accounts.models import User
from twinning.core.text import clean_digits, normalise
from twinning.imports.choices import Result
from twinning.imports.importers import RunFacts
from twinning.imports.models import ImportRow

OWN_REFERENCE = re.compile(r"^[A-Z]{2}-\d{4}-\d{4,}$")


def kept_by(organisation: str, by: User | None) -> AgreementQuerySet:
    """The records of an organisation's cities that this person may know of (a command acts for everybody)."""
    records = AgreementPolicy.visible_to(by) if by is not None else Agreement.objects.all()
    owner = owner_of(organisation)
    if owner.city_id:
        return records.filter(owner_city=owner.city_id)
    return records.filter(owner_city__country=owner.country_code) if owner.country_code else records


def with_content(records: AgreementQuerySet) -> AgreementQuerySet:
    """With all that `content_of` reads, in a handful of queries."""
    return records.select_related("predecessor", "owner_city", "relationship").prefetch_related(
        Prefetch("parties", AgreementParty.objects.order_by("position", "id")), "purposes", "authorisations"
    )


def own_reference(row: ReadRow) -> str:
    """The register's own reference of a row, empty where the cell holds something else."""
    text = clean_digits(row.reference).strip().upper()
    return text if OWN_REFERENCE.match(text) else ""


def key_of(row: ReadRow, places: Sequence[str]) -> str:
    """What a row is about: two rows with one key say the same thing."""
    if row.record_id:
        return f"id:{row.record_id.lower()}"
    if reference := own_reference(row):
        return f"ref:{reference}"
    if row.reference:
        return f"ext:{normalise(row.reference)}"[:500]
    said = (row.content.get("type", ""), row.content.get("signed", ""))
    return f"nat:{'+'.join(sorted(places))}|{'|'.join(said)}"[:500]


@dataclass(slots=True)
class KnownRecords:
    """The records that some rows may be about, with their content."""

    by_id: dict[str, Agreement] = field(default_factory=dict)
    by_reference: dict[str, Agreement] = field(default_factory=dict)
    by_key: dict[str, Agreement] = field(default_factory=dict)
    contents: dict[int, Content] = field(default_factory=dict)

    def of(self, key: str) -> Agreement | None:
        """The record of a row's key."""
        kind, _colon, rest = key.partition(":")
        if kind == "id":
            return self.by_id.get(rest)
        if kind == "ref":
            return self.by_reference.get(rest)
        return self.by_key.get(key)

    def content(self, record: Agreement) -> Content:
        if record.pk not in self.contents:
            self.contents[record.pk] = content_of(record)
        return self.contents[record.pk]


def find_records(rows: Sequence[tuple[ReadRow, str, Sequence[str]]], facts: RunFacts) -> KnownRecords:
    """The records that these (row, key, places) may be about."""
    known = KnownRecords()
    earlier = _earlier_subjects([key for _row, key, _places in rows if key.startswith(("ext:", "nat:"))], facts)
    ids = {_as_uuid(row.record_id) for row, _key, _places in rows} | {_as_uuid(one) for one in earlier.values()}
    references = {own_reference(row) for row, _key, _places in rows} - {""}
    records = kept_by(facts.organisation, facts.by)
    named = Q(public_id__in=ids - {None}) | Q(reference__in=references)
    for record in with_content(records.filter(named)):
        known.by_id[str(record.public_id)] = record
        if record.reference:
            known.by_reference[record.reference] = record
    for key, subject in earlier.items():
        if subject in known.by_id:
            known.by_key[key] = known.by_id[subject]
    _add_by_content(known, rows, records)
    return known


def _add_by_content(
    known: KnownRecords, rows: Sequence[tuple[ReadRow, str, Sequence[str]]], records: AgreementQuerySet
) -> None:
    """Records of the same places, type and day of signing."""
    wanted = {key for _row, key, _places in rows if key.startswith("nat:")} - set(known.by_key)
    cities = {int(p[2:]) for _row, key, places in rows if key in wanted for p in places if p.startswith("c:")}
    if not wanted:
        return
    concerned = records.filter(pk__in=AgreementParty.objects.filter(city__in=cities).values("agreement"))
    for record in with_content(concerned.order_by("-pk")):
        content = known.content(record)
        places = sorted({content["lead"], *content["partners"]})
        key = f"nat:{'+'.join(places)}|{content['type']}|{content['signed']}"[:500]
        if key in wanted:
            known.by_key[key] = record


def _earlier_subjects(keys: Iterable[str], facts: RunFacts) -> dict[str, str]:
    """The records that earlier imports of this organisation wrote from rows of these keys."""
    rows = ImportRow.objects.filter(
        run__kind="agreements", run__organisation=facts.organisation, key__in=set(keys), result=Result.APPLIED
    ).exclude(subject="")
    return dict(rows.order_by("pk").values_list("key", "subject"))


def _as_uuid(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None
