"""The names of what happens in the registry."""

from agreements.lifecycle import TRANSITIONS

CREATED = "agreement.created"
CHANGED = "agreement.changed"
AUTHORISATION_RECORDED = "agreement.authorisation_recorded"
AUTHORISATION_DEEMED = "agreement.authorisation_deemed"
DOCUMENTS_ADDED = "agreement.documents_added"
DOCUMENT_WITHDRAWN = "agreement.document_withdrawn"
CERTIFICATE_ISSUED = "agreement.certificate_issued"
RESPONSIBILITY_CHANGED = "agreement.responsibility_changed"
DISCARDED = "agreement.discarded"
RESTORED = "agreement.restored"
CONFIRMATION_ASKED = "agreement.confirmation_asked"
CONFIRMATION_GIVEN = "agreement.confirmed"
CONFIRMATION_DISPUTED = "agreement.disputed"
CONFIRMATION_SETTLED = "agreement.dispute_settled"
RELATIONSHIP_CREATED = "relationship.created"
CITY_MERGED = "city.merged"
CITY_MERGER_UNDONE = "city.merger_undone"
REFERENCE_TIES_KEPT = "reference_ties.kept"
REFERENCE_TIES_REMOVED = "reference_ties.removed"
VITALITY_CHANGED = "relationship.vitality_changed"
# Told by internal facts alone: for those who may read them, never for feeds.
WHOLE_VITALITY_CHANGED = "relationship.whole_vitality_changed"
ACTIVITY_RECORDED = "activity.recorded"
ACTIVITY_CHANGED = "activity.changed"
ACTIVITY_VOIDED = "activity.voided"
PROJECT_RECORDED = "project.recorded"
PROJECT_CHANGED = "project.changed"
PROJECT_STATE_CHANGED = "project.state_changed"
PROJECT_VOIDED = "project.voided"
MEASUREMENT_RECORDED = "measurement.recorded"
MEASUREMENT_VOIDED = "measurement.voided"
PLAN_MADE = "action_plan.made"
PLAN_CHANGED = "action_plan.changed"
REVIEW_ASKED = "review.asked"
REVIEW_ANSWERED = "review.answered"
REVIEW_RETURNED = "review.returned"
REVIEW_ACCEPTED = "review.accepted"
CONTACT_ASKED = "contact.asked"
CONTACT_CONFIRMED = "contact.confirmed"
CONTACT_NAMED = "contact.named"
CHECK_OPENED = "continuity_check.opened"
CHECK_CLOSED = "continuity_check.closed"
ALL = frozenset(
    {
        CREATED,
        CHANGED,
        AUTHORISATION_RECORDED,
        AUTHORISATION_DEEMED,
        DOCUMENTS_ADDED,
        DOCUMENT_WITHDRAWN,
        CERTIFICATE_ISSUED,
        RESPONSIBILITY_CHANGED,
        DISCARDED,
        RESTORED,
        CONFIRMATION_ASKED,
        CONFIRMATION_GIVEN,
        CONFIRMATION_DISPUTED,
        CONFIRMATION_SETTLED,
        RELATIONSHIP_CREATED,
        CITY_MERGED,
        CITY_MERGER_UNDONE,
        REFERENCE_TIES_KEPT,
        REFERENCE_TIES_REMOVED,
        VITALITY_CHANGED,
        PLAN_MADE,
        PLAN_CHANGED,
        REVIEW_ASKED,
        REVIEW_ANSWERED,
        REVIEW_RETURNED,
        REVIEW_ACCEPTED,
        CONTACT_ASKED,
        CONTACT_CONFIRMED,
        CONTACT_NAMED,
        CHECK_OPENED,
        CHECK_CLOSED,
        WHOLE_VITALITY_CHANGED,
        ACTIVITY_RECORDED,
        ACTIVITY_CHANGED,
        ACTIVITY_VOIDED,
        PROJECT_RECORDED,
        PROJECT_CHANGED,
        PROJECT_STATE_CHANGED,
        PROJECT_VOIDED,
        MEASUREMENT_RECORDED,
        MEASUREMENT_VOIDED,
        *(transition.event for transition in TRANSITIONS.values()),
    },
)
