"""The administration pages: one door with the rest of the site, its own title."""

from typing import Any

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

# What an administrator works with, in this order; the libraries' own tables are left out. A second step is shown so
# that it can be taken from somebody who lost the device.
SECTIONS = ("accounts", "cities", "agreements", "focus_areas", "mfa")


class RegisterAdminSite(admin.AdminSite):
    """Django's administration behind the register's own sign-in, with its limits and second step."""

    site_title = _("Administration of the register")
    site_header = _("Administration of the register")
    index_title = _("Vocabularies, people and routes")
    enable_nav_sidebar = False

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        response: HttpResponse = secure_admin_login(super().login)(request, extra_context)
        return response

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        """The sections of the register in their order; the library's table of second steps has no good Arabic name."""
        found = {app["app_label"]: app for app in super().get_app_list(request, app_label)}
        if "mfa" in found:
            name = _("Second steps of sign-in")
            models = [model | {"name": name} for model in found["mfa"]["models"]]
            found["mfa"] |= {"name": name, "models": models}
        return [found[label] for label in SECTIONS if label in found]
