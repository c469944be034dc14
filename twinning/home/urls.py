"""Addresses of the first page, the search over everything, and the pages about the register."""

from django.urls import path

from twinning.home.views.home import HomeView
from twinning.home.views.kept_work import KeptWorkView
from twinning.home.views.pages import AboutView, ComponentsView
from twinning.home.views.search import SearchView

app_name = "home"
urlpatterns = [
    path("", HomeView.as_view(), name="home"),
    path("kept/", KeptWorkView.as_view(), name="kept_work"),
    path("search/", SearchView.as_view(), name="search"),
    path("about/", AboutView.as_view(), name="about"),
    path("components/", ComponentsView.as_view(), name="components"),
]
