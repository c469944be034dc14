"""What a city is like, in the API: read by everybody, proposed by its staff, decided by its ministry."""

import uuid
from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from cities.api.reference_data import GrowthModelSerializer
from cities.api.references import GovernorateReferenceSerializer
from cities.derived import ClimateBand, SizeClass, derive
from cities.models import City, EntryState, Facet, ProfileEntry, Trait
from cities.policies import CityPolicy, ProfilePolicy
from cities.profiles import growth_of_city
from cities.services.profiles import (
    LONGEST,
    EntryInput,
    amend_entry,
    decide_entry,
    propose_entry,
    withdraw_entry,
)
from twinning.accounts.authentication import signed_in
from twinning.core.filtersets import refuse_parameters
from twinning.core.rest.conditional import ETAG, IF_MATCH, etag, require_match, with_etag
from twinning.core.rest.fields import BilingualField, ChoiceCodeField, StrictSerializer, TextField


class TraitSerializer(serializers.Serializer[Trait]):
    """One comparable trait under a facet."""

    code = serializers.CharField(read_only=True)
    facet = serializers.ChoiceField(choices=Facet.choices, read_only=True)
    name = BilingualField(read_only=True)


class ProfileEntrySerializer(serializers.Serializer[ProfileEntry]):
    """One statement about a city, with its source; those involved read also what awaits review or was returned."""

    id = serializers.UUIDField(source="public_id", read_only=True)
    facet = serializers.ChoiceField(choices=Facet.choices, read_only=True)
    text = BilingualField(read_only=True)
    traits = serializers.ListField(child=serializers.CharField(), source="trait_codes", read_only=True)
    source = serializers.CharField(read_only=True)  # type: ignore[assignment]  # of the record, not of the class
    as_of = serializers.DateField(read_only=True)
    state = serializers.ChoiceField(choices=EntryState.choices, read_only=True)
    replaces = serializers.UUIDField(source="replaces.public_id", read_only=True, allow_null=True, default=None)
    comment = serializers.CharField(read_only=True)
    is_illustrative = serializers.BooleanField(read_only=True)


class ProfileEntryInputSerializer(StrictSerializer):
    """A statement as sent; `replaces` names the accepted one it would word anew."""

    facet = ChoiceCodeField(choices=Facet.choices)
    text = BilingualField(max_length=LONGEST["text_ar"])
    traits = serializers.ListField(child=TextField(max_length=40), required=False, max_length=30)
    source = TextField(max_length=LONGEST["source"])  # type: ignore[assignment]  # of the record, not of the class
    as_of = serializers.DateField()
    replaces = serializers.UUIDField(required=False, allow_null=True)

    def as_input(self) -> EntryInput:
        sent = self.validated_data
        return EntryInput(
            facet=sent["facet"],
            text_ar=sent.get("text_ar", ""),
            text_en=sent.get("text_en", ""),
            source=sent["source"],
            as_of=sent["as_of"],
            traits=tuple(sent.get("traits", ())),
        )


class DecisionSerializer(StrictSerializer):
    """What the ministry, or the city for what still waits, says with its act."""

    comment = TextField(max_length=LONGEST["comment"], required=False, allow_blank=True)


class GrowthSerializer(serializers.Serializer[Any]):
    """A growth model of a place, and whose plan says so."""

    growth_model = GrowthModelSerializer(source="model", read_only=True)
    source = serializers.CharField(read_only=True)  # type: ignore[assignment]  # of the record, not of the class
    is_illustrative = serializers.BooleanField(read_only=True)
    inherited_from = GovernorateReferenceSerializer(read_only=True, allow_null=True)


class PortSerializer(serializers.Serializer[Any]):
    """The nearest seaport and how far it is."""

    name = serializers.CharField(read_only=True)
    km = serializers.IntegerField(read_only=True)


class DerivedFactsSerializer(serializers.Serializer[Any]):
    """What is computed of a place; null where the gazetteer does not know enough."""

    size_class = serializers.ChoiceField(choices=SizeClass.choices, read_only=True, allow_null=True)
    climate_band = serializers.ChoiceField(choices=ClimateBand.choices, read_only=True, allow_null=True)
    coast_km = serializers.IntegerField(read_only=True, allow_null=True)
    port = PortSerializer(read_only=True, allow_null=True)
    languages = serializers.ListField(child=serializers.CharField(), read_only=True)
    utc_offset_hours = serializers.FloatField(read_only=True, allow_null=True)
    traits = serializers.ListField(child=serializers.CharField(), source="trait_codes", read_only=True)


