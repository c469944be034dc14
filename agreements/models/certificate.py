"""Papers handed out about a record, each with what it says and the code by which anybody can check it."""

import secrets

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from agreements.models.agreement import Agreement
from twinning.core.models import PublicIdModel

# Letters and digits that nobody takes for one another, read aloud or typed from paper.
CODE_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_LENGTH = 16


def new_code() -> str:
    """A verification code of some 78 bits: it cannot be guessed, and twice the same will not happen."""
    return "".join(secrets.choice(CODE_LETTERS) for _position in range(CODE_LENGTH))


class Certificate(PublicIdModel):
    """A certificate of registration: what it says, word for word in both languages, to whom and when it was given.

    It is never changed: what the record says later is compared with what the paper said.
    """

    class Language(models.TextChoices):
        """The language a paper is printed in."""

        ARABIC = "ar", _("Arabic")
        ENGLISH = "en", _("English")

    agreement = models.ForeignKey(
        Agreement,
        verbose_name=_("agreement"),
        on_delete=models.PROTECT,
        related_name="certificates",
    )
    language = models.CharField(_("language"), max_length=2, choices=Language.choices)
    code = models.CharField(_("verification code"), max_length=CODE_LENGTH, unique=True, default=new_code)
    # The facts as they stood, free of language, so that the paper can be printed again and compared.
    facts = models.JSONField(_("facts"), default=dict)
    fingerprint = models.CharField(_("fingerprint of the facts"), max_length=64)
    covers_internal = models.BooleanField(_("names internal documents"), default=False)
    verify_url = models.URLField(_("address of verification"), max_length=300)
    issued_to = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("issued to"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    issued_at = models.DateTimeField(_("issued at"))

    class Meta:
        verbose_name = _("certificate")
        verbose_name_plural = _("certificates")
        ordering = ["agreement", "id"]
        triggers = [pgtrigger.Protect(name="certificate_stands", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.agreement} · {self.code_in_groups}"

    @property
    def code_in_groups(self) -> str:
        """The code as it is printed: K7QM-2XHD-9WPT-4R6N."""
        return "-".join(self.code[start : start + 4] for start in range(0, CODE_LENGTH, 4))
