"""Addresses of awards, part by part, under /khen-thuong/."""

from awards.address import certificates, council, cycles, decisions, dossiers, rounds

app_name = "awards"
urlpatterns = [
    *cycles.urlpatterns,
    *dossiers.urlpatterns,
    *council.urlpatterns,
    *decisions.urlpatterns,
    *certificates.urlpatterns,
    *rounds.urlpatterns,
]
