"""Addresses of nominated persons; a person's report itself has the addresses of a sheet."""

from django.urls import URLPattern, path

from assessments.views import exports, nominations

urlpatterns: list[URLPattern] = [
    path("ky/<int:year>/ca-nhan/", nominations.nominations, name="nominations"),
    path("ky/<int:year>/ca-nhan.xlsx", exports.persons_sheet, name="persons_sheet"),
    path("ca-nhan/de-nghi/<int:participant_id>/", nominations.nominate, name="nominate"),
    path("phieu/<uuid:sheet>/ca-nhan/", nominations.position, name="position"),
    path("phieu/<uuid:sheet>/sang-kien/", nominations.initiative, name="initiative"),
    path("phieu/<uuid:sheet>/rut-de-nghi/", nominations.retract, name="retract"),
]
