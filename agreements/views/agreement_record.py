"""The page of one agreement: everything this person may read of it, prepared for the template."""

import datetime
from functools import cached_property
from typing import Any

from django.db.models import F, Prefetch, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from agreements.choices import PUBLISHED_STATUSES, AuthorisationState, Status
from agreements.lifecycle import Act
from agreements.models import (
    Agreement,
    AgreementParty,
    Authorisation,
    Document,
    DueDiligence,
    FocalPoint,
    Measurement,
    Submission,
)
from agreements.models.due_diligence import HEADINGS
from agreements.policies import (
    ActivityPolicy,
    AgreementPolicy,
    AuthorisationPolicy,
    CertificatePolicy,
    DocumentPolicy,
    HistoryPolicy,
    Person,
    ProjectPolicy,
    keeper_of_successor,
)
from agreements.review_fields import field_words
from agreements.services.authorisations import is_still_recorded
from agreements.services.indicators import MEASURED_STATUSES
from agreements.views.activity_rows import ActivityRow, ProjectRow, activity_rows, project_rows
from agreements.views.agreement_rows import members_of, pair_name
from agreements.views.arc_header import ArcHeader, arc_of_agreement
from agreements.views.change_entries import Change, changes_of
from agreements.views.legal_steps import LegalStep, legal_steps
from agreements.views.listing import Link
from agreements.views.party_cards import PartySide, party_sides
from agreements.views.purpose_cards import PurposeCard, purpose_cards
from cities.models import Facet
from twinning.accounts.models import User
from twinning.core.date_text import date_text
from twinning.focus_areas.choices import Axis, Goal

# Sent from the page that shows every answer of the draft, not from the menu of acts.
_DRAFT_ACTS = (Act.SUBMIT, Act.RECORD_HISTORICAL)
_GIVEN_UP = (Status.WITHDRAWN, Status.REJECTED)
LONGEST_LIKENESS = 60
MOST_ACTIVITIES = 6
MOST_CHANGES = 5


def agreements_for_record(person: Person) -> QuerySet[Agreement]:
    """The agreements a person may open, read with what their page shows."""
    return (
        AgreementPolicy.visible_to(person)
        .with_list_parts()
        .select_related("owner_city__country")
        .prefetch_related(
            Prefetch("purposes__indicators__measurements", Measurement.objects.standing().select_related("document")),
            "authorisations",
            "focal_points",
        )
    )


