"""A person's notices as JSON, and marking them read."""

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import generics, serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from twinning.accounts.authentication import signed_in
from twinning.accounts.permissions import SignedIn
from twinning.core.filtersets import StrictFilterBackend
from twinning.core.rest.fields import MomentField, StrictSerializer
from twinning.notices.kinds import kind_of, still_visible
from twinning.notices.models import Notice
from twinning.notices.services import mark_read

MOST_NOTICES = 500


class NoticeSerializer(serializers.Serializer[Notice]):
    """One thing the caller was told, in the language of the call."""

    id = serializers.UUIDField(source="public_id", read_only=True)
    kind = serializers.CharField(read_only=True)
    text = serializers.SerializerMethodField()
    subject_type = serializers.CharField(read_only=True)
    subject_id = serializers.UUIDField(read_only=True)
    due_on = serializers.DateField(read_only=True, allow_null=True)
    created_at = MomentField()
    read_at = MomentField(allow_null=True)

    def get_text(self, notice: Notice) -> str:
        kind = kind_of(notice)
        return kind.words(notice) if kind else ""


class ReadSerializer(StrictSerializer):
    """Which notice was read; left out, all of them."""

    id = serializers.UUIDField(required=False)


class NoticeCountSerializer(serializers.Serializer[Any]):
    """How many notices were marked read."""

    marked = serializers.IntegerField(read_only=True)


class NoticeListView(generics.ListAPIView[Notice]):
    """The newest notices of the caller, as far as she may still know what they are about."""

    operation_id = "notices_list"
    summary = "List my notices"
    permission_classes = [SignedIn]
    needs_sign_in = True
    serializer_class = NoticeSerializer
    filter_backends = [StrictFilterBackend]

    def get_queryset(self) -> Any:
        if getattr(self, "swagger_fake_view", False):
            return Notice.objects.none()  # The schema asks without a caller.
        reader = signed_in(self.request)
        newest = list(Notice.objects.filter(recipient=reader)[:MOST_NOTICES])
        kept = [notice.pk for notice in still_visible(reader, newest)]
        return Notice.objects.filter(pk__in=kept)


class NoticeReadView(APIView):
    """Marks one notice or all as read."""

    operation_id = "notices_read"
    summary = "Mark notices as read"
    permission_classes = [SignedIn]
    needs_sign_in = True

    @extend_schema(request=ReadSerializer, responses={200: NoticeCountSerializer})
    def post(self, request: Request) -> Response:
        sent = ReadSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        count = mark_read(reader=signed_in(request), at=timezone.now(), public_id=sent.validated_data.get("id"))
        return Response({"marked": count})