class CityProfileSerializer(serializers.Serializer[Any]):
    """A city on the five facets, how it is planned to grow, and what is computed of it."""

    growth = GrowthSerializer(many=True, read_only=True)
    entries = ProfileEntrySerializer(many=True, read_only=True)
    derived = DerivedFactsSerializer(read_only=True)


class CityProfileView(APIView):
    """The profile of one city."""

    @extend_schema(
        operation_id="cities_profile_retrieve", summary="Read a city's profile", responses=CityProfileSerializer
    )
    def get(self, request: Request, **kwargs: Any) -> Response:
        refuse_parameters(request)
        city = city_for(request, kwargs["id"])
        entries = ProfilePolicy.visible_to(request.user, city).prefetch_related("traits")
        content = {
            "growth": growth_of_city(city),
            "entries": entries,
            "derived": derive(city, today=timezone.localdate()),
        }
        return Response(CityProfileSerializer(content).data)


class ProfileEntryListView(APIView):
    """Proposing statements."""

    @extend_schema(
        operation_id="cities_profile_entries_create",
        summary="Propose a statement about a city",
        request=ProfileEntryInputSerializer,
        parameters=[ETAG],
        responses={201: ProfileEntrySerializer},
    )
    def post(self, request: Request, **kwargs: Any) -> Response:
        city = city_for(request, kwargs["id"])
        sent = ProfileEntryInputSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        replaced = sent.validated_data.get("replaces")
        entry = propose_entry(
            sent.as_input(),
            city=city,
            by=signed_in(request),
            at=timezone.now(),
            today=timezone.localdate(),
            replaces=entry_for(request, city, replaced) if replaced else None,
        )
        return answer(entry, status.HTTP_201_CREATED)


class ProfileEntryView(APIView):
    """One statement: read, and while it is open worded anew."""

    @extend_schema(
        operation_id="cities_profile_entries_retrieve",
        summary="Read a statement about a city",
        parameters=[ETAG],
        responses=ProfileEntrySerializer,
    )
    def get(self, request: Request, **kwargs: Any) -> Response:
        refuse_parameters(request)
        return answer(entry_for(request, city_for(request, kwargs["id"]), kwargs["entry_id"]))

    @extend_schema(
        operation_id="cities_profile_entries_update",
        summary="Word an open statement anew",
        request=ProfileEntryInputSerializer,
        parameters=[IF_MATCH, ETAG],
        responses=ProfileEntrySerializer,
    )
    def put(self, request: Request, **kwargs: Any) -> Response:
        entry = entry_for(request, city_for(request, kwargs["id"]), kwargs["entry_id"])
        require_match(request, etag(entry.version))
        sent = ProfileEntryInputSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        amended = amend_entry(
            entry,
            sent.as_input(),
            by=signed_in(request),
            at=timezone.now(),
            today=timezone.localdate(),
            expected_version=entry.version,
        )
        return answer(amended)


class ProfileEntryActView(APIView):
    """Accepts, returns or withdraws a statement, as its address says."""

    act = "accept"

    @extend_schema(request=DecisionSerializer, parameters=[IF_MATCH, ETAG], responses={200: ProfileEntrySerializer})
    def post(self, request: Request, **kwargs: Any) -> Response:
        entry = entry_for(request, city_for(request, kwargs["id"]), kwargs["entry_id"])
        require_match(request, etag(entry.version))
        sent = DecisionSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        comment = sent.validated_data.get("comment", "")
        person, now = signed_in(request), timezone.now()
        if self.act == "withdraw":
            changed = withdraw_entry(entry, reason=comment, by=person, at=now, expected_version=entry.version)
        else:
            changed = decide_entry(
                entry,
                is_accepted=self.act == "accept",
                comment=comment,
                by=person,
                at=now,
                expected_version=entry.version,
            )
        return answer(changed)

    @property
    def operation_id(self) -> str:
        return f"cities_profile_entries_{self.act}"

    @property
    def summary(self) -> str:
        return f"{self.act.capitalize()} a statement about a city"


def city_for(request: Request, city_id: int) -> City:
    """A city this caller may know of. Raises: Http404."""
    return get_object_or_404(CityPolicy.visible_to(request.user).select_related("governorate"), pk=city_id)


def entry_for(request: Request, city: City, public_id: uuid.UUID) -> ProfileEntry:
    """A statement this caller may read. Raises: Http404."""
    entry = ProfilePolicy.visible_to(request.user, city).filter(public_id=public_id).first()
    if entry is None:
        raise Http404
    return entry


def answer(entry: ProfileEntry, code: int = status.HTTP_200_OK) -> Response:
    return with_etag(Response(ProfileEntrySerializer(entry).data, status=code), etag(entry.version))
