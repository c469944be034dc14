"""Addresses of the registry in the API."""

from django.urls import URLPattern, URLResolver, path
from rest_framework.routers import SimpleRouter

from agreements.api.views.acts import AgreementActView
from agreements.api.views.agreements import AgreementViewSet
from agreements.api.views.certificates import CertificateFileView, CertificateListView, VerificationView
from agreements.api.views.confirmations import (
    ConfirmationAnswerView,
    ConfirmationAskView,
    ConfirmationSettleView,
    ConfirmationView,
)
from agreements.api.views.documents import DocumentFileView, DocumentListView
from agreements.api.views.evidence import (
    ActivityListView,
    ActivityView,
    ActivityVoidView,
    AllActivitiesView,
    AllProjectsView,
    ProjectActView,
    ProjectListView,
    ProjectView,
    ProjectVoidView,
)
from agreements.api.views.exports import AgreementCsvView, AgreementXlsxView
from agreements.api.views.history import HistoryListView, RevertView
from agreements.api.views.matches import CityMatchListView, FocusAreaMatchListView, GrowthModelMatchListView
from agreements.api.views.measurements import MeasurementListView, MeasurementVoidView
from agreements.api.views.parts import (
    AuthorisationListView,
    IndicatorListView,
    PurposeListView,
)
from agreements.api.views.relationships import RelationshipViewSet
from agreements.api.views.tie_writing import (
    DECISIONS,
    ActionPlansView,
    ActionPlanView,
    ReviewAnswerView,
    ReviewDecisionView,
)
from agreements.api.views.ties import ContactListView, ReviewListView
from agreements.lifecycle import TRANSITIONS
from agreements.project_states import ProjectAct

ONE = "agreements/<uuid:id>"
TIE = "relationships/<uuid:id>"
MEASUREMENTS = "indicators/<uuid:indicator_id>/measurements"
PARTS = {
    "purposes": PurposeListView,
    "indicators": IndicatorListView,
    "authorisations": AuthorisationListView,
    "documents": DocumentListView,
    "certificates": CertificateListView,
    "activities": ActivityListView,
    "projects": ProjectListView,
    "history": HistoryListView,
}
# What the system alone performs has no address.
ACTS = [transition.act for transition in TRANSITIONS.values() if transition.capability is not None]

router = SimpleRouter(use_regex_path=False)
router.register("agreements", AgreementViewSet, basename="agreement")
router.register("relationships", RelationshipViewSet, basename="relationship")

urlpatterns: list[URLPattern | URLResolver] = [
    *router.urls,
    path(f"{TIE}/action-plans/", ActionPlansView.as_view(), name="relationship-action-plans"),
    path(f"{TIE}/action-plans/<uuid:plan_id>/", ActionPlanView.as_view(), name="relationship-action-plan"),
    path(f"{TIE}/reviews/", ReviewListView.as_view(), name="relationship-reviews"),
    path(f"{TIE}/reviews/<uuid:review_id>/answer/", ReviewAnswerView.as_view(), name="relationship-review-answer"),
    *(
        path(
            f"{TIE}/reviews/<uuid:review_id>/{decision}/",
            ReviewDecisionView.as_view(decision=decision),
            name=f"relationship-review-{decision}",
        )
        for decision in DECISIONS
    ),
    path(f"{TIE}/contacts/", ContactListView.as_view(), name="relationship-contacts"),
    path("exports/agreements.csv", AgreementCsvView.as_view(), name="export-agreements-csv"),
    path("exports/agreements.xlsx", AgreementXlsxView.as_view(), name="export-agreements-xlsx"),
    path("cities/<int:id>/matches/", CityMatchListView.as_view(), name="city-matches"),
    path("growth-models/<slug:code>/matches/", GrowthModelMatchListView.as_view(), name="growth-model-matches"),
    path("focus-areas/<slug:code>/matches/", FocusAreaMatchListView.as_view(), name="focus-area-matches"),
    *(path(f"{ONE}/{name}/", view.as_view(), name=f"agreement-{name}") for name, view in PARTS.items()),
    path(f"{ONE}/certificates/<uuid:certificate_id>/", CertificateFileView.as_view(), name="certificate-file"),
    path(f"{ONE}/revert/", RevertView.as_view(), name="agreement-revert"),
    path("certificates/verify/", VerificationView.as_view(), name="certificate-verify"),
    path("activities/", AllActivitiesView.as_view(), name="activity-list"),
    path("activities/<uuid:id>/", ActivityView.as_view(), name="activity-detail"),
    path("activities/<uuid:id>/void/", ActivityVoidView.as_view(), name="activity-void"),
    path("projects/", AllProjectsView.as_view(), name="project-list"),
    path("projects/<uuid:id>/", ProjectView.as_view(), name="project-detail"),
    path("projects/<uuid:id>/void/", ProjectVoidView.as_view(), name="project-void"),
    *(
        path(f"projects/<uuid:id>/{act.value}/", ProjectActView.as_view(act=act), name=f"project-{act.value}")
        for act in ProjectAct
    ),
    path(f"{ONE}/{MEASUREMENTS}/", MeasurementListView.as_view(), name="measurement-list"),
    path(f"{ONE}/{MEASUREMENTS}/<uuid:measurement_id>/void/", MeasurementVoidView.as_view(), name="measurement-void"),
    path(f"{ONE}/confirmation/", ConfirmationView.as_view(), name="agreement-confirmation"),
    path(f"{ONE}/confirmation/ask/", ConfirmationAskView.as_view(), name="agreement-confirmation-ask"),
    path(f"{ONE}/confirmation/answer/", ConfirmationAnswerView.as_view(), name="agreement-confirmation-answer"),
    path(f"{ONE}/confirmation/settle/", ConfirmationSettleView.as_view(), name="agreement-confirmation-settle"),
    path(f"{ONE}/documents/<uuid:document_id>/file/", DocumentFileView.as_view(), name="document-file"),
    *(
        path(f"{ONE}/{slug}/", AgreementActView.as_view(act=act), name=f"agreement-{slug}")
        for act in ACTS
        for slug in [act.value.replace("_", "-")]
    ),
]
