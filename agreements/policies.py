"""Who may see and do what: for one record (`can…`) and as a queryset (`visible_to`)."""

from typing import TypeAlias

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef, Q, QuerySet

from agreements.choices import MEMBER_ROLES, PUBLISHED_STATUSES, SUBSTANTIVE_TYPES, Origin, Status, Visibility
from agreements.lifecycle import TRANSITIONS, Act, acts_of
from agreements.models import (
    Activity,
    Agreement,
    AgreementParty,
    Authorisation,
    Certificate,
    Document,
    Project,
    Relationship,
    RelationshipMember,
)
from agreements.models.voiding import VoidableQuerySet
from agreements.querysets import AgreementQuerySet
from cities.models import City
from cities.policies import Reach, reach_of
from twinning.accounts.models import User
from twinning.accounts.roles import Capability, Role
from twinning.events.models import Event

Person: TypeAlias = AbstractBaseUser | AnonymousUser
_public = Q(visibility=Visibility.PUBLIC)
PUBLIC_EVENTS = [transition.event for transition in TRANSITIONS.values() if transition.target in PUBLISHED_STATUSES]


class AgreementPolicy:
    """Drafts belong to their city; what was submitted, to its ministry too; what was signed, to the public.

    Internal agreements are read by the cities and countries of their parties and by those who read everywhere.
    """

    @staticmethod
    def visible_to(person: Person) -> AgreementQuerySet:
        """Every agreement this person may know of; what is in the trash is found there alone."""
        agreements = Agreement.objects.filter(discarded_at__isnull=True)
        public = Q(status__in=PUBLISHED_STATUSES, visibility=Visibility.PUBLIC)
        if not isinstance(person, User) or not person.is_active:
            return agreements.filter(public)
        if reach_of(person, Capability.ADMINISTER).is_everywhere:
            return agreements
        reach = reach_of(person, Capability.READ_RECORDS)
        if reach.is_everywhere:
            # An analyst who is an officer too keeps the drafts of her own city.
            return agreements.filter(public | Q(reference__isnull=False) | Q(owner_city_id__in=reach.city_ids))
        return agreements.filter(public | _kept_in(reach) | _concluded_in(reach))

    @classmethod
    def is_insider(cls, person: Person, agreement: Agreement) -> bool:
        """Whether this person reads what is not public about a visible agreement: contacts, internal documents."""
        if cls.is_keeper(person, agreement):
            return True
        reach = reach_of(person, Capability.READ_RECORDS)
        return any(
            reach.includes(city_id=party.city_id, country_code=party.country_id) for party in agreement.parties.all()
        )

    @staticmethod
    def is_keeper(person: Person, agreement: Agreement) -> bool:
        """Whether this person stands on the side that keeps the record: its city, its ministry, or everywhere.

        What this side notes for itself (due diligence, comments of the review) is not for the other city.
        """
        reach = reach_of(person, Capability.READ_RECORDS)
        return reach.includes(city_id=agreement.owner_city_id, country_code=agreement.owner_city.country_id)

    @staticmethod
    def can_create(person: Person, city: City) -> bool:
        """Whether this person may start an agreement kept by `city`."""
        return reach_of(person, Capability.WRITE_DRAFTS).includes(city_id=city.pk, country_code=None)

    @staticmethod
    def can_take_in(person: Person, city: City) -> bool:
        """Whether this person may record what `city` concluded from a file: its staff, and its ministry."""
        is_ministry = reach_of(person, Capability.REVIEW).includes(city_id=None, country_code=city.country_id)
        return AgreementPolicy.can_create(person, city) or is_ministry

    @staticmethod
    def took_in(person: Person, agreement: Agreement) -> bool:
        """Whether a ministry itself entered this record of one of its cities from a file."""
        is_own = isinstance(person, User) and agreement.created_by_id == person.pk
        return is_own and AgreementPolicy.can_take_in(person, agreement.owner_city)

    @staticmethod
    def can_change(person: Person, agreement: Agreement) -> bool:
        """Whether this person may change the record while it is a draft or returned."""
        return reach_of(person, Capability.WRITE_DRAFTS).includes(city_id=agreement.owner_city_id, country_code=None)

    @staticmethod
    def can_follow_up(person: Person, agreement: Agreement) -> bool:
        """Whether this person may record what came of an agreement: either side may, once it is published."""
        reach = reach_of(person, Capability.WRITE_DRAFTS)
        places = {party.city_id for party in agreement.parties.all() if party.role in MEMBER_ROLES and party.city_id}
        is_theirs = any(
            reach.includes(city_id=city_id, country_code=None) for city_id in places | {agreement.owner_city_id}
        )
        return agreement.status in PUBLISHED_STATUSES and is_theirs

    @staticmethod
    def followed_by(person: Person) -> AgreementQuerySet:
        """The published agreements of whose effect this person may record something."""
        reach = reach_of(person, Capability.WRITE_DRAFTS)
        agreements = Agreement.objects.published().registered()
        if reach.is_everywhere:
            return agreements
        member = AgreementParty.objects.filter(
            role__in=MEMBER_ROLES, city_id__in=reach.city_ids, agreement=OuterRef("pk")
        )
        return agreements.filter(Q(owner_city_id__in=reach.city_ids) | Q(Exists(member)))

    @classmethod
    def can_perform(cls, person: Person, act: Act, agreement: Agreement) -> bool:
        """Whether this person may perform `act`, were the status and the law to allow it."""
        capability = TRANSITIONS[act].capability
        if capability is None:
            return False
        if act == Act.RECORD_HISTORICAL and cls.took_in(person, agreement):
            return True
        if capability == Capability.REVIEW and _submitted_by(agreement) == person.pk:
            return False  # Four eyes: whoever submitted does not decide.
        return reach_of(person, capability).includes(
            city_id=agreement.owner_city_id,
            country_code=agreement.owner_city.country_id if capability == Capability.REVIEW else None,
        )

    @classmethod
    def acts_for(cls, person: Person, agreement: Agreement) -> list[Act]:
        """The acts this person may try from the agreement's present status."""
        return [act for act in acts_of(agreement) if cls.can_perform(person, act, agreement)]


