"""Pages without records: about the register, and the interface components in one view."""

from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.generic import TemplateView

from twinning.core.showcase import components_context

SECTIONS = (
    {"anchor": "what", "label": _("What it holds")},
    {"anchor": "counting", "label": _("How it counts")},
    {"anchor": "readers", "label": _("Who reads what")},
    {"anchor": "sources", "label": _("Sources and licences")},
    {"anchor": "accessibility", "label": _("Accessibility")},
    {"anchor": "privacy", "label": _("Privacy")},
    {"anchor": "contact", "label": pgettext_lazy("heading", "Contact")},
)


class AboutView(TemplateView):
    """What the register is, how it counts, where its data comes from, and whom to write to."""

    template_name = "home/about.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(sections=SECTIONS, contact_email=settings.SITE_CONTACT_EMAIL, **kwargs)


class ComponentsView(TemplateView):
    """Every component of the interface, filled with made-up values."""

    template_name = "home/components.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | components_context()
