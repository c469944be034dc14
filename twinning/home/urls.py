"""Addresses of the first page, the search over everything, and the pages about the register."""

from django.urls import path

from twinning.home.views.pages import AboutView, ComponentsView

app_name = "home"
urlpatterns = [
    path("about/", AboutView.as_view(), name="about"),
    path("components/", ComponentsView.as_view(), name="components"),
]
