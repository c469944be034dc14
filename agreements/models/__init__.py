"""The registry's records, one noun a file."""

from agreements.models.action_plan import ActionPlan, PlanItem
from agreements.models.activity import Activity, ActivityParticipants
from agreements.models.agreement import Agreement, ReferenceSerial
from agreements.models.authorisation import ApprovalRoute, ApprovalStep, Authorisation
from agreements.models.certificate import Certificate
from agreements.models.city_merger import CityMerger
from agreements.models.confirmation import Confirmation, DisputedPart
from agreements.models.continuity_check import ContinuityCheck
from agreements.models.document import Document
from agreements.models.due_diligence import DueDiligence
from agreements.models.focal_point import FocalPoint
from agreements.models.party import AgreementParty
from agreements.models.project import Milestone, Project
from agreements.models.purpose import Indicator, Measurement, Purpose
from agreements.models.relationship import Relationship, RelationshipMember
from agreements.models.relationship_source import RelationshipSource
from agreements.models.responsibility import CalendarFeed, Responsibility
from agreements.models.review import Review, ReviewAnswer
from agreements.models.submission import FieldComment, Submission
from agreements.models.vitality_point import VitalityPoint

__all__ = [
    "ActionPlan",
    "Activity",
    "ActivityParticipants",
    "Agreement",
    "AgreementParty",
    "ApprovalRoute",
    "ApprovalStep",
    "Authorisation",
    "CalendarFeed",
    "Certificate",
    "CityMerger",
    "Confirmation",
    "ContinuityCheck",
    "DisputedPart",
    "Document",
    "DueDiligence",
    "FieldComment",
    "FocalPoint",
    "Indicator",
    "Measurement",
    "Milestone",
    "PlanItem",
    "Project",
    "Purpose",
    "ReferenceSerial",
    "Relationship",
    "RelationshipMember",
    "RelationshipSource",
    "Responsibility",
    "Review",
    "ReviewAnswer",
    "Submission",
    "VitalityPoint",
]
