"""Pages of award cycles by role: what they say, what stays typed, what a moved slider shows and never stores."""

import pytest
from django.test import Client

from awards.models import Award, AwardCycle, Fund, Proposal
from awards.queries.cycles import quotas_of
from awards.services.proposals import Pick, suggestions_take
from common import clock
from tests import factories
from tests.assessments.imports import PAPER, uploaded, workbook
from tests.awards import cycle_world as world
from tests.awards.laws import load_law
from units.enums import Role
from units.models import Unit

pytestmark = pytest.mark.django_db
DOCUMENT = {"kind": "Quyết định", "number": "12/QĐ-SGDĐT", "date": "18/6/2025", "issuer": "Sở Giáo dục và Đào tạo"}


@pytest.fixture(autouse=True)
def in_time():
    with clock.frozen(world.NOW):
        yield


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def text(response) -> str:
    return response.content.decode()


def school(place: int = 1) -> Unit:
    return Unit.objects.get(code=f"TRUONG-{place}")


def suggestion_url(cycle, code="GK-NAM-TT", side="collective") -> str:
    return f"/khen-thuong/dot/{cycle.pk}/goi-y/{code}/{side}/"


def test_the_way_from_a_result_to_an_open_cycle():
    run = world.year_run(world.schools(95, 92, 91, 85, 84))
    world.fund()
    client = signed_in(world.secretary())
    assert f"/khen-thuong/dot/moi/{run.pk}/" in text(client.get("/khen-thuong/"))
    page = text(client.get(f"/khen-thuong/dot/moi/{run.pk}/"))
    assert 'value="Khen thưởng năm 2025"' in page
    facts = {"version": 0, "title": "Khen thưởng năm 2025", "achievement_from": "01/01/2025",
             "achievement_to": "31/5/2025", "achievement_text": "Có thành tích"}  # fmt: skip
    assert client.post(f"/khen-thuong/dot/moi/{run.pk}/", facts).status_code == 302
    cycle = AwardCycle.objects.get()
    assert "Chốt số lượng" in text(client.get(f"/khen-thuong/dot/{cycle.pk}/"))
    numbers = {row.field: row.number for row in quotas_of(cycle)}
    assert client.post(f"/khen-thuong/dot/{cycle.pk}/so-luong/", DOCUMENT | numbers | {"version": 1}).status_code == 302
    opening = {"version": 2, "fund": Fund.objects.get().pk, "nominate_until": "22/6/2025"}
    assert client.post(f"/khen-thuong/dot/{cycle.pk}/mo/", opening).status_code == 302
    cycle.refresh_from_db()
    assert cycle.state == "nominating"
    assert "Lập danh sách theo gợi ý" in text(client.get(f"/khen-thuong/dot/{cycle.pk}/"))


def test_opening_without_quotas_says_what_to_do():
    cycle = world.begun()
    response = signed_in(world.secretary()).get(f"/khen-thuong/dot/{cycle.pk}/mo/")
    assert response.status_code == 409
    assert "Số lượng chưa có văn bản." in text(response)
    assert "Đề nghị chốt số lượng theo văn bản trước." in text(response)


def test_wrong_dates_and_an_older_version_stay_on_the_form():
    cycle = world.begun()
    client, url = signed_in(world.secretary()), f"/khen-thuong/dot/{cycle.pk}/noi-dung/"
    facts = {"version": 1, "title": "Tên mới", "achievement_from": "31/5/2025", "achievement_to": "01/01/2025",
             "achievement_text": "X"}  # fmt: skip
    response = client.post(url, facts)
    assert response.status_code == 422
    assert "Ngày cuối của thành tích trước ngày đầu." in text(response)
    assert 'value="Tên mới"' in text(response)
    response = client.post(url, facts | {"achievement_from": "01/01/2025", "achievement_to": "31/5/2025", "version": 9})
    assert "Đã có người lưu" in text(response)


def test_the_suggestion_shows_names_reasons_and_cost():
    cycle = world.opened(GK_NAM_TT=2)
    page = text(signed_in(world.user_of(Role.OBSERVER)).get(suggestion_url(cycle)))
    for words in ("Trường THPT Số 1", "Xếp loại Xuất sắc (từ Xuất sắc)", "Đủ điều kiện, ngoài số lượng", "2.820.000"):
        assert words in page
    assert "Đưa các trường hợp đã chọn" not in page


def test_a_moved_slider_shows_who_would_move_and_stores_nothing():
    cycle = world.opened(GK_NAM_TT=2)
    page = text(signed_in(world.manager()).get(suggestion_url(cycle), {"sl-C1": "3"}))
    assert "Được thêm vào: Trường THPT Số 3" in page
    assert "4.230.000" in page
    assert {row.number for row in quotas_of(cycle) if row.cluster} == {2}
    page = text(signed_in(world.manager()).get(suggestion_url(cycle), {"sl-C1": "1"}))
    assert "Bị đưa ra: Trường THPT Số 2" in page


