"""What is typed from a paper to check it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from twinning.core.forms import PageForm, TextField

LONGEST_REFERENCE = 40
LONGEST_CODE = 60


class VerificationForm(PageForm):
    """The reference and the code as they are printed on the paper."""

    reference = TextField(
        label=_("Reference"),
        longest=LONGEST_REFERENCE,
        help_text=_("As on the paper, such as OM-2026-0001."),
        widget=forms.TextInput({"dir": "ltr", "autocomplete": "off"}),
    )
    code = TextField(
        label=_("Verification code"),
        longest=LONGEST_CODE,
        help_text=_("Sixteen letters and digits in four groups."),
        widget=forms.TextInput({"dir": "ltr", "autocomplete": "off", "spellcheck": "false"}),
    )
