"""Addresses of the campaign app."""

from django.urls import URLPattern

app_name = "campaign"

urlpatterns: list[URLPattern] = []