class AuthorisationPolicy:
    """A draft's steps are its municipality's; once sent, each is recorded by the role that its route names.

    What the municipality wrote before sending is read by the ministry's review as the rest of the record is.
    """

    @staticmethod
    def stands_by(person: Person, agreement: Agreement) -> bool:
        """Whether this person records steps of this agreement at all: its municipality or its ministry."""
        return AgreementPolicy.can_change(person, agreement) or _reviews(person, agreement)

    @staticmethod
    def can_record(person: Person, step: Authorisation, agreement: Agreement) -> bool:
        """Whether this person may record how far this step has come."""
        if agreement.is_editable or step.recorded_by == Role.OFFICER:
            return AgreementPolicy.can_change(person, agreement)
        return _reviews(person, agreement)


def _reviews(person: Person, agreement: Agreement) -> bool:
    return reach_of(person, Capability.REVIEW).includes(city_id=None, country_code=agreement.owner_city.country_id)


def keeper_of_successor(person: Person, agreement: Agreement) -> City | None:
    """The city for which this person may start what follows an agreement: its keeper, else another of its places."""
    members = [party.city for party in agreement.parties.all() if party.role in MEMBER_ROLES and party.city]
    cities = [agreement.owner_city, *members]
    return next((city for city in cities if AgreementPolicy.can_create(person, city)), None)


class TrashPolicy:
    """The trash of a city is known to those who write its drafts, and to nobody else."""

    @staticmethod
    def visible_to(person: Person) -> AgreementQuerySet:
        """The discarded drafts this person may restore."""
        reach = reach_of(person, Capability.WRITE_DRAFTS)
        discarded = Agreement.objects.filter(discarded_at__isnull=False)
        return discarded if reach.is_everywhere else discarded.filter(owner_city_id__in=reach.city_ids)

    @staticmethod
    def can_discard(person: Person, agreement: Agreement) -> bool:
        """Whether this draft may go into the trash: one that was never sent, by those who write it."""
        is_own = agreement.status == Status.DRAFT and agreement.reference is None and agreement.discarded_at is None
        return is_own and AgreementPolicy.can_change(person, agreement)


