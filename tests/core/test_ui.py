"""The tags of the design system: what they write into a page."""

import datetime
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.template import Context, RequestContext, Template
from django.test import RequestFactory
from django.utils import translation

from agreements.choices import Status, Vitality
from twinning.core.arc import Bead, Foot
from twinning.core.badges import DIRECTED_ICONS, FILE_ICONS, FOCUS_ICONS, STATUSES, TASK_STATES, VITALITIES
from twinning.core.dates import PartialDate, Precision
from twinning.core.showcase import COLOURS, SampleArea, components_context

DAY = PartialDate(datetime.date(2026, 3, 12), Precision.DAY)
MONTH = PartialDate(datetime.date(1984, 3, 1), Precision.MONTH)
YEAR = PartialDate.year(1984)
UNKNOWN = PartialDate.unknown()
SPRITE = (settings.BASE_DIR / "static/icons.svg").read_text()
ICONS = frozenset(re.findall(r'<symbol id="([^"]+)"', SPRITE))
TEMPLATES = sorted((settings.BASE_DIR / "templates").rglob("*.html"))
STYLES = sorted((settings.BASE_DIR / "static/css").glob("*.css"))


REQUEST = RequestFactory().get("/", {"focus": "trade", "page": "3"})


def render(source: str, language: str = "en", **values: object) -> str:
    with translation.override(language):
        return Template(source).render(Context(values)).strip()


def render_for(request: HttpRequest, source: str, language: str = "en", **values: object) -> str:
    request.user = AnonymousUser()
    with translation.override(language):
        return Template(source).render(RequestContext(request, values)).strip()


def in_english(text: object) -> str:
    with translation.override("en"):
        return str(text)


@pytest.mark.parametrize("status", Status.values)
def test_every_status_has_a_word_an_icon_and_the_word_of_the_registry(status: str) -> None:
    badge = render("{% status_badge status %}", status=status)
    assert f">{in_english(Status(status).label)}</span>" in badge
    assert f"#{STATUSES[status].icon}" in badge


def test_the_closed_statuses_are_outlined_and_no_others() -> None:
    closed = {code for code, look in STATUSES.items() if look.is_closed}
    assert closed == {"renewed", "replaced", "terminated", "withdrawn"}
    assert {code for code, look in STATUSES.items() if look.tone == "closed"} == closed


@pytest.mark.parametrize(
    ("status", "word"),
    [("draft", "مسودة"), ("in_force", "سارية"), ("authorised", "مفوَّض بالتوقيع"), ("historical", "تاريخية")],
)
def test_a_status_speaks_arabic(status: str, word: str) -> None:
    assert f"<span>{word}</span>" in render("{% status_badge status %}", "ar", status=status)


@pytest.mark.parametrize("vitality", Vitality.values)
def test_vitality_has_its_own_line_and_its_word_but_no_pill(vitality: str) -> None:
    badge = render("{% vitality_badge vitality %}", vitality=vitality)
    assert f"vitality-{vitality}" in badge
    assert f"<span>{in_english(VITALITIES[vitality])}</span>" in badge
    assert "badge" not in badge


def test_a_vitality_not_computed_yet_is_unknown() -> None:
    assert "Unknown" in render("{% vitality_badge vitality %}", vitality="")


def test_a_focus_area_shows_the_icon_of_its_root_and_escapes_its_name() -> None:
    area = render("{% focus_area area %}", area=SampleArea("trade", "", "Ports <b>"))
    assert "#ship" in area
    assert "focus-trade" in area
    assert "Ports &lt;b&gt;" in area


@pytest.mark.parametrize("grade", range(4))
def test_a_grade_fills_one_bar_more_than_its_number(grade: int) -> None:
    bars = render("{% activity_grade grade %}", grade=grade)
    assert bars.count("grade-on") == grade + 1
    assert bars.count("grade-off") == 3 - grade


@pytest.mark.parametrize(("language", "first"), [("en", "0"), ("ar", "18")])
def test_the_lowest_bar_of_a_grade_stands_at_the_start_of_the_line(language: str, first: str) -> None:
    assert f'class="grade-on" x="{first}"' in render("{% activity_grade 0 %}", language)


