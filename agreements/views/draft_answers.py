"""All answers of a draft in words, part by part, for the page on which they are checked."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext

from agreements.choices import AuthorisationState, PartyRole, Side, TargetGroup
from agreements.forms.notes import DueDiligenceForm
from agreements.forms.parties import earlier_words
from agreements.models import Agreement, Authorisation, Indicator
from agreements.models.due_diligence import HEADINGS
from agreements.task_words import listed
from agreements.tasks import Part
from cities.models import Facet
from twinning.core.date_text import date_text, hijri_text
from twinning.core.dates import PartialDate
from twinning.core.display import number
from twinning.focus_areas.choices import Axis, Goal


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer: the field's name in a review, what was asked, what was said, and where it is changed."""

    key: str
    label: str
    lines: list[str]
    change_url: str


@dataclass(frozen=True, slots=True)
class PartAnswers:
    """The answers of one part."""

    part: Part
    answers: list[Answer]
    change_url: str


# The field's name, its label, its lines, its own address of change (or empty).
Pairs = Iterable[tuple[str, str, list[str], str]]


def answers_of(agreement: Agreement) -> list[PartAnswers]:
    """Every part with its answers; what was not answered stays out, a part without any says so by its empty list."""
    parts = []
    for part in Part:
        url = reverse(f"agreements:draft_{part.value}", kwargs={"public_id": agreement.public_id})
        answers = [
            Answer(key, label, kept, own_url or url)
            for key, label, lines, own_url in _ANSWERS[part](agreement)
            if (kept := [line for line in lines if line])
        ]
        parts.append(PartAnswers(part, answers, url))
    return parts


def _parties(agreement: Agreement) -> Pairs:
    for index, party in enumerate(agreement.parties.all()):
        yield f"parties.{index}", str(party.get_role_display()), [f"{party.name} · {party.country.name}"], ""
    if agreement.link:
        earlier = earlier_words(agreement.predecessor) if agreement.predecessor else ""
        yield (
            "link",
            gettext("What it is to what is on file"),
            [str(agreement.get_link_display()), earlier, agreement.link_reason],
            "",
        )


def _terms(agreement: Agreement) -> Pairs:
    if agreement.is_historical:
        yield (
            "is_historical",
            gettext("What are you registering?"),
            [gettext("An old instrument, from what is known of it")],
            "",
        )
    yield "type", gettext("Type"), [str(agreement.get_type_display()) if agreement.type else ""], ""
    yield "title", gettext("Title"), [agreement.title_ar, agreement.title_en], ""
    yield "signed", gettext("Signed on"), dated(agreement.signed), ""
    yield "ends", gettext("Ends on"), dated(agreement.ends), ""
    yield "has_no_end", gettext("Ends on"), [gettext("It has no end date") if agreement.has_no_end else ""], ""
    yield "visibility", gettext("Who may read it"), [str(agreement.get_visibility_display())], ""
    yield "goals", gettext("Goals of urbanism diplomacy"), [str(Goal(goal).label) for goal in agreement.goals], ""
    yield "axes", gettext("Axes"), [str(Axis(axis).label) for axis in agreement.axes], ""
    yield (
        "implementation",
        gettext("Implementation mechanism"),
        [agreement.implementation_ar, agreement.implementation_en],
        "",
    )
    yield "source", gettext("Source"), [agreement.source], ""


def _purposes(agreement: Agreement) -> Pairs:
    for index, purpose in enumerate(agreement.purposes.all()):
        url = reverse("agreements:draft_purpose_change", args=[agreement.public_id, purpose.public_id])
        lines = [purpose.statement_ar, purpose.statement_en]
        lines += [indicator_words(indicator) for indicator in purpose.indicators.all()]
        yield f"purposes.{index}", purpose.focus_area.name, lines, url
    facets = listed(str(Facet(facet).label) for facet in agreement.likeness_facets)
    yield "likeness", gettext("Basis of likeness"), [facets, agreement.likeness_ar, agreement.likeness_en], ""


def _legal_basis(agreement: Agreement) -> Pairs:
    for index, step in enumerate(agreement.authorisations.all()):
        url = reverse("agreements:draft_step_change", args=[agreement.public_id, step.public_id])
        yield f"authorisations.{index}", str(step.get_kind_display()), step_lines(step), url


def _due_diligence(agreement: Agreement) -> Pairs:
    note = getattr(agreement, "due_diligence", None)
    for heading in HEADINGS if note else ():
        yield f"due_diligence.{heading}", str(DueDiligenceForm.base_fields[heading].label), [getattr(note, heading)], ""


def _documents(agreement: Agreement) -> Pairs:
    standing = [document for document in agreement.documents.all() if document.withdrawn_at is None]
    for index, document in enumerate(standing):
        facts = f"{document.get_language_display()} · {document.get_visibility_display()}"
        yield f"documents.{index}", str(document.get_kind_display()), [str(document), facts], ""


def _contacts(agreement: Agreement) -> Pairs:
    for index, contact in enumerate(agreement.focal_points.all()):
        office = listed(filter(None, (contact.job_title, contact.organisation)))
        yield f"contacts.{index}", side_words(contact.side), [contact.name, office, contact.email, contact.phone], ""


def side_words(side: str) -> str:
    """A side by the municipality that stands on it."""
    return str((PartyRole.LEAD_MUNICIPALITY if side == Side.LEAD else PartyRole.PARTNER_MUNICIPALITY).label)


def dated(date: PartialDate | None) -> list[str]:
    """A date with its Hijri line; nothing where nobody said anything."""
    return [date_text(date), hijri_text(date)] if date is not None else []


def indicator_words(indicator: Indicator) -> str:
    """An indicator in one line: name, from, to, by when, for whom."""
    known = indicator.baseline is not None
    baseline = number(indicator.baseline) if known else gettext("Not known")
    words = [
        indicator.name,
        gettext("Baseline: %(value)s") % {"value": f"{baseline} {indicator.unit}".strip() if known else baseline},
        gettext("Target: %(value)s") % {"value": f"{number(indicator.target)} {indicator.unit}".strip()},
    ]
    if indicator.due:
        words.append(gettext("Due: %(date)s") % {"date": date_text(indicator.due)})
    words += [str(TargetGroup(group).label) for group in indicator.target_groups]
    return " · ".join(words)


def step_lines(step: Authorisation) -> list[str]:
    """A legal step in words; what is not known of a decided one is written out."""
    is_decided = step.state in (AuthorisationState.GRANTED, AuthorisationState.REFUSED)
    facts = [step.number or (gettext("Number not known") if is_decided else "")]
    if step.dated is not None:
        facts.append(date_text(step.dated))
    return [
        " · ".join(filter(None, (str(step.get_state_display()), step.authority))),
        " · ".join(filter(None, facts)),
        step.gazette_reference,
        step.official,
        step.note,
    ]


_ANSWERS: dict[Part, Callable[[Agreement], Pairs]] = {
    Part.PARTIES: _parties,
    Part.TERMS: _terms,
    Part.PURPOSES: _purposes,
    Part.LEGAL_BASIS: _legal_basis,
    Part.DUE_DILIGENCE: _due_diligence,
    Part.DOCUMENTS: _documents,
    Part.CONTACTS: _contacts,
}
