"""Addresses of the import pages."""

from django.urls import path

from twinning.imports.views.run import RunActView, RunColumnsView, RunDetailView, RunQuestionsView
from twinning.imports.views.runs import RunListView, RunUploadView, TemplateView
from twinning.imports.views.wrong_rows import WrongRowsView

_RUN = "<uuid:public_id>"

app_name = "imports"
urlpatterns = [
    path("", RunListView.as_view(), name="run_list"),
    path("new/", RunUploadView.as_view(), name="run_upload"),
    path("templates/<slug:kind>.xlsx", TemplateView.as_view(), name="template"),
    path(f"{_RUN}/", RunDetailView.as_view(), name="run_detail"),
    path(f"{_RUN}/columns/", RunColumnsView.as_view(), name="run_columns"),
    path(f"{_RUN}/questions/", RunQuestionsView.as_view(), name="run_questions"),
    path(f"{_RUN}/wrong-rows/", WrongRowsView.as_view(), name="wrong_rows"),
    path(f"{_RUN}/acts/<slug:act>/", RunActView.as_view(), name="run_act"),
]
