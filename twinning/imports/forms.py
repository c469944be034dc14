"""The forms of the import pages."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from twinning.core.forms import PageForm
from twinning.core.widgets import HintedRadioSelect
from twinning.imports.choices import Mode
from twinning.imports.importers import Importer, Person
from twinning.imports.models import ImportQuestion
from twinning.imports.services.questions import NONE_OF_THEM
from twinning.imports.words import read


class UploadForm(PageForm):
    """A file, what its rows are and for whom; what there is only one of is not asked."""

    target = forms.ChoiceField(label=_("What is in the file?"), widget=forms.RadioSelect)
    file = forms.FileField(
        label=_("File"),
        help_text=_("CSV, XLSX or JSON, in Arabic, English or German."),
        error_messages={"required": _("Choose a file."), "empty": _("The file is empty.")},
        allow_empty_file=True,
    )

    def __init__(self, *args: Any, person: Person, kinds: list[Importer], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choices = {
            f"{importer.key}|{one.key}": (f"{importer.label} · {one.name}", importer, one.key)
            for importer in kinds
            for one in importer.organisations(person)
        }
        choice: Any = self.fields["target"]
        choice.choices = [(key, label) for key, (label, _i, _o) in self.choices.items()]
        if len(self.choices) == 1:
            choice.required = False
            choice.widget = forms.HiddenInput()

    @property
    def chosen(self) -> tuple[Importer, str]:
        """What is imported, and for whom."""
        key = self.cleaned_data.get("target") or next(iter(self.choices))
        _label, importer, organisation = self.choices[key]
        return importer, organisation


class ColumnsForm(PageForm):
    """One choice for each column of a file."""

    def __init__(self, *args: Any, importer: Importer, headings: list[str], matching: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices: list[Any] = [("", _("Leave out"))]
        choices += [
            (column.field, f"{column.label} *" if column.is_required else str(column.label))
            for column in importer.columns
            if not column.is_read_only
        ]
        for place, heading in enumerate(headings):
            self.fields[f"columns.{place}"] = forms.ChoiceField(
                label=heading or _("Column %(number)s") % {"number": place + 1},
                choices=choices,
                required=False,
                initial=matching[place] if place < len(matching) else "",
            )

    @property
    def matching(self) -> list[str]:
        return [self.cleaned_data.get(name, "") for name in self.fields]


class ApplyForm(PageForm):
    """How a run is applied."""

    mode = forms.ChoiceField(
        label=_("How are the rows written?"),
        choices=Mode.choices,
        initial=Mode.EACH,
        widget=HintedRadioSelect(
            choices=Mode.choices,
            hints={
                Mode.EACH: _("A row that cannot be written is left aside and told; the others are kept."),
                Mode.WHOLE: _("If a single row cannot be written, nothing is kept."),
            },
        ),
    )


class QuestionsForm(PageForm):
    """One choice of places for each name that may mean several."""

    def __init__(self, *args: Any, questions: list[ImportQuestion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.keys = {f"question-{question.pk}": question.key for question in questions}
        for question in questions:
            choices = [(one["value"], _candidate_label(one)) for one in question.candidates]
            choices.append((NONE_OF_THEM, str(_("None of these places"))))
            hints = {one["value"]: " ".join(read(reason) for reason in one["reasons"]) for one in question.candidates}
            self.fields[f"question-{question.pk}"] = forms.ChoiceField(
                label=question.text,
                help_text=question.context,
                required=False,
                initial=question.answer,
                choices=choices,
                widget=HintedRadioSelect(choices=choices, hints=hints),
            )

    @property
    def answers(self) -> dict[str, str]:
        """Key → answer of what was decided."""
        return {self.keys[name]: value for name, value in self.cleaned_data.items() if value}


def _candidate_label(one: dict[str, Any]) -> str:
    return f"{read(one['label'])} · {read(one['detail'])}"
