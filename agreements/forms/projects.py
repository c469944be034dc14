"""The form of a project with its milestones, and those of its acts."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from agreements.checks import LONGEST_TEXT, LONGEST_TITLE
from agreements.choices import TargetGroup, Visibility
from agreements.forms.bilingual import first_of_pair, in_reading_order, long_text_pair, text_pair
from agreements.forms.evidence import EvidenceForm, keys_of, member_cities
from agreements.models import Document, Milestone, Project
from agreements.project_states import PROJECT_TRANSITIONS, ProjectAct
from agreements.services.projects import LONGEST_MILESTONE, MilestoneInput, ProjectInput
from twinning.core.dates import PartialDate
from twinning.core.form_rows import FormWithRows, RowForm
from twinning.core.forms import NumberField, PageForm, PartialDateFormField, TextField, Typed


class CoordinateField(NumberField):
    """Degrees with up to six decimals; cleans to float."""

    default_error_messages: ClassVar[dict[str, Any]] = {
        "too_exact": _("%(label)s: at most six digits after the point."),
    }
    most_decimals = 6

    def write(self, value: Any) -> str:
        return f"{float(value):.6f}".rstrip("0").rstrip(".")


class MilestoneForm(RowForm):
    """One step that can be seen to be done."""

    name_ar, name_en = text_pair(
        _("Milestone in Arabic"), _("Milestone in English"), longest=LONGEST_MILESTONE, required=False
    )
    due = PartialDateFormField(label=_("Due"), required=False)
    done = PartialDateFormField(label=_("Reached on"), required=False, or_unknown=True)

    ORDER: ClassVar[tuple[str, ...]] = ("name_ar", "name_en", "due", "done", "remove")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["done"].help_text = _("Leave empty as long as it is not reached; “not known” means reached.")
        self.order_fields(in_reading_order(self.ORDER))

    @staticmethod
    def stored(milestone: Milestone) -> dict[str, Any]:
        done = milestone.done
        return {
            "name_ar": milestone.name_ar,
            "name_en": milestone.name_en,
            "due": milestone.due,
            "done": Typed(is_unknown=True) if done == PartialDate.unknown() else done,
        }

    def as_input(self) -> MilestoneInput:
        return MilestoneInput(**{name: self.cleaned_data[name] for name in self.ORDER if name != "remove"})


class ProjectForm(EvidenceForm, FormWithRows):
    """What is undertaken, for whom, where, with what money, and what stays local."""

    row_class = MilestoneForm
    rows_name = "milestones"
    row_title = _("Milestone")
    most_rows = 40

    name_ar, name_en = text_pair(
        _("Name of the project in Arabic"), _("Name of the project in English"), longest=LONGEST_TITLE, required=False
    )
    target_groups = forms.MultipleChoiceField(
        label=_("For whom above all?"),
        choices=TargetGroup.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple({"class": "choices-columns"}),
    )
    place = TextField(label=_("Quarter or street"), longest=200, required=False)
    latitude = CoordinateField(
        label=_("Latitude"), required=False, help_text=_("Decimal degrees, such as 31.9632; negative in the south.")
    )
    longitude = CoordinateField(
        label=_("Longitude"), required=False, help_text=_("Decimal degrees, such as 35.9106; negative in the west.")
    )
    starts = PartialDateFormField(label=_("Begins"), required=False)
    ends = PartialDateFormField(label=_("Ends"), required=False)
    budget = NumberField(label=_("Budget"), least=0, required=False)
    spent = NumberField(label=_("Spent so far"), least=0, required=False)
    funding_source = TextField(label=_("Who pays?"), longest=200, required=False)
    local_adaptation_ar, local_adaptation_en = long_text_pair(
        _("What stays local? In Arabic"),
        _("What stays local? In English"),
        help_text=_("What was taken over from the other city, and what stays as it is here: no city is cloned."),
    )
    result_ar, result_en = long_text_pair(_("What came of it? In Arabic"), _("What came of it? In English"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields[first_of_pair("name")].required = True
        self.cities = {str(city.pk): city for city in member_cities(self.agreement)}
        stored = self.initial.get("stored_city")
        if stored is not None:
            self.cities.setdefault(str(stored.pk), stored)
        self.fields["city"] = forms.ChoiceField(
            label=_("In which city?"), choices=[(key, city.name) for key, city in self.cities.items()]
        )
        self.add_purposes(_("Which purposes does it serve?"))
        self.add_currency(self.initial.get("currency", ""))
        self.add_documents(_("Documents that are on file"))
        self.add_visibility()

    @property
    def sections(self) -> list[tuple[Any, list[BoundField]]]:
        """The fields under their headings; milestones follow the first."""

        def pair(name: str) -> list[str]:
            return in_reading_order((f"{name}_ar", f"{name}_en"))

        return [
            (_("The project"), self.bound((*pair("name"), "purposes", "target_groups", "starts", "ends"))),
            (_("Place"), self.bound(("city", "place", "latitude", "longitude"))),
            (_("Money"), self.bound(("budget", "spent", "currency", "funding_source"))),
            (_("What stays local, what came of it"), self.bound((*pair("local_adaptation"), *pair("result")))),
            (_("Documents"), self.bound(("documents", "uploads", "visibility"))),
        ]

    @staticmethod
    def stored(project: Project) -> dict[str, Any]:
        names = (
            "name_ar", "name_en", "place", "latitude", "longitude", "starts", "ends", "budget", "spent", "currency",
            "funding_source", "target_groups", "local_adaptation_ar", "local_adaptation_en", "result_ar", "result_en",
            "visibility",
        )  # fmt: skip
        return {
            **{name: getattr(project, name) for name in names},
            "city": str(project.city_id),
            "stored_city": project.city,
            "purposes": keys_of(project.purposes.all()),
            "documents": keys_of(project.documents.all()),
        }

    def as_input(self, *, unseen: Sequence[Document] = ()) -> ProjectInput:
        """The answers; `unseen` are documents that this person may not read, which stay."""
        answers = self.cleaned_data
        names = (
            "name_ar", "name_en", "place", "starts", "ends", "budget", "spent", "currency", "funding_source",
            "local_adaptation_ar", "local_adaptation_en", "result_ar", "result_en",
        )  # fmt: skip
        return ProjectInput(
            **{name: answers[name] for name in names},
            city=self.cities[answers["city"]],
            latitude=None if answers["latitude"] is None else float(answers["latitude"]),
            longitude=None if answers["longitude"] is None else float(answers["longitude"]),
            target_groups=[TargetGroup(group) for group in answers["target_groups"]],
            purposes=self.chosen_purposes(),
            documents=[*self.chosen_documents(), *unseen],
            milestones=[row.as_input() for row in self.kept_rows if isinstance(row, MilestoneForm)],
            visibility=Visibility(answers["visibility"]),
        )


class ProjectActForm(PageForm):
    """What an act asks for: the day, the reason, the result."""

    def __init__(self, *args: Any, act: ProjectAct, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        transition = PROJECT_TRANSITIONS[act]
        self.fields["on"] = PartialDateFormField(
            label=_("On which day?"), help_text=_("Such as 5/3/2026 or March 2026.")
        )
        if transition.asks_reason:
            self.fields["reason"] = TextField(
                label=_("Why?"),
                longest=500,
                lines=3,
                error_messages={"required": _("Say why; the reason stays with the project.")},
            )
        if transition.asks_result:
            first = first_of_pair("result")
            for name, label, language in (
                ("result_ar", _("What was delivered? In Arabic"), "ar"),
                ("result_en", _("What was delivered? In English"), "en"),
            ):
                self.fields[name] = TextField(
                    label=label, longest=LONGEST_TEXT, lines=3, language=language, required=name == first
                )
            self.order_fields(["on", *in_reading_order(("result_ar", "result_en"))])
