"""Addresses of certificates; their batches stand with the papers."""

from django.urls import URLPattern, path

from awards.views import certificates

urlpatterns: list[URLPattern] = [
    path("quyet-dinh/<uuid:decision>/giay-khen/", certificates.begin, name="certificates_begin"),
]
