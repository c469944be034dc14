"""The closed vocabularies of the registry; stored in lower snake, shown through their labels."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Origin(models.TextChoices):
    """Where our knowledge of a relationship comes from; the two are never counted together."""

    REGISTERED = "registered", _("Registered")
    REFERENCE = "reference", _("Reference")


class Vitality(models.TextChoices):
    """Whether a relationship lives; computed and explained, never typed in."""

    LIVING = "living", _("Living")
    QUIET = "quiet", _("Quiet")
    DORMANT = "dormant", _("Dormant")
    UNKNOWN = "unknown", _("Unknown")


class AgreementType(models.TextChoices):
    """The kind of legal instrument."""

    TWINNING = "twinning", _("Twinning agreement")
    CHARTER = "charter", _("Twinning charter")
    FRIENDSHIP = "friendship", _("Friendship agreement")
    COOPERATION = "cooperation", _("Cooperation agreement")
    MEMORANDUM = "memorandum", _("Memorandum of understanding")
    DECLARATION = "declaration", _("Declaration of intent")
    EXECUTIVE_PROGRAMME = "executive_programme", _("Executive programme")
    AMENDMENT = "amendment", _("Amendment")
    RENEWAL = "renewal", _("Renewal")
    SUBSIDIARY = "subsidiary", _("Subsidiary agreement")


class Status(models.TextChoices):
    """Where an agreement stands in law."""

    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Under review")
    RETURNED = "returned", _("Returned")
    AUTHORISED = "authorised", _("Authorised to sign")
    SIGNED = "signed", _("Signed")
    IN_FORCE = "in_force", _("In force")
    SUSPENDED = "suspended", _("Suspended")
    EXPIRED = "expired", _("Expired")
    RENEWED = "renewed", _("Renewed")
    REPLACED = "replaced", _("Replaced")
    TERMINATED = "terminated", _("Terminated")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    REJECTED = "rejected", _("Rejected")
    HISTORICAL = "historical", _("Historical")


EDITABLE_STATUSES = [Status.DRAFT, Status.RETURNED]
# Statuses in which an agreement is a fact of the world and not a city's own business yet.
PUBLISHED_STATUSES = [
    Status.SIGNED,
    Status.IN_FORCE,
    Status.SUSPENDED,
    Status.EXPIRED,
    Status.RENEWED,
    Status.REPLACED,
    Status.TERMINATED,
    Status.HISTORICAL,
]


# Statuses in which the statutory clock of an open step runs; a returned record waits for its municipality.
CLOCKS_RUN_IN = [Status.SUBMITTED, Status.AUTHORISED, Status.SIGNED, Status.IN_FORCE, Status.SUSPENDED]


class Link(models.TextChoices):
    """What an agreement is to an earlier one of the same relationship."""

    RENEWS = "renews", _("Renewal")
    AMENDS = "amends", _("Amendment")
    UNDER = "under", _("Agreement under it")
    REPLACES = "replaces", _("Replacement")
    SEPARATE = "separate", _("Separate")


class Visibility(models.TextChoices):
    """Who may read a record once it is published."""

    PUBLIC = "public", _("Public")
    INTERNAL = "internal", _("Internal")


class Side(models.TextChoices):
    """The side of a party in an agreement."""

    LEAD = "lead", _("Lead")
    PARTNER = "partner", _("Partner")


class PartyRole(models.TextChoices):
    """What a party is in an agreement."""

    LEAD_MUNICIPALITY = "lead_municipality", _("Lead municipality")
    PARTNER_MUNICIPALITY = "partner_municipality", _("Partner municipality")
    GOVERNORATE = "governorate", _("Governorate")
    SUPERVISING_MINISTRY = "supervising_ministry", _("Supervising ministry")
    EMBASSY = "embassy", _("Embassy")
    UNIVERSITY = "university", _("University")
    CHAMBER_OF_COMMERCE = "chamber_of_commerce", _("Chamber of commerce")
    PORT = "port", _("Port")
    CIVIL_SOCIETY = "civil_society", _("Civil-society committee")
    DONOR = "donor", _("Donor")


# The parties whose places make the relationship; the others stand beside them.
MEMBER_ROLES = [PartyRole.LEAD_MUNICIPALITY, PartyRole.PARTNER_MUNICIPALITY, PartyRole.GOVERNORATE]


class AuthorisationKind(models.TextChoices):
    """The kind of one step of the legal chain; also the filter `legal_basis`."""

    ROYAL_DECREE = "royal_decree", _("Royal decree")
    ROYAL_WILL = "royal_will", _("Royal will")
    CABINET_DECISION = "cabinet_decision", _("Cabinet decision")
    MINISTERIAL_APPROVAL = "ministerial_approval", _("Ministerial approval")
    COUNCIL_DECISION = "council_decision", _("Council decision")
    DELEGATION = "delegation", _("Delegation of authority")
    GAZETTE_PUBLICATION = "gazette_publication", _("Gazette publication")
    STATE_REVIEW = "state_review", _("State review")


class AuthorisationState(models.TextChoices):
    """How far a step of the legal chain has come."""

    OPEN = "open", _("Open")
    GRANTED = "granted", _("Granted")
    REFUSED = "refused", _("Refused")
    NOT_REQUIRED = "not_required", _("Not required")
    UNKNOWN = "unknown", _("Not known")
    DEEMED = "deemed", _("Deemed granted")


# What people may record; that silence counts as consent only the passing of the clock can say.
RECORDED_STATES = [state for state in AuthorisationState if state != AuthorisationState.DEEMED]


class Blocks(models.TextChoices):
    """What an open step holds up."""

    SIGNING = "signing", _("Signing")
    FORCE = "force", _("Entry into force")
    NOTHING = "nothing", _("Nothing")


class ClockStart(models.TextChoices):
    """What the statutory clock of a step counts from."""

    SUBMISSION = "submission", _("The submission")
    SIGNING = "signing", _("The signing")
    STEP_BEFORE = "step_before", _("The step before")


class Lapse(models.TextChoices):
    """What it means when the clock of a step runs out while the step is open."""

    OVERDUE = "overdue", _("The step is overdue")
    DEEMED = "deemed", _("Silence counts as consent")


class TargetGroup(models.TextChoices):
    """People for whom something is done."""

    OLDER_PEOPLE = "older_people", _("Older people")
    PERSONS_WITH_DISABILITIES = "persons_with_disabilities", _("Persons with disabilities")
    MARGINALISED_GROUPS = "marginalised_groups", _("Marginalised groups")
    YOUTH = "youth", _("Youth")
    NEW_LOCAL_LEADERS = "new_local_leaders", _("New local leaders")
    EMERGING_COMMUNITIES = "emerging_communities", _("Emerging communities")


class DocumentKind(models.TextChoices):
    """What a document is."""

    AGREEMENT_TEXT = "agreement_text", _("Text of the agreement")
    AUTHORISATION = "authorisation", _("Legal instrument")
    DUE_DILIGENCE = "due_diligence", _("Due-diligence note")
    EVIDENCE = "evidence", _("Evidence")
    CORRESPONDENCE = "correspondence", _("Correspondence")
    OTHER = "other", _("Other document")


class DocumentLanguage(models.TextChoices):
    """The language a document is written in."""

    ARABIC = "ar", _("Arabic")
    ENGLISH = "en", _("English")
    BOTH = "ar_en", _("Arabic and English")
    FRENCH = "fr", _("French")
    OTHER = "other", _("Another language")


class Direction(models.TextChoices):
    """Which way an indicator is meant to move: some targets lie below their baseline."""

    RISE = "rise", _("It is meant to rise")
    FALL = "fall", _("It is meant to fall")


class Grade(models.IntegerChoices):
    """How much an activity means: only grade 1 and above is substantive."""

    SYMBOLIC = 0, _("Symbolic")
    EXCHANGE = 1, _("Exchange")
    JOINT_PLANNING = 2, _("Joint planning")
    DELIVERED = 3, _("Delivered")


class ActivityType(models.TextChoices):
    """What happened; each type has one grade, see `GRADES`."""

    SIGNING = "signing", _("Signing ceremony")
    COURTESY_VISIT = "courtesy_visit", _("Courtesy visit")
    ANNIVERSARY = "anniversary", _("Anniversary")
    STUDENT_EXCHANGE = "student_exchange", _("Student exchange")
    EXPERT_EXCHANGE = "expert_exchange", _("Expert exchange")
    ART_EXCHANGE = "art_exchange", _("Art exchange")
    EVENT = "event", _("Event")
    TRADE_MISSION = "trade_mission", _("Trade mission")
    TRAINING = "training", _("Training")
    TECHNICAL_VISIT = "technical_visit", _("Technical visit")
    YOUNG_LEADERS_PROGRAMME = "young_leaders_programme", _("Young leaders’ programme")
    NEEDS_CONSULTATION = "needs_consultation", _("Needs consultation")
    WORKING_GROUP = "working_group", _("Working group")
    ACTION_PLAN = "action_plan", _("Action plan")
    PROJECT_DELIVERED = "project_delivered", _("Delivered project")
    IMPROVED_SERVICE = "improved_service", _("Improved service or public space")
    INVESTMENT = "investment", _("Investment or contract")
    JOINT_PUBLICATION = "joint_publication", _("Joint publication")
    ADOPTED_POLICY = "adopted_policy", _("Adopted policy")


GRADES: dict[Grade, list[ActivityType]] = {
    Grade.SYMBOLIC: [ActivityType.SIGNING, ActivityType.COURTESY_VISIT, ActivityType.ANNIVERSARY],
    Grade.EXCHANGE: [
        ActivityType.STUDENT_EXCHANGE,
        ActivityType.EXPERT_EXCHANGE,
        ActivityType.ART_EXCHANGE,
        ActivityType.EVENT,
        ActivityType.TRADE_MISSION,
        ActivityType.TRAINING,
        ActivityType.TECHNICAL_VISIT,
        ActivityType.YOUNG_LEADERS_PROGRAMME,
    ],
    Grade.JOINT_PLANNING: [ActivityType.NEEDS_CONSULTATION, ActivityType.WORKING_GROUP, ActivityType.ACTION_PLAN],
    Grade.DELIVERED: [
        ActivityType.PROJECT_DELIVERED,
        ActivityType.IMPROVED_SERVICE,
        ActivityType.INVESTMENT,
        ActivityType.JOINT_PUBLICATION,
        ActivityType.ADOPTED_POLICY,
    ],
}
# What follow-up and vitality count: everything above signings and courtesy visits.
SUBSTANTIVE_TYPES = [kind for grade, kinds in GRADES.items() if grade > Grade.SYMBOLIC for kind in kinds]
GRADE_OF: dict[str, Grade] = {kind.value: grade for grade, kinds in GRADES.items() for kind in kinds}


class ProjectState(models.TextChoices):
    """How far a project has come."""

    PLANNED = "planned", _("Planned")
    RUNNING = "running", _("Running")
    DELIVERED = "delivered", _("Delivered")
    STOPPED = "stopped", _("Stopped")


class ReviewState(models.TextChoices):
    """How far a yearly follow-up review has come."""

    ASKED = "asked", _("Asked")
    ANSWERED = "answered", _("Answered")
    RETURNED = "returned", _("Returned")
    ACCEPTED = "accepted", _("Accepted")


class PlanProgress(models.TextChoices):
    """How far one step of an action plan has come."""

    PLANNED = "planned", _("Planned")
    UNDER_WAY = "under_way", _("Under way")
    DONE = "done", _("Done")
    DROPPED = "dropped", _("Dropped")


class ContinuityCause(models.TextChoices):
    """Why the continuity of a relationship is looked at."""

    MAYOR = "mayor", _("Change of mayor")
    CONTACT = "contact", _("Change of contact")


class Standing(models.TextChoices):
    """Whether a relationship still stands in the eyes of its sides."""

    YES = "yes", _("Yes, it stands")
    UNCLEAR = "unclear", _("Not clear yet")
    NO = "no", _("No, it has come to its end")
