"""Pages of nominated persons: the form keeps what was typed, refusals have their words, the paper says what it must."""

import html

import pytest
from django.test import Client
from django.utils import translation

from assessments.documents import build_report
from assessments.enums import CopyCheck
from assessments.models import Assessment, Initiative, Nomination
from assessments.nomination_queries import persons_by_unit
from assessments.queries import answers_of
from assessments.result_exports import _person
from assessments.services.appraisal import return_ask
from assessments.services.evidence import signed_copy_keep
from campaign.models import Round
from common import clock
from common.files import content_store
from documents.papers import render
from reports.queries import tasks_for
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


def test_the_report_of_the_head_is_confirmed_on_the_page_of_a_leader(participant):
    sheet = nominated.fill(nominated.draft(participant.unit))
    head, leader = factories.head_of(participant.unit), factories.make_user(Role.LEADER)
    url = f"/phieu/{sheet.public_id}/"
    assert signed_in(leader).get(url).status_code == 404
    head.person = sheet.person
    head.save()
    assert f"Báo cáo do {leader} xác nhận và nộp thay mặt đơn vị" in text(signed_in(head).get(url))
    page = text(signed_in(head).get(f"{url}nop/"))
    assert "Không ai xác nhận báo cáo của chính mình" in page
    assert 'name="pledged"' not in page
    assert f'href="{url}nop/"' in text(signed_in(leader).get(url))
    assert signed_in(leader).get(f"{url}kiem-tra/").status_code == 200
    reply = signed_in(leader).post(f"{url}nop/", {"pledged": "on"})
    assert (reply.status_code, reply["Location"]) == (303, f"{url}giay-tiep-nhan/")
    assert signed_in(leader).get(reply["Location"]).status_code == 200


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
    assert "Báo cáo chưa được nộp." in page
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


def test_pages_of_proof_and_the_history_name_the_part_of_the_criterion(participant):
    sheet = nominated.fill(nominated.draft(participant.unit))
    proof = Initiative.objects.get().evidence.public_id
    client, part = signed_in(factories.editor_of(participant.unit)), "CN-1.2. Nội dung CN-1.2"
    for path in (
        f"/minh-chung/{proof}/",
        f"/phieu/{sheet.public_id}/CN-1.2/minh-chung/",
        f"/phieu/{sheet.public_id}/CN-1.2/minh-chung/kho/",
    ):
        page = text(client.get(path))
        assert part in page, path
        # As a heading; the library's filter names the criterion as a whole.
        assert "CN-1. Gương mẫu tiết kiệm; sáng kiến; tham mưu</h" not in page, path
    lines = text(client.get(f"/phieu/{sheet.public_id}/lich-su/"))
    assert [lines.count(f"Sửa {code} (") for code in ("CN-1.1", "CN-1.2", "CN-1.3", "CN-1")] == [1, 1, 1, 0]


def copy_tasks(user) -> list[tuple[str, str]]:
    with translation.override("en"):
        return [(task.title, task.url) for task in tasks_for(user) if "signed copy of the report" in task.title]


def test_the_home_page_asks_for_the_signed_copy_until_it_is_there_or_the_result_is_fixed(participant):
    sheet = nominated.submitted(participant.unit)
    head = factories.head_of(participant.unit)
    wanted = [("Upload the signed copy of the report of Trần Thị Mai", f"/phieu/{sheet.public_id}/giay-tiep-nhan/")]
    assert copy_tasks(head) == wanted
    assert copy_tasks(factories.head_of(factories.make_unit())) == []
    for facts, found in (
        ({"signed_copy": "never"}, []),
        (
            {
                "signed_copy": "before_final",
                "state": "provisional",
                "announced_at": clock.now(),
                "explain_until": clock.today(),
            },
            wanted,
        ),
        ({"signed_copy": "before_final", "state": "final"}, []),
        ({"signed_copy": "before_final", "state": "open"}, wanted),
    ):
        Round.objects.update(**facts)
        assert copy_tasks(head) == found, facts
    stored = content_store(content=b"%PDF-1.4", name="ky.pdf", content_type="application/pdf", by=head)
    signed_copy_keep(assessment=sheet, stored=stored, by=head, checked=CopyCheck.PERSON)
    assert copy_tasks(head) == []


