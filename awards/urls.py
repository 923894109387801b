"""Addresses of awards, part by part."""

from awards.address.cycles import urlpatterns as cycles

app_name = "awards"
urlpatterns = [*cycles]
