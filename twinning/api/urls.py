"""Every address of the API: the resources of the apps, and what it says about itself."""

from django.urls import include, path

from twinning.api.views.docs import docs
from twinning.api.views.me import MeView
from twinning.api.views.root import RootView
from twinning.api.views.schema import SchemaView
from twinning.api.views.vocabularies import VocabularyListView
from twinning.notices.api import NoticeListView, NoticeReadView

app_name = "api"
urlpatterns = [
    path("", RootView.as_view(), name="root"),
    path("", include("agreements.api.urls")),
    path("", include("cities.api.urls")),
    path("", include("twinning.focus_areas.api.urls")),
    path("", include("twinning.imports.api.urls")),
    path("notices/", NoticeListView.as_view(), name="notice-list"),
    path("notices/read/", NoticeReadView.as_view(), name="notice-read"),
    path("vocabularies/", VocabularyListView.as_view(), name="vocabulary-list"),
    path("me/", MeView.as_view(), name="me"),
    path("schema/", SchemaView.as_view(), name="schema"),
    path("docs/", docs, name="docs"),
]
