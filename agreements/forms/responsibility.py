"""Who looks after an agreement, and its notice period."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agreements.due_items import staff_of
from agreements.models import Agreement
from twinning.accounts.models import User
from twinning.core.forms import PageForm, TextField
from twinning.core.text import clean_digits

LONGEST_NUMBER = 8


class ResponsibilityForm(PageForm):
    """A person of the city, days before the end, and whether the agreement renews itself."""

    notice_days = TextField(
        label=_("Days before the end by which notice must be given"),
        longest=LONGEST_NUMBER,
        required=False,
        help_text=_("Empty where the agreement asks for no notice."),
    )
    renews_automatically = forms.BooleanField(label=_("Renews itself unless notice is given"), required=False)

    def __init__(self, *args: Any, agreement: Agreement, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(user.public_id): user for user in staff_of(agreement.owner_city_id)}
        choices = [("", _("Whoever submitted it")), *((key, user.name) for key, user in self.people.items())]
        person = forms.ChoiceField(label=_("Responsible person"), choices=choices, required=False)
        self.fields = {"person": person, **self.fields}

    def clean_notice_days(self) -> int | None:
        typed = clean_digits(str(self.cleaned_data["notice_days"])).strip()
        if not typed:
            return None
        if not typed.isascii() or not typed.isdigit():
            raise forms.ValidationError(_("Give the days as a number from 1 to 3650."), code="invalid")
        return int(typed)

    @property
    def chosen(self) -> User | None:
        return self.people.get(self.cleaned_data.get("person", ""))
