"""Addresses of this app."""

from django.urls import include, path

from agreements.views.act import AgreementActView
from agreements.views.activity import (
    ActivityAddView,
    ActivityChangeView,
    ActivityDetailView,
    ActivityListView,
    ActivityStartView,
    ActivityVoidView,
)
from agreements.views.agreement import AgreementDetailView, AgreementListView
from agreements.views.authorisation import AuthorisationRecordView
from agreements.views.certificate import CertificateIssueView, CertificateView
from agreements.views.confirmation import ConfirmationView
from agreements.views.confirmation_link import ConfirmByLinkView
from agreements.views.document import DocumentDownloadView
from agreements.views.dossier import DossierView
from agreements.views.draft import DraftCheckView, DraftSentView, DraftStartView, DraftTasksView
from agreements.views.draft_documents import DraftDocumentsView, DraftDocumentWithdrawView
from agreements.views.draft_legal_basis import (
    DraftLegalBasisView,
    DraftStepAddView,
    DraftStepChangeView,
    DraftStepRemoveView,
)
from agreements.views.draft_parties import (
    DraftPartiesView,
    DraftPartyAddView,
    DraftPartyChangeView,
    DraftPartyRemoveView,
)
from agreements.views.draft_parts import DraftContactsView, DraftDueDiligenceView, DraftTermsView
from agreements.views.draft_purposes import (
    DraftPurposeAddView,
    DraftPurposeChangeView,
    DraftPurposeRemoveView,
    DraftPurposesView,
)
from agreements.views.export import AgreementExportView
from agreements.views.history import HistoryView, RevertView
from agreements.views.impact import AgreementImpactView
from agreements.views.indicator import (
    IndicatorAddView,
    IndicatorChangeView,
    IndicatorDetailView,
    MeasurementAddView,
    MeasurementVoidView,
)
from agreements.views.project import (
    MilestoneReachedView,
    ProjectActView,
    ProjectAddView,
    ProjectChangeView,
    ProjectDetailView,
    ProjectListView,
    ProjectVoidView,
)
from agreements.views.relationship import RelationshipDetailView, RelationshipListView
from agreements.views.responsibility import ResponsibilityView
from agreements.views.review import ReviewQueueView, ReviewReadingView
from agreements.views.successor import SuccessorStartView
from agreements.views.trash import DraftDiscardView, DraftRestoreView, TrashView
from agreements.views.verification import VerificationView

_DRAFT = "register/<uuid:public_id>"
_PROJECT = "projects/<uuid:project_id>"
_INDICATOR = "<uuid:public_id>/indicators/<uuid:indicator_id>"

