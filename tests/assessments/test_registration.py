"""Registration: prepared, confirmed with its frozen sheet, declined, taken back; targets given from Excel."""

import datetime as dt
import hashlib
from decimal import Decimal
from io import BytesIO

import pytest
from django.urls import reverse
from pypdf import PdfReader

from assessments.enums import RegistrationState as State
from assessments.models import Answer, Registration
from assessments.registration_paper import build_registration
from assessments.services.registration import (
    PAPER,
    registration_confirm,
    registration_decline,
    registration_save,
    registration_take_back,
)
from campaign.models import AssignedTarget, Participant, Round
from common import clock
from common.access import Refused
from common.models import Event
from common.versions import Stale
from documents.models import IssuedDocument
from documents.queries import issued_bytes, issued_document
from documents.rendering import render_pdf
from tests import factories
from tests.assessments import desks, imports
from tests.documents.reading import text_of
from tests.reports import worlds

pytestmark = pytest.mark.django_db
TARGETS = ("Mã đơn vị", "Tên đơn vị", "Tiêu chí", "Chỉ tiêu đăng ký", "Mức nền", "Chỉ tiêu giao", "Ghi chú")


@pytest.fixture(autouse=True)
def in_time():
    with clock.frozen(factories.IN_TIME):
        yield


@pytest.fixture
def unit():
    return factories.make_unit(code="A", name="Trường THPT Đắk Song", cluster=factories.make_cluster())


@pytest.fixture
def participant(unit) -> Participant:
    round = factories.make_round()
    Round.objects.filter(pk=round.pk).update(register_until=dt.date(2025, 6, 5))
    return factories.participant_of(unit, Round.objects.get(pk=round.pk))


def save(participant, version=0, words="Lắp đèn LED toàn trường.", **targets) -> Registration:
    figures = {code.replace("_", "-"): Decimal(value) for code, value in targets.items()}
    by = factories.editor_of(participant.unit)
    return registration_save(participant=participant, expected_version=version, words=words, targets=figures, by=by)


def head(participant):
    return factories.head_of(participant.unit)


def test_the_editor_prepares_and_the_head_confirms_with_a_frozen_sheet(participant):
    row = save(participant, HT_6="97.5", HT_5="70")
    assert (row.state, row.version) == (State.DRAFT, 1)
    with pytest.raises(Refused, match="not_head"):
        registration_confirm(participant=participant, expected_version=1, by=factories.editor_of(participant.unit))
    row = registration_confirm(participant=participant, expected_version=1, by=head(participant))
    assert (row.state, row.confirmed_by, row.version) == (State.REGISTERED, head(participant), 2)
    document = issued_document(row, PAPER)
    assert (document.code, document.audience) == (row.receipt_code, participant.unit)
    rendition = issued_bytes(document)
    content = rendition.file.file.read()
    assert hashlib.sha256(content).hexdigest() == rendition.sha256
    text = " ".join("".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages).split())
    for words in ("BẢN ĐĂNG KÝ THI ĐUA", "III. Chỉ tiêu đăng ký", "70 người", "97,5%", row.receipt_code):
        assert words in text
    assert [event.action for event in Event.objects.filter(action__startswith="registration.")] == [
        "registration.saved",
        "registration.confirmed",
    ]


@pytest.mark.parametrize("code", ["DK25-Z2HH-Z337", "DK25-WWWW-WWWW", "DK25-MMMM-2222", "DK25-IIII-IIII"])
def test_a_code_at_the_end_of_a_line_is_never_parted(participant, code):
    save(participant, HT_5="70")
    row = registration_confirm(participant=participant, expected_version=1, by=head(participant))
    row.receipt_code = code
    paper = build_registration(row)
    assert f"mã tiếp nhận {code}./." in text_of(render_pdf(paper.template, paper.context, title=paper.title))


