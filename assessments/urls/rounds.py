"""Addresses of rounds: progress, moves and results."""

from django.urls import URLPattern, path

from assessments.views import (
    assigning,
    corrections,
    explanations,
    paper,
    rank,
    result_tools,
    rounds,
    set_change,
    targets,
    trial,
)

urlpatterns: list[URLPattern] = [
    path("ky/", rounds.round_list, name="rounds"),
    path("ky/<int:year>/", rounds.round_page, name="round"),
    path("ky/<int:year>/mo/", rounds.round_open, name="round_open"),
    path("ky/<int:year>/dong/", rounds.round_close, name="round_close"),
    path("ky/<int:year>/mo-lai/", rounds.round_reopen, name="round_reopen"),
    path("ky/<int:year>/du-kien/", rounds.round_announce, name="round_announce"),
    path("ky/<int:year>/xem-lai/", rounds.round_reconsider, name="round_reconsider"),
    path("ky/<int:year>/xem-xet-lai/<int:explanation>/", explanations.review, name="review"),
    path("ky/<int:year>/dieu-chinh/cong-bo/", corrections.publish, name="corrections_publish"),
    path("ky/<int:year>/dieu-chinh/<int:correction>/rut/", corrections.withdraw, name="correction_withdraw"),
    path("ky/<int:year>/ket-luan/", rounds.round_finalise, name="round_finalise"),
    path("ky/<int:year>/phe-duyet/", rounds.round_approve, name="round_approve"),
    path("ky/<int:year>/cong-bo/", rounds.round_publish, name="round_publish"),
    path("ky/<int:year>/bo-tieu-chi/", set_change.round_set, name="round_set"),
    path("ky/<int:year>/thu-bo-tieu-chi/<int:version>/", trial.round_trial_page, name="round_trial"),
    path("ky/<int:year>/ho-so-giay/", paper.paper, name="paper"),
    path("ky/<int:year>/ho-so-giay/rut/", paper.paper_withdraw, name="paper_withdraw"),
    path("ky/<int:year>/ho-so-giay.xlsx", paper.paper_sheet, name="paper_sheet"),
    path("ky/<int:year>/chi-tieu/", targets.targets, name="targets"),
    path("ky/<int:year>/chi-tieu.xlsx", targets.targets_sheet, name="targets_sheet"),
    path("ky/<int:year>/phan-cong/<str:unit>/", assigning.assign, name="assign"),
    path("ky/<int:year>/phan-cong/<str:unit>/dinh-muc/", assigning.limits, name="assign_limits"),
    path("ky/<int:year>/phan-cong/<str:unit>/tu-dong/", assigning.share_out, name="assign_auto"),
    path("ky/<int:year>/phan-cong/<str:unit>/excel/", assigning.workbook, name="assign_file"),
    path("ky/<int:year>/gia-dinh/", result_tools.what_if, name="what_if"),
    path("ky/<int:year>/do-on-dinh/", result_tools.stability, name="stability"),
    path("ky/<int:year>/chuyen-vien/", result_tools.appraisers, name="appraisers"),
    path("ky/<int:year>/ket-qua/", rounds.round_results, name="round_results"),
    path("ky/<int:year>/ket-qua/<str:unit>/", rank.rank, name="rank"),
    path("ky/<int:year>/don-vi/<str:unit>/", rounds.participant, name="participant"),
]
