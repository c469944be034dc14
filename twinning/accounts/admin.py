"""Administration of people and of their API tokens."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from twinning.accounts.models import Token, User
from twinning.accounts.services import revoke_token
from twinning.core.administration import NeverDeletedAdmin


class PersonCreationForm(AdminUserCreationForm):  # type: ignore[type-arg]  # generic only in the stubs
    """A new person, named by an e-mail address."""

    class Meta:
        model = User
        fields = ("email",)
        field_classes: dict[str, Any] = {}


class PersonChangeForm(UserChangeForm):  # type: ignore[type-arg]  # generic only in the stubs
    """A person's data; the password is changed on its own page."""

    class Meta:
        model = User
        fields = "__all__"
        field_classes: dict[str, Any] = {}


@admin.register(User)
class UserAdmin(DjangoUserAdmin[User], NeverDeletedAdmin[User]):
    """People are switched off, never deleted: the history names them."""

    form = PersonChangeForm
    add_form = PersonCreationForm
    ordering = ("email",)
    list_display = ("email", "name_ar", "name_en", "is_active", "is_staff", "last_login")
    list_filter = ("is_active", "is_staff", "memberships__role")
    search_fields = ("email", "name_ar", "name_en")
    readonly_fields = ("public_id", "last_login", "created_at", "updated_at")
    filter_horizontal = ()
    fieldsets = (
        (None, {"fields": ("email", "password", "name_ar", "name_en", "language")}),
        (_("Access"), {"fields": ("is_active", "is_staff", "is_superuser")}),
        (_("Record"), {"fields": ("public_id", "last_login", "created_at", "updated_at")}),
    )
    add_fieldsets = ((None, {"classes": ("wide",), "fields": ("email", "usable_password", "password1", "password2")}),)


@admin.register(Token)
class TokenAdmin(NeverDeletedAdmin[Token]):
    """Tokens are read and revoked here; they are issued by `manage.py token`, which shows the secret once."""

    list_display = ("label", "prefix", "user", "scopes", "expires_at", "revoked_at", "last_used_at")
    list_filter = ("revoked_at",)
    list_select_related = ("user",)
    search_fields = ("label", "prefix", "user__email")
    fields = readonly_fields = (
        "user",
        "label",
        "prefix",
        "scopes",
        "created_at",
        "expires_at",
        "revoked_at",
        "last_used_at",
    )
    actions = ("revoke",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    @admin.action(description=_("Revoke the chosen tokens"), permissions=["change"])
    def revoke(self, request: HttpRequest, tokens: QuerySet[Token]) -> None:
        count = tokens.filter(revoked_at__isnull=True).count()
        for token in tokens:
            revoke_token(token=token, at=timezone.now())
        self.message_user(
            request,
            ngettext("%(count)s token is revoked.", "%(count)s tokens are revoked.", count) % {"count": count},
        )
