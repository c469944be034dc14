"""Writing what was looked into before submission."""

import datetime
from collections.abc import Mapping

from django.db import transaction

from agreements.checks import LONGEST_TEXT, check_texts
from agreements.models import Agreement, DueDiligence
from agreements.models.due_diligence import HEADINGS
from agreements.services.records import lock_for_change, save_changed
from twinning.accounts.models import User
from twinning.core.exceptions import InvalidInput


@transaction.atomic
def set_due_diligence(
    agreement: Agreement,
    texts: Mapping[str, str],
    *,
    by: User,
    at: datetime.datetime,
    expected_version: int | None = None,
) -> Agreement:
    """Write the note of a draft under its five headings; headings not given stay.

    Raises: ActNotPermitted, NotEditable, StaleVersion, InvalidInput.
    """
    locked = lock_for_change(agreement, by=by, expected_version=expected_version)
    put_due_diligence(locked, texts)
    save_changed(locked, "agreement.changed", by=by, at=at, facts={"changed": ["due_diligence"]})
    return locked


def put_due_diligence(locked: Agreement, texts: Mapping[str, str]) -> None:
    """Write headings of a locked agreement's note; the caller ends the write with `save_changed`.

    Raises: InvalidInput.
    """
    given = {heading: texts[heading].strip() for heading in HEADINGS if heading in texts}
    problems = check_texts((heading, text, LONGEST_TEXT) for heading, text in given.items())
    if problems:
        raise InvalidInput(problems)
    DueDiligence.objects.update_or_create(agreement=locked, defaults=given)
