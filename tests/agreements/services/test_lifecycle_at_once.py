"""Twenty at once on one agreement, on a real database: exactly one performs each act, and none is half written."""

import datetime
from functools import partial
from typing import Any

import pytest

from agreements.choices import Link, Status
from agreements.exceptions import WrongState
from agreements.lifecycle import TRANSITIONS, Act
from agreements.models import Agreement
from tests.agreements.services.acting import TODAY, act, events_of
from tests.concurrency import at_once
from tests.factories.agreements import AgreementFactory
from twinning.core.dates import PartialDate
from twinning.events.verify import verify_chain

MANY = 20
YESTERDAY = PartialDate.day(TODAY - datetime.timedelta(days=1))
OLD = {"is_historical": True, "signed_on": datetime.date(1984, 1, 1), "signed_on_precision": "year"}
FIELDS: dict[Act, dict[str, Any]] = {
    Act.EXPIRE: {"ends_on": datetime.date(2026, 2, 1), "ends_on_precision": "day"},
    Act.RECORD_HISTORICAL: OLD,
    Act.CONFIRM_HISTORICAL: OLD,
}


def ready_for(which: Act) -> Agreement:
    agreement: Agreement = AgreementFactory(status=TRANSITIONS[which].sources[0], **FIELDS.get(which, {}))
    if which in (Act.RENEW, Act.REPLACE):
        link = Link.RENEWS if which == Act.RENEW else Link.REPLACES
        AgreementFactory(status=Status.IN_FORCE, predecessor=agreement, link=link)
    return agreement


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("which", Act)
def test_of_twenty_at_once_one_performs_the_act(which: Act) -> None:
    agreement = ready_for(which)
    before = agreement.version
    outcomes = at_once(*[partial(act, which, agreement, on=YESTERDAY, comment="باتفاق الطرفين")] * MANY)
    assert sum(isinstance(outcome, Agreement) for outcome in outcomes) == 1
    assert sum(isinstance(outcome, WrongState) for outcome in outcomes) == MANY - 1
    stands = Agreement.objects.get(pk=agreement.pk)
    assert (stands.status, stands.version) == (TRANSITIONS[which].target, before + 1)
    assert events_of(stands) == [TRANSITIONS[which].event]
    assert verify_chain().first_broken_id is None
