"""The purposes of an agreement with their indicators: from where, to where, how far."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from agreements.choices import Direction, TargetGroup
from agreements.models import Agreement, Indicator, Measurement, Purpose
from agreements.progress import Progress, progress_of
from twinning.core.date_text import date_text
from twinning.core.display import number
from twinning.focus_areas.models import FocusArea

_PERCENT = ("%", "٪")


@dataclass(frozen=True, slots=True)
class IndicatorCard:
    """One indicator: figures as text with their unit, and as numbers for the bar."""

    name: str
    baseline: str
    current: str
    target: str
    value: Decimal
    start: Decimal
    goal: Decimal
    as_of: str
    source_label: str
    source_url: str
    due: str
    groups: list[str | Promise]
    url: str
    progress: str
    is_reached: bool
    has_bar: bool


@dataclass(frozen=True, slots=True)
class PurposeCard:
    """One purpose: its area and root, what exactly is wanted, and by what it is measured."""

    root: FocusArea
    sub_area: FocusArea | None
    statement: str
    indicators: Sequence[IndicatorCard]
    add_url: str


def purpose_cards(agreement: Agreement, readable_documents: Collection[int]) -> list[PurposeCard]:
    """The purposes in their order; measurements link to documents with a key in `readable_documents`."""
    return [_card(agreement, purpose, readable_documents) for purpose in agreement.purposes.all()]


def _card(agreement: Agreement, purpose: Purpose, readable: Collection[int]) -> PurposeCard:
    area = purpose.focus_area
    return PurposeCard(
        root=area.parent or area,
        sub_area=area if area.parent else None,
        statement=purpose.statement,
        indicators=[indicator_card(agreement, indicator, readable) for indicator in purpose.indicators.all()],
        add_url=reverse("agreements:indicator_add", args=[agreement.public_id, purpose.public_id]),
    )


def indicator_card(agreement: Agreement, indicator: Indicator, readable: Collection[int]) -> IndicatorCard:
    """An indicator read with its measurements; documents with a key in `readable` are linked to."""
    latest = latest_of(indicator.measurements.all())
    progress = progress_of(indicator, latest)
    url = _document_url(agreement, latest, readable) if latest else ""
    known_baseline = indicator.baseline is not None
    return IndicatorCard(
        name=indicator.name,
        baseline=_figure(indicator.baseline, indicator.unit) if known_baseline else _("not known"),
        current=_figure(latest.value, indicator.unit) if latest else "",
        target=_figure(indicator.target, indicator.unit),
        value=latest.value if latest else Decimal(0),
        start=indicator.baseline if indicator.baseline is not None else Decimal(0),
        goal=indicator.target,
        as_of=date_text(latest.measured) if latest else "",
        source_label=latest.source if latest else "",
        source_url=url,
        due=date_text(indicator.due, short=True) if indicator.due and indicator.due.value else "",
        groups=[TargetGroup(group).label for group in indicator.target_groups],
        url=reverse("agreements:indicator_detail", args=[agreement.public_id, indicator.public_id]),
        progress=progress_words(progress),
        is_reached=progress.is_reached,
        # Without a baseline nobody knows how far the way down is.
        has_bar=known_baseline or indicator.direction == Direction.RISE,
    )


def progress_words(progress: Progress) -> str:
    """How far it is, in words: the text twin of the bar."""
    if progress.is_reached:
        return _("Target reached")
    if progress.percent is None:
        return ""
    return _("%(percent)s of the way") % {"percent": f"{progress.percent}%"}


@dataclass(frozen=True, slots=True)
class ValueRow:
    """One measurement as the table of an indicator shows it."""

    day: str
    value: str
    source: str
    source_url: str
    void_url: str


def value_rows(
    agreement: Agreement, indicator: Indicator, values: Sequence[Measurement], readable: Collection[int]
) -> list[ValueRow]:
    """The measurements, latest first."""
    return [
        ValueRow(
            day=date_text(one.measured),
            value=_figure(one.value, indicator.unit),
            source=one.source,
            source_url=_document_url(agreement, one, readable),
            void_url=reverse(
                "agreements:measurement_void", args=[agreement.public_id, indicator.public_id, one.public_id]
            ),
        )
        for one in reversed(values)
    ]


def _document_url(agreement: Agreement, measurement: Measurement, readable: Collection[int]) -> str:
    if measurement.document is None or measurement.document_id not in readable:
        return ""
    return reverse("agreements:document_download", args=[agreement.public_id, measurement.document.public_id])


def latest_of(measurements: Iterable[Measurement]) -> Measurement | None:
    """The measurement of the latest day among those that stand."""
    standing = (one for one in measurements if not one.is_void)
    return max(standing, key=lambda one: (one.as_of, one.pk), default=None)


def _figure(value: Decimal | None, unit: str) -> str:
    """34% without a space, 46 people with one."""
    if unit.strip() in _PERCENT:
        return f"{number(value)}%"
    return f"{number(value)} {unit}".strip()
