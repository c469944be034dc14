"""Activities, projects and measurements: read over all agreements, recorded under one, changed, voided."""

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import OpenApiResponse, extend_schema, extend_schema_view
from rest_framework import generics, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from agreements.api.evidence_record import (
    activities_for,
    answer,
    known_parts,
    projects_for,
    row_for,
    row_to_change,
)
from agreements.api.record import agreement_for
from agreements.api.serializers.evidence import (
    ActivityInputSerializer,
    ProjectActSerializer,
    ProjectInputSerializer,
    VoidSerializer,
    activity_input,
    changed_activity,
    changed_project,
    project_input,
)
from agreements.api.serializers.follow_up import ActivitySerializer, ProjectSerializer
from agreements.api.views.parts import PartListView
from agreements.evidence_filtersets import ActivityFilterSet, ProjectFilterSet
from agreements.models import Activity, Project
from agreements.policies import ActivityPolicy, ProjectPolicy
from agreements.project_states import PROJECT_TRANSITIONS, ProjectAct
from agreements.services.activities import change_activity, record_activity, void_activity
from agreements.services.project_states import perform_on_project
from agreements.services.projects import change_project, record_project, void_project
from twinning.accounts.authentication import signed_in
from twinning.core.filtersets import StrictFilterBackend, refuse_parameters
from twinning.core.rest.conditional import ETAG, IF_MATCH, IF_NONE_MATCH

UNCHANGED = OpenApiResponse(description="Not changed")


def acting(request: Request) -> dict[str, Any]:
    """Who acts and when, as services want it."""
    return {"by": signed_in(request), "at": timezone.now(), "today": timezone.localdate()}


def validated(serializer: Any) -> dict[str, Any]:
    serializer.is_valid(raise_exception=True)
    data: dict[str, Any] = serializer.validated_data
    return data


@extend_schema_view(get=extend_schema(summary="List activities", operation_id="activities_list"))
class AllActivitiesView(generics.ListAPIView[Any]):
    """Activities of every agreement that the caller may read, latest first."""

    filter_backends = [StrictFilterBackend]
    filterset_class = ActivityFilterSet
    serializer_class = ActivitySerializer

    def get_queryset(self) -> QuerySet[Any]:
        return activities_for(self.request.user)


@extend_schema_view(get=extend_schema(summary="List projects", operation_id="projects_list"))
class AllProjectsView(generics.ListAPIView[Any]):
    """Projects of every agreement that the caller may read, latest first."""

    filter_backends = [StrictFilterBackend]
    filterset_class = ProjectFilterSet
    serializer_class = ProjectSerializer

    def get_queryset(self) -> QuerySet[Any]:
        return projects_for(self.request.user)


class ActivityView(APIView):
    """One activity."""

    @extend_schema(
        summary="Read an activity",
        operation_id="activities_retrieve",
        parameters=[IF_NONE_MATCH, ETAG],
        responses={200: ActivitySerializer, 304: UNCHANGED},
    )
    def get(self, request: Request, **kwargs: Any) -> Response:
        refuse_parameters(request)
        return answer(request, row_for(request, Activity, kwargs["id"]))

    @extend_schema(
        summary="Change an activity",
        description="Fields not sent stay; a list that is sent replaces the whole list.",
        operation_id="activities_change",
        request=ActivityInputSerializer(partial=True),
        parameters=[IF_MATCH, ETAG],
        responses={200: ActivitySerializer},
    )
    def patch(self, request: Request, **kwargs: Any) -> Response:
        activity = row_to_change(request, Activity, kwargs["id"])
        context = known_parts(request, activity.agreement)
        data = validated(ActivityInputSerializer(data=request.data, partial=True, context=context))
        answers = changed_activity(activity, data)
        change_activity(activity, answers, expected_version=activity.version, **acting(request))
        return answer(request, row_for(request, Activity, kwargs["id"]))


class ActivityVoidView(APIView):
    """Takes an activity out of every list and figure; it stays on record with the reason."""

    @extend_schema(
        summary="Void an activity",
        operation_id="activities_void",
        request=VoidSerializer,
        parameters=[IF_MATCH],
        responses={204: OpenApiResponse(description="It counts nowhere any more.")},
    )
    def post(self, request: Request, **kwargs: Any) -> Response:
        activity = row_to_change(request, Activity, kwargs["id"])
        data = validated(VoidSerializer(data=request.data))
        void_activity(activity, expected_version=activity.version, **data, **acting(request))
        return Response(status=status.HTTP_204_NO_CONTENT)


