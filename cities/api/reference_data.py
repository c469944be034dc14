"""Growth models and city networks in the API."""

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.viewsets import ReadOnlyModelViewSet

from cities.api.references import CityReferenceSerializer
from cities.models import CityNetwork, GrowthModel, NetworkMembership
from twinning.accounts.permissions import ReadableByAnyone
from twinning.core.filtersets import StrictFilterBackend
from twinning.core.rest.fields import BilingualField


class GrowthModelSerializer(serializers.Serializer[GrowthModel]):
    """A planned way for a place to grow."""

    code = serializers.CharField(read_only=True)
    name = BilingualField(read_only=True)
    description = BilingualField(read_only=True)
    position = serializers.IntegerField(read_only=True)


class NetworkSerializer(serializers.Serializer[CityNetwork]):
    """A network or initiative that cities join; never counted as twinning."""

    code = serializers.CharField(read_only=True)
    name = BilingualField(read_only=True)
    website = serializers.CharField(read_only=True)


class NetworkMemberSerializer(serializers.Serializer[NetworkMembership]):
    """A city's membership, with the source that says so."""

    city = CityReferenceSerializer(read_only=True)
    joined_year = serializers.IntegerField(read_only=True, allow_null=True)
    left_year = serializers.IntegerField(read_only=True, allow_null=True)
    source = serializers.CharField(read_only=True)  # type: ignore[assignment]  # of the record, not of the class


class NetworkDetailSerializer(NetworkSerializer):
    """A network with its cities."""

    members = NetworkMemberSerializer(source="memberships", many=True, read_only=True)


@extend_schema_view(
    list=extend_schema(summary="List growth models"),
    retrieve=extend_schema(summary="Read a growth model"),
)
class GrowthModelViewSet(ReadOnlyModelViewSet[GrowthModel]):
    """The planned ways for governorates and cities to grow."""

    permission_classes = [ReadableByAnyone]
    filter_backends = [StrictFilterBackend]
    queryset = GrowthModel.objects.order_by("position", "code")
    serializer_class = GrowthModelSerializer
    lookup_field = "code"
    lookup_value_converter = "slug"


@extend_schema_view(
    list=extend_schema(summary="List city networks"),
    retrieve=extend_schema(summary="Read a city network", responses=NetworkDetailSerializer),
)
class NetworkViewSet(ReadOnlyModelViewSet[CityNetwork]):
    """City networks and initiatives, beside bilateral ties."""

    permission_classes = [ReadableByAnyone]
    filter_backends = [StrictFilterBackend]
    lookup_field = "code"
    lookup_value_converter = "slug"
    queryset = CityNetwork.objects.order_by("code")

    def get_queryset(self) -> QuerySet[CityNetwork]:
        networks = super().get_queryset()
        return (
            networks
            if self.action == "list"
            else networks.prefetch_related(
                "memberships__city__country",
                "memberships__city__governorate",
            )
        )

    def get_serializer_class(self) -> type[serializers.BaseSerializer[CityNetwork]]:
        return NetworkSerializer if self.action == "list" else NetworkDetailSerializer