@pytest.mark.parametrize(("language", "start"), [("en", "0.0%"), ("ar", "66.0%")])
def test_a_bar_grows_from_the_start_of_the_line(language: str, start: str) -> None:
    bar = render("{% bar 34 100 %}", language)
    assert f'class="bar-fill" x="{start}" width="34.0%"' in bar


@pytest.mark.parametrize(
    ("now", "baseline", "target", "share"),
    [(34, 18, 60, "38.1"), (5, 10, 0, "50.0"), (70, 18, 60, "100.0"), (3, 5, 5, "0.0")],
)
def test_progress_runs_from_baseline_to_target_even_downwards(now: int, baseline: int, target: int, share: str) -> None:
    bar = render("{% progress_bar now baseline target %}", now=now, baseline=baseline, target=target)
    assert f'width="{share}%"' in bar


@pytest.mark.parametrize(
    ("date", "language", "text"),
    [
        (DAY, "en", "12 March 2026"),
        (DAY, "ar", "12 مارس 2026"),
        (MONTH, "en", "March 1984"),
        (MONTH, "ar", "مارس 1984"),
        (YEAR, "en", "1984 (day not known)"),
        (YEAR, "ar", "1984 (لا يُعرف اليوم)"),
        (UNKNOWN, "en", "Not known"),
        (UNKNOWN, "ar", "لا يُعرف"),
        (None, "ar", "لا يُعرف"),
    ],
)
def test_a_date_reads_as_far_as_it_is_known(date: PartialDate | None, language: str, text: str) -> None:
    assert render("{{ date|partial_date }}", language, date=date) == text


@pytest.mark.parametrize(("date", "text"), [(DAY, "12 Mar 2026"), (MONTH, "Mar 1984"), (YEAR, "1984")])
def test_a_date_in_a_table_is_short(date: PartialDate, text: str) -> None:
    assert render('{{ date|partial_date:"short" }}', date=date) == text


@pytest.mark.parametrize(
    ("date", "language", "text"),
    [
        (DAY, "ar", "23 رمضان 1447هـ"),
        (DAY, "en", "23 Ramadan 1447 AH"),
        (MONTH, "ar", ""),
        (PartialDate.day(datetime.date(1850, 1, 1)), "ar", ""),
        (None, "en", ""),
    ],
)
def test_hijri_stands_beside_whole_days_it_can_be_known_for(date: PartialDate | None, language: str, text: str) -> None:
    assert render("{{ date|hijri_line }}", language, date=date) == text


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize(
    ("value", "text"), [(1204, "1,204"), (12.5, "12.5"), ("60.00", "60"), (-3, "-3"), (0, "0"), (None, "")]
)
def test_numbers_are_latin_with_a_comma_in_both_languages(language: str, value: object, text: str) -> None:
    assert render("{{ value|number }}", language, value=value) == text


@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_percentage_keeps_its_sign_by_isolation(language: str) -> None:
    assert render("{{ 38|percent }}", language) == '<bdi dir="ltr">38%</bdi>'


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("kind", ["DATE_FORMAT", "DATETIME_FORMAT", "SHORT_DATE_FORMAT", "SHORT_DATETIME_FORMAT"])
def test_dates_of_django_carry_latin_digits_and_no_direction_marks(language: str, kind: str) -> None:
    at = datetime.datetime(2026, 11, 22, 10, 42, tzinfo=datetime.UTC)
    text = render(f'{{{{ at|date:"{kind}" }}}}', language, at=at)
    assert "2026" in text
    assert not re.search("[\u200e\u200f\u0660-\u0669]", text)


def test_coordinates_read_left_to_right_with_their_hemispheres() -> None:
    assert ">34.02° N, 6.84° W</span>" in render("{% coordinates 34.02 west %}", west=-6.84)
    assert 'dir="ltr"' in render("{% coordinates 34.02 6.84 %}")
    assert render("{% coordinates none 6.84 %}", none=None) == ""


