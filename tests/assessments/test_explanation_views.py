"""Pages around the provisional result: the unit's sheet and form, queue and desk, the round, results, work lists."""

import datetime as dt
import re

import pytest
from django.test import Client

from assessments.enums import ExplanationState
from assessments.models import Evidence, Explanation
from common import clock
from tests import factories
from tests.assessments import desks
from tests.assessments import explained as world
from tests.kept import kept
from tests.reports import worlds
from units.enums import Role
from units.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_time():
    with clock.frozen(factories.IN_TIME):
        yield


round = kept(world.announced)


@pytest.fixture
def sheet(round):
    with clock.frozen(world.LAST_MINUTE):
        yield world.sheet_of(round)


def client(user: User) -> Client:
    found = Client()
    found.force_login(user)
    return found


def read(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def page(user: User, path: str, status: int = 200) -> str:
    response = client(user).get(path)
    assert response.status_code == status
    return read(response)


def form_of(sheet, code: str = "HT-1") -> str:
    return f"/phieu/{sheet.public_id}/{code}/giai-trinh/"


def test_the_unit_reads_its_own_result_with_reasons_and_no_rank(sheet):
    text = page(world.head(sheet), f"/phieu/{sheet.public_id}/")
    assert "Kết quả dự kiến của đơn vị" in text
    assert "đến hết ngày 17/6/2025" in text
    assert "Chưa đủ minh chứng." in text
    assert "75,58" in text
    own = text[text.index("Kết quả dự kiến của đơn vị") : text.index("Điểm qua các bước")]
    assert "ạng" not in own
    stranger = factories.make_user(Role.UNIT_HEAD, unit=factories.make_unit())
    page(stranger, f"/phieu/{sheet.public_id}/", 404)
    page(world.head(sheet), "/ky/2025/ket-qua/", 403)


def test_only_contested_criteria_offer_the_form(sheet):
    html = client(world.head(sheet)).get(f"/phieu/{sheet.public_id}/").content.decode()
    offered = re.findall(r"/([A-Z]+-\d)/giai-trinh/", html)
    assert offered == ["HT-1", "TK-5"]


def test_the_editor_saves_and_the_head_sends(sheet):
    editor, head = client(factories.editor_of(sheet.participant.unit)), client(world.head(sheet))
    response = editor.post(form_of(sheet), {"version": 0, "text": world.WORDS, "act": "save"})
    assert (response.status_code, response["Location"]) == (303, f"/phieu/{sheet.public_id}/#HT-1")
    assert editor.post(form_of(sheet), {"version": 1, "text": world.WORDS, "act": "send"}).status_code == 403
    assert "Gửi giải trình" not in read(editor.get(form_of(sheet)))
    assert Explanation.objects.get().state == ExplanationState.DRAFT
    version = Explanation.objects.get().version
    assert head.post(form_of(sheet), {"version": version, "text": world.WORDS, "act": "send"}).status_code == 303
    assert Explanation.objects.get().state == ExplanationState.SENT
    assert "Đã gửi giải trình" in read(head.get(f"/phieu/{sheet.public_id}/"))


def test_words_are_kept_when_they_are_refused_or_somebody_was_faster(sheet):
    head = client(world.head(sheet))
    response = head.post(form_of(sheet), {"version": 0, "text": " ", "act": "send"})
    assert (response.status_code, "Đề nghị ghi nội dung giải trình." in read(response)) == (400, True)
    world_draft = Explanation.objects.get()
    Explanation.objects.update(text="Bản của đồng nghiệp", version=world_draft.version + 1)
    response = head.post(form_of(sheet), {"version": world_draft.version, "text": "Bản của mình"})
    assert response.status_code == 409
    assert {"Bản của đồng nghiệp", "Bản của mình"} <= set(re.findall("Bản của (?:đồng nghiệp|mình)", read(response)))


def test_proof_is_added_to_the_explanation_and_hidden_until_it_is_sent(sheet):
    head = client(world.head(sheet))
    head.post(form_of(sheet), {"version": 0, "text": world.WORDS, "act": "proof"})
    response = head.post(f"{form_of(sheet)}minh-chung/", {"files": factories.pdf_file("QD 12.pdf")})
    assert (response.status_code, response["Location"]) == (303, form_of(sheet))
    proof = Explanation.objects.get().evidence.get()
    assert "QD 12.pdf" in read(head.get(form_of(sheet)))
    office = client(desks.lead())
    assert office.get(f"/minh-chung/{proof.public_id}/").status_code == 404
    assert world.WORDS not in read(office.get(f"/tham-dinh/{sheet.public_id}/?item=HT-1"))
    head.post(f"/phieu/{sheet.public_id}/giai-trinh/gui/")
    assert office.get(f"/minh-chung/{proof.public_id}/").status_code == 200
    assert head.post(f"/minh-chung/{proof.public_id}/go/").status_code == 409


def test_proof_of_the_library_is_taken_into_an_explanation(sheet):
    head = client(world.head(sheet))
    pick = f"{form_of(sheet)}minh-chung/kho/"
    response = head.get(pick)
    assert (response.status_code, response["Location"]) == (302, form_of(sheet))
    head.post(form_of(sheet), {"version": 0, "text": world.WORDS, "act": "proof"})
    assert f'href="{pick}"' in head.get(f"{form_of(sheet)}minh-chung/").content.decode()
    # All criteria of the sheet cite one document, so it stands once in the library.
    (value,) = re.findall('name="take" value="([^"]+)"', head.get(pick).content.decode())
    source = Evidence.objects.get(public_id=value)
    response = head.post(pick, {"take": [str(source.public_id)]})
    assert (response.status_code, response["Location"]) == (303, form_of(sheet))
    draft = Explanation.objects.get()
    taken = draft.evidence.get()
    assert (taken.citation_id, taken.page, taken.answer.item.code) == (source.citation_id, source.page, "HT-1")
    assert taken.answer.evidence.filter(explanation=None).count() == 1
    head.post(f"/phieu/{sheet.public_id}/giai-trinh/gui/")
    assert head.post(pick, {"take": [str(source.public_id)]}).status_code == 409
    assert draft.evidence.count() == 1


def test_queue_and_desk_lead_to_the_ruling(sheet):
    world.sent(sheet)
    office = client(desks.lead())
    text = read(office.get("/tham-dinh/"))
    assert "Giải trình chờ kết luận: 1" in text
    text = read(office.get(f"/tham-dinh/{sheet.public_id}/"))
    assert {world.WORDS, "Kết luận giải trình"} <= {
        word for word in (world.WORDS, "Kết luận giải trình") if word in text
    }
    url = f"/tham-dinh/{sheet.public_id}/HT-1/ket-luan/"
    bad = office.post(url, {"rule-outcome": "adjust", "rule-points": "9", "rule-reason": ""})
    assert (bad.status_code, "Kết luận giải trình phải ghi lý do." in read(bad)) == (400, True)
    assert office.post(url, {"rule-outcome": "adjust", "rule-points": "4", "rule-reason": "Đủ."}).status_code == 400
    done = office.post(url, {"rule-outcome": "adjust", "rule-points": "6", "rule-reason": "Đã đủ."})
    assert done.status_code == 303
    assert Explanation.objects.get().state == ExplanationState.ADJUSTED
    text = page(world.head(sheet), f"/phieu/{sheet.public_id}/")
    assert "Điều chỉnh điểm theo giải trình" in text
    assert "Đã đủ." in text
    assert "Thẩm định lần hai" in text


def test_another_office_and_the_manager_read_the_explanation_without_the_form(sheet):
    world.sent(sheet)
    for user in (desks.second(), worlds.manager()):
        html = client(user).get(f"/tham-dinh/{sheet.public_id}/?item=HT-1").content.decode()
        assert world.WORDS in html
        assert "/HT-1/ket-luan/" not in html


def test_after_the_last_day_the_form_asks_for_a_review_and_the_manager_decides(sheet):
    with clock.frozen(world.TOO_LATE):
        head, manager = client(world.head(sheet)), client(worlds.manager())
        assert "Gửi đề nghị xem xét lại" in read(head.get(form_of(sheet)))
        head.post(form_of(sheet), {"version": 0, "text": world.WORDS, "act": "send"})
        row = Explanation.objects.get()
        assert row.state == ExplanationState.REQUESTED
        assert world.WORDS in read(manager.get("/ky/2025/"))
        assert "Xử lý đề nghị xem xét lại" in read(manager.get("/"))
        url = f"/ky/2025/xem-xet-lai/{row.pk}/"
        manager.post(url, {"decision": "refuse", "reason": ""})
        assert Explanation.objects.get().state == ExplanationState.REQUESTED
        manager.post(url, {"decision": "refuse", "reason": "Không có tình tiết mới."})
        assert Explanation.objects.get().state == ExplanationState.REFUSED
        assert "Không có tình tiết mới." in read(head.get(f"/phieu/{sheet.public_id}/"))


def test_work_lists_name_what_is_next(sheet):
    assert "Xem kết quả dự kiến năm 2025 và giải trình nếu có" in page(world.head(sheet), "/")
    assert "Kết luận giải trình" not in page(desks.lead(), "/")
    world.sent(sheet)
    assert "Kết luận giải trình" in page(desks.lead(), "/")
    with clock.frozen(world.TOO_LATE):
        assert "Xem kết quả dự kiến năm 2025 và giải trình nếu có" not in page(world.head(sheet), "/")


def test_the_manager_is_asked_to_announce_once_all_is_appraised():
    round = factories.make_round(signed_copy="never")
    world.contested(round=round)
    manager = client(worlds.manager())
    with clock.frozen(world.ANNOUNCED):
        manager.post("/ky/2025/dong/")
        assert "Thông báo kết quả dự kiến năm 2025" in read(manager.get("/"))
        assert "đến hết ngày 17/6/2025 nếu thông báo hôm nay" in read(manager.get("/ky/2025/"))
        manager.post("/ky/2025/du-kien/")
        assert "Kết quả dự kiến, chỉ dùng trong Sở" in read(manager.get("/ky/2025/ket-qua/"))
        assert "Đơn vị còn được giải trình đến hết ngày 17/6/2025." in read(manager.get("/ky/2025/"))


def test_a_correction_is_recorded_approved_and_shown_with_the_former_result():
    unit = factories.make_unit(name="Trường THPT A", cluster=factories.make_cluster())
    with clock.frozen(dt.datetime(2024, 1, 10, 9, tzinfo=clock.TIME_ZONE)):
        worlds.published_round(2023, {unit: 6})
    sheet = factories.Assessment.objects.get()
    manager, leader, head = (client(user) for user in (worlds.manager(), worlds.leader(), factories.head_of(unit)))
    paper = {"kind": "Kết luận", "number": "9/KL-TTr", "date": "20/6/2024", "issuer": "Thanh tra Sở"}
    url = f"/phieu/{sheet.public_id}/HT-1/dieu-chinh/"
    assert url in manager.get(f"/phieu/{sheet.public_id}/").content.decode()
    assert manager.post(url, {"points": "4", "reason": "Theo kết luận."}).status_code == 400
    assert manager.post(url, {"points": "4", "reason": "Theo kết luận.", **paper}).status_code == 302
    assert "Đã điều chỉnh" not in read(head.get("/ky/2023/ket-qua/"))
    assert "Phê duyệt điều chỉnh kết quả năm 2023" in read(leader.get("/"))
    leader.post("/ky/2023/phe-duyet/", {"note": ""})
    assert "Công bố điều chỉnh kết quả năm 2023" in read(manager.get("/"))
    manager.post("/ky/2023/dieu-chinh/cong-bo/")
    text = read(head.get("/ky/2023/ket-qua/"))
    assert {"Đã điều chỉnh sau công bố", "9/KL-TTr", "6,00", "4,00"} <= {
        word for word in ("Đã điều chỉnh sau công bố", "9/KL-TTr", "6,00", "4,00") if word in text
    }
    former = sheet.participant.round.runs.order_by("pk").first()
    text = read(head.get(f"/ky/2023/ket-qua/?run={former.pk}"))
    assert "Kết quả công bố trước đây" in text
    assert "35,50" in text
    assert "Đã điều chỉnh sau công bố" in read(head.get(f"/phieu/{sheet.public_id}/"))
