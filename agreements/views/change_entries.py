"""The history of an agreement in words: what happened, and for those who keep the record who did it and why."""

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from agreements import events
from agreements.choices import AuthorisationKind, AuthorisationState, Status
from agreements.lifecycle import TRANSITIONS
from twinning.events.models import Event

# The parts of a record as the services name them when something of them was changed.
PARTS: dict[str, str | Promise] = {
    "parties": gettext_lazy("parties"),
    "type": gettext_lazy("type"),
    "title_ar": gettext_lazy("title"),
    "title_en": gettext_lazy("title"),
    "visibility": gettext_lazy("visibility"),
    "is_historical": gettext_lazy("kind of record"),
    "signed": gettext_lazy("dates"),
    "in_force": gettext_lazy("dates"),
    "ends": gettext_lazy("dates"),
    "has_no_end": gettext_lazy("dates"),
    "likeness_facets": gettext_lazy("basis of likeness"),
    "likeness_ar": gettext_lazy("basis of likeness"),
    "likeness_en": gettext_lazy("basis of likeness"),
    "goals": gettext_lazy("goals"),
    "axes": gettext_lazy("axes"),
    "implementation_ar": gettext_lazy("implementation mechanism"),
    "implementation_en": gettext_lazy("implementation mechanism"),
    "link": gettext_lazy("link to earlier agreements"),
    "link_reason": gettext_lazy("link to earlier agreements"),
    "predecessor": gettext_lazy("link to earlier agreements"),
    "source": gettext_lazy("source"),
    "purposes": gettext_lazy("purposes"),
    "authorisations": gettext_lazy("legal basis"),
    "due_diligence": gettext_lazy("due diligence"),
    "focal_points": gettext_lazy("focal points"),
}
_STATUS_EVENTS = frozenset(transition.event for transition in TRANSITIONS.values())


@dataclass(frozen=True, slots=True)
class Change:
    """One entry of the history; who and why stay empty for those who do not keep the record."""

    field: str
    before: str
    after: str
    who: str
    reason: str
    at: datetime.datetime


def changes_of(entries: Iterable[Event], *, names_people: bool) -> list[Change]:
    """The history of one agreement, newest first, from its events, oldest first."""
    changes = []
    status = ""
    for event in entries:
        field, before, after = _words(event, status)
        status = event.payload.get("status", status)
        changes.append(
            Change(
                field=field,
                before=before,
                after=after,
                who=_who(event) if names_people else "",
                reason=event.reason if names_people else "",
                at=event.at,
            ),
        )
    return changes[::-1]


def event_words(event: Event) -> str:
    """What an event says happened, in one line."""
    field, _before, after = _words(event, "")
    return f"{field}: {after}"


def _who(event: Event) -> str:
    return event.actor.name if event.actor else _("The register itself")


def _words(event: Event, status_before: str) -> tuple[str, str, str]:
    if event.type in _STATUS_EVENTS:
        before = str(Status(status_before).label) if status_before else ""
        return _("Status"), before, str(Status(event.payload["status"]).label)
    return _FACTS[event.type](event.payload) if event.type in _FACTS else (_("Record"), "", _("changed"))


def _created(_payload: dict[str, Any]) -> tuple[str, str, str]:
    return _("Record"), "", _("draft started")


def _changed(payload: dict[str, Any]) -> tuple[str, str, str]:
    parts = dict.fromkeys(str(PARTS.get(name, name)) for name in payload.get("changed", []))
    return _("Changed"), "", _(", ").join(parts) or _("the record")


def _authorisation(payload: dict[str, Any]) -> tuple[str, str, str]:
    kind, state = AuthorisationKind(payload["kind"]), AuthorisationState(payload["state"])
    return str(kind.label), "", str(state.label)


def _documents_added(payload: dict[str, Any]) -> tuple[str, str, str]:
    number = len(payload.get("documents", []))
    return _("Documents"), "", ngettext("%(number)s added", "%(number)s added", number) % {"number": number}


def _document_withdrawn(_payload: dict[str, Any]) -> tuple[str, str, str]:
    return _("Documents"), "", _("one withdrawn")


def _certificate_issued(payload: dict[str, Any]) -> tuple[str, str, str]:
    is_arabic = payload.get("language") == "ar"
    return _("Certificate"), "", _("issued in Arabic") if is_arabic else _("issued in English")


def _confirmation(words: str | Promise) -> Callable[[dict[str, Any]], tuple[str, str, str]]:
    return lambda _payload: (_("Confirmation by the other side"), "", str(words))


def _discarded(_payload: dict[str, Any]) -> tuple[str, str, str]:
    return _("Record"), "", _("put in the trash")


def _restored(_payload: dict[str, Any]) -> tuple[str, str, str]:
    return _("Record"), "", _("taken out of the trash")


_FACTS: dict[str, Callable[[dict[str, Any]], tuple[str, str, str]]] = {
    events.CREATED: _created,
    events.CHANGED: _changed,
    events.AUTHORISATION_RECORDED: _authorisation,
    events.AUTHORISATION_DEEMED: _authorisation,
    events.DOCUMENTS_ADDED: _documents_added,
    events.DOCUMENT_WITHDRAWN: _document_withdrawn,
    events.CERTIFICATE_ISSUED: _certificate_issued,
    events.RESPONSIBILITY_CHANGED: lambda _payload: (_("Responsible person and notice period"), "", _("changed")),
    events.DISCARDED: _discarded,
    events.RESTORED: _restored,
    events.CONFIRMATION_ASKED: _confirmation(gettext_lazy("asked")),
    events.CONFIRMATION_GIVEN: _confirmation(gettext_lazy("confirmed")),
    events.CONFIRMATION_DISPUTED: _confirmation(gettext_lazy("disputed")),
    events.CONFIRMATION_SETTLED: _confirmation(gettext_lazy("dispute settled")),
}
