"""Addresses of councils, sessions and votes."""

from django.urls import path

from awards.views import council, council_live, council_papers, council_polls, council_sessions

urlpatterns = [
    path("hoi-dong/", council.councils, name="councils"),
    path("hoi-dong/<int:council>/", council.council, name="council"),
    path("hoi-dong/<int:council>/dieu-kien-hop/", council.rule, name="council_rule"),
    path("hoi-dong/<int:council>/thanh-vien/", council.seat, name="council_seat"),
    path("hoi-dong/<int:council>/thanh-vien/<int:member>/", council.seat_end, name="council_seat_end"),
    path("phien-hop/", council_sessions.sessions, name="sessions"),
    path("phien-hop/moi/", council_sessions.plan, name="session_plan"),
    path("phien-hop/<int:session>/", council_sessions.session, name="session"),
    path("phien-hop/<int:session>/sua/", council_sessions.change, name="session_change"),
    path("phien-hop/<int:session>/khai-mac/", council_sessions.begin, name="session_open"),
    path("phien-hop/<int:session>/noi-dung/", council_sessions.show, name="session_show"),
    path("phien-hop/<int:session>/diem-danh/<int:member>/", council_sessions.attend, name="session_attend"),
    path("phien-hop/<int:session>/be-mac/", council_sessions.end, name="session_close"),
    path("phien-hop/<int:session>/bien-ban/", council_papers.minutes, name="session_minutes"),
    path("phien-hop/<int:session>/bieu-quyet/", council_polls.prepare, name="poll_prepare"),
    path("phien-hop/<int:session>/truc-tiep/", council_live.live, name="session_live"),
    path("bieu-quyet/<int:poll>/", council_polls.poll, name="poll"),
    path("bieu-quyet/<int:poll>/ban-kiem-phieu/", council_polls.tellers, name="poll_tellers"),
    path("bieu-quyet/<int:poll>/bat-dau/", council_polls.begin, name="poll_open"),
    path("bieu-quyet/<int:poll>/ghi-nhan/", council_polls.record, name="poll_record"),
    path("bieu-quyet/<int:poll>/kiem-phieu/", council_polls.count, name="poll_count"),
    path("bieu-quyet/<int:poll>/ket-thuc/", council_polls.close, name="poll_close"),
    path("bieu-quyet/<int:poll>/vo-hieu/", council_polls.void, name="poll_void"),
    path("bieu-quyet/<int:poll>/bo/", council_polls.remove, name="poll_remove"),
    path("bieu-quyet/<int:poll>/bien-ban-kiem-phieu/", council_papers.counting, name="poll_counting"),
    path("bieu-quyet/<int:poll>/to-trinh/", council_papers.proposal, name="poll_proposal"),
    path("bieu-quyet/<int:poll>/phieu-bau.pdf", council_papers.ballots, name="poll_ballots"),
    path("bieu-quyet/<int:poll>/phieu/", council_live.ballot, name="ballot"),
    path("truong-hop/<int:case>/", council_live.case, name="poll_case"),
    path("truong-hop/<int:case>/khong-tham-gia/", council_live.recuse, name="poll_recuse"),
]
