"""Addresses of this app."""

from django.urls import URLPattern

app_name = "cities"
urlpatterns: list[URLPattern] = []
