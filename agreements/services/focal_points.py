"""Writing the contacts of an agreement."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from agreements.checks import check_texts
from agreements.choices import Side
from agreements.models import Agreement, FocalPoint
from agreements.services.records import lock_for_change, save_changed
from twinning.accounts.models import User
from twinning.core.exceptions import FieldProblem, InvalidInput

TEXTS = {"name": 150, "job_title": 150, "organisation": 200, "email": 254, "phone": 30}


@dataclass(frozen=True, slots=True)
class FocalPointInput:
    """A contact as typed."""

    side: Side
    name: str
    job_title: str = ""
    organisation: str = ""
    email: str = ""
    phone: str = ""


@transaction.atomic
def set_focal_points(
    agreement: Agreement,
    contacts: Sequence[FocalPointInput],
    *,
    by: User,
    at: datetime.datetime,
    expected_version: int | None = None,
) -> Agreement:
    """Replace the contacts of a draft; a contact who stays the same keeps the day of confirmation.

    Raises: ActNotPermitted, NotEditable, StaleVersion, InvalidInput (fields `focal_points.<n>.…`).
    """
    locked = lock_for_change(agreement, by=by, expected_version=expected_version)
    put_focal_points(locked, contacts)
    save_changed(locked, "agreement.changed", by=by, at=at, facts={"changed": ["focal_points"]})
    return locked


def put_focal_points(locked: Agreement, contacts: Sequence[FocalPointInput]) -> None:
    """Replace the contacts of a locked agreement; the caller ends the write with `save_changed`.

    Raises: InvalidInput (fields `focal_points.<n>.…`).
    """
    problems = [problem for index, contact in enumerate(contacts) for problem in _problems(index, contact)]
    if problems:
        raise InvalidInput(problems)
    confirmed = {(row.side, row.email): row.confirmed_on for row in locked.focal_points.all()}
    locked.focal_points.all().delete()
    for contact in contacts:
        FocalPoint.objects.create(
            agreement=locked,
            side=contact.side,
            confirmed_on=confirmed.get((contact.side, contact.email.strip())),
            **{name: getattr(contact, name).strip() for name in TEXTS},
        )


def _problems(index: int, contact: FocalPointInput) -> list[FieldProblem]:
    return problems_of(contact, at=f"focal_points.{index}.")


def problems_of(contact: FocalPointInput, *, at: str = "") -> list[FieldProblem]:
    """What is wrong with a contact as typed; `at` stands before the name of each field."""
    problems = check_texts((f"{at}{name}", getattr(contact, name), most) for name, most in TEXTS.items())
    if not contact.name.strip():
        problems.append(FieldProblem(f"{at}name", "required", _("Give the name of the contact.")))
    if contact.email.strip():
        try:
            validate_email(contact.email.strip())
        except ValidationError:
            message = _("Write the e-mail address like name@example.org.")
            problems.append(FieldProblem(f"{at}email", "invalid", message))
    return problems
