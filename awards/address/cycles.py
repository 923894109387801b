"""Addresses of award cycles, suggestions, proposals, funds and subjects."""

from django.urls import URLPattern, path

from awards.views import cycles, proposals, subjects, suggestion, unit_awards

urlpatterns: list[URLPattern] = [
    path("", cycles.cycle_list, name="cycles"),
    path("dot/moi/<int:run>/", cycles.cycle_new, name="cycle_new"),
    path("dot/<int:cycle>/", cycles.cycle_page, name="cycle"),
    path("dot/<int:cycle>/noi-dung/", cycles.cycle_facts, name="cycle_facts"),
    path("dot/<int:cycle>/so-luong/", cycles.quotas, name="quotas"),
    path("dot/<int:cycle>/mo/", cycles.opening, name="opening"),
    path("dot/<int:cycle>/chuyen/", cycles.move, name="cycle_move"),
    path("dot/<int:cycle>/goi-y/", suggestion.suggestions, name="suggestions"),
    path("dot/<int:cycle>/goi-y/<str:rule>/<str:side>/", suggestion.suggestion, name="suggestion"),
    path("dot/<int:cycle>/goi-y/<str:rule>/<str:side>/de-nghi/", suggestion.take, name="take"),
    path("dot/<int:cycle>/xac-nhan/", proposals.confirm, name="confirm"),
    path("dot/<int:cycle>/de-xuat/", proposals.proposing, name="proposing"),
    path("dot/<int:cycle>/de-xuat/<str:unit>/ca-nhan/", proposals.propose_person, name="propose_person"),
    path("dot/<int:cycle>/de-xuat/<str:unit>/tap-the/", proposals.propose_collective, name="propose_collective"),
    path("de-nghi/<uuid:proposal>/rut/", proposals.withdraw, name="withdraw"),
    path("don-vi/", unit_awards.unit_awards, name="unit_awards"),
    path("quy/", cycles.funds, name="funds"),
    path("doi-tuong/", subjects.subjects, name="subjects"),
    path("doi-tuong/<int:subject>/", subjects.subject, name="subject"),
    path("doi-tuong/khen-thuong-da-co/", subjects.earlier, name="earlier"),
    path("doi-tuong/khen-thuong-da-co/nhap/", subjects.earlier_import, name="earlier_import"),
    path("doi-tuong/khen-thuong-da-co.xlsx", subjects.earlier_sheet, name="earlier_sheet"),
]