class AgreementRecord:
    """What one person reads of one agreement on one day."""

    def __init__(self, agreement: Agreement, *, person: Person, today: datetime.date) -> None:
        self.agreement = agreement
        self._person = person
        self._today = today
        self.is_insider = AgreementPolicy.is_insider(person, agreement)
        self.is_keeper = AgreementPolicy.is_keeper(person, agreement)
        self.can_change = agreement.is_editable and AgreementPolicy.can_change(person, agreement)
        self.is_published = agreement.status in PUBLISHED_STATUSES
        self.can_follow_up = AgreementPolicy.can_follow_up(person, agreement)
        self.can_ask_for_papers = isinstance(person, User)
        self.is_certifiable = CertificatePolicy.is_certifiable(agreement)

    @cached_property
    def parties(self) -> list[AgreementParty]:
        return list(self.agreement.parties.all())

    @cached_property
    def members(self) -> list[AgreementParty]:
        return members_of(self.parties)

    @property
    def pair(self) -> str:
        """The cities, lead first."""
        return pair_name(party.name for party in self.members)

    @property
    def title(self) -> str:
        return self.agreement.title or _("Untitled draft: %(cities)s") % {"cities": self.pair}

    @property
    def crumbs(self) -> list[Link]:
        crumbs = [Link(_("Agreements"), reverse("agreements:agreement_list"))]
        if self.relationship_url:
            crumbs.append(Link(_("Relationship %(cities)s") % {"cities": self.pair}, self.relationship_url))
        kind = self.agreement.get_type_display() or _("Draft")
        year = f" {self.agreement.signed_on.year}" if self.agreement.signed_on else ""
        return [*crumbs, Link(f"{kind}{year}", "")]

    @property
    def relationship_url(self) -> str:
        relationship = self.agreement.relationship
        return reverse("agreements:relationship_detail", args=[relationship.public_id]) if relationship else ""

    @cached_property
    def chain(self) -> list[Agreement]:
        """The agreements of the relationship that this person may know of, oldest first, this one always."""
        if self.agreement.relationship_id is None:
            return [self.agreement]
        seen = AgreementPolicy.visible_to(self._person).filter(relationship=self.agreement.relationship_id)
        return list(seen.order_by(F("signed_on").asc(nulls_last=True), "pk"))

    @property
    def arc(self) -> ArcHeader:
        return arc_of_agreement(self.agreement, self.members, self.chain, today=self._today)

    @property
    def acts(self) -> list[Link]:
        """What this person may do next with the agreement's status, and what may follow it."""
        acts = [
            Link(act.label, reverse("agreements:agreement_act", args=[self.agreement.public_id, act.value]))
            for act in AgreementPolicy.acts_for(self._person, self.agreement)
            if act not in _DRAFT_ACTS
        ]
        if self.is_published and keeper_of_successor(self._person, self.agreement) is not None:
            url = reverse("agreements:successor_start", args=[self.agreement.public_id])
            acts.insert(0, Link(_("Renew, replace or amend"), url))
        return acts

    @property
    def likeness(self) -> tuple[str, str]:
        """The basis of likeness for the head of the page: its words where they are short, and its facets."""
        facets = " · ".join(str(Facet(code).label) for code in self.agreement.likeness_facets)
        text = self.agreement.likeness
        if text and len(text) <= LONGEST_LIKENESS:
            return text, facets
        return facets or (_("Described below") if text else _("Not stated")), ""

    @property
    def long_likeness(self) -> str:
        text = self.agreement.likeness
        return text if len(text) > LONGEST_LIKENESS else ""

    @property
    def not_signed(self) -> str:
        """What stands in place of the signing date, where there cannot be one."""
        if self.is_published or self.agreement.signed is not None:
            return ""
        return _("Never signed") if self.agreement.status in _GIVEN_UP else _("Not signed yet")

    @property
    def not_in_force(self) -> str:
        """What stands in place of the day of force, where there cannot be one."""
        agreement = self.agreement
        if agreement.in_force is not None or (self.is_published and agreement.status != Status.SIGNED):
            return ""
        return _("Never") if agreement.status in _GIVEN_UP else _("Not yet")

    @property
    def end_note(self) -> str:
        """What stands under the end date, or in its place."""
        if self.agreement.has_no_end:
            return _("Open-ended")
        return "" if self.agreement.ends else _("Not stated")

    @cached_property
    def documents(self) -> list[Document]:
        return list(DocumentPolicy.visible_to(self._person, self.agreement))

    @cached_property
    def purposes(self) -> list[PurposeCard]:
        return purpose_cards(self.agreement, {document.pk for document in self.documents})

    @cached_property
    def _authorisations(self) -> list[Authorisation]:
        return list(self.agreement.authorisations.all())

    @cached_property
    def legal_steps(self) -> list[LegalStep]:
        return legal_steps(self.agreement, self._authorisations, self.parties, self.documents)

    @property
    def can_measure(self) -> bool:
        """Whether this person may add indicators to what was signed."""
        is_living = self.agreement.status in MEASURED_STATUSES
        return is_living and AgreementPolicy.can_change(self._person, self.agreement)

    @property
    def steps_to_record(self) -> list[Link]:
        """The steps of the legal chain that are still open, for those who may record them."""
        if self.agreement.is_editable or not AuthorisationPolicy.stands_by(self._person, self.agreement):
            return []
        return [
            Link(
                step.authority or str(step.get_kind_display()),
                reverse("agreements:authorisation_record", args=[self.agreement.public_id, step.public_id]),
            )
            for step in self._authorisations
            if step.state == AuthorisationState.OPEN
            and is_still_recorded(step, self.agreement)
            and AuthorisationPolicy.can_record(self._person, step, self.agreement)
        ]

    @cached_property
    def activities(self) -> list[ActivityRow]:
        rows = ActivityPolicy.visible_to(self._person, self.agreement).select_related("city")
        return activity_rows(
            rows.prefetch_related("participants").order_by(F("starts_on").desc(nulls_last=True), "-pk")
        )

    @cached_property
    def projects(self) -> list[ProjectRow]:
        rows = ProjectPolicy.visible_to(self._person, self.agreement).select_related("city")
        return project_rows(rows.prefetch_related("milestones"))

    @property
    def sides(self) -> list[PartySide]:
        return party_sides(self.agreement, names_contacts=self.is_insider)

    @property
    def focal_points(self) -> list[FocalPoint]:
        return list(self.agreement.focal_points.all()) if self.is_insider else []

    @cached_property
    def due_diligence(self) -> list[tuple[str, str]]:
        """The headings of the note with their texts, for those who keep the record."""
        if not self.is_keeper:
            return []
        note = DueDiligence.objects.filter(agreement=self.agreement).first()
        names = [name for name in HEADINGS if note is not None and getattr(note, name)]
        labels = {field.name: str(field.verbose_name) for field in DueDiligence._meta.fields}
        return [(labels[name], getattr(note, name)) for name in names]

    @cached_property
    def changes(self) -> list[Change]:
        entries = HistoryPolicy.visible_to(self._person, self.agreement).select_related("actor")
        return changes_of(entries, names_people=self.is_keeper)

    @cached_property
    def returned_with(self) -> Submission | None:
        """What the reviewer wrote when the agreement came back, for those who keep the record."""
        if self.agreement.status not in (Status.RETURNED, Status.REJECTED) or not self.is_keeper:
            return None
        last = self.agreement.submissions.prefetch_related("field_comments").order_by("-round").first()
        return last if last and last.comment else None

    @property
    def comments_on_parts(self) -> list[tuple[str, str]]:
        """The reviewer's remarks on single parts of what was submitted."""
        comments = self.returned_with.field_comments.all() if self.returned_with else []
        return [(field_words(row.field), row.text) for row in comments]

    @property
    def is_nothing_known_since(self) -> bool:
        """Whether an old instrument has neither a signing nor any trace of what came of it."""
        agreement = self.agreement
        is_signed = agreement.signed is not None and agreement.signed.value is not None
        has_trace = self.activities or self.projects or any(i.current for p in self.purposes for i in p.indicators)
        return agreement.status == Status.HISTORICAL and not is_signed and not has_trace

    @property
    def last_known(self) -> str:
        """The latest dated step of the legal chain: the last thing that is known of such an instrument."""
        dated = [step for step in self._authorisations if step.dated_on]
        last = max(dated, key=lambda step: step.dated_on or datetime.date.min, default=None)
        return f"{last.get_kind_display()}, {date_text(last.dated, short=True)}" if last else ""

    @property
    def facts(self) -> list[tuple[str, str, str]]:
        """About the record itself: label, words, address."""
        agreement = self.agreement
        rows = [
            (_("Goals"), " · ".join(str(Goal(code).label) for code in agreement.goals), ""),
            (_("Axes"), " · ".join(str(Axis(code).label) for code in agreement.axes), ""),
            (_("Implementation mechanism"), agreement.implementation or _("not known"), ""),
            (
                _("Record kept by"),
                agreement.owner_city.name,
                reverse("cities:city_detail", args=[agreement.owner_city_id]),
            ),
            (_("Source"), agreement.source, ""),
            *self._link_facts(),
        ]
        return [row for row in rows if row[1]]

    def _link_facts(self) -> list[tuple[str, Any, str]]:
        """What this agreement is to an earlier one, as far as the earlier one may be seen."""
        agreement = self.agreement
        earlier = next((one for one in self.chain if one.pk == agreement.predecessor_id), None)
        rows = []
        if agreement.link and earlier is not None:
            url = reverse("agreements:agreement_detail", args=[earlier.public_id])
            rows.append((agreement.get_link_display(), str(earlier), url))
        if agreement.link_reason and self.is_insider:
            rows.append((_("Why it is separate"), agreement.link_reason, ""))
        return rows
