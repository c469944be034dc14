"""Addresses of the first page, the search over everything, and the pages about the register."""

from django.urls import path

from twinning.home.views.home import HomeView
from twinning.home.views.pages import AboutView, ComponentsView
from twinning.home.views.search import SearchView

app_name = "home"
urlpatterns = [
    path("", HomeView.as_view(), name="home"),
    path("search/", SearchView.as_view(), name="search"),
    path("about/", AboutView.as_view(), name="about"),
    path("components/", ComponentsView.as_view(), name="components"),
]