def test_a_stale_save_keeps_both(participant, client):
    save(participant, HT_6="97.5")
    save(participant, version=1, words="Sửa lần hai.", HT_6="98")
    with pytest.raises(Stale):
        save(participant, version=1, words="Bản cũ.")
    with pytest.raises(Refused, match="stale"):
        registration_confirm(participant=participant, expected_version=1, by=head(participant))
    client.force_login(factories.editor_of(participant.unit))
    where = reverse("assessments:registration", args=[participant.pk])
    response = client.post(where, {"version": 1, "words": "Bản cũ.", "target-HT-6": "96"})
    page = response.content.decode()
    assert response.status_code == 409
    assert "Bản cũ." in page
    assert "Sửa lần hai." in page
    assert Registration.objects.get().words == "Sửa lần hai."


def test_targets_outside_the_rule_are_refused(participant):
    with pytest.raises(Refused, match="bad_input"):
        save(participant, HT_6="80")
    with pytest.raises(Refused, match="bad_input"):
        save(participant, TK_3="64")
    with pytest.raises(Refused, match="bad_input"):
        save(participant, HT_1="6")
    assert not Registration.objects.exists()


def test_the_window_and_the_switch(participant):
    with clock.frozen(dt.datetime(2025, 6, 5, 23, 59, tzinfo=clock.TIME_ZONE)):
        save(participant)
    with clock.frozen(dt.datetime(2025, 6, 6, 0, 0, tzinfo=clock.TIME_ZONE)), pytest.raises(Refused, match="deadline"):
        save(participant, version=1)
    Round.objects.update(register_until=None)
    off = Participant.objects.get(pk=participant.pk)
    with pytest.raises(Refused, match="no_registration"):
        save(off, version=1)


def test_after_the_last_day_the_page_says_what_can_be_done(participant, client):
    """What happened, what was kept, what to do; what was typed too late stays in the form."""
    client.cookies["language"] = "en"
    client.force_login(head(participant))
    where = reverse("assessments:registration", args=[participant.pk])
    with clock.frozen(dt.datetime(2025, 6, 6, 0, 0, tzinfo=clock.TIME_ZONE)):
        page = client.get(where).content.decode()
        assert page.count("The last day for registration was 05/6/2025.") == 1
        assert "Nothing was registered; the unit works to the targets that stand." in page
        assert f"ask {participant.round.phase.campaign.lead_office} to set a later last day" in page
        late = client.post(where, {"version": 0, "words": "Gửi sau hạn."})
        assert late.status_code == 409
        assert "Gửi sau hạn.</textarea>" in late.content.decode()
        assert "The last day for registration was 05/6/2025. Nothing was registered" in late.content.decode()
    assert not Registration.objects.exists()
    save(participant)
    with clock.frozen(dt.datetime(2025, 6, 6, 0, 0, tzinfo=clock.TIME_ZONE)):
        assert "What was saved by then is kept" in client.get(where).content.decode()


def test_declining_needs_a_reason_and_can_be_taken_back(participant):
    with pytest.raises(Refused, match="reason_needed"):
        registration_decline(participant=participant, expected_version=0, reason=" ", by=head(participant))
    row = registration_decline(
        participant=participant, expected_version=0, reason="Đang sáp nhập.", by=head(participant)
    )
    assert (row.state, row.reason, row.receipt_code) == (State.DECLINED, "Đang sáp nhập.", None)
    with pytest.raises(Refused, match="locked"):
        save(participant, version=2)
    row = registration_take_back(participant=participant, by=head(participant))
    assert (row.state, row.reason, row.confirmed_by) == (State.DRAFT, "", None)
    registration_confirm(participant=participant, expected_version=row.version, by=head(participant))
    first = Registration.objects.get().receipt_code
    registration_take_back(participant=participant, by=head(participant))
    row = Registration.objects.get()
    registration_confirm(participant=participant, expected_version=row.version, by=head(participant))
    assert Registration.objects.get().receipt_code != first
    assert list(IssuedDocument.objects.order_by("pk").values_list("state", flat=True)) == ["replaced", "issued"]


