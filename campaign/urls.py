"""Addresses of the campaign app."""

from django.urls import URLPattern, path

from campaign.views import criteria, criteria_compare, plan

app_name = "campaign"

urlpatterns: list[URLPattern] = [
    path("ke-hoach/", plan.plan_page, name="plan"),
    path("tieu-chi/", criteria.criteria_list, name="criteria"),
    path("tieu-chi/<str:code>/<int:version>/", criteria.criteria_set_page, name="criteria_set"),
    path(
        "tieu-chi/<str:code>/<int:before>/so-sanh/<int:after>/",
        criteria_compare.criteria_compare,
        name="criteria_compare",
    ),
]