def test_a_moved_threshold_of_the_phase():
    units = world.schools(95, 79, 70)
    cycle = world.opened(world.phase_run(units, units, units), GK_GD_TT=3)
    url = suggestion_url(cycle, "GK-GD-TT")
    before = text(signed_in(world.manager()).get(url))
    assert "Suýt đạt" in before
    page = text(signed_in(world.manager()).get(url, {"diem": "78.5"}))
    assert "Được thêm vào: Trường THPT Số 2" in page
    assert signed_in(world.manager()).get(url, {"diem": "abc"}).status_code == 422


def test_taken_in_bulk_and_confirmed_by_another():
    cycle = world.opened(GK_NAM_TT=2)
    keys = [f"u{school(place).pk}" for place in (1, 2)]
    secretary, manager = signed_in(world.secretary()), signed_in(world.manager())
    response = secretary.post(suggestion_url(cycle) + "de-nghi/", {"key": keys})
    assert response.status_code == 302
    assert "Người đề nghị không tự xác nhận" in text(secretary.get(f"/khen-thuong/dot/{cycle.pk}/xac-nhan/"))
    page = text(manager.get(f"/khen-thuong/dot/{cycle.pk}/xac-nhan/"))
    assert "2 trường hợp chờ xác nhận" in page
    assert "Trường THPT Số 2" in page
    names = [str(row.public_id) for row in Proposal.objects.all()]
    unread = manager.post(f"/khen-thuong/dot/{cycle.pk}/xac-nhan/", {"names": names})
    assert unread.status_code == 422
    assert Proposal.objects.filter(state="nominated").count() == 0
    read = manager.post(f"/khen-thuong/dot/{cycle.pk}/xac-nhan/", {"names": names, "seen": "on"})
    assert read.status_code == 302
    assert Proposal.objects.filter(state="nominated").count() == 2


def test_names_that_changed_are_shown_again():
    cycle = world.opened()
    [made] = suggestions_take(
        cycle=cycle, heading=world.heading(cycle, "GK-NAM-TT", "collective"),
        picks=[Pick(key=f"u{school().pk}")], by=world.secretary(),
    )  # fmt: skip
    gone = "00000000-0000-4000-8000-000000000000"
    typed = {"names": [str(made.public_id), gone], "seen": "on"}
    response = signed_in(world.manager()).post(f"/khen-thuong/dot/{cycle.pk}/xac-nhan/", typed)
    assert response.status_code == 409
    assert "Danh sách đã thay đổi sau khi hiển thị" in text(response)


def test_a_missing_reason_is_refused_and_what_was_ticked_stays():
    cycle = world.opened(GK_NAM_TT=2)
    key = f"u{school(4).pk}"
    response = signed_in(world.secretary()).post(suggestion_url(cycle) + "de-nghi/", {"key": [key]})
    assert response.status_code == 400
    assert "cần nêu lý do" in text(response)
    assert f'value="{key}" checked' in text(response)
    assert not Proposal.objects.exists()


def test_a_head_proposes_and_withdraws():
    cycle = world.opened()
    unit = school()
    client = signed_in(factories.head_of(unit))
    assert client.get(f"/khen-thuong/dot/{cycle.pk}/").status_code == 302
    page = text(client.get(f"/khen-thuong/dot/{cycle.pk}/de-xuat/"))
    assert "Đề nghị cá nhân" in page
    assert "Đề nghị tập thể" not in page
    typed = {"heading": "GK-NAM-CN", "full_name": "Phạm Thị Hoa", "job_title": "Giáo viên", "category": "direct"}
    url = f"/khen-thuong/dot/{cycle.pk}/de-xuat/TRUONG-1/ca-nhan/"
    response = client.post(url, typed)
    assert response.status_code == 422
    assert 'value="Phạm Thị Hoa"' in text(response)
    assert client.post(url, typed | {"report": "Tiết kiệm điện."}).status_code == 302
    row = Proposal.objects.get()
    page = text(client.get(f"/khen-thuong/dot/{cycle.pk}/de-xuat/"))
    assert f"/khen-thuong/de-nghi/{row.public_id}/rut/" in page
    assert client.post(f"/khen-thuong/de-nghi/{row.public_id}/rut/", {"reason": "Chuyển công tác."}).status_code == 302
    row.refresh_from_db()
    assert row.state == "dropped"
    secretary = text(signed_in(world.secretary()).get(f"/khen-thuong/dot/{cycle.pk}/"))
    assert "Chuyển công tác." in secretary


def test_the_limit_of_a_unit_is_said_at_the_form():
    cycle = world.opened()
    client, url = signed_in(factories.head_of(school())), f"/khen-thuong/dot/{cycle.pk}/de-xuat/TRUONG-1/ca-nhan/"
    typed = {"heading": "GK-NAM-CN", "job_title": "Giáo viên", "category": "direct", "report": "X"}
    assert client.post(url, typed | {"full_name": "Người Một"}).status_code == 302
    response = client.post(url, typed | {"full_name": "Người Hai"})
    assert response.status_code == 409
    assert "Đơn vị được đề nghị tối đa 1" in text(response)


