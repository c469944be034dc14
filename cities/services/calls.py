"""What a city offers to others and what it seeks: in its own voice, open until it closes it."""

import datetime
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from cities.events import CALL_CHANGED, CALL_CLOSED, CALL_OPENED
from cities.models import CallDirection, City, CityCall
from cities.policies import ProfilePolicy
from twinning.accounts.models import User
from twinning.core.checks import check_texts
from twinning.core.exceptions import Conflict, FieldProblem, InvalidInput, NotPermitted, StaleVersion
from twinning.events.services import Happening, record
from twinning.focus_areas.models import FocusArea

LONGEST_TEXT = 1000


@dataclass(frozen=True, slots=True)
class CallInput:
    """An offer or a need as typed; the focus area by its code."""

    direction: str
    focus_area: str
    text_ar: str
    text_en: str


@transaction.atomic
def open_call(content: CallInput, *, city: City, by: User, at: datetime.datetime) -> CityCall:
    """Publish an offer or a need of a city. Raises: NotPermitted, InvalidInput."""
    _require_staff(by, city)
    call = CityCall(city=city)
    _fill(call, content)
    call.save()
    _record(call, CALL_OPENED, by=by, at=at)
    return call


@transaction.atomic
def change_call(
    call: CityCall, content: CallInput, *, by: User, at: datetime.datetime, expected_version: int
) -> CityCall:
    """Word an open offer or need anew. Raises: NotPermitted, StaleVersion, Conflict, InvalidInput."""
    locked = _lock(call, expected_version)
    _require_staff(by, locked.city)
    _require_open(locked)
    _fill(locked, content)
    locked.version += 1
    locked.save()
    _record(locked, CALL_CHANGED, by=by, at=at)
    return locked


@transaction.atomic
def close_call(call: CityCall, *, by: User, at: datetime.datetime, expected_version: int) -> CityCall:
    """Take an offer or a need down; its history stays. Raises: NotPermitted, StaleVersion, Conflict."""
    locked = _lock(call, expected_version)
    _require_staff(by, locked.city)
    _require_open(locked)
    locked.is_open = False
    locked.version += 1
    locked.save()
    _record(locked, CALL_CLOSED, by=by, at=at)
    return locked


def _lock(call: CityCall, expected_version: int) -> CityCall:
    locked = CityCall.objects.select_for_update(of=("self",)).select_related("city").get(pk=call.pk)
    if locked.version != expected_version:
        raise StaleVersion(_("Somebody has changed this call since you read it. Read it again, then send."))
    return locked


def _require_staff(by: User, city: City) -> None:
    if not ProfilePolicy.can_propose(by, city):
        raise NotPermitted(_("Only the city’s own staff speak for it."))


def _require_open(call: CityCall) -> None:
    if not call.is_open:
        raise Conflict(_("This call is closed."))


def _fill(call: CityCall, content: CallInput) -> None:
    problems = check_texts((name, getattr(content, name), LONGEST_TEXT) for name in ("text_ar", "text_en"))
    if content.direction not in CallDirection.values:
        problems.append(FieldProblem("direction", "required", _("Say whether the city offers or seeks.")))
    if not FocusArea.objects.filter(pk=content.focus_area).exists():
        problems.append(FieldProblem("focus_area", "required", _("Choose the focus area.")))
    if not content.text_ar.strip() and not content.text_en.strip():
        problems.append(FieldProblem("text_ar", "required", _("Write the call in Arabic or in English.")))
    if problems:
        raise InvalidInput(problems)
    call.direction, call.focus_area_id = content.direction, content.focus_area
    call.text_ar, call.text_en = content.text_ar.strip(), content.text_en.strip()


def _record(call: CityCall, event: str, *, by: User, at: datetime.datetime) -> None:
    happening = Happening(
        type=event,
        subject_type="city",
        subject_id=str(call.city_id),
        subject_version=call.version,
        payload={"call": str(call.public_id), "direction": call.direction, "focus_area": call.focus_area_id},
    )
    record(happening, by=by, at=at)