def cities_to_register_for(person: Person) -> QuerySet[City]:
    """The cities for which this person may start agreements."""
    reach = reach_of(person, Capability.WRITE_DRAFTS)
    return City.objects.filter(pk__in=reach.city_ids)


def _kept_in(reach: Reach) -> Q:
    """Records kept by the reach's cities; for countries, those once submitted (a draft is the city's own)."""
    return Q(owner_city_id__in=reach.city_ids) | Q(
        owner_city__country_id__in=reach.country_codes,
        reference__isnull=False,
    )


def _concluded_in(reach: Reach) -> Q:
    """Published records, internal ones too, with a party in the reach."""
    party_in_reach = AgreementParty.objects.filter(_lies_in(reach), agreement=OuterRef("pk"))
    return Q(status__in=PUBLISHED_STATUSES) & Q(Exists(party_in_reach))


def _lies_in(reach: Reach) -> Q:
    """Parties whose place lies in the reach."""
    return Q(city_id__in=reach.city_ids) | Q(country_id__in=reach.country_codes)


def _is_of_own_agreement(reach: Reach) -> Q:
    """Parts of agreements that are kept in the reach or have a party there."""
    party_in_reach = AgreementParty.objects.filter(_lies_in(reach), agreement=OuterRef("agreement"))
    return (
        Q(agreement__owner_city_id__in=reach.city_ids)
        | Q(agreement__owner_city__country_id__in=reach.country_codes)
        | Q(Exists(party_in_reach))
    )


def _submitted_by(agreement: Agreement) -> int | None:
    # Read as a whole, so that a list may fetch the rounds of all its agreements at once.
    last = max(agreement.submissions.all(), key=lambda submission: submission.round, default=None)
    return last.submitted_by_id if last else None


class RelationshipPolicy:
    """A registered relationship is known to whoever may know one of its agreements; reference ties are public."""

    @staticmethod
    def visible_to(person: Person) -> QuerySet[Relationship]:
        seen = AgreementPolicy.visible_to(person).filter(relationship=OuterRef("pk"))
        return Relationship.objects.filter(Q(origin=Origin.REFERENCE) | Exists(seen))

    @staticmethod
    def can_follow_up(person: Person, relationship: Relationship) -> bool:
        """Whether this person may plan, report and look after a tie: the staff of either side may."""
        return AgreementPolicy.followed_by(person).filter(relationship=relationship).exists()

    @staticmethod
    def followed_by(person: Person) -> QuerySet[Relationship]:
        """The ties this person may look after."""
        followed = AgreementPolicy.followed_by(person).filter(relationship=OuterRef("pk"))
        return Relationship.objects.registered().filter(Exists(followed))


class DocumentPolicy:
    """A document is read by those who see its agreement, internal ones by insiders alone."""

    @staticmethod
    def readable_by(person: Person) -> QuerySet[Document]:
        """The documents this person may read of all agreements she sees; `visible_to` answers for one of them."""
        documents = Document.objects.filter(withdrawn_at__isnull=True)
        reach = reach_of(person, Capability.READ_RECORDS)
        if reach.is_everywhere:
            return documents
        if not reach:
            return documents.filter(_public)
        return documents.filter(_public | _is_of_own_agreement(reach))

    @staticmethod
    def visible_to(person: Person, agreement: Agreement) -> QuerySet[Document]:
        documents = agreement.documents.filter(withdrawn_at__isnull=True)
        if AgreementPolicy.is_insider(person, agreement):
            return documents
        return documents.filter(visibility=Visibility.PUBLIC)


