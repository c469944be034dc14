"""Who the caller is, what they reach and within which limits."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from cities.api.references import CityNameSerializer, CountryReferenceSerializer
from cities.models import CityMembership
from cities.policies import memberships_of
from twinning.accounts.authentication import signed_in
from twinning.accounts.models import Token, User
from twinning.accounts.permissions import SignedIn
from twinning.accounts.roles import Role
from twinning.accounts.scopes import Scope
from twinning.core.rest.fields import BilingualField, MomentField
from twinning.core.rest.limits import limit_of
from twinning.core.rest.pagination import LARGEST_PAGE


@dataclass(frozen=True, slots=True)
class LimitFacts:
    """How much may be asked and sent."""

    requests_per_minute: int
    page_size: int = LARGEST_PAGE
    body_bytes: int = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    document_bytes: int = settings.DOCUMENT_MAX_BYTES


@dataclass(frozen=True, slots=True)
class CallerFacts:
    """Who calls, and what is known of the call."""

    user: User
    memberships: list[CityMembership]
    token: Token | None
    scopes: list[str]
    limits: LimitFacts


class MembershipSerializer(serializers.Serializer[Any]):
    """A role, and where it holds: in a city, in a country, or (both null) everywhere."""

    role = serializers.ChoiceField(Role.choices, read_only=True)
    city = CityNameSerializer(read_only=True, allow_null=True)
    country = CountryReferenceSerializer(read_only=True, allow_null=True)


class TokenSerializer(serializers.Serializer[Token]):
    """The token of this call; its secret is shown to nobody."""

    label = serializers.CharField(read_only=True)  # type: ignore[assignment]  # of the token, not of the class
    prefix = serializers.CharField(read_only=True)
    expires_at = MomentField()


class LimitsSerializer(serializers.Serializer[Any]):
    """How much may be asked and sent; 0 requests a minute means no limit."""

    requests_per_minute = serializers.IntegerField(read_only=True)
    page_size = serializers.IntegerField(read_only=True)
    body_bytes = serializers.IntegerField(read_only=True)
    document_bytes = serializers.IntegerField(read_only=True)


class MeSerializer(serializers.Serializer[Any]):
    """The caller; `token` is null for a session, which carries every scope."""

    id = serializers.UUIDField(source="user.public_id", read_only=True)
    email = serializers.EmailField(source="user.email", read_only=True)
    name = BilingualField(source="user", read_only=True)
    language = serializers.CharField(source="user.language", read_only=True)
    memberships = MembershipSerializer(many=True, read_only=True)
    token = TokenSerializer(read_only=True, allow_null=True)
    scopes = serializers.ListField(child=serializers.ChoiceField(Scope.choices), read_only=True)
    limits = LimitsSerializer(read_only=True)


class MeView(APIView):
    """Who am I?"""

    permission_classes = [SignedIn]
    needs_sign_in = True

    @extend_schema(summary="Who am I", operation_id="me_read", responses=MeSerializer)
    def get(self, request: Request) -> Response:
        user = signed_in(request)
        token = request.auth if isinstance(request.auth, Token) else None
        whoever = CallerFacts(
            user=user,
            memberships=memberships_of(user),
            token=token,
            scopes=token.scopes if token else Scope.values,
            limits=LimitFacts(requests_per_minute=limit_of(request)),
        )
        return Response(MeSerializer(whoever).data)
