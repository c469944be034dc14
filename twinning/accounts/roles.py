"""Roles and what each of them may do; where a role holds (which city, which country) is said by `cities`."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What a person or a partner system is here for."""

    OFFICER = "officer", _("Municipal officer")
    APPROVER = "approver", _("Municipal approver")
    REVIEWER = "reviewer", _("Ministry reviewer")
    ANALYST = "analyst", _("Analyst")
    PARTNER = "partner", _("Partner system")
    ADMIN = "admin", _("Administrator")


class Capability(models.TextChoices):
    """One kind of act; policies ask for it within the reach of a membership."""

    READ_RECORDS = "read_records"
    WRITE_DRAFTS = "write_drafts"
    SUBMIT = "submit"
    REVIEW = "review"
    SIGN = "sign"
    CONCLUDE = "conclude"
    ADMINISTER = "administer"


CAPABILITIES: dict[Role, frozenset[Capability]] = {
    Role.OFFICER: frozenset({Capability.READ_RECORDS, Capability.WRITE_DRAFTS, Capability.SUBMIT}),
    Role.APPROVER: frozenset(
        {
            Capability.READ_RECORDS,
            Capability.WRITE_DRAFTS,
            Capability.SUBMIT,
            Capability.SIGN,
            Capability.CONCLUDE,
        },
    ),
    Role.REVIEWER: frozenset({Capability.READ_RECORDS, Capability.REVIEW}),
    Role.ANALYST: frozenset({Capability.READ_RECORDS}),
    Role.PARTNER: frozenset({Capability.READ_RECORDS, Capability.WRITE_DRAFTS, Capability.SUBMIT}),
    Role.ADMIN: frozenset(Capability),
}


def roles_with(capability: Capability) -> list[Role]:
    """The roles that carry `capability`."""
    return [role for role, capabilities in CAPABILITIES.items() if capability in capabilities]
