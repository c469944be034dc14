"""Made-up values that fill the page of all interface components; nothing here is a record."""

import datetime
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.utils.translation import gettext_lazy as _

from twinning.core.arc import Bead, Foot
from twinning.core.badges import FOCUS_ICONS, GRADES, STATUSES, TASK_STATES, VITALITIES
from twinning.core.dates import PartialDate, Precision
from twinning.core.models import in_language
from twinning.core.widgets import DateBox, HintedRadioSelect

# The light values of static/css/tokens.css, in the order in which the page shows them.
COLOURS = (
    ("paper", "#fbf9f5"), ("surface", "#ffffff"), ("sunken", "#f5f1e9"), ("line", "#e6dfd2"),
    ("line-strong", "#8c8577"),
    ("ink", "#17262d"), ("ink-2", "#4a5a61"), ("sea", "#0f4c5c"), ("sea-soft", "#e4eff1"), ("copper", "#a4531c"),
    ("copper-soft", "#f9ece0"), ("focus", "#ffc23d"), ("education", "#1b5faa"), ("trade", "#c9730f"),
    ("culture", "#7b2d5b"), ("sustainability", "#2e9b7b"), ("living", "#0e7c66"), ("quiet", "#2f6db5"),
    ("dormant", "#a2670f"), ("unknown", "#73787b"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class SampleArea:
    """A focus area as far as the interface needs it."""

    root_code: str
    name_ar: str
    name_en: str

    @property
    def name(self) -> str:
        return in_language(self.name_ar, self.name_en)


AREAS = (
    SampleArea("education", "التعليم", "Education"),
    SampleArea("trade", "التجارة والاقتصاد", "Trade and economy"),
    SampleArea("culture", "الثقافة", "Culture"),
    SampleArea("sustainability", "الاستدامة", "Sustainability"),
)


class SampleForm(forms.Form):
    """One field of each kind, sent with mistakes so that the page shows them."""

    purpose = forms.CharField(label=_("What is the purpose exactly?"), widget=forms.Textarea(attrs={"rows": 2}))
    kind = forms.ChoiceField(
        label=_("What is it to the earlier agreement?"),
        choices=[("renews", _("Renewal")), ("amends", _("Amendment"))],
        widget=HintedRadioSelect(
            hints={
                "renews": _("Extends it on the same or on updated terms"),
                "amends": _("Changes articles of an agreement that stands"),
            },
        ),
    )
    target = forms.DecimalField(
        label=_("Target"), widget=forms.TextInput(attrs={"class": "input-number", "inputmode": "decimal"})
    )
    due = forms.DateField(
        label=_("Due date"), help_text=_("For example 5/3/2029, March 2029 or 2029"), widget=DateBox()
    )
    is_public = forms.BooleanField(label=_("Everyone may read it"), required=False)


def components_context() -> dict[str, Any]:
    """Everything that `home/components.html` shows."""
    amman = Foot(
        in_language("عمّان", "Amman"), in_language("الأردن", "Jordan"), str(_("Lead municipality")), 31.95, 35.93
    )
    rabat = Foot(
        in_language("الرباط", "Rabat"), in_language("المغرب", "Morocco"), str(_("Partner municipality")), 34.02, -6.84
    )
    day = datetime.date(2026, 3, 12)
    return {
        "statuses": list(STATUSES),
        "task_states": list(TASK_STATES),
        "vitalities": list(VITALITIES),
        "areas": AREAS,
        "grades": range(len(GRADES)),
        "roots": list(FOCUS_ICONS),
        "colours": COLOURS,
        "lead": amman,
        "partner": rabat,
        "beads": [
            Bead("1988", str(_("Twinning agreement")), short=in_language("توأمة", "Twinning")),
            Bead("2009", str(_("Executive programme")), short=in_language("برنامج", "Programme")),
            Bead("2026", str(_("Renewal")), is_current=True),
        ],
        "dates": [
            PartialDate(day, Precision.DAY),
            PartialDate(datetime.date(1984, 3, 1), Precision.MONTH),
            PartialDate.year(1984),
            PartialDate.unknown(),
        ],
        "form": _sample_form(),
        "page": Paginator(range(98), 9).page(1),
        "year_counts": [1, 2, 1, 3, 2, 4, 6, 3, 5, 9, 8, 13, 11, 15, 12],
        **_sample_lists(),
    }


def _sample_form() -> SampleForm:
    purpose = in_language(
        "رفع تهيئة محطات الحافلات السريعة في المدينتين.", "Make rapid-bus stations in both cities accessible."
    )
    return SampleForm(
        {"purpose": purpose, "kind": "renews", "target": in_language("ستون", "sixty"), "due": "31/2/2029"}
    )


def _sample_lists() -> dict[str, Any]:
    options = [
        {"value": area.root_code, "label": area.name, "count": count, "is_selected": area.root_code == "sustainability"}
        for area, count in zip(AREAS, (214, 163, 121, 98), strict=True)
    ]
    chips = [
        {"label": in_language("المجال: الاستدامة", "Focus: Sustainability"), "url": "#"},
        {"label": in_language("وُقّعت منذ 2000", "Signed since 2000"), "url": "#"},
    ]
    reasons = [
        {"text": in_language("آخر نشاط جوهري قبل شهرين", "Last substantive activity 2 months ago"), "is_good": True},
        {"text": in_language("جهة اتصال الرباط غير مؤكَّدة", "Rabat focal point unconfirmed"), "is_good": False},
    ]
    exports = [
        {
            "url": "#",
            "icon_name": "file-spreadsheet",
            "title": "Excel",
            "code": "XLSX",
            "text": _("A sheet in the direction of the language"),
        },
        {
            "url": "#",
            "icon_name": "file-type-csv",
            "title": _("Text table"),
            "code": "CSV",
            "text": _("For every program"),
        },
    ]
    return {"facet_options": options, "chips": chips, "reasons": reasons, "exports": exports}
