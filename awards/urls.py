"""Addresses of awards, part by part."""

from awards.address.decisions import urlpatterns as decisions

app_name = "awards"
urlpatterns = [*decisions]