class ActivityPolicy:
    """An activity is read by those who see its agreement, internal ones by insiders alone, voided ones by no one."""

    @classmethod
    def readable_by(cls, person: Person) -> VoidableQuerySet:
        """The activities this person may read of all relationships; `visible_to` answers for one agreement."""
        activities = cls._of_seen_agreements(person).standing()
        reach = reach_of(person, Capability.READ_RECORDS)
        return activities if reach.is_everywhere else activities.filter(_public | cls._is_own(reach))

    @classmethod
    def on_record_for(cls, person: Person) -> VoidableQuerySet:
        """What this person may open: all she may read, and of her own places what was voided."""
        activities = cls._of_seen_agreements(person)
        reach = reach_of(person, Capability.READ_RECORDS)
        if reach.is_everywhere:
            return activities
        return activities.filter(_public & Q(voided_at__isnull=True) | cls._is_own(reach))

    @staticmethod
    def _of_seen_agreements(person: Person) -> VoidableQuerySet:
        without_agreement = Q(agreement__isnull=True, relationship__in=RelationshipPolicy.visible_to(person))
        return Activity.objects.filter(Q(agreement__in=AgreementPolicy.visible_to(person)) | without_agreement)

    @staticmethod
    def _is_own(reach: Reach) -> Q:
        of_city = Q(city_id__in=reach.city_ids) | Q(city__country_id__in=reach.country_codes)
        of_governorate = Q(governorate__country_id__in=reach.country_codes)
        member = RelationshipMember.objects.filter(of_city | of_governorate, relationship=OuterRef("relationship"))
        return Q(Exists(member)) | _is_of_own_agreement(reach)

    @classmethod
    def substantive_for(cls, person: Person) -> VoidableQuerySet:
        """What this person may read beyond signings and courtesy visits, which are no follow-up."""
        return cls.readable_by(person).filter(type__in=SUBSTANTIVE_TYPES)

    @classmethod
    def visible_to(cls, person: Person, agreement: Agreement) -> VoidableQuerySet:
        return cls.readable_by(person).filter(agreement=agreement)


class ProjectPolicy:
    """A project is read by those who see its agreement, internal ones by insiders alone; voided ones by no one."""

    @classmethod
    def readable_by(cls, person: Person) -> VoidableQuerySet:
        """The projects this person may read of all agreements; `visible_to` answers for one of them."""
        projects = Project.objects.standing().filter(agreement__in=AgreementPolicy.visible_to(person))
        reach = reach_of(person, Capability.READ_RECORDS)
        return projects if reach.is_everywhere else projects.filter(_public | _is_of_own_agreement(reach))

    @classmethod
    def on_record_for(cls, person: Person) -> VoidableQuerySet:
        """What this person may open: all she may read, and of her own places what was voided."""
        projects = Project.objects.filter(agreement__in=AgreementPolicy.visible_to(person))
        reach = reach_of(person, Capability.READ_RECORDS)
        if reach.is_everywhere:
            return projects
        return projects.filter(_public & Q(voided_at__isnull=True) | _is_of_own_agreement(reach))

    @classmethod
    def visible_to(cls, person: Person, agreement: Agreement) -> VoidableQuerySet:
        return cls.readable_by(person).filter(agreement=agreement)


class HistoryPolicy:
    """Those who keep a record know all that happened to it; others what became of it since it was published."""

    @staticmethod
    def visible_to(person: Person, agreement: Agreement) -> QuerySet[Event]:
        """The events of a visible agreement, oldest first; who acted and why is for keepers alone."""
        events = Event.objects.filter(subject_type="agreement", subject_id=str(agreement.public_id))
        return events if AgreementPolicy.is_keeper(person, agreement) else events.filter(type__in=PUBLIC_EVENTS)


class CertificatePolicy:
    """Whoever has signed in and sees an agreement may ask for its certificate; it is read by whom it was given to."""

    @staticmethod
    def is_certifiable(agreement: Agreement) -> bool:
        """Whether the agreement is entered for good: signed once, or recorded as historical."""
        return agreement.status in PUBLISHED_STATUSES and bool(agreement.reference)

    @staticmethod
    def can_ask(person: Person, agreement: Agreement) -> bool:
        is_known = isinstance(person, User) and person.is_active
        return is_known and AgreementPolicy.visible_to(person).filter(pk=agreement.pk).exists()

    @staticmethod
    def visible_to(person: Person, agreement: Agreement) -> QuerySet[Certificate]:
        """The certificates of a visible agreement that this person may print; all of them for its keepers."""
        given = agreement.certificates.all()
        if AgreementPolicy.is_keeper(person, agreement):
            return given
        return given.filter(issued_to=person) if isinstance(person, User) else given.none()
