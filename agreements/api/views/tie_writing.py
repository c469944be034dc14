"""Writing the follow-up of a relationship: action plans, and the answers and decisions of yearly reports."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from agreements.api.serializers.tie_writing import (
    PURPOSES,
    ActionPlanInputSerializer,
    ReviewAnswerInputSerializer,
    ReviewDecisionSerializer,
    plan_input,
    review_answer,
)
from agreements.api.serializers.ties import ActionPlanSerializer, ReviewSerializer
from agreements.api.views.evidence import acting, validated
from agreements.api.views.ties import ActionPlanListView, tie_for
from agreements.models import ActionPlan, Purpose, Relationship, Review
from agreements.policies import AgreementPolicy
from agreements.services.action_plans import save_plan
from agreements.services.reviews import accept_review, answer_review, return_review
from twinning.accounts.authentication import signed_in
from twinning.core.rest.conditional import ETAG, IF_MATCH, etag, require_match, with_etag

TAG = "The tag for If-Match is the report's `version` in quotes, as the list gives it."
DECISIONS: Mapping[str, Any] = {"accept": accept_review, "return": return_review}


class ActionPlansView(ActionPlanListView):
    """The action plans of one relationship."""

    # Each method names its own operation.
    operation_id = summary = ""

    @extend_schema(summary="List action plans", operation_id="relationships_action_plans_list")
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return super().get(request, *args, **kwargs)

    @extend_schema(
        summary="Make an action plan",
        description="Either side plans. A plan both agreed to (`agreed_on`) is recorded as joint planning, once.",
        operation_id="relationships_action_plans_make",
        request=ActionPlanInputSerializer,
        parameters=[ETAG],
        responses={201: ActionPlanSerializer},
    )
    def post(self, request: Request, **_kwargs: Any) -> Response:
        context = _known_purposes(request, self.relationship)
        data = validated(ActionPlanInputSerializer(data=request.data, context=context))
        made = save_plan(self.relationship, plan_input(data), **acting(request))
        return _plan(made, status=status.HTTP_201_CREATED)


class ActionPlanView(APIView):
    """One action plan."""

    @extend_schema(
        summary="Change an action plan",
        description="Fields not sent stay; `items` that are sent replace all steps, with how far each is."
        " The tag for If-Match is the plan's `version` in quotes.",
        operation_id="relationships_action_plans_change",
        request=ActionPlanInputSerializer(partial=True),
        parameters=[IF_MATCH, ETAG],
        responses={200: ActionPlanSerializer},
    )
    def patch(self, request: Request, **kwargs: Any) -> Response:
        tie = tie_for(request, kwargs["id"])
        rows = tie.action_plans.prefetch_related("items__purpose__agreement")
        plan = get_object_or_404(rows, public_id=kwargs["plan_id"])
        require_match(request, etag(plan.version))
        sent = ActionPlanInputSerializer(data=request.data, partial=True, context=_known_purposes(request, tie))
        answers = plan_input(validated(sent), plan=plan)
        saved = save_plan(tie, answers, plan=plan, expected_version=plan.version, **acting(request))
        return _plan(saved)


class ReviewAnswerView(APIView):
    """The report of the caller's side."""

    @extend_schema(
        summary="Answer a yearly report for one's own side",
        description=f"Sent again, it takes the place of the earlier answer. {TAG}",
        operation_id="relationships_reviews_answer",
        request=ReviewAnswerInputSerializer,
        parameters=[IF_MATCH, ETAG],
        responses={200: ReviewSerializer},
    )
    def post(self, request: Request, **kwargs: Any) -> Response:
        review = _review_to_change(request, kwargs)
        given = review_answer(validated(ReviewAnswerInputSerializer(data=request.data)))
        by, at = signed_in(request), timezone.now()
        return _review(answer_review(review, given, by=by, at=at, expected_version=review.version))


class ReviewDecisionView(APIView):
    """Accepts a yearly report, or sends it back to both sides, as its address says."""

    decision: ClassVar[str] = "accept"

    @extend_schema(request=ReviewDecisionSerializer, parameters=[IF_MATCH, ETAG], responses={200: ReviewSerializer})
    def post(self, request: Request, **kwargs: Any) -> Response:
        review = _review_to_change(request, kwargs)
        comment = validated(ReviewDecisionSerializer(data=request.data)).get("comment", "")
        by, at = signed_in(request), timezone.now()
        decide = DECISIONS[self.decision]
        return _review(decide(review, by=by, at=at, comment=comment, expected_version=review.version))

    # What the OpenAPI document says of this address (see ContractSchema).
    @property
    def operation_id(self) -> str:
        return f"relationships_reviews_{self.decision}"

    @property
    def summary(self) -> str:
        return f"{self.decision.capitalize()} a yearly report"

    @property
    def description(self) -> str:
        return f"For reviewers of the lead side who did not answer it, once a side has answered. {TAG}"


def _known_purposes(request: Request, tie: Relationship) -> dict[str, Any]:
    seen = AgreementPolicy.visible_to(request.user).filter(relationship=tie)
    return {PURPOSES: Purpose.objects.filter(agreement__in=seen).select_related("agreement")}


def _review_to_change(request: Request, names: Mapping[str, Any]) -> Review:
    """The report that If-Match names a version of. Raises: Http404, PreconditionRequired, StaleVersion."""
    tie = tie_for(request, names["id"])
    review: Review = get_object_or_404(tie.reviews.all(), public_id=names["review_id"])
    require_match(request, etag(review.version))
    return review


def _review(review: Review) -> Response:
    return with_etag(Response(ReviewSerializer(review).data), etag(review.version))


def _plan(plan: ActionPlan, *, status: int = status.HTTP_200_OK) -> Response:
    saved = ActionPlan.objects.prefetch_related("items__purpose").get(pk=plan.pk)
    return with_etag(Response(ActionPlanSerializer(saved).data, status=status), etag(saved.version))
