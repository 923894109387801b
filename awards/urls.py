"""Addresses of awards, part by part, under /khen-thuong/."""

from awards.address import certificates, council, dossiers

app_name = "awards"
urlpatterns = [*dossiers.urlpatterns, *council.urlpatterns, *certificates.urlpatterns]