app_name = "agreements"
urlpatterns = [
    path("", AgreementListView.as_view(), name="agreement_list"),
    path("export.<slug:file_format>", AgreementExportView.as_view(), name="agreement_export"),
    path("relationships/", RelationshipListView.as_view(), name="relationship_list"),
    path("relationships/<uuid:public_id>/", RelationshipDetailView.as_view(), name="relationship_detail"),
    path("", include("agreements.follow_up_urls")),
    path("register/", DraftStartView.as_view(), name="draft_start"),
    path(f"{_DRAFT}/", DraftTasksView.as_view(), name="draft_tasks"),
    path(f"{_DRAFT}/parties/", DraftPartiesView.as_view(), name="draft_parties"),
    path(f"{_DRAFT}/parties/add/", DraftPartyAddView.as_view(), name="draft_party_add"),
    path(f"{_DRAFT}/parties/<uuid:party_id>/", DraftPartyChangeView.as_view(), name="draft_party_change"),
    path(f"{_DRAFT}/parties/<uuid:party_id>/remove/", DraftPartyRemoveView.as_view(), name="draft_party_remove"),
    path(f"{_DRAFT}/terms/", DraftTermsView.as_view(), name="draft_terms"),
    path(f"{_DRAFT}/purposes/", DraftPurposesView.as_view(), name="draft_purposes"),
    path(f"{_DRAFT}/purposes/add/", DraftPurposeAddView.as_view(), name="draft_purpose_add"),
    path(f"{_DRAFT}/purposes/<uuid:purpose_id>/", DraftPurposeChangeView.as_view(), name="draft_purpose_change"),
    path(f"{_DRAFT}/purposes/<uuid:purpose_id>/remove/", DraftPurposeRemoveView.as_view(), name="draft_purpose_remove"),
    path(f"{_DRAFT}/legal-basis/", DraftLegalBasisView.as_view(), name="draft_legal_basis"),
    path(f"{_DRAFT}/legal-basis/add/", DraftStepAddView.as_view(), name="draft_step_add"),
    path(f"{_DRAFT}/legal-basis/<uuid:step_id>/", DraftStepChangeView.as_view(), name="draft_step_change"),
    path(f"{_DRAFT}/legal-basis/<uuid:step_id>/remove/", DraftStepRemoveView.as_view(), name="draft_step_remove"),
    path(f"{_DRAFT}/due-diligence/", DraftDueDiligenceView.as_view(), name="draft_due_diligence"),
    path(f"{_DRAFT}/documents/", DraftDocumentsView.as_view(), name="draft_documents"),
    path(
        f"{_DRAFT}/documents/<uuid:document_id>/withdraw/",
        DraftDocumentWithdrawView.as_view(),
        name="draft_document_withdraw",
    ),
    path(f"{_DRAFT}/contacts/", DraftContactsView.as_view(), name="draft_contacts"),
    path(f"{_DRAFT}/check/", DraftCheckView.as_view(), name="draft_check"),
    path(f"{_DRAFT}/sent/", DraftSentView.as_view(), name="draft_sent"),
    path(f"{_DRAFT}/discard/", DraftDiscardView.as_view(), name="draft_discard"),
    path("trash/", TrashView.as_view(), name="trash"),
    path("trash/<uuid:public_id>/restore/", DraftRestoreView.as_view(), name="draft_restore"),
    path("<uuid:public_id>/reading/", ReviewReadingView.as_view(), name="review_reading"),
    path("review/", ReviewQueueView.as_view(), name="review_queue"),
    path("activities/", ActivityListView.as_view(), name="activity_list"),
    path("activities/record/", ActivityStartView.as_view(), name="activity_start"),
    path("activities/<uuid:activity_id>/", ActivityDetailView.as_view(), name="activity_detail"),
    path("activities/<uuid:activity_id>/change/", ActivityChangeView.as_view(), name="activity_change"),
    path("activities/<uuid:activity_id>/void/", ActivityVoidView.as_view(), name="activity_void"),
    path("projects/", ProjectListView.as_view(), name="project_list"),
    path(f"{_PROJECT}/", ProjectDetailView.as_view(), name="project_detail"),
    path(f"{_PROJECT}/change/", ProjectChangeView.as_view(), name="project_change"),
    path(f"{_PROJECT}/void/", ProjectVoidView.as_view(), name="project_void"),
    path(f"{_PROJECT}/acts/<slug:act>/", ProjectActView.as_view(), name="project_act"),
    path(f"{_PROJECT}/milestones/<int:position>/", MilestoneReachedView.as_view(), name="milestone_reached"),
    path("<uuid:public_id>/projects/add/", ProjectAddView.as_view(), name="project_add"),
    path("<uuid:public_id>/purposes/<uuid:purpose_id>/add/", IndicatorAddView.as_view(), name="indicator_add"),
    path("<uuid:public_id>/impact/", AgreementImpactView.as_view(), name="agreement_impact"),
    path(f"{_INDICATOR}/", IndicatorDetailView.as_view(), name="indicator_detail"),
    path(f"{_INDICATOR}/change/", IndicatorChangeView.as_view(), name="indicator_change"),
    path(f"{_INDICATOR}/measure/", MeasurementAddView.as_view(), name="measurement_add"),
    path(f"{_INDICATOR}/<uuid:measurement_id>/void/", MeasurementVoidView.as_view(), name="measurement_void"),
    path("<uuid:public_id>/activities/add/", ActivityAddView.as_view(), name="activity_add"),
    path("verify/", VerificationView.as_view(), name="verification"),
    path("<uuid:public_id>/", AgreementDetailView.as_view(), name="agreement_detail"),
    path("<uuid:public_id>/follow/", SuccessorStartView.as_view(), name="successor_start"),
    path("<uuid:public_id>/history/", HistoryView.as_view(), name="history"),
    path("<uuid:public_id>/history/<int:version>/", RevertView.as_view(), name="history_revert"),
    path("<uuid:public_id>/certificates/", CertificateIssueView.as_view(), name="certificate_issue"),
    path(
        "<uuid:public_id>/certificates/<uuid:certificate_id>/",
        CertificateView.as_view(),
        name="certificate",
    ),
    path("<uuid:public_id>/dossier/<slug:language>/", DossierView.as_view(), name="dossier"),
    path("confirm/<slug:secret>/", ConfirmByLinkView.as_view(), name="confirm_by_link"),
    path("<uuid:public_id>/responsible/", ResponsibilityView.as_view(), name="responsibility"),
    path("<uuid:public_id>/confirmation/", ConfirmationView.as_view(), name="confirmation"),
    path("<uuid:public_id>/acts/<slug:act>/", AgreementActView.as_view(), name="agreement_act"),
    path(
        "<uuid:public_id>/authorisations/<uuid:step_id>/",
        AuthorisationRecordView.as_view(),
        name="authorisation_record",
    ),
    path(
        "<uuid:public_id>/documents/<uuid:document_id>/",
        DocumentDownloadView.as_view(),
        name="document_download",
    ),
]
