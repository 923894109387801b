"""Addresses of the awards, part by part."""

from awards.address import council

app_name = "awards"
urlpatterns = [*council.urlpatterns]
