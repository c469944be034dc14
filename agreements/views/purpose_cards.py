"""The purposes of an agreement with their indicators: from where, to where, how far."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from agreements.choices import TargetGroup
from agreements.models import Agreement, Indicator, Measurement, Purpose
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


@dataclass(frozen=True, slots=True)
class PurposeCard:
    """One purpose: its area and root, what exactly is wanted, and by what it is measured."""

    root: FocusArea
    sub_area: FocusArea | None
    statement: str
    indicators: Sequence[IndicatorCard]


def purpose_cards(agreement: Agreement, readable_documents: Collection[int]) -> list[PurposeCard]:
    """The purposes in their order; measurements link to documents with a key in `readable_documents`."""
    return [_card(agreement, purpose, readable_documents) for purpose in agreement.purposes.all()]


def _card(agreement: Agreement, purpose: Purpose, readable: Collection[int]) -> PurposeCard:
    area = purpose.focus_area
    return PurposeCard(
        root=area.parent or area,
        sub_area=area if area.parent else None,
        statement=purpose.statement,
        indicators=[_indicator(agreement, indicator, readable) for indicator in purpose.indicators.all()],
    )


def _indicator(agreement: Agreement, indicator: Indicator, readable: Collection[int]) -> IndicatorCard:
    latest = _latest(indicator.measurements.all())
    url = ""
    if latest is not None and latest.document is not None and latest.document_id in readable:
        url = reverse("agreements:document_download", args=[agreement.public_id, latest.document.public_id])
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
    )


def _latest(measurements: Iterable[Measurement]) -> Measurement | None:
    standing = (one for one in measurements if not one.is_void)
    return max(standing, key=lambda one: (one.as_of, one.pk), default=None)


def _figure(value: Decimal | None, unit: str) -> str:
    """34% without a space, 46 people with one."""
    if unit.strip() in _PERCENT:
        return f"{number(value)}%"
    return f"{number(value)} {unit}".strip()
