"""Addresses of the appraiser: queue, desk and the buttons on it."""

from django.urls import URLPattern, path

from assessments.views import agree, column, conflicts, desk, disagreements, figures, queue, ruling

urlpatterns: list[URLPattern] = [
    path("phieu/<uuid:sheet>/tiep-nhan/", desk.receive, name="receive"),
    path("tham-dinh/", queue.queue, name="queue"),
    path("tham-dinh/ky/<int:year>/", column.columns, name="columns"),
    path("tham-dinh/ky/<int:year>/<str:item>/", column.column, name="column"),
    path("tham-dinh/ky/<int:year>/<str:item>/so-lieu/", figures.figures, name="figures"),
    path("tham-dinh/ky/<int:year>/<str:item>/so-lieu.xlsx", figures.figures_sheet, name="figures_sheet"),
    path("tham-dinh/ky/<int:year>/<str:item>/<uuid:sheet>/", column.column_mark, name="column_mark"),
    path("tham-dinh/lech-diem/", disagreements.disagreements, name="disagreements"),
    path("tham-dinh/truong-hop-phai-tranh/", conflicts.conflicts, name="conflicts"),
    path("tham-dinh/truong-hop-phai-tranh/<int:conflict>/go-bo/", conflicts.withdraw, name="conflict_withdraw"),
    path("tham-dinh/diem-thuong-tru/<int:entry>/go/", desk.adjust_remove, name="adjust_remove"),
    path("tham-dinh/<uuid:sheet>/", desk.desk, name="desk"),
    path("tham-dinh/<uuid:sheet>/dong-y/", agree.agree, name="agree"),
    path("tham-dinh/<uuid:sheet>/hoan-thanh/", desk.finish, name="finish"),
    path("tham-dinh/<uuid:sheet>/mo-lai/", desk.reopen, name="reopen"),
    path("tham-dinh/<uuid:sheet>/diem-thuong-tru/", desk.adjust, name="adjust"),
    path("tham-dinh/<uuid:sheet>/<str:item>/", desk.mark, name="mark"),
    path("tham-dinh/<uuid:sheet>/<str:item>/cham-lai/", desk.open_marks, name="open_marks"),
    path("tham-dinh/<uuid:sheet>/<str:item>/ket-luan/", ruling.rule, name="rule"),
    path("tham-dinh/<uuid:sheet>/<str:item>/yeu-cau-bo-sung/", desk.return_to_unit, name="return"),
    path("tham-dinh/<uuid:sheet>/<str:item>/rut-yeu-cau/", desk.return_back, name="return_back"),
]
