"""Addresses of the assessments app, joined from the parts of the journey."""

from assessments.urls import desk, rounds, unit

app_name = "assessments"

urlpatterns = [*unit.urlpatterns, *desk.urlpatterns, *rounds.urlpatterns]