@pytest.mark.parametrize(
    ("size", "language", "text"),
    [(310_000, "en", "310 kB"), (310_000, "ar", "310 ك.ب"), (1_800_000, "ar", "1.8 م.ب"), (12, "en", "1 kB")],
)
def test_file_sizes_read_as_people_say_them(size: int, language: str, text: str) -> None:
    assert text in render("{{ size|filesize }}", language, size=size)


@pytest.mark.parametrize("filter_name", ["ltr", "bdi"])
def test_isolated_text_is_escaped(filter_name: str) -> None:
    assert "<script>" not in render(f"{{{{ value|{filter_name} }}}}", value="<script>")


@pytest.mark.parametrize(
    ("ordering", "sort", "following"), [("-signed_on", "descending", "signed_on"), ("", "", "-signed_on")]
)
def test_a_column_head_tells_and_turns_the_order_and_keeps_the_filters(
    ordering: str, sort: str, following: str
) -> None:
    head = render_for(REQUEST, '{% sort_header "signed_on" "Signed" ordering %}', ordering=ordering)
    assert ("aria-sort" in head) == bool(sort)
    assert sort in head
    assert f"ordering={following}" in head
    assert "focus=trade" in head
    assert "page=" not in head


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_every_icon_a_template_names_is_in_the_sprite(template: Path) -> None:
    named = set(re.findall(r'\{% icon "([^"]+)"|icon_name="([^"]+)"', template.read_text()))
    assert {first or second for first, second in named} <= ICONS


def test_every_icon_of_the_tables_is_in_the_sprite() -> None:
    looks = [*STATUSES.values(), *TASK_STATES.values()]
    assert {look.icon for look in looks} | {*FOCUS_ICONS.values()} | {*FILE_ICONS.values()} | DIRECTED_ICONS <= ICONS


@pytest.mark.parametrize("style", STYLES, ids=lambda path: path.name)
def test_styles_know_start_and_end_but_neither_left_nor_right(style: Path) -> None:
    physical = re.findall(
        r"(?:margin|padding|border|inset)-(?:left|right)|[;{]\s*(?:left|right)\s*:|float:\s*(?:left|right)|text-align:\s*(?:left|right)\b",
        style.read_text(),
    )
    assert physical == []


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_no_template_carries_inline_style_or_script(template: Path) -> None:
    text = template.read_text()
    assert not re.search(r'\sstyle="|\son[a-z]+="|<style', text)
    assert not re.search(r"<script(?![^>]*\bsrc=)(?![^>]*application/json)", text)


@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_page_of_components_renders_whole(language: str) -> None:
    with translation.override(language):
        values = components_context()
    html = render_for(REQUEST, '{% include "home/components.html" %}', language, **values)
    assert "chain-shared" in html
    assert "aria-sort" in html
    assert 'rel="next"' in html


def test_the_colours_shown_are_the_colours_used() -> None:
    tokens = (settings.BASE_DIR / "static/css/tokens.css").read_text()
    light = dict(re.findall(r"--([\w-]+): (#\w+);", tokens.split("@media")[0]))
    assert {name: light[name] for name, _ in COLOURS} == dict(COLOURS)


@pytest.mark.parametrize("code", ["400", "500", "503", "403_csrf"])
@pytest.mark.parametrize(("language", "direction"), [("ar", "rtl"), ("en", "ltr")])
def test_error_pages_need_no_context(code: str, language: str, direction: str) -> None:
    html = render(f'{{% include "{code}.html" %}}', language)
    assert f'<html lang="{language}" dir="{direction}">' in html


def test_the_narrow_arc_takes_the_short_word_of_a_bead() -> None:
    foot = Foot("Amman")
    bead = Bead("1988", "Twinning agreement", short="Twinning")
    html = render("{% arc foot foot beads %}", foot=foot, beads=[bead])
    wide, narrow = html.split("arc-narrow", 1)
    assert ">Twinning agreement</text>" in wide
    assert ">Twinning</text>" in narrow
