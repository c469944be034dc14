"""The template tags and filters of the interface: icons, badges, the arc, bars, dates and isolated text."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Protocol

from django import template
from django.core.paginator import Page
from django.forms import BaseForm, BoundField
from django.template.context import Context
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language_bidi

from twinning.core import display
from twinning.core.arc import Arc, Bead, Foot, draw_arc
from twinning.core.badges import (
    DIRECTED_ICONS,
    FILE_ICONS,
    FOCUS_ICONS,
    GRADES,
    STATUSES,
    TASK_STATES,
    VITALITIES,
    Look,
)
from twinning.core.date_text import date_text, hijri_text
from twinning.core.dates import PartialDate

register = template.Library()
register.filter("number", display.number)
register.filter("percent", display.percent)
register.filter("ltr", display.ltr)
register.filter("bdi", display.bdi)
register.filter("pair", display.pair)
register.filter("filesize", display.filesize)
register.simple_tag(display.coordinates, name="coordinates")


class FocusAreaLike(Protocol):
    """What the interface needs to know of a focus area."""

    root_code: str
    name: str


@register.simple_tag
def icon(name: str, css: str = "") -> SafeString:
    """A picture from the sprite, hidden from screen readers: a word always stands beside it."""
    classes = " ".join(filter(None, ("icon", "icon-directed" if name in DIRECTED_ICONS else "", css)))
    return format_html(
        '<svg class="{}" viewBox="0 0 24 24" aria-hidden="true"><use href="{}#{}"></use></svg>',
        classes,
        static("icons.svg"),
        name,
    )


def _pill(look: Look) -> SafeString:
    return format_html('<span class="badge badge-{}">{}<span>{}</span></span>', look.tone, icon(look.icon), look.label)


@register.simple_tag
def status_badge(status: str) -> SafeString:
    """The legal status of an agreement: a pill of icon and word; closed states are outlined."""
    return _pill(STATUSES[status])


@register.simple_tag
def task_state(state: str) -> SafeString:
    """The state of one task of a draft: done, in_progress or not_started."""
    return _pill(TASK_STATES[state])


@register.simple_tag
def pill(label: str, tone: str = "neutral", icon_name: str = "") -> SafeString:
    """Any other short state; tones: neutral, progress, attention, good, bad, closed."""
    return format_html(
        '<span class="badge badge-{}">{}<span>{}</span></span>', tone, icon(icon_name) if icon_name else "", label
    )


@register.simple_tag
def vitality_arc(vitality: str) -> SafeString:
    """The small arc whose line tells the vitality; never without its word."""
    return format_html(
        '<svg class="vitality-arc vitality-{0}" viewBox="0 0 34 18" aria-hidden="true">'
        '<path class="vitality-line" d="M3.5,15 C9,0.5 25,0.5 30.5,15"></path>'
        '<circle class="vitality-foot" cx="3.5" cy="15" r="2.5"></circle>'
        '<circle class="vitality-foot vitality-end" cx="30.5" cy="15" r="2.5"></circle></svg>',
        vitality or "unknown",
    )


@register.simple_tag
def vitality_badge(vitality: str) -> SafeString:
    """The vitality of a relationship: small arc and word, no pill, so that it never looks like a status."""
    code = vitality or "unknown"
    return format_html('<span class="vitality">{}<span>{}</span></span>', vitality_arc(code), VITALITIES[code])


@register.simple_tag
def focus_icon(root_code: str) -> SafeString:
    """The coloured icon of one of the four roots."""
    return icon(FOCUS_ICONS.get(root_code, "circle-dashed"), css=f"focus-{root_code}")


@register.simple_tag
def focus_area(area: FocusAreaLike) -> SafeString:
    """A focus area: coloured icon of its root and its word in ink."""
    return format_html('<span class="focus-area">{}<span>{}</span></span>', focus_icon(area.root_code), area.name)


@register.simple_tag
def focus_swatch(root_code: str) -> SafeString:
    """The hatched sample of a root's colour, for legends."""
    return format_html('<span class="swatch swatch-{}" aria-hidden="true"></span>', root_code)


@register.simple_tag
def activity_grade(grade: int, word: bool = True) -> SafeString:
    """Four rising bars filled to grade + 1 (grade 0 to 3), and the grade's word unless it stands elsewhere."""
    mirrored = get_language_bidi()
    bars = format_html_join(
        "",
        '<rect class="{}" x="{}" y="{}" width="4" height="{}" rx="1"></rect>',
        (
            (
                "grade-on" if step <= grade else "grade-off",
                18 - 6 * step if mirrored else 6 * step,
                13 - 4 * step,
                5 + 4 * step,
            )
            for step in range(len(GRADES))
        ),
    )
    picture = format_html('<svg class="grade-bars" viewBox="0 0 22 18" aria-hidden="true">{}</svg>', bars)
    return format_html(
        '<span class="grade">{}{}</span>', picture, format_html("<span>{}</span>", GRADES[grade]) if word else ""
    )


@register.simple_tag
def bar(value: float, maximum: float = 100, css: str = "") -> SafeString:
    """A horizontal bar filled from the inline start; the figures that it shows must stand beside it."""
    share = max(0.0, min(1.0, float(value) / float(maximum))) * 100 if maximum else 0.0
    start = 100 - share if get_language_bidi() else 0
    return format_html(
        '<svg class="bar {}" width="100%" height="8" aria-hidden="true">'
        '<rect class="bar-track" width="100%" height="8" rx="4"></rect>'
        '<rect class="bar-fill" x="{}%" width="{}%" height="8" rx="4"></rect></svg>',
        css,
        f"{start:.1f}",
        f"{share:.1f}",
    )


