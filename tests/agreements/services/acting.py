"""How tests of the services act: on one day, as the system itself unless somebody is named."""

import datetime
from typing import Any

from agreements.lifecycle import Act
from agreements.models import Agreement
from agreements.services.lifecycle import perform
from twinning.core.exceptions import InvalidInput
from twinning.events.models import Event

TODAY = datetime.date(2026, 3, 1)
AT = datetime.datetime(2026, 3, 1, 9, tzinfo=datetime.UTC)


def act(which: Act, agreement: Agreement, **given: Any) -> Agreement:
    """Perform an act on the day of the tests."""
    values: dict[str, Any] = {"by": None, "at": AT, "today": TODAY, **given}
    return perform(which, agreement=agreement, **values)


def codes(error: InvalidInput) -> dict[str, str]:
    """The problems of a refusal as field → code."""
    return {problem.field: problem.code for problem in error.problems}


def events_of(agreement: Agreement) -> list[str]:
    """The types of what happened to an agreement, in order."""
    events = Event.objects.filter(subject_id=str(agreement.public_id)).order_by("id")
    return list(events.values_list("type", flat=True))
