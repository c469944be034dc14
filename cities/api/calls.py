"""Open calls of cities, the catalogue of reference cities and the traits of likeness in the API."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import mixins, serializers, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet, ReadOnlyModelViewSet

from cities.api.profiles import TraitSerializer
from cities.api.references import CityReferenceSerializer
from cities.filtersets import CallFilterSet, ReferenceCityFilterSet
from cities.models import CallDirection, City, CityCall, ReferenceCity, Trait
from cities.services.calls import LONGEST_TEXT, CallInput, change_call, close_call, open_call
from twinning.accounts.authentication import signed_in
from twinning.accounts.permissions import ReadableByAnyone
from twinning.core.filtersets import StrictFilterBackend
from twinning.core.rest.conditional import ETAG, IF_MATCH, etag, require_match, with_etag
from twinning.core.rest.fields import BilingualField, ChoiceCodeField, RecordField, StrictSerializer
from twinning.focus_areas.models import FocusArea


class CallSerializer(serializers.Serializer[CityCall]):
    """What a city offers or seeks in one focus area."""

    id = serializers.UUIDField(source="public_id", read_only=True)
    city = CityReferenceSerializer(read_only=True)
    direction = serializers.ChoiceField(choices=CallDirection.choices, read_only=True)
    focus_area = serializers.CharField(source="focus_area_id", read_only=True)
    text = BilingualField(read_only=True)
    is_open = serializers.BooleanField(read_only=True)
    is_illustrative = serializers.BooleanField(read_only=True)


class CallInputSerializer(StrictSerializer):
    """An offer or a need as sent."""

    direction = ChoiceCodeField(choices=CallDirection.choices)
    focus_area = RecordField(slug_field="code", key=str, queryset=FocusArea.objects.all())
    text = BilingualField(max_length=LONGEST_TEXT)

    def as_input(self) -> CallInput:
        sent = self.validated_data
        texts = {"text_ar": sent.get("text_ar", ""), "text_en": sent.get("text_en", "")}
        return CallInput(direction=sent["direction"], focus_area=sent["focus_area"].pk, **texts)


class NewCallSerializer(CallInputSerializer):
    """An offer or a need, and the city that calls."""

    city = RecordField(slug_field="id", key=int, queryset=City.objects.selectable())


@extend_schema_view(
    list=extend_schema(summary="List open calls of cities"),
    retrieve=extend_schema(summary="Read a call", parameters=[ETAG]),
)
class CallViewSet(mixins.ListModelMixin, GenericViewSet[CityCall]):
    """What cities offer and seek: read by everybody, written by their own staff."""

    filter_backends = [StrictFilterBackend]
    filterset_class = CallFilterSet
    serializer_class = CallSerializer
    lookup_field = "public_id"
    lookup_url_kwarg = "id"
    lookup_value_converter = "uuid"

    def get_queryset(self) -> QuerySet[CityCall]:
        return CityCall.objects.open()

    def retrieve(self, request: Request, **kwargs: Any) -> Response:
        return answer(self.call())

    @extend_schema(
        summary="Publish a call", request=NewCallSerializer, parameters=[ETAG], responses={201: CallSerializer}
    )
    def create(self, request: Request) -> Response:
        sent = NewCallSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        city = sent.validated_data["city"]
        call = open_call(sent.as_input(), city=city, by=signed_in(request), at=timezone.now())
        return answer(call, status.HTTP_201_CREATED)

    @extend_schema(
        summary="Word a call anew",
        request=CallInputSerializer,
        parameters=[IF_MATCH, ETAG],
        responses={200: CallSerializer},
    )
    def update(self, request: Request, **kwargs: Any) -> Response:
        call = self.call()
        require_match(request, etag(call.version))
        sent = CallInputSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        by, at = signed_in(request), timezone.now()
        return answer(change_call(call, sent.as_input(), by=by, at=at, expected_version=call.version))

    @extend_schema(summary="Close a call", request=None, parameters=[IF_MATCH, ETAG], responses={200: CallSerializer})
    def close(self, request: Request, **kwargs: Any) -> Response:
        call = self.call()
        require_match(request, etag(call.version))
        return answer(close_call(call, by=signed_in(request), at=timezone.now(), expected_version=call.version))

    def call(self) -> CityCall:
        found = self.get_queryset().filter(public_id=self.kwargs["id"]).first()
        if found is None:
            raise Http404
        return found


class ReferenceCitySerializer(serializers.Serializer[ReferenceCity]):
    """A city that embodies a growth model; its facts stand in its profile."""

    id = serializers.UUIDField(source="public_id", read_only=True)
    city = CityReferenceSerializer(read_only=True)
    growth_model = serializers.CharField(source="growth_model_id", read_only=True)
    nickname = serializers.CharField(read_only=True)
    nickname_meaning = BilingualField("nickname", read_only=True)
    reason = BilingualField(read_only=True)
    source = serializers.CharField(read_only=True)  # type: ignore[assignment]  # of the record, not of the class
    as_of = serializers.DateField(read_only=True)


@extend_schema_view(list=extend_schema(summary="List reference cities"))
class ReferenceCityViewSet(mixins.ListModelMixin, GenericViewSet[ReferenceCity]):
    """The catalogue of cities that embody a growth model."""

    permission_classes = [ReadableByAnyone]
    filter_backends = [StrictFilterBackend]
    filterset_class = ReferenceCityFilterSet
    serializer_class = ReferenceCitySerializer

    def get_queryset(self) -> QuerySet[ReferenceCity]:
        return ReferenceCity.objects.listed()


@extend_schema_view(list=extend_schema(summary="List traits"), retrieve=extend_schema(summary="Read a trait"))
class TraitViewSet(ReadOnlyModelViewSet[Trait]):
    """The traits by which cities are alike."""

    permission_classes = [ReadableByAnyone]
    filter_backends = [StrictFilterBackend]
    queryset = Trait.objects.order_by("position", "code")
    serializer_class = TraitSerializer
    lookup_field = "code"
    lookup_value_converter = "slug"


def answer(call: CityCall, code: int = status.HTTP_200_OK) -> Response:
    return with_etag(Response(CallSerializer(call).data, status=code), etag(call.version))
