"""Reading the focus areas."""

from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.viewsets import ReadOnlyModelViewSet

from twinning.accounts.permissions import ReadableByAnyone
from twinning.core.filtersets import StrictFilterBackend
from twinning.focus_areas.api.serializers import FocusAreaSerializer
from twinning.focus_areas.models import FocusArea


@extend_schema_view(
    list=extend_schema(summary="List focus areas"),
    retrieve=extend_schema(summary="Read a focus area"),
)
class FocusAreaViewSet(ReadOnlyModelViewSet[FocusArea]):
    """The tree of focus areas as a flat list, roots before their sub-areas."""

    permission_classes = [ReadableByAnyone]
    filter_backends = [StrictFilterBackend]
    queryset = FocusArea.objects.order_by("position", "code")
    serializer_class = FocusAreaSerializer
    lookup_field = "code"
    lookup_value_converter = "slug"
