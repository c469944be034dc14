"""Keeping the last days of statutory clocks, and recording as deemed what nobody decided in time."""

import datetime

from django.db import transaction
from django.utils import timezone

from agreements.choices import AuthorisationState, Lapse
from agreements.clocks import Beginnings, due_days
from agreements.models import Agreement, Authorisation
from agreements.services.records import lock, save_changed
from twinning.core.dates import PartialDate


def keep_due_days(agreement: Agreement) -> None:
    """Write the last day of each step of a locked agreement, wherever what its clock counts from has changed."""
    steps = list(agreement.authorisations.all())
    submitted = timezone.localdate(agreement.submitted_at) if agreement.submitted_at else None
    beginnings = Beginnings(PartialDate.day(submitted) if submitted else None, agreement.signed)
    due = due_days(steps, beginnings)
    for step in steps:
        if step.due_on != due[step.pk]:
            step.due_on = due[step.pk]
            step.save(update_fields=["due_on"])


def deem_lapsed(*, today: datetime.date, at: datetime.datetime) -> int:
    """Record as deemed granted every step whose silence is consent and whose clock has run out; returns how many.

    One such step may start the clock of the next, so the round is repeated until nothing is left. Run again on the
    same day it finds none.
    """
    count = 0
    while lapsed := list(
        Authorisation.objects.clock_passed(on=today).filter(on_lapse=Lapse.DEEMED).order_by("pk").values_list("pk")
    ):
        deemed = sum(_deem(pk, today=today, at=at) for (pk,) in lapsed)
        if not deemed:
            break  # Others recorded these meanwhile.
        count += deemed
    return count


@transaction.atomic
def _deem(pk: int, *, today: datetime.date, at: datetime.datetime) -> bool:
    agreement = lock(Agreement.objects.get(authorisations=pk))
    step = Authorisation.objects.clock_passed(on=today).select_for_update(of=("self",)).filter(pk=pk).first()
    if step is None or step.due_on is None:
        return False
    step.state = AuthorisationState.DEEMED
    step.dated = PartialDate.day(step.due_on)
    step.version += 1
    step.save()
    keep_due_days(agreement)
    facts = {"authorisation": str(step.public_id), "kind": step.kind, "state": step.state}
    save_changed(agreement, "agreement.authorisation_deemed", by=None, at=at, facts=facts)
    return True
