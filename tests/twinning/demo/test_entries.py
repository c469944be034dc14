"""The demo's data files: complete in both languages, pointing only to what exists, with sound days."""

import datetime
from pathlib import Path

import pytest

from agreements.choices import ActivityType, AgreementType, Status, TargetGroup
from twinning.core.dates import PartialDate
from twinning.demo.days import DemoCalendar, moment
from twinning.demo.entries import Bilingual, PurposeEntry, read_agreements, read_data
from twinning.demo.paper import pdf_of
from twinning.focus_areas.services import DATA_FILE

ENTRIES = list(read_agreements())
CALENDAR = DemoCalendar(datetime.date(2026, 3, 31))


def texts(entry_purposes: tuple[PurposeEntry, ...]) -> list[Bilingual]:
    return [
        text
        for purpose in entry_purposes
        for text in (purpose.statement, *(i.name for i in purpose.indicators), *(i.unit for i in purpose.indicators))
    ]


def test_keys_are_unique_and_chains_point_backwards() -> None:
    seen: set[str] = set()
    for entry in ENTRIES:
        assert entry.key not in seen
        assert not entry.predecessor or entry.predecessor in seen, entry.key
        seen.add(entry.key)


def test_texts_are_in_both_languages() -> None:
    for entry in ENTRIES:
        pairs = texts(entry.purposes) + [activity.title for activity in entry.activities]
        pairs += [project.name for project in entry.projects] + [other.name for other in entry.others]
        assert all(pair.ar and pair.en for pair in pairs), entry.key
        assert entry.title.ar
        assert entry.title.en or entry.status == Status.DRAFT


def test_what_is_named_exists() -> None:
    cities = read_data("cities")
    areas = DATA_FILE.read_text(encoding="utf-8")
    for entry in ENTRIES:
        assert {entry.lead, *entry.partners} <= set(cities), entry.key
        assert all("contact" in cities[name] for name in (entry.lead, *entry.partners)), entry.key
        assert entry.type in {*AgreementType, ""}
        assert all(f'"{purpose.focus}"' in areas for purpose in entry.purposes), entry.key
        assert {activity.type for activity in entry.activities} <= set(ActivityType), entry.key
        for activity in entry.activities:
            assert set(activity.people or {}) <= {*TargetGroup, ""}, entry.key


def test_the_reference_cities_of_the_articles_have_no_made_up_agreements() -> None:
    toulouse, cork, vina_del_mar, casablanca = 2972315, 2965140, 3868121, 2553604
    spoken_of = {row["id"] for row in read_data("cities").values()}
    assert not spoken_of & {toulouse, cork, vina_del_mar, casablanca}


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("+24d", PartialDate.day(datetime.date(2026, 4, 24))),
        ("-1d", PartialDate.day(datetime.date(2026, 3, 30))),
        ("-1m", PartialDate.day(datetime.date(2026, 2, 12))),
        ("+11m", PartialDate.day(datetime.date(2027, 2, 10))),
        ("-3m", PartialDate.day(datetime.date(2025, 12, 6))),
        ("-24m", PartialDate.day(datetime.date(2024, 3, 13))),
        ("-2y", PartialDate.day(datetime.date(2024, 3, 13))),
        ("1984", PartialDate.year(1984)),
        ("2019-05-20", PartialDate.day(datetime.date(2019, 5, 20))),
    ],
)
def test_days_are_told_from_the_day_of_loading(text: str, date: PartialDate) -> None:
    assert CALENDAR.date(text) == date


def test_days_of_different_months_differ() -> None:
    assert len({CALENDAR.day(f"-{months}m").day for months in range(1, 29)}) == 28


def test_a_moment_lies_on_its_day_where_the_register_stands() -> None:
    assert moment(datetime.date(2026, 3, 1), 9).isoformat() == "2026-03-01T09:30:00+04:00"


def test_a_paper_is_a_sound_pdf(tmp_path: Path) -> None:
    paper = pdf_of(["Text (draft) \\ 1", "Zoë – مسقط"])
    assert paper.startswith(b"%PDF-1.4")
    assert b"(Text \\(draft\\) \\\\ 1) Tj" in paper
    start = int(paper.rsplit(b"startxref\n", 1)[1].split()[0])
    assert paper[start:].startswith(b"xref\n0 7\n")
    for number in range(1, 7):
        offset = int(paper[start:].splitlines()[number + 2].split()[0])
        assert paper[offset:].startswith(b"%d 0 obj" % number)
