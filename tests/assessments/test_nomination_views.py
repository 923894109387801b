"""Pages of nominated persons: the form keeps what was typed, refusals have their words, the paper says what it must."""

import html

import pytest
from django.test import Client

from assessments.documents import build_report
from assessments.models import Assessment, Initiative, Nomination
from assessments.queries import answers_of
from assessments.services.appraisal import return_ask
from campaign.models import Round
from common import clock
from documents.papers import render
from tests import factories
from tests.assessments import nominated
from tests.documents.reading import text_of
from tests.kept import kept
from units.enums import Role
from units.services import person_add

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_time():
    with clock.frozen(factories.IN_TIME):
        yield


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def text(response) -> str:
    return response.content.decode()


@kept
def participant():
    round = nominated.make_round()
    return factories.participant_of(factories.make_unit(), round)


def test_a_known_name_is_refused_at_its_field_and_stays_typed(participant):
    nominated.draft(participant.unit)
    client = signed_in(factories.editor_of(participant.unit))
    typed = {"full_name": "Trần Thị Mai", "job_title": "Thư viện", "category": "direct"}
    response = client.post(f"/ca-nhan/de-nghi/{participant.pk}/", typed)
    assert response.status_code == 409
    assert "Đơn vị đã có người mang tên này" in text(response)
    assert 'value="Thư viện"' in text(response)
    assert Nomination.objects.count() == 1


def test_somebody_nominated_already_is_refused_with_the_three_parts(participant):
    sheet = nominated.draft(participant.unit)
    client = signed_in(factories.editor_of(participant.unit))
    typed = {"person": str(sheet.person.public_id), "job_title": "Giáo viên", "category": "direct"}
    response = client.post(f"/ca-nhan/de-nghi/{participant.pk}/", typed)
    assert response.status_code == 409
    for words in ("đã được đề nghị trong kỳ đánh giá", "được giữ nguyên", "Đề nghị mở đề nghị trước"):
        assert words in text(response)


@pytest.mark.parametrize(("typed", "words"), [
    ({}, "Đề nghị chọn người trong danh sách hoặc ghi họ và tên."),
    ({"person": "x"}, "x"),
])  # fmt: skip
def test_the_form_needs_one_person(participant, typed, words):
    client = signed_in(factories.editor_of(participant.unit))
    response = client.post(f"/ca-nhan/de-nghi/{participant.pk}/", {"job_title": "Y", "category": "direct"} | typed)
    assert response.status_code == 422
    assert words in text(response)


def test_what_is_known_of_a_person_is_filled_in(participant):
    """By the script on the page, and without it where the title is left empty."""
    mai = person_add(
        unit=participant.unit, full_name="Trần Thị Mai", sex="female", category="manager", job_title="Tổ trưởng"
    )
    client = signed_in(factories.editor_of(participant.unit))
    url = f"/ca-nhan/de-nghi/{participant.pk}/"
    page = html.unescape(text(client.get(url)))
    assert f'"{mai.public_id}": {{"job_title": "Tổ trưởng", "category": "manager"}}' in page
    for words in (
        "Bắt buộc, trừ khi ghi họ và tên người chưa có trong danh sách ở ô dưới.",
        "Bắt buộc đối với người chưa có trong danh sách; các trường hợp khác để trống.",
    ):
        assert words in page
    assert page.count("(không bắt buộc)") == 2  # sex and workplace
    assert client.post(url, {"person": str(mai.public_id), "category": "manager"}).status_code == 303
    assert Nomination.objects.get().job_title == "Tổ trưởng"


def test_a_title_is_asked_for_where_none_is_known(participant):
    lan = person_add(unit=participant.unit, full_name="Lê Thị Lan", sex="", category="direct", job_title="")
    client = signed_in(factories.editor_of(participant.unit))
    url = f"/ca-nhan/de-nghi/{participant.pk}/"
    for typed in ({"person": str(lan.public_id)}, {"full_name": "Y Bham"}):
        response = client.post(url, typed | {"category": "direct"})
        assert (response.status_code, "id_job_title_error" in text(response)) == (422, True)
    response = client.post(url, {"person": str(lan.public_id), "category": "direct", "job_title": "Giáo viên Toán"})
    assert (response.status_code, Nomination.objects.get().job_title) == (303, "Giáo viên Toán")


def test_ones_own_report_says_so_and_who_confirms_it(participant):
    sheet = nominated.draft(participant.unit)
    editor, head = factories.editor_of(participant.unit), factories.head_of(participant.unit)
    url = f"/phieu/{sheet.public_id}/"
    assert "Đây là báo cáo của chính người đang đăng nhập" not in text(signed_in(editor).get(url))
    editor.person = sheet.person
    editor.save()
    page = text(signed_in(editor).get(url))
    assert "Đây là báo cáo của chính người đang đăng nhập" in page
    assert f"Báo cáo do {head} xác nhận và nộp thay mặt đơn vị" in page
    assert "Đây là báo cáo của chính" not in text(signed_in(head).get(url))


