"""What the forms of activities, projects and measurements share: purposes served, documents, money, files."""

import datetime
from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from agreements.choices import MEMBER_ROLES, DocumentKind, Visibility
from agreements.forms.notes import ACCEPTED
from agreements.models import Agreement, Document, Purpose
from agreements.policies import DocumentPolicy, Person
from agreements.services.documents import DocumentInput, check_upload
from cities.models import City
from twinning.core.exceptions import InvalidInput
from twinning.core.forms import PageForm, TextField
from twinning.core.money import currencies_of, currency_name
from twinning.core.widgets import HintedRadioSelect, ManyFilesField, ManyFilesInput

_VISIBILITY_HINTS = {
    Visibility.PUBLIC.value: _("Everybody who sees the agreement reads it."),
    Visibility.INTERNAL.value: _("Only the cities and ministries of its parties read it."),
}


class VoidForm(PageForm):
    """Why something on record does not count any more."""

    reason = TextField(
        label=_("Why is this entry void?"),
        longest=500,
        lines=3,
        help_text=_("Such as “recorded twice”. The entry leaves every list and figure; it stays on record with this."),
        error_messages={"required": _("Say why this entry is void; the reason stays.")},
    )


class EvidenceForm(PageForm):
    """A form about something under an agreement, with its purposes, documents and new files."""

    def __init__(self, *args: Any, agreement: Agreement, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.agreement = agreement
        self.purposes = {str(purpose.public_id): purpose for purpose in agreement.purposes.all()}
        self.documents = {
            str(document.public_id): document for document in DocumentPolicy.visible_to(person, agreement)
        }

    def add_purposes(self, label: Any) -> None:
        """The purposes of the agreement as ticks; none where it has none."""
        if self.purposes:
            self.fields["purposes"] = forms.MultipleChoiceField(
                label=label,
                choices=[(key, purpose.statement) for key, purpose in self.purposes.items()],
                required=False,
                widget=forms.CheckboxSelectMultiple,
            )

    def add_documents(self, label: Any) -> None:
        """Documents that are on file already, as ticks, and a box for new files."""
        if self.documents:
            self.fields["documents"] = forms.MultipleChoiceField(
                label=label,
                choices=[(key, str(document)) for key, document in self.documents.items()],
                required=False,
                widget=forms.CheckboxSelectMultiple,
            )
        self.fields["uploads"] = ManyFilesField(
            label=_("New files"),
            required=False,
            widget=ManyFilesInput({"accept": ACCEPTED}),
            help_text=_("Photos, lists of attendance, reports: PDF, Word, Excel, OpenDocument, JPEG or PNG."),
        )

    def add_visibility(self) -> None:
        self.fields["visibility"] = forms.ChoiceField(
            label=_("Who may read this?"),
            choices=Visibility.choices,
            initial=Visibility.PUBLIC.value,
            widget=HintedRadioSelect(hints=_VISIBILITY_HINTS),
        )

    def add_currency(self, stored: str = "") -> None:
        """The currencies of the parties' countries, then the common ones."""
        codes = currencies_of(party.country_id for party in self.agreement.parties.all() if party.role in MEMBER_ROLES)
        if stored and stored not in codes:
            codes.insert(0, stored)
        self.fields["currency"] = forms.ChoiceField(
            label=_("Currency"), choices=[(code, currency_name(code)) for code in codes], required=False
        )

    def clean_uploads(self) -> list[UploadedFile[Any]]:
        files: list[UploadedFile[Any]] = self.cleaned_data["uploads"]
        problems = []
        for file in files:
            try:
                check_upload(file)
            except InvalidInput as error:
                problems += [ValidationError(str(problem.message), problem.code) for problem in error.problems]
        if problems:
            raise ValidationError(problems)
        return files

    def chosen_purposes(self) -> list[Purpose]:
        return [self.purposes[key] for key in self.cleaned_data.get("purposes", ())]

    def chosen_documents(self) -> list[Document]:
        return [self.documents[key] for key in self.cleaned_data.get("documents", ())]

    def uploads(self) -> list[DocumentInput]:
        """New files as evidence; they are as public as what they prove."""
        visibility = Visibility(self.cleaned_data.get("visibility") or Visibility.INTERNAL)
        return [
            DocumentInput(upload=file, kind=DocumentKind.EVIDENCE, visibility=visibility)
            for file in self.cleaned_data.get("uploads", ())
        ]

    def bound(self, names: Iterable[str]) -> list[BoundField]:
        """The fields of these names that the form has, in this order."""
        return [self[name] for name in names if name in self.fields]


def member_cities(agreement: Agreement) -> list[City]:
    """The cities of an agreement's municipalities, lead first."""
    return [party.city for party in agreement.parties.all() if party.role in MEMBER_ROLES and party.city]


def keys_of(records: Iterable[Any]) -> list[str]:
    """The public ids of records, as the ticks of a form name them."""
    return [str(record.public_id) for record in records]


def today_as_typed(today: datetime.date) -> str:
    """A day as people type it here."""
    return f"{today.day}/{today.month}/{today.year}"
