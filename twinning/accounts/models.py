"""People and partner systems, and the tokens they call the API with."""

import datetime
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from twinning.accounts.scopes import Scope
from twinning.core.models import PublicIdModel, TimeStampedModel, in_language


class UserManager(BaseUserManager["User"]):
    """Makes users from an e-mail address, the only name they sign in with."""

    use_in_migrations = True

    def create_user(self, email: str, password: str | None = None, **fields: object) -> "User":
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: object) -> "User":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)


class User(PublicIdModel, TimeStampedModel, AbstractBaseUser, PermissionsMixin):
    """A person, or a partner's system; what it may touch is said by its memberships."""

    email = models.EmailField(_("e-mail address"), max_length=254, unique=True)
    name_ar = models.CharField(_("name in Arabic"), max_length=150, blank=True)
    name_en = models.CharField(_("name in English"), max_length=150, blank=True)
    language = models.CharField(_("language of messages"), max_length=2, default="ar")
    is_active = models.BooleanField(_("active"), default=True)
    is_staff = models.BooleanField(_("may open the administration pages"), default=False)
    # Kept here, not counted, so that the bell in the header costs no query of its own.
    unread_notices = models.PositiveIntegerField(_("unread notices"), default=0, editable=False)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects = UserManager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [models.UniqueConstraint(Lower("email"), name="user_email_is_unique")]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return in_language(self.name_ar, self.name_en) or self.email

    @property
    def initials(self) -> str:
        return "".join(word[0] for word in self.name.split()[:2])


class Token(TimeStampedModel):
    """A personal API token: shown once, kept as a SHA-256 hash, expiring and revocable."""

    user = models.ForeignKey(User, verbose_name=_("person"), on_delete=models.CASCADE, related_name="tokens")
    label = models.CharField(_("label"), max_length=100)
    prefix = models.CharField(_("first characters"), max_length=12)
    secret_hash = models.CharField(_("hash of the secret"), max_length=64, unique=True)
    scopes = ArrayField(models.CharField(max_length=30, choices=Scope.choices), verbose_name=_("scopes"))
    expires_at = models.DateTimeField(_("expires at"))
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)
    last_used_at = models.DateTimeField(_("last used at"), null=True, blank=True)

    class Meta:
        verbose_name = _("API token")
        verbose_name_plural = _("API tokens")

    def __str__(self) -> str:
        return f"{self.label} ({self.prefix}…)"

    def is_usable(self, *, at: datetime.datetime) -> bool:
        return self.revoked_at is None and self.expires_at > at and self.user.is_active


class OneTimeLink(PublicIdModel, models.Model):
    """A link sent by e-mail to somebody without an account: it opens one thing, once, and only its hash is kept."""

    purpose = models.SlugField(_("purpose"), max_length=40)
    subject_id = models.UUIDField(_("subject"))
    email = models.EmailField(_("e-mail address"))
    secret_hash = models.CharField(_("hash of the secret"), max_length=64, unique=True)
    created_by = models.ForeignKey(
        User,
        verbose_name=_("sent by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    created_at = models.DateTimeField(_("created at"))
    expires_at = models.DateTimeField(_("expires at"))
    used_at = models.DateTimeField(_("used at"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)

    class Meta:
        verbose_name = _("one-time link")
        verbose_name_plural = _("one-time links")
        indexes = [models.Index(fields=["purpose", "subject_id"], name="one_time_link_of_subject")]

    def __str__(self) -> str:
        return f"{self.purpose}: {self.email}"
