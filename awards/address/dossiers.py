"""Addresses of holds, dossiers, opinions and public notices."""

from django.urls import URLPattern, path

from awards.views import dossier_answers, dossiers, holds, notices, opinions

urlpatterns: list[URLPattern] = [
    path("tam-dung/", holds.holds, name="holds"),
    path("tam-dung/chon/", holds.choose, name="hold_choose"),
    path("tam-dung/moi/<str:kind>/<int:number>/", holds.new, name="hold_new"),
    path("tam-dung/<int:hold>/tiep-tuc-xet/", holds.lift, name="hold_lift"),
    path("tam-dung/<int:hold>/tep/<str:which>/", holds.file, name="hold_file"),
    path("ho-so/", dossiers.dossiers, name="dossiers"),
    path("ho-so/<uuid:proposal>/", dossiers.dossier, name="dossier"),
    path("ho-so/<uuid:proposal>/them/<str:part>/", dossiers.add, name="dossier_add"),
    path("ho-so/<uuid:proposal>/giay-to/<int:item>/tep/", dossiers.file, name="dossier_file"),
    path("ho-so/<uuid:proposal>/giay-to/<int:item>/go/", dossiers.withdraw, name="dossier_withdraw"),
    path("ho-so/<uuid:proposal>/gui/", dossiers.send, name="dossier_send"),
    path("ho-so/<uuid:proposal>/tiep-nhan/", dossier_answers.accept, name="dossier_accept"),
    path("ho-so/<uuid:proposal>/tra/", dossier_answers.give_back, name="dossier_return"),
    path("ho-so/<uuid:proposal>/ho-so.zip", dossiers.archive, name="dossier_archive"),
    path("lay-y-kien/<int:cycle>/", opinions.opinions, name="opinions"),
    path("lay-y-kien/<int:cycle>/cong-van/", opinions.letter, name="opinion_letter"),
    path("lay-y-kien/<int:cycle>/<int:opinion>/tra-loi/", opinions.answer, name="opinion_answer"),
    path("lay-y-kien/<int:cycle>/<int:opinion>/tep/<str:which>/", opinions.file, name="opinion_file"),
    path("cong-khai/<int:cycle>/", notices.notices, name="notices"),
    path("cong-khai/<int:cycle>/<int:notice>/y-kien/", notices.opinion, name="notice_opinion"),
    path("cong-khai/<int:cycle>/<int:notice>/y-kien/<int:opinion>/", notices.handle, name="notice_handle"),
    path("cong-khai/<int:cycle>/<int:notice>/thong-bao/", notices.paper, name="notice_paper"),
    path("cong-khai/<int:cycle>/<int:notice>/ket-luan/", notices.conclude, name="notice_conclude"),
    path("danh-sach/<int:notice>/", notices.public_list, name="public_list"),
]
