"""What is sent for a draft: read field by field, handed on as one `DraftContent`."""

import uuid
from typing import Any

from rest_framework import serializers

from agreements.api.serializers.authorisations import AuthorisationInputSerializer, authorisation_input
from agreements.api.serializers.parties import PartyInputSerializer, party_input
from agreements.api.serializers.purposes import PurposeInputSerializer, purpose_input
from agreements.carrying import Carried
from agreements.checks import LONGEST_TEXT, LONGEST_TITLE
from agreements.choices import AgreementType, Link, Visibility
from agreements.models import Agreement
from agreements.services.agreements import CHANGEABLE
from agreements.services.drafts import DraftContent
from cities.models import City, Facet
from twinning.core.rest.fields import (
    BilingualField,
    ChoiceCodeField,
    ChoiceCodesField,
    FlagField,
    PartialDateField,
    RecordField,
    StrictSerializer,
    TextField,
)
from twinning.focus_areas.choices import Axis, Goal

AGREEMENTS = "agreements"  # in the serializer's context: the agreements that the caller may know
MOST_PARTIES = 50
MOST_PURPOSES = 50
MOST_STEPS = 50


class DueDiligenceInputSerializer(StrictSerializer):
    """The note on the other city, under its five headings; headings not sent stay."""

    political = TextField(max_length=LONGEST_TEXT, required=False, allow_blank=True)
    cultural = TextField(max_length=LONGEST_TEXT, required=False, allow_blank=True)
    economic = TextField(max_length=LONGEST_TEXT, required=False, allow_blank=True)
    community_readiness = TextField(max_length=LONGEST_TEXT, required=False, allow_blank=True)
    local_adaptation = TextField(max_length=LONGEST_TEXT, required=False, allow_blank=True)


class DraftChangeSerializer(StrictSerializer):
    """A change of a draft: fields not sent stay, a list that is sent replaces the whole list."""

    type = ChoiceCodeField(choices=AgreementType.choices, required=False, allow_blank=True)
    title = BilingualField(max_length=LONGEST_TITLE, required=False)
    visibility = ChoiceCodeField(choices=Visibility.choices, required=False)
    is_historical = FlagField(required=False)
    signed = PartialDateField(required=False, allow_null=True)
    in_force = PartialDateField(required=False, allow_null=True)
    ends = PartialDateField(required=False, allow_null=True)
    has_no_end = FlagField(required=False)
    link = ChoiceCodeField(choices=Link.choices, required=False, allow_blank=True)
    link_reason = TextField(max_length=500, required=False, allow_blank=True)
    predecessor = RecordField(
        key=uuid.UUID,
        slug_field="public_id",
        queryset=Agreement.objects.none(),
        within=AGREEMENTS,
        required=False,
        allow_null=True,
    )
    likeness_facets = ChoiceCodesField(choices=Facet.choices, required=False)
    likeness = BilingualField(max_length=LONGEST_TEXT, required=False)
    goals = ChoiceCodesField(choices=Goal.choices, required=False)
    axes = ChoiceCodesField(choices=Axis.choices, required=False)
    implementation = BilingualField(max_length=LONGEST_TEXT, required=False)
    source = TextField(  # type: ignore[assignment]  # of the record, not of the class
        max_length=300,
        required=False,
        allow_blank=True,
    )
    parties: serializers.ListSerializer[Any] = serializers.ListSerializer(
        child=PartyInputSerializer(),
        required=False,
        max_length=MOST_PARTIES,
    )
    purposes: serializers.ListSerializer[Any] = serializers.ListSerializer(
        child=PurposeInputSerializer(),
        required=False,
        max_length=MOST_PURPOSES,
    )
    authorisations: serializers.ListSerializer[Any] = serializers.ListSerializer(
        child=AuthorisationInputSerializer(),
        required=False,
        max_length=MOST_STEPS,
    )
    due_diligence = DueDiligenceInputSerializer(required=False)


class DraftInputSerializer(DraftChangeSerializer):
    """A new draft; `owner_city` may be left out by whoever registers for one city alone."""

    owner_city = RecordField(key=int, slug_field="id", queryset=City.objects.selectable(), required=False)
    carry_over = ChoiceCodesField(
        choices=Carried.choices,
        required=False,
        help_text="Parts taken over from `predecessor`, which `link` names; what is sent goes first.",
    )


def draft_content(data: dict[str, Any]) -> DraftContent:
    """What the services take, from validated JSON."""
    return DraftContent(
        changes={name: value for name, value in data.items() if name in CHANGEABLE},
        parties=[party_input(one) for one in data["parties"]] if "parties" in data else None,
        purposes=[purpose_input(one) for one in data["purposes"]] if "purposes" in data else None,
        authorisations=(
            [authorisation_input(one) for one in data["authorisations"]] if "authorisations" in data else None
        ),
        due_diligence=data.get("due_diligence"),
    )
