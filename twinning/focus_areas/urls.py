"""Addresses of this app."""

from django.urls import URLPattern

app_name = "focus_areas"
urlpatterns: list[URLPattern] = []
