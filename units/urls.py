"""Addresses of the units app."""

from django.urls import URLPattern, path

from units.views import session, units

app_name = "units"

urlpatterns: list[URLPattern] = [
    path("phien/", session.session, name="session"),
    path("don-vi/", units.unit_list, name="units"),
    path("don-vi/<str:code>/", units.unit_page, name="unit"),
]
