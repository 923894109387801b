"""Addresses of the papers of a round."""

from django.urls import URLPattern, path

from awards.views import round_papers

urlpatterns: list[URLPattern] = [
    path("ky/<int:year>/van-ban/", round_papers.round_papers, name="round_papers"),
    path("ky/<int:year>/van-ban/huong-dan/", round_papers.guidance, name="round_guidance"),
    path("ky/<int:year>/van-ban/du-kien/", round_papers.provisional_notice, name="round_provisional_notice"),
    path("ky/<int:year>/van-ban/ket-qua/", round_papers.result_notice, name="round_result_notice"),
]
