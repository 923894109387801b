"""Addresses of awards, under /khen-thuong/."""

from awards.address.dossiers import urlpatterns as dossiers

app_name = "awards"
urlpatterns = [*dossiers]
