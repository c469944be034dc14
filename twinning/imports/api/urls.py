"""Addresses of imports in the API."""

from django.urls import path

from twinning.imports.api.views import (
    ImportApplyView,
    ImportCancelView,
    ImportColumnsView,
    ImportDetailView,
    ImportListView,
    ImportQuestionListView,
    ImportRowListView,
    ImportUndoView,
    ImportWrongRowsView,
)

_ONE = "imports/<uuid:id>"

urlpatterns = [
    path("imports/", ImportListView.as_view(), name="import-list"),
    path(f"{_ONE}/", ImportDetailView.as_view(), name="import-detail"),
    path(f"{_ONE}/rows/", ImportRowListView.as_view(), name="import-rows"),
    path(f"{_ONE}/questions/", ImportQuestionListView.as_view(), name="import-questions"),
    path(f"{_ONE}/columns/", ImportColumnsView.as_view(), name="import-columns"),
    path(f"{_ONE}/apply/", ImportApplyView.as_view(), name="import-apply"),
    path(f"{_ONE}/cancel/", ImportCancelView.as_view(), name="import-cancel"),
    path(f"{_ONE}/undo/", ImportUndoView.as_view(), name="import-undo"),
    path(f"{_ONE}/wrong-rows/", ImportWrongRowsView.as_view(), name="import-wrong-rows"),
]