class ProjectView(APIView):
    """One project."""

    @extend_schema(
        summary="Read a project",
        operation_id="projects_retrieve",
        parameters=[IF_NONE_MATCH, ETAG],
        responses={200: ProjectSerializer, 304: UNCHANGED},
    )
    def get(self, request: Request, **kwargs: Any) -> Response:
        refuse_parameters(request)
        return answer(request, row_for(request, Project, kwargs["id"]))

    @extend_schema(
        summary="Change a project",
        description="Fields not sent stay; a list that is sent replaces the whole list. Its state changes by acts.",
        operation_id="projects_change",
        request=ProjectInputSerializer(partial=True),
        parameters=[IF_MATCH, ETAG],
        responses={200: ProjectSerializer},
    )
    def patch(self, request: Request, **kwargs: Any) -> Response:
        project = row_to_change(request, Project, kwargs["id"])
        context = known_parts(request, project.agreement)
        data = validated(ProjectInputSerializer(data=request.data, partial=True, context=context))
        answers = changed_project(project, data)
        change_project(project, answers, expected_version=project.version, **acting(request))
        return answer(request, row_for(request, Project, kwargs["id"]))


class ProjectActView(APIView):
    """Performs the act on a project that it is given by its address."""

    act: ClassVar[ProjectAct] = ProjectAct.START

    @extend_schema(request=ProjectActSerializer, parameters=[IF_MATCH, ETAG], responses={200: ProjectSerializer})
    def post(self, request: Request, **kwargs: Any) -> Response:
        project = row_to_change(request, Project, kwargs["id"])
        data = validated(ProjectActSerializer(data=request.data))
        perform_on_project(self.act, project, expected_version=project.version, **data, **acting(request))
        return answer(request, row_for(request, Project, kwargs["id"]))

    # What the OpenAPI document says of this address (see ContractSchema).
    @property
    def operation_id(self) -> str:
        return f"projects_{self.act.value}"

    @property
    def summary(self) -> str:
        return f"{self.act.value.capitalize()} a project"

    @property
    def description(self) -> str:
        transition = PROJECT_TRANSITIONS[self.act]
        sources = ", ".join(f"`{source.value}`" for source in transition.sources)
        return f"From {sources} to `{transition.target.value}`. From another state: 409 `wrong_state`."


class ProjectVoidView(APIView):
    """Takes a project out of every list and figure; it stays on record with the reason."""

    @extend_schema(
        summary="Void a project",
        operation_id="projects_void",
        request=VoidSerializer,
        parameters=[IF_MATCH],
        responses={204: OpenApiResponse(description="It counts nowhere any more.")},
    )
    def post(self, request: Request, **kwargs: Any) -> Response:
        project = row_to_change(request, Project, kwargs["id"])
        data = validated(VoidSerializer(data=request.data))
        void_project(project, expected_version=project.version, **data, **acting(request))
        return Response(status=status.HTTP_204_NO_CONTENT)


class ActivityListView(PartListView):
    """The activities of one agreement."""

    serializer_class = ActivitySerializer

    def parts(self) -> QuerySet[Any]:
        seen = ActivityPolicy.visible_to(self.request.user, self.agreement).values("pk")
        return activities_for(self.request.user).filter(pk__in=seen)

    @extend_schema(summary="List activities of an agreement", operation_id="agreements_activities_list")
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return super().get(request, *args, **kwargs)

    @extend_schema(
        summary="Record an activity",
        description="Either side records, once the agreement is published: otherwise 409 `not_followed_yet`.",
        operation_id="agreements_activities_record",
        request=ActivityInputSerializer,
        parameters=[ETAG],
        responses={201: ActivitySerializer},
    )
    def post(self, request: Request, **kwargs: Any) -> Response:
        agreement = agreement_for(request, kwargs["id"])
        data = validated(ActivityInputSerializer(data=request.data, context=known_parts(request, agreement)))
        made = record_activity(agreement, activity_input(data), **acting(request))
        return answer(request, row_for(request, Activity, made.public_id), status=status.HTTP_201_CREATED)


class ProjectListView(PartListView):
    """The projects of one agreement."""

    serializer_class = ProjectSerializer

    def parts(self) -> QuerySet[Any]:
        seen = ProjectPolicy.visible_to(self.request.user, self.agreement).values("pk")
        return projects_for(self.request.user).filter(pk__in=seen)

    @extend_schema(summary="List projects of an agreement", operation_id="agreements_projects_list")
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return super().get(request, *args, **kwargs)

    @extend_schema(
        summary="Record a project",
        description="A planned project; acts take it further. Either side records, once the agreement is published.",
        operation_id="agreements_projects_record",
        request=ProjectInputSerializer,
        parameters=[ETAG],
        responses={201: ProjectSerializer},
    )
    def post(self, request: Request, **kwargs: Any) -> Response:
        agreement = agreement_for(request, kwargs["id"])
        data = validated(ProjectInputSerializer(data=request.data, context=known_parts(request, agreement)))
        made = record_project(agreement, project_input(data), **acting(request))
        return answer(request, row_for(request, Project, made.public_id), status=status.HTTP_201_CREATED)
