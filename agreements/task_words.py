"""What stands in each part of a draft, in one line, for the task list."""

from collections.abc import Callable, Iterable

from django.utils.translation import get_language_bidi, gettext, ngettext

from agreements.choices import Side
from agreements.models import Agreement
from agreements.models.due_diligence import HEADINGS
from agreements.services.approval_routes import route_for
from agreements.tasks import Part, headings_written, kept_documents, sides_with_contact


def summary_of(part: Part, agreement: Agreement) -> str:
    """One line about a part; empty where there is nothing to say."""
    return _SUMMARIES[part](agreement)


def listed(words: Iterable[str]) -> str:
    """Words one after the other with the comma of the reader's language."""
    return ("، " if get_language_bidi() else ", ").join(words)


def _parties(agreement: Agreement) -> str:
    return listed(party.name for party in agreement.parties.all())


def _terms(agreement: Agreement) -> str:
    kind = agreement.get_type_display() if agreement.type else ""
    return " · ".join(filter(None, (kind, agreement.title))) or gettext("Not started yet")


def _purposes(agreement: Agreement) -> str:
    purposes = list(agreement.purposes.all())
    if not purposes:
        return gettext("No purpose yet")
    without = sum(not purpose.indicators.all() for purpose in purposes)
    counted = ngettext("%(count)s purpose", "%(count)s purposes", len(purposes)) % {"count": len(purposes)}
    if not without:
        return counted
    lacking = ngettext("%(count)s without an indicator", "%(count)s without an indicator", without)
    return listed((counted, lacking % {"count": without}))


def _legal_basis(agreement: Agreement) -> str:
    steps = list(agreement.authorisations.all())
    if steps:
        settled = sum(step.is_settled for step in steps)
        return gettext("%(settled)s of %(total)s steps settled") % {"settled": settled, "total": len(steps)}
    route = route_for(agreement)
    if route is None:
        return gettext("Not started yet")
    return f"{route.name}: {listed(step.get_kind_display() for step in route.steps.all())}"


def _due_diligence(agreement: Agreement) -> str:
    written = headings_written(agreement)
    if not written:
        return gettext("Not started yet")
    return gettext("%(written)s of %(total)s headings written") % {"written": written, "total": len(HEADINGS)}


def _documents(agreement: Agreement) -> str:
    count = kept_documents(agreement)
    return ngettext("%(count)s file", "%(count)s files", count) % {"count": count} if count else gettext("No file yet")


def _contacts(agreement: Agreement) -> str:
    count = len(sides_with_contact(agreement))
    if not count:
        return gettext("No contact yet")
    if count == len(Side):
        return gettext("Contacts on both sides")
    return gettext("A contact on one side of two")


_SUMMARIES: dict[Part, Callable[[Agreement], str]] = {
    Part.PARTIES: _parties,
    Part.TERMS: _terms,
    Part.PURPOSES: _purposes,
    Part.LEGAL_BASIS: _legal_basis,
    Part.DUE_DILIGENCE: _due_diligence,
    Part.DOCUMENTS: _documents,
    Part.CONTACTS: _contacts,
}
