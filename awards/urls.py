"""Addresses of awards, part by part, under /khen-thuong/."""

from awards.address import council, cycles, dossiers

app_name = "awards"
urlpatterns = [*cycles.urlpatterns, *dossiers.urlpatterns, *council.urlpatterns]