def test_a_collective_of_the_phase():
    units = world.schools(95, 92)
    cycle = world.opened(world.phase_run(units, units, units))
    client, url = signed_in(factories.head_of(school())), f"/khen-thuong/dot/{cycle.pk}/de-xuat/TRUONG-1/tap-the/"
    typed = {
        "heading": "GK-GD-TTN",
        "name": "Tổ Toán",
        "kind": "Tổ chuyên môn",
        "headcount": 5,
        "women": 9,
        "report": "X",
    }
    assert "Số nữ nhiều hơn tổng số người." in text(client.post(url, typed))
    assert client.post(url, typed | {"women": 4}).status_code == 302
    assert Proposal.objects.get().women_percent == 80
    assert client.get(f"/khen-thuong/dot/{cycle.pk}/de-xuat/TRUONG-2/tap-the/").status_code == 404
    shown = text(signed_in(world.secretary()).get(suggestion_url(cycle, "GK-GD-TTN")))
    assert "Tổ Toán" in shown
    assert "Trường THPT Số 2" not in shown


def test_a_head_sees_neither_other_units_nor_a_cycle_in_preparation():
    units = world.schools(95, 92)
    cycle = world.begun(world.year_run(units))
    client = signed_in(factories.head_of(school()))
    assert cycle.title not in text(client.get("/khen-thuong/"))
    assert client.get(f"/khen-thuong/dot/{cycle.pk}/de-xuat/").status_code == 404
    assert client.get("/khen-thuong/doi-tuong/").status_code == 403


def test_a_fund_that_is_too_small_is_told():
    cycle = world.opened()
    Fund.objects.update(amount=1_000_000)
    assert "Vượt quỹ" in text(signed_in(world.user_of(Role.LEADER)).get(f"/khen-thuong/dot/{cycle.pk}/"))


def test_the_fund_is_entered_with_its_document():
    world.year_run(world.schools(95))
    client = signed_in(world.secretary())
    response = client.post("/khen-thuong/quy/", DOCUMENT | {"year": "2025", "amount": "80.000.000"})
    assert response.status_code == 302
    page = text(signed_in(world.user_of(Role.ACCOUNTANT)).get("/khen-thuong/quy/"))
    assert "80.000.000" in page
    assert "<form class" not in page.partition("<main")[2].partition("</main>")[0]
    assert client.post("/khen-thuong/quy/", DOCUMENT | {"year": "2025", "amount": "nhiều"}).status_code == 422


HEADINGS = (
    "Loại đối tượng", "Mã đơn vị", "Tên tập thể, cá nhân", "Chức vụ", "Mã hình thức", "Thành tích", "Từ ngày",
    "Đến ngày", "Tiền thưởng (đồng)",
)  # fmt: skip
LINE = ("Cá nhân", "THPT-A", "Lê Văn An", "Giáo viên", "GK-SO", "Năm 2023", "01/01/2023", "31/12/2023", "540.000")


def test_earlier_awards_come_in_two_steps():
    load_law()
    factories.make_unit("T", code="THPT-A", name="Trường THPT A")
    client, url = signed_in(world.secretary()), "/khen-thuong/doi-tuong/khen-thuong-da-co/nhap/"
    seen = client.post(url, PAPER | {"workbook": uploaded(workbook(HEADINGS, LINE))})
    assert "Lê Văn An" in text(seen)
    assert "1 khen thưởng. Chưa có gì được lưu." in text(seen)
    assert not Award.objects.exists()
    hidden = dict(seen.context["step"].hidden)
    assert client.post(url, hidden | {"confirm": "1"}).status_code == 302
    assert Award.objects.get().amount == 540_000
    subject = Award.objects.get().subject
    page = text(client.get(f"/khen-thuong/doi-tuong/{subject.pk}/"))
    for words in ("Giấy khen của Giám đốc Sở", PAPER["number"], "01/01/2023 - 31/12/2023"):
        assert words in page
    assert "Lê Văn An" in text(client.get("/khen-thuong/doi-tuong/", {"q": "le van an"}))


def test_a_workbook_with_faults_is_not_taken():
    load_law()
    client, url = signed_in(world.secretary()), "/khen-thuong/doi-tuong/khen-thuong-da-co/nhap/"
    response = client.post(url, PAPER | {"workbook": uploaded(workbook(HEADINGS, LINE))})
    assert response.status_code == 422
    assert "Không có đơn vị nào có mã “THPT-A”." in text(response)


def test_an_earlier_award_by_hand():
    load_law()
    factories.make_unit("T", code="THPT-A", name="Trường THPT A")
    client, url = signed_in(world.secretary()), "/khen-thuong/doi-tuong/khen-thuong-da-co/"
    typed = DOCUMENT | {
        "subject_kind": "collective", "unit": "THPT-A", "form_code": "GK-DV", "achievement": "Năm 2024",
        "achievement_from": "01/01/2024", "achievement_to": "31/12/2024",
    }  # fmt: skip
    assert "Thiếu tên tập thể hoặc cá nhân." in text(client.post(url, typed))
    assert client.post(url, typed | {"name": "Tổ Văn"}).status_code == 302
    assert Award.objects.get().printed_name == "Tổ Văn"
    again = client.post(url, typed | {"name": "Tổ Văn"})
    assert again.status_code == 409
    assert "đã có Tổ Văn" in text(again)
