"""Addresses of the reports: home, phases, messages."""

from django.urls import path

from reports.views import home, phase

app_name = "reports"

urlpatterns = [
    path("", home.home, name="home"),
    path("thong-bao/", home.inbox, name="inbox"),
    path("giai-doan/<int:number>/", phase.phase_page, name="phase"),
    path("giai-doan/<int:number>/tong-hop.pdf", phase.phase_pdf, name="phase_pdf"),
    path("giai-doan/<int:number>/tong-hop.xlsx", phase.phase_xlsx, name="phase_xlsx"),
    path("giai-doan/<int:number>/<str:unit>/", phase.phase_unit, name="phase_unit"),
]
