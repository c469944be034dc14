"""The scopes an API token may carry."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Scope(models.TextChoices):
    """What a token may be used for; it never reaches further than the person it belongs to."""

    AGREEMENTS_READ = "agreements:read", _("Read agreements")
    AGREEMENTS_WRITE = "agreements:write", _("Write agreements")
    STATISTICS_READ = "statistics:read", _("Read statistics")
    WEBHOOKS_MANAGE = "webhooks:manage", _("Manage webhooks")
