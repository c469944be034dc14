"""The forms of a relationship's follow-up: action plans, yearly reports, contacts, continuity checks."""

import datetime
from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from agreements.checks import LONGEST_TEXT
from agreements.choices import PlanProgress, Side, Standing
from agreements.models import ActionPlan, PlanItem, Purpose
from agreements.services.action_plans import LONGEST, ItemInput, PlanInput
from agreements.services.focal_points import TEXTS, FocalPointInput
from agreements.services.reviews import LONGEST_NAME, AnswerInput
from cities.models import City
from twinning.core.dates import PartialDate
from twinning.core.form_rows import FormWithRows, RowForm
from twinning.core.forms import PageForm, PartialDateFormField, TextField


class PlanItemForm(RowForm):
    """One step: what, who, by when, for which purpose, how far."""

    preset = frozenset({"progress"})

    what = TextField(label=_("What will be done?"), longest=LONGEST["what"])
    who = TextField(label=_("Who sees to it?"), longest=LONGEST["who"], required=False)
    due = PartialDateFormField(label=_("By when?"), required=False)
    purpose = forms.ChoiceField(label=_("For which purpose?"), required=False)
    progress = forms.ChoiceField(label=_("How far?"), choices=PlanProgress.choices)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("progress", PlanProgress.PLANNED)
        self.fields["remove"].label = _("Remove this step")
        self.order_fields(("what", "who", "due", "purpose", "progress", "remove"))

    def offer(self, purposes: Iterable[Purpose]) -> None:
        """The purposes one may choose from."""
        field = self.fields["purpose"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  narrows the type
        field.choices = [("", _("None in particular")), *((str(one.public_id), one.statement[:90]) for one in purposes)]

    @staticmethod
    def stored(item: PlanItem) -> dict[str, Any]:
        return {
            "what": item.what,
            "who": item.who,
            "due": PartialDate.day(item.due_on) if item.due_on else None,
            "purpose": str(item.purpose.public_id) if item.purpose else "",
            "progress": item.progress,
        }

    def as_input(self, purposes: dict[str, Purpose]) -> ItemInput:
        answers = self.cleaned_data
        return ItemInput(
            what=answers["what"],
            who=answers["who"],
            due_on=_last(answers["due"]),
            purpose=purposes.get(answers["purpose"]),
            progress=PlanProgress(answers["progress"]),
        )


class PlanForm(FormWithRows):
    """A plan with its horizon and steps."""

    row_class = PlanItemForm
    rows_name = "items"
    row_title = _("Step")

    title = TextField(label=_("What is the plan called?"), longest=LONGEST["title"])
    starts = PartialDateFormField(label=_("From"), help_text=_("Such as 5/3/2026, March 2026 or 2026."))
    ends = PartialDateFormField(label=_("Until"), help_text=_("A month or a year counts to its last day."))
    agreed = PartialDateFormField(
        label=_("Day on which both sides agreed to it"),
        required=False,
        help_text=_("From then on it counts as joint planning. Leave it empty while it is a draft of one side."),
    )

    def __init__(self, *args: Any, purposes: Iterable[Purpose] = (), **kwargs: Any) -> None:
        self.purposes = {str(one.public_id): one for one in purposes}
        super().__init__(*args, **kwargs)

    def _row(self, number: int, initial: Any) -> RowForm:
        row = super()._row(number, initial)
        assert isinstance(row, PlanItemForm)  # noqa: S101  narrows the type
        row.offer(self.purposes.values())
        return row

    @staticmethod
    def stored(plan: ActionPlan) -> dict[str, Any]:
        return {
            "title": plan.title,
            "starts": PartialDate.day(plan.starts_on),
            "ends": PartialDate.day(plan.ends_on),
            "agreed": PartialDate.day(plan.agreed_on) if plan.agreed_on else None,
        }

    def as_input(self) -> PlanInput:
        answers = self.cleaned_data
        return PlanInput(
            title=answers["title"],
            starts_on=answers["starts"].value if answers["starts"] else None,
            ends_on=_last(answers["ends"]),
            agreed_on=answers["agreed"].value if answers["agreed"] else None,
            items=tuple(row.as_input(self.purposes) for row in self.kept_rows if isinstance(row, PlanItemForm)),
        )


class ReviewAnswerForm(PageForm):
    """What one side reports for a year; whoever comes by a link says who she is."""

    name = TextField(label=_("Your name and office"), longest=LONGEST_NAME)
    achieved = TextField(
        label=_("What was achieved?"),
        longest=LONGEST_TEXT,
        lines=5,
        help_text=_("A few lines. “Nothing this year” is an answer too."),
        error_messages={"required": _("Say what was achieved; “nothing this year” is an answer too.")},
    )
    planned = TextField(label=_("What is planned next?"), longest=LONGEST_TEXT, lines=4, required=False)

    def __init__(self, *args: Any, asks_name: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not asks_name:
            del self.fields["name"]

    def as_input(self) -> AnswerInput:
        answers = self.cleaned_data
        return AnswerInput(answers["achieved"], answers["planned"], answers.get("name", ""))


class ReviewDecisionForm(PageForm):
    """What the reviewer writes beside the decision."""

    comment = TextField(
        label=_("Comment"),
        longest=LONGEST_TEXT,
        lines=3,
        required=False,
        help_text=_("Wanted when the report goes back: what is to be added."),
    )


class ChangeOfPeopleForm(PageForm):
    """Which city has a new mayor."""

    city = forms.ChoiceField(label=_("In which city?"), widget=forms.RadioSelect)
    note = TextField(
        label=_("What changed?"), longest=300, required=False, help_text=_("Such as the name and the first day.")
    )
    all_ties = forms.BooleanField(
        label=_("Ask about every relationship of this city that we look after"), required=False, initial=True
    )

    def __init__(self, *args: Any, cities: Iterable[City], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.cities = {str(city.pk): city for city in cities}
        field = self.fields["city"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  narrows the type
        field.choices = [(key, city.name) for key, city in self.cities.items()]


class ContinuityForm(PageForm):
    """The three questions."""

    standing = forms.ChoiceField(
        label=_("Is the tie still in force?"), choices=Standing.choices, widget=forms.RadioSelect
    )
    contact = TextField(label=_("Who is the contact now?"), longest=300)
    continues = TextField(label=_("What goes on?"), longest=LONGEST_TEXT, lines=4, required=False)


class NamedContactForm(PageForm):
    """A contact of one side of a published agreement."""

    side = forms.ChoiceField(label=_("Side"), choices=Side.choices, widget=forms.RadioSelect)
    name = TextField(label=_("Name"), longest=TEXTS["name"])
    job_title = TextField(label=_("Office"), longest=TEXTS["job_title"], required=False)
    organisation = TextField(label=_("Organisation"), longest=TEXTS["organisation"], required=False)
    email = TextField(label=_("E-mail address"), longest=TEXTS["email"], required=False, widget=forms.EmailInput)
    phone = TextField(
        label=_("Telephone"), longest=TEXTS["phone"], required=False, widget=forms.TextInput({"type": "tel"})
    )

    NAMES: ClassVar[tuple[str, ...]] = ("side", *TEXTS)

    def as_input(self) -> FocalPointInput:
        answers = self.cleaned_data
        return FocalPointInput(side=Side(answers["side"]), **{name: answers[name] for name in TEXTS})


def _last(date: PartialDate | None) -> datetime.date | None:
    return date.last_day if date else None