@register.simple_tag
def progress_bar(value: float, start: float, goal: float) -> SafeString:
    """An indicator's way from its baseline to its target; also for indicators that are meant to fall."""
    return bar(float(value) - float(start), float(goal) - float(start))


@register.simple_tag
def grade_word(grade: int) -> str:
    """The word of an activity's grade (0 to 3)."""
    return str(GRADES[grade])


@register.simple_tag
def error_count(form: BaseForm | None, others: Sequence[object] | None = None) -> int:
    """How many errors the summary lists."""
    found = sum(len(errors) for errors in form.errors.values()) if form else 0
    return found + len(others or ())


@register.simple_tag
def field_anchor(field: BoundField) -> str:
    """The id that a link to this field must name: of a group of choices the first choice."""
    return f"{field.auto_id}_0" if field.use_fieldset else field.id_for_label or str(field.auto_id)


@register.simple_tag
def steps(done: int, total: int) -> SafeString:
    """Small blocks, one per task, the finished ones filled; the words "3 of 7" must stand beside them."""
    blocks = format_html_join("", '<span class="{}"></span>', (("on" if n < done else "off",) for n in range(total)))
    return format_html('<span class="steps" aria-hidden="true">{}</span>', blocks)


@register.simple_tag
def year_bars(counts: Sequence[int]) -> SafeString:
    """Small columns of counts per year, earliest at the inline start; the two year fields stand under it."""
    highest = max(counts, default=0) or 1
    mirrored = get_language_bidi()
    columns = format_html_join(
        "",
        '<rect x="{}" y="{}" width="9" height="{}"></rect>',
        (
            (
                10 * (len(counts) - 1 - index if mirrored else index),
                f"{40 - 40 * count / highest:.1f}",
                f"{40 * count / highest:.1f}",
            )
            for index, count in enumerate(counts)
        ),
    )
    box = f"0 0 {10 * len(counts)} 40"
    return format_html(
        '<svg class="year-bars" viewBox="{}" preserveAspectRatio="none" aria-hidden="true">{}</svg>', box, columns
    )


@register.simple_tag
def file_icon(content_type: str) -> SafeString:
    """The icon of a document's kind."""
    return icon(FILE_ICONS.get(content_type, "file-text"))


@register.inclusion_tag("components/_arc.html")
def arc(
    lead: Foot,
    partner: Foot,
    beads: Sequence[Bead] = (),
    vitality: str = "living",
    is_open: bool = False,
    note: str = "",
    gap: str = "",
) -> dict[str, Any]:
    """The arc header: names at the feet, agreements as beads, the line by vitality; open for a draft.

    `note` stands under the crown (distance and age), `gap` in the missing keystone (a score or the draft's state).
    """
    mirrored = get_language_bidi()
    head = 56 if beads else 30
    shorter = [replace(bead, label=bead.short or bead.label) for bead in beads]
    return {
        "lead": lead,
        "partner": partner,
        "beads": beads,
        "wide": draw_arc(width=728, mirrored=mirrored, beads=beads, is_open=is_open, head=head),
        "narrow": draw_arc(width=350, mirrored=mirrored, beads=shorter, is_open=is_open, head=head + 8),
        "vitality": vitality or "unknown",
        "note": note,
        "gap": gap,
    }


@register.inclusion_tag("components/_arc_figure.html")
def small_arc(vitality: str = "living", is_open: bool = False, gap: str = "") -> dict[str, Any]:
    """An arc without names, for cards and empty states."""
    drawn: Arc = draw_arc(width=320, mirrored=get_language_bidi(), is_open=is_open, head=8)
    return {"arc": drawn, "vitality": vitality, "gap": gap, "variant": "arc-small"}


@register.filter
def svg(value: float) -> str:
    """A coordinate for an SVG attribute: a full stop whatever the language, one decimal."""
    return f"{value:.1f}"


@register.filter
def partial_date(date: PartialDate | None, style: str = "") -> str:
    """A date as far as it is known; `date|partial_date:"short"` for tables."""
    return date_text(date, short=style == "short")


@register.filter
def hijri_line(date: PartialDate | None) -> str:
    """The Hijri day beside a Gregorian one, empty where there is none."""
    return hijri_text(date)


@register.inclusion_tag("components/_pagination.html", takes_context=True)
def pagination(context: Context, page: Page[Any]) -> dict[str, Any]:
    """Links to the pages around this one; all other query parameters are kept."""
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return {"request": context.get("request"), "page": page, "numbers": list(numbers), "gap": page.paginator.ELLIPSIS}


@register.inclusion_tag("components/_sort_header.html", takes_context=True)
def sort_header(context: Context, field: str, label: str, ordering: str = "") -> dict[str, Any]:
    """A column head that sorts by `field`; `ordering` is the order in force, such as "-signed_on"."""
    direction = {field: "ascending", f"-{field}": "descending"}.get(ordering, "")
    following = field if direction == "descending" else f"-{field}"
    return {"request": context.get("request"), "label": label, "direction": direction, "following": following}