def test_a_draft_asks_for_no_signed_copy(participant):
    nominated.draft(participant.unit)
    assert copy_tasks(factories.head_of(participant.unit)) == []


@pytest.mark.parametrize(("state", "shown", "other"), [
    ("final", "Đã thẩm định", "Đã công bố"), ("published", "Đã công bố", "Đã thẩm định"),
])  # fmt: skip
def test_an_appraised_report_is_published_with_its_round(participant, state, shown, other):
    sheet = nominated.received(participant.unit)
    Assessment.every.update(state="appraised")
    Round.objects.update(state=state)
    client = signed_in(factories.head_of(participant.unit))
    for path in ("/ky/2025/ca-nhan/", f"/phieu/{sheet.public_id}/", f"/phieu/{sheet.public_id}/lich-su/"):
        page = text(client.get(path))
        assert f"{shown}</span>" in page, path
        assert f"{other}</span>" not in page, path
    [row] = persons_by_unit(factories.head_of(participant.unit), Round.objects.get())[0].rows
    assert _person(1, "Trường", row)[6] == shown


def test_a_report_speaks_of_itself_and_of_the_person_where_a_sheet_speaks_of_the_unit(participant):
    draft = nominated.draft(participant.unit, full_name="Lê Văn Nam")
    head = signed_in(factories.head_of(participant.unit))
    page = text(head.get(f"/phieu/{draft.public_id}/nop/"))
    assert "Xem trước báo cáo sẽ in (PDF)" in page
    assert "Cũng được in trên phiếu" not in page
    sheet = nominated.received(participant.unit)
    desk = signed_in(factories.appraiser_of(factories.office(factories.LEAD)))
    page = text(desk.get(f"/tham-dinh/{sheet.public_id}/"))
    assert "Mức tự chấm trong báo cáo" in page
    assert "ơn vị chọn" not in page


def test_an_area_whose_criteria_are_all_to_complete_has_no_empty_heading(participant):
    sheet = nominated.received(participant.unit)
    lead = factories.appraiser_of(factories.office(factories.LEAD))
    client, heading = signed_in(factories.head_of(participant.unit)), '<h2 class="area-title">Cá nhân</h2>'
    for answer in answers_of(sheet):
        assert heading in text(client.get(f"/phieu/{sheet.public_id}/"))
        return_ask(answer=answer, reason="Thiếu quyết định.", by=lead)
    assert heading not in text(client.get(f"/phieu/{sheet.public_id}/"))


def test_an_initiative_is_changed_on_its_own_page(participant):
    sheet = nominated.fill(nominated.draft(participant.unit))
    row = Initiative.objects.get()
    client, url = signed_in(factories.editor_of(participant.unit)), f"/minh-chung/{row.evidence.public_id}/sang-kien/"
    assert url in text(client.get(f"/minh-chung/{row.evidence.public_id}/"))
    page = text(client.get(url))
    assert 'value="45/QĐ-SGDĐT"' in page
    assert "CN-1.2. Nội dung CN-1.2" in page
    sent = {"name": "Tên mới", "level": "province", "kind": "Quyết định", "number": "", "date": "05/5/2025"}
    assert client.post(url, sent | {"issuer": "UBND tỉnh"}).status_code == 422
    reply = client.post(url, sent | {"issuer": "UBND tỉnh", "number": "9/QĐ-UBND"})
    assert reply["Location"] == f"/phieu/{sheet.public_id}/#initiatives"
    row = Initiative.objects.get()
    assert (row.name, row.level, row.document.number) == ("Tên mới", "province", "9/QĐ-UBND")
    assert "Sửa sáng kiến của CN-1.2: Tên mới" in text(client.get(f"/phieu/{sheet.public_id}/lich-su/"))
    other = factories.make_evidence(answers_of(sheet)[0], by=factories.editor_of(participant.unit))
    assert client.get(f"/minh-chung/{other.public_id}/sang-kien/").status_code == 404
