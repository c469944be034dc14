"""Addresses of the follow-up of relationships; they stand in the namespace of the app."""

from django.urls import path

from agreements.choices import Side
from agreements.views.action_plan import PlanAddView, PlanChangeView
from agreements.views.contact import ContactAskView, ContactChangeView, ContactNameView
from agreements.views.continuity import ChangeOfMayorView, ContinuityCheckView
from agreements.views.follow_up import TieFollowUpView, WayOutView
from agreements.views.follow_up_links import ContactByLinkView, ReviewByLinkView
from agreements.views.yearly_review import ReviewDecisionView, YearlyReviewView

urlpatterns = [
    path("relationships/<uuid:public_id>/follow-up/", TieFollowUpView.as_view(), name="tie_follow_up"),
    path("relationships/<uuid:public_id>/way-on/", WayOutView.as_view(), name="way_out"),
    path("relationships/<uuid:public_id>/plans/add/", PlanAddView.as_view(), name="plan_add"),
    path("relationships/<uuid:public_id>/plans/<uuid:plan_id>/", PlanChangeView.as_view(), name="plan_change"),
    path("relationships/<uuid:public_id>/new-mayor/", ChangeOfMayorView.as_view(), name="change_of_mayor"),
    path("continuity/<uuid:check_id>/", ContinuityCheckView.as_view(), name="continuity_check"),
    path("reports/<uuid:review_id>/", YearlyReviewView.as_view(), name="yearly_review"),
    path("reports/<uuid:review_id>/<slug:decision>/", ReviewDecisionView.as_view(), name="yearly_review_decision"),
    path("report/lead/<slug:secret>/", ReviewByLinkView.as_view(side=Side.LEAD), name="review_by_link_lead"),
    path("report/partner/<slug:secret>/", ReviewByLinkView.as_view(), name="review_by_link_partner"),
    path("contact/<slug:secret>/", ContactByLinkView.as_view(), name="contact_by_link"),
    path("<uuid:public_id>/contacts/add/", ContactNameView.as_view(), name="contact_name"),
    path("<uuid:public_id>/contacts/<uuid:contact_id>/", ContactChangeView.as_view(), name="contact_change"),
    path("<uuid:public_id>/contacts/<uuid:contact_id>/ask/", ContactAskView.as_view(), name="contact_ask"),
]
