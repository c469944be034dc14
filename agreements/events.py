"""The names of what happens in the registry."""

from agreements.lifecycle import TRANSITIONS

CREATED = "agreement.created"
CHANGED = "agreement.changed"
AUTHORISATION_RECORDED = "agreement.authorisation_recorded"
DOCUMENTS_ADDED = "agreement.documents_added"
DOCUMENT_WITHDRAWN = "agreement.document_withdrawn"
RELATIONSHIP_CREATED = "relationship.created"
ALL = frozenset(
    {
        CREATED,
        CHANGED,
        AUTHORISATION_RECORDED,
        DOCUMENTS_ADDED,
        DOCUMENT_WITHDRAWN,
        RELATIONSHIP_CREATED,
        *(transition.event for transition in TRANSITIONS.values()),
    },
)
