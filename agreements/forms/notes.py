"""The forms of the tasks "due diligence", "documents" and "contacts"."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from agreements.checks import LONGEST_TEXT
from agreements.choices import DocumentKind, DocumentLanguage, Side, Visibility
from agreements.models import Agreement, FocalPoint
from agreements.models.due_diligence import HEADINGS
from agreements.services.documents import ALLOWED_TYPES, DocumentInput, check_upload
from agreements.services.focal_points import TEXTS, FocalPointInput
from twinning.core.exceptions import InvalidInput
from twinning.core.form_rows import FormWithRows, RowForm
from twinning.core.forms import PageForm, TextField
from twinning.core.widgets import HintedRadioSelect, ManyFilesField, ManyFilesInput

ACCEPTED = ",".join(f".{extension}" for extensions in ALLOWED_TYPES.values() for extension in extensions)
_VISIBILITY_HINTS = {
    Visibility.PUBLIC.value: _("Everybody who sees the agreement reads the file."),
    Visibility.INTERNAL.value: _("Only the cities and ministries of its parties read the file."),
}
_SIDES = [(Side.LEAD.value, _("The lead municipality’s")), (Side.PARTNER.value, _("The partner’s"))]


def _heading(label: Any, help_text: Any) -> TextField:
    return TextField(label=label, help_text=help_text, longest=LONGEST_TEXT, lines=4, required=False)


class DueDiligenceForm(PageForm):
    """What was looked into before the agreement is sent."""

    political = _heading(
        _("Political determinants"),
        _("Relations between the two countries; how far each city’s delegation reaches."),
    )
    cultural = _heading(_("Cultural determinants"), _("Language, customs, communities that tie the two cities."))
    economic = _heading(_("Economic determinants"), _("What each side can afford and what it stands to gain."))
    community_readiness = _heading(
        _("Community readiness"), _("Who in the city wants this tie, who will carry it, who was asked.")
    )
    local_adaptation = _heading(
        _("Local adaptation"), _("What is taken over from the other city, and what must stay as it is here.")
    )

    @staticmethod
    def stored(agreement: Agreement) -> dict[str, Any]:
        note = getattr(agreement, "due_diligence", None)
        return {heading: getattr(note, heading, "") for heading in HEADINGS}


class DocumentsForm(PageForm):
    """Several files at once with what they have in common; a refused file does not hold up the others."""

    # An empty file is refused with its name, together with all others that cannot be kept.
    uploads = ManyFilesField(
        label=_("Files"),
        widget=ManyFilesInput({"accept": ACCEPTED}),
        allow_empty_file=True,
    )
    kind = forms.ChoiceField(label=_("Kind of document"), choices=DocumentKind.choices)
    language = forms.ChoiceField(label=_("Language"), choices=DocumentLanguage.choices)
    visibility = forms.ChoiceField(
        label=_("Who may read it"),
        choices=Visibility.choices,
        widget=HintedRadioSelect(hints=_VISIBILITY_HINTS),
    )
    title = TextField(
        label=_("Title"),
        longest=200,
        required=False,
        help_text=_("For one file. Several files keep their own names."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.accepted: list[UploadedFile[bytes]] = []

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for upload in cleaned.get("uploads", []):
            try:
                check_upload(upload)
            except InvalidInput as error:
                for problem in error.problems:
                    self.add_error("uploads", ValidationError(str(problem.message), problem.code))
            else:
                self.accepted.append(upload)
        return cleaned

    def has_all_but_files(self) -> bool:
        """Whether everything but some files is right, so that the other files can be kept."""
        return set(self.errors) <= {"uploads"} and bool(self.accepted)

    def as_inputs(self) -> list[DocumentInput]:
        answers = self.cleaned_data
        title = answers.get("title", "") if len(self.accepted) == 1 else ""
        return [
            DocumentInput(
                upload=upload,
                kind=DocumentKind(answers["kind"]),
                language=DocumentLanguage(answers["language"]),
                visibility=Visibility(answers["visibility"]),
                title=title,
            )
            for upload in self.accepted
        ]


class ContactForm(RowForm):
    """One person whom one writes to."""

    preset = frozenset({"side"})

    side = forms.ChoiceField(label=_("Side"), choices=_SIDES, widget=forms.RadioSelect)
    name = TextField(label=_("Name"), longest=TEXTS["name"])
    job_title = TextField(label=_("Office"), longest=TEXTS["job_title"], required=False)
    organisation = TextField(label=_("Organisation"), longest=TEXTS["organisation"], required=False)
    email = TextField(
        label=_("E-mail address"),
        longest=TEXTS["email"],
        required=False,
        widget=forms.EmailInput({"autocomplete": "off"}),
    )
    phone = TextField(
        label=_("Telephone"),
        longest=TEXTS["phone"],
        required=False,
        widget=forms.TextInput({"type": "tel", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["remove"].label = _("Remove this contact")
        self.order_fields(("side", *TEXTS, "remove"))

    @staticmethod
    def stored(contact: FocalPoint) -> dict[str, Any]:
        return {name: getattr(contact, name) for name in ("side", *TEXTS)}

    def as_input(self) -> FocalPointInput:
        answers = self.cleaned_data
        return FocalPointInput(side=Side(answers["side"]), **{name: answers[name] for name in TEXTS})


class ContactsForm(FormWithRows):
    """The contacts of both sides; a row for a side that has none yet stands ready."""

    row_class = ContactForm
    rows_name = "focal_points"
    row_title = _("Contact")
    most_rows: ClassVar[int] = 12

    def as_inputs(self) -> list[FocalPointInput]:
        return [row.as_input() for row in self.kept_rows if isinstance(row, ContactForm)]


def contact_rows(agreement: Agreement) -> list[dict[str, Any]]:
    """The stored contacts as rows."""
    return [ContactForm.stored(contact) for contact in agreement.focal_points.all()]