def test_the_target_stands_beside_the_claim_in_the_form_and_on_the_desk(participant, client):
    save(participant, HT_6="97.5")
    sheet = factories.make_sheet(participant.unit, participant.round)
    client.force_login(factories.editor_of(participant.unit))
    where = reverse("assessments:sheet", args=[sheet.public_id])
    assert "Chỉ tiêu đăng ký" not in client.get(where).content.decode()
    registration_confirm(participant=participant, expected_version=1, by=head(participant))
    assert "Chỉ tiêu đăng ký: 97,5" in client.get(where).content.decode()
    other = factories.make_unit(code="B", name="Trường THPT B")
    there = factories.participant_of(other, participant.round)
    save(there, HT_6="98.5")
    registration_confirm(participant=there, expected_version=1, by=head(there))
    received = desks.received(other, participant.round)
    client.force_login(desks.lead())
    page = client.get(reverse("assessments:desk", args=[received.public_id]), {"item": "HT-6"})
    assert page.context["registered"].target == Decimal("98.5")
    assert "98,5" in page.content.decode()


def test_the_home_page_asks_until_the_head_has_answered(participant, client):
    client.force_login(head(participant))
    assert "Đăng ký thi đua năm 2025" in client.get("/").content.decode()
    registration_confirm(participant=participant, expected_version=0, by=head(participant))
    assert "Đăng ký thi đua năm 2025" not in client.get("/").content.decode()


def test_targets_are_given_from_excel_with_their_document(participant, client):
    save(participant, HT_5="70")
    registration_confirm(participant=participant, expected_version=1, by=head(participant))
    client.force_login(worlds.manager())
    where = reverse("assessments:targets", args=[2025])
    rows = imports.cells(client.get(reverse("assessments:targets_sheet", args=[2025])).content)
    assert tuple(rows[0]) == TARGETS
    assert ["A", "Trường THPT Đắk Song", "HT-5", 70, 0, None, None] in rows
    content = imports.workbook(TARGETS, ("A", "", "HT-5", 70, 0, 72, "Thêm lớp"), ("A", "", "HT-6", None, 80, None, ""))
    response = imports.send(client, where, content)
    changes = response.context["step"].preview.changes
    assert [(change.what, change.before, change.after) for change in changes] == [
        ("HT-5", "", "0 người → 72 người; Thêm lớp")
    ]
    assert imports.confirm(client, where, response).status_code == 302
    given = AssignedTarget.objects.get()
    assert (given.item.code, given.baseline, given.target, given.note) == ("HT-5", 0, 72, "Thêm lớp")
    assert str(given.document) == str(imports.paper())
    event = Event.objects.get(action="round.targets_imported")
    assert event.data["rows"] == [["A", "HT-5", "", "0 người → 72 người; Thêm lớp"]]
    page = client.get(where).content.decode()
    assert str(given.item) in page
    assert page.count(">70 người<") == page.count(">0 người<") == page.count(">72 người<") == 1


def test_faulty_targets_keep_the_whole_workbook_out(participant, client):
    sheet = factories.make_sheet(participant.unit, participant.round)
    Answer.objects.filter(assessment=sheet, item__code="TK-8").update(updated_at=clock.now())
    client.force_login(worlds.manager())
    content = imports.workbook(
        TARGETS,
        ("A", "", "HT-5", None, 0, 70, ""),
        ("A", "", "HT-1", None, 0, 6, ""),
        ("A", "", "TK-3", None, 60, 63, ""),
        ("A", "", "HT-6", None, None, 99, ""),
        ("A", "", "TK-8", None, 0, 7, ""),
    )
    response = imports.send(client, reverse("assessments:targets", args=[2025]), content)
    assert response.status_code == 422
    assert [(fault.number, fault.heading, fault.text) for fault in response.context["step"].preview.faults] == [
        (3, "Tiêu chí", "Đơn vị không có chỉ tiêu ở tiêu chí này."),
        (4, "Chỉ tiêu giao", "Chỉ tiêu so với mức nền ngược chiều với bộ tiêu chí."),
        (5, "Mức nền", "Thiếu số liệu này."),
        (6, "Chỉ tiêu giao", "Đơn vị đã tự đánh giá tiêu chí này; chỉ tiêu không thay đổi nữa."),
    ]
    assert not AssignedTarget.objects.exists()
