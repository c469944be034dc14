"""The administration pages: one door with the rest of the site, its own title."""

from typing import Any

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _


class RegisterAdminSite(admin.AdminSite):
    """Django's administration behind the register's own sign-in, with its limits and second step."""

    site_title = _("Administration of the register")
    site_header = _("Administration of the register")
    index_title = _("Vocabularies, people and routes")
    enable_nav_sidebar = False

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        response: HttpResponse = secure_admin_login(super().login)(request, extra_context)
        return response