def test_an_initiative_with_a_bad_file_is_refused_at_the_file(participant):
    sheet = nominated.draft(participant.unit)
    client = signed_in(factories.editor_of(participant.unit))
    typed = {
        "name": "Sáng kiến", "item": "CN-1.2", "level": "unit", "kind": "Giấy xác nhận", "number": "3/GXN",
        "date": "02/4/2025", "issuer": "Trường", "file": factories.pdf_file("tep.docx"),
    }  # fmt: skip
    response = client.post(f"/phieu/{sheet.public_id}/sang-kien/", typed)
    assert response.status_code == 422
    assert "Nội dung tệp" in text(response)
    assert not Initiative.objects.exists()


def test_the_list_of_the_unit_and_of_the_office_in_charge(participant):
    sheet = nominated.draft(participant.unit)
    own = text(signed_in(factories.head_of(participant.unit)).get("/ky/2025/ca-nhan/"))
    assert "Trần Thị Mai" in own
    manager = text(signed_in(factories.make_user(Role.CAMPAIGN_MANAGER)).get("/ky/2025/ca-nhan/"))
    assert "Trần Thị Mai" not in manager
    assert "Chưa có cá nhân được đề nghị" in manager
    assert sheet.paper_title == "Báo cáo thành tích cá nhân"


def test_withdrawing_without_a_reason_changes_nothing(participant):
    sheet = nominated.draft(participant.unit)
    client = signed_in(factories.head_of(participant.unit))
    response = client.post(f"/phieu/{sheet.public_id}/rut-de-nghi/", {"reason": ""}, follow=True)
    assert "Đề nghị ghi lý do." in text(response)
    assert Assessment.every.get().state == "draft"
    client.post(f"/phieu/{sheet.public_id}/rut-de-nghi/", {"reason": "Đã chuyển công tác."})
    assert Assessment.every.get().state == "withdrawn"
    assert "Đã rút đề nghị" in text(client.get("/ky/2025/ca-nhan/"))
    page = text(client.get(f"/phieu/{sheet.public_id}/"))
    assert "Đơn vị chưa nộp phiếu." in page
    assert "rut-de-nghi" not in page


def test_the_report_as_paper(participant):
    sheet = nominated.fill(nominated.draft(participant.unit))
    paper = text_of(render("assessments.report", sheet, answers=answers_of(sheet)).pdf)
    for words in (
        "BÁO CÁO THÀNH TÍCH CÁ NHÂN",
        "1. Họ và tên: Trần Thị Mai.",
        "CN-1.1. Nội dung CN-1.1",
        "Dùng chung phòng học bộ môn",
        "Cấp cơ sở",
        "Không áp dụng: CN-1.3.",
        "Điểm quy đổi theo tự chấm: 87,50.",
        "XÁC NHẬN, ĐỀ NGHỊ",
        "NGƯỜI BÁO CÁO THÀNH TÍCH",
    ):
        assert words in paper
    assert "thẩm định" not in paper


def test_the_granted_points_are_printed_only_for_who_may_see_them_and_when_all_is_appraised(participant):
    sheet = nominated.received(participant.unit)
    assert build_report(sheet, with_appraisal=True).context["report"].granted is None
    Assessment.every.filter(pk=sheet.pk).update(state="appraised")
    sheet = Assessment.every.get(pk=sheet.pk)
    assert build_report(sheet).context["report"].granted is None
    assert build_report(sheet, with_appraisal=True).context["report"].shows_appraisal


def test_the_home_page_counts_persons_and_asks_to_continue(participant):
    nominated.draft(participant.unit)
    page = text(signed_in(factories.editor_of(participant.unit)).get("/"))
    assert "Báo cáo thành tích của Trần Thị Mai" in page
    assert "1 cá nhân được đề nghị" in page


def test_the_home_page_asks_for_additions(participant):
    sheet = nominated.received(participant.unit)
    lead = factories.appraiser_of(factories.office(factories.LEAD))
    return_ask(answer=answers_of(sheet)[1], reason="Thiếu quyết định.", by=lead)
    page = text(signed_in(factories.editor_of(participant.unit)).get("/"))
    assert "Bổ sung báo cáo thành tích của Trần Thị Mai" in page
    assert "Phòng thẩm định yêu cầu bổ sung." in page
    assert Round.objects.count() == 1
