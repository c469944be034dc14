"""The forms of the task "purposes and indicators"."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from agreements.checks import LONGEST_TEXT
from agreements.choices import Direction, TargetGroup
from agreements.forms.bilingual import first_of_pair, in_reading_order, long_text_pair, text_pair
from agreements.models import Agreement, Indicator, Purpose
from agreements.services.purposes import IndicatorInput, PurposeInput
from cities.models import Facet
from twinning.core.form_rows import FormWithRows, RowForm
from twinning.core.forms import NumberField, PageForm, PartialDateFormField, TextField, Typed
from twinning.focus_areas.models import FocusArea


class LikenessForm(PageForm):
    """On what the two cities are alike."""

    likeness_facets = forms.MultipleChoiceField(
        label=_("On what are the cities alike?"),
        choices=Facet.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    likeness_ar, likeness_en = long_text_pair(
        _("Basis of likeness in Arabic"),
        _("Basis of likeness in English"),
        help_text=_("What they have in common, and what one may learn of the other."),
    )

    NAMES: ClassVar[tuple[str, ...]] = ("likeness_facets", "likeness_ar", "likeness_en")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(in_reading_order(self.NAMES))

    @classmethod
    def stored(cls, agreement: Agreement) -> dict[str, Any]:
        return {name: getattr(agreement, name) for name in cls.NAMES}


class IndicatorForm(RowForm):
    """What is counted to tell whether the purpose is being reached."""

    name_ar, name_en = text_pair(_("Indicator in Arabic"), _("Indicator in English"), longest=200, required=False)
    unit_ar, unit_en = text_pair(_("Unit in Arabic"), _("Unit in English"), longest=60, required=False)
    baseline = NumberField(
        label=_("Baseline"),
        or_unknown=True,
        help_text=_("The value today, before work begins."),
        error_messages={"required_or_unknown": _("Give the baseline, or tick “not known”")},
    )
    direction = forms.ChoiceField(
        label=_("Which way is it meant to go?"),
        choices=[("", _("Told from baseline and target")), *Direction.choices],
        required=False,
        help_text=_("Needed only where the baseline is not known."),
    )
    target = NumberField(label=_("Target"), error_messages={"required": _("Give the target, such as 60 or 12.5")})
    due = PartialDateFormField(
        label=_("Due date"),
        required=False,
        help_text=_("Such as 5/3/2029, March 2029 or 2029."),
    )
    target_groups = forms.MultipleChoiceField(
        label=_("Target groups"),
        choices=TargetGroup.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple({"class": "choices-columns"}),
    )

    ORDER: ClassVar[tuple[str, ...]] = (
        "name_ar", "name_en", "unit_ar", "unit_en", "baseline", "target", "direction", "due", "target_groups", "remove",
    )  # fmt: skip

    def __init__(self, *args: Any, is_single: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_single = is_single
        self.fields["remove"].label = _("Remove this indicator")
        # One language is enough, and the reader's own is asked for first.
        self.later = frozenset({first_of_pair("name"), first_of_pair("unit")})
        for name in self.later:
            self.fields[name].required = True
        self.order_fields(in_reading_order(self.ORDER))
        if is_single:
            self.fields["remove"].widget = forms.HiddenInput()

    def is_blank(self) -> bool:
        """A page of its own is for one indicator, so that an empty one is a mistake and not no row."""
        return not self.is_single and super().is_blank()

    @staticmethod
    def stored(indicator: Indicator) -> dict[str, Any]:
        names = ("name_ar", "name_en", "unit_ar", "unit_en", "target", "due", "target_groups")
        baseline = Typed(is_unknown=True) if indicator.baseline is None else indicator.baseline
        direction = indicator.direction if indicator.baseline is None else ""
        return {**{name: getattr(indicator, name) for name in names}, "baseline": baseline, "direction": direction}

    def as_input(self) -> IndicatorInput:
        answers = {name: self.cleaned_data[name] for name in self.ORDER if name != "remove"}
        direction = Direction(answers["direction"]) if answers["direction"] else None
        groups = tuple(answers["target_groups"])
        return IndicatorInput(**{**answers, "target_groups": groups, "direction": direction})


class MendedIndicatorForm(IndicatorForm):
    """An indicator by which was measured already: a change says why."""

    reason = TextField(
        label=_("Why is it changed?"),
        longest=500,
        lines=2,
        help_text=_("Earlier measurements stay; whoever compares them reads this."),
        error_messages={"required": _("Say why the indicator is changed; measurements were taken by it.")},
    )


class PurposeForm(FormWithRows):
    """A focus area, what exactly is wanted in it, and its indicators."""

    row_class = IndicatorForm
    rows_name = "indicators"
    row_title = _("Indicator")
    most_rows = 20

    statement_ar = TextField(
        label=_("What exactly is the purpose? In Arabic"),
        longest=LONGEST_TEXT,
        language="ar",
        lines=3,
        required=False,
        help_text=_("One sentence whose effect can be measured."),
    )
    statement_en = TextField(
        label=_("What exactly is the purpose? In English"),
        longest=LONGEST_TEXT,
        language="en",
        lines=3,
        required=False,
        help_text=_("One sentence whose effect can be measured."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.areas = {area.code: area for area in FocusArea.objects.select_related("parent")}
        self.fields["focus_area"] = forms.ChoiceField(
            label=_("Focus area"),
            choices=[("", _("Choose a focus area")), *self._choices()],
            error_messages={"required": _("Choose the focus area.")},
        )
        self.later = frozenset({first_of_pair("statement")})
        self.fields[first_of_pair("statement")].required = True
        self.order_fields(in_reading_order(("statement_ar", "statement_en", "focus_area")))

    def _choices(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """Areas grouped by root; each says its root, since a closed list shows the chosen one alone."""
        roots = [area for area in self.areas.values() if area.parent_id is None]
        return [
            (
                root.name,
                [(root.code, root.name)]
                + [
                    (area.code, f"{root.name}: {area.name}")
                    for area in self.areas.values()
                    if area.parent_id == root.code
                ],
            )
            for root in roots
        ]

    @staticmethod
    def stored(purpose: Purpose) -> dict[str, Any]:
        return {
            "focus_area": purpose.focus_area_id,
            "statement_ar": purpose.statement_ar,
            "statement_en": purpose.statement_en,
        }

    def as_input(self) -> PurposeInput:
        return PurposeInput(
            focus_area=self.areas[self.cleaned_data["focus_area"]],
            statement_ar=self.cleaned_data["statement_ar"],
            statement_en=self.cleaned_data["statement_en"],
            indicators=tuple(row.as_input() for row in self.kept_rows if isinstance(row, IndicatorForm)),
        )
