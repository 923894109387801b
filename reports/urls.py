"""Addresses of the reports: home, phases, messages."""

from django.urls import path

from reports.views import home, phase, report

app_name = "reports"

urlpatterns = [
    path("", home.home, name="home"),
    path("thong-bao/", home.inbox, name="inbox"),
    path("giai-doan/<int:number>/", phase.phase_page, name="phase"),
    path("giai-doan/<int:number>/tong-hop.pdf", phase.phase_pdf, name="phase_pdf"),
    path("giai-doan/<int:number>/tong-hop.xlsx", phase.phase_xlsx, name="phase_xlsx"),
    path("giai-doan/<int:number>/bao-cao/", report.report_page, name="report"),
    path("giai-doan/<int:number>/bao-cao/bat-dau/", report.begin, name="report_begin"),
    path("giai-doan/<int:number>/bao-cao/bao-cao.<str:form>", report.report_file, name="report_file"),
    path("giai-doan/<int:number>/bao-cao/van-ban/", report.paper, name="report_paper"),
    path("giai-doan/<int:number>/bao-cao/<str:part>/", report.section, name="report_part"),
    path("giai-doan/<int:number>/bao-cao/<str:part>/so-lieu/", report.take, name="report_take"),
    path("giai-doan/<int:number>/<str:unit>/", phase.phase_unit, name="phase_unit"),
]
