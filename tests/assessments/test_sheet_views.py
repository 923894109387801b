"""The sheet in the browser's hands: shown, saved card by card, refused, set beside a newer version."""

import datetime as dt
import re
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from assessments.models import AdjustmentEntry, Assessment
from assessments.services.appraisal import mark_give, return_ask
from campaign.models import AssignedTarget, Extension
from common import clock
from common.events import event_log
from common.models import CitedDocument
from tests import factories
from tests.kept import kept
from units.enums import Role

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_time():
    with clock.frozen(factories.IN_TIME):
        yield


sheet = kept(factories.make_sheet)


@pytest.fixture
def unit(sheet):
    return sheet.participant.unit


def login(user) -> Client:
    client = Client()
    client.cookies["language"] = "en"
    client.force_login(user)
    return client


@pytest.fixture
def editor(unit):
    return login(factories.editor_of(unit))


def url(name, sheet, *more):
    return reverse(f"assessments:{name}", args=[sheet.public_id, *more])


def read(response) -> str:
    return response.content.decode()


def data(sheet, code, **values):
    return {"version": sheet.answers.get(item__code=code).version, **values}


# Shown


def test_every_criterion_has_its_form_its_words_and_its_place(sheet, editor):
    page = read(editor.get(url("sheet", sheet)))
    for code in ("HT-1", "HT-5", "HT-6", "TK-2", "TK-3", "TK-5", "TK-8"):
        assert f'id="{code}"' in page
        assert f'action="{url("answer", sheet, code)}"' in page
    assert "Lời của kế hoạch về tiêu chí HT-1." in page
    assert "III.1.a, HT, 1" in page
    assert "12 × (x − 80) ÷ 20" in page
    assert "63% → 60%" in page
    assert page.count("Default scoring table of the software") == 1
    assert "Due: end of 06/6/2025 (Vietnam time). Days left: 2." in page
    assert "5-6 có kết quả đo được" in page


def test_going_back_to_the_form_shows_what_was_saved_meanwhile(sheet, editor):
    assert set(editor.get(url("sheet", sheet))["Cache-Control"].split(", ")) == {"private", "no-store"}


def test_only_what_applies_is_shown(sheet, editor):
    sheet.answers.filter(item__code="HT-5").delete()
    assert 'id="HT-5"' not in read(editor.get(url("sheet", sheet)))


def test_panel_counts_points_progress_and_converted_points(sheet, editor):
    editor.post(url("answer", sheet, "TK-2"), data(sheet, "TK-2", yes_no="yes"))
    factories.make_evidence(sheet.answers.get(item__code="TK-2"), by=factories.editor_of(sheet.participant.unit))
    page = read(editor.get(url("sheet", sheet)))
    assert "<span data-total>5,00</span>" in page
    assert "<span data-total-of>43</span>" in page
    assert "<span data-done>1</span> of 7" in page
    assert "data-converted>11,63<" in page


def test_assigned_target_changes_the_formula_and_names_its_document(sheet, editor):
    paper = CitedDocument.objects.create(kind="Quyết định", number="12/QĐ-SGDĐT", date=dt.date(2025, 1, 9))
    AssignedTarget.objects.create(
        participant=sheet.participant,
        item=sheet.answers.get(item__code="HT-5").item,
        baseline=Decimal(0),
        target=Decimal(40),
        document=paper,
    )
    page = read(editor.get(url("sheet", sheet)))
    assert "5 × x ÷ 40" in page
    assert "12/QĐ-SGDĐT" in page
    editor.post(url("answer", sheet, "HT-5"), data(sheet, "HT-5", amount_a="20"))
    assert sheet.answers.get(item__code="HT-5").points == Decimal("2.50")


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (dt.datetime(2025, 6, 6, 9, tzinfo=clock.TIME_ZONE), "Today is the last day."),
        (
            dt.datetime(2025, 6, 9, 9, tzinfo=clock.TIME_ZONE),
            "Submitted today, the sheet is 1 working days late: minus 0,5 points.",
        ),
        (factories.TOO_LATE, "The time for submission is over. The draft is kept in full"),
    ],
)
def test_deadline_line(sheet, editor, moment, words):
    with clock.frozen(moment):
        assert words in read(editor.get(url("sheet", sheet)))


def test_extension_moves_the_deadline(sheet, editor):
    Extension.objects.create(
        participant=sheet.participant,
        due_on=dt.date(2025, 6, 10),
        reason="mất điện",
        given_by=factories.make_user(),
        given_at=clock.now(),
    )
    assert "Due: end of 10/6/2025" in read(editor.get(url("sheet", sheet)))


def test_page_without_scripts_or_styles_in_the_markup(sheet, editor):
    page = read(editor.get(url("sheet", sheet)))
    assert not re.search(r"\son\w+=|\sstyle=|<script(?![^>]*src=)|hx-on", page)


def test_queries_do_not_grow_with_the_answers(sheet, editor, django_assert_max_num_queries):
    editor.get(url("sheet", sheet))
    factories.fill_sheet(sheet)
    with django_assert_max_num_queries(20):
        editor.get(url("sheet", sheet))


# Begun


def test_start_leads_to_the_sheet():
    round, unit = factories.make_round(), factories.make_unit()
    participant = factories.participant_of(unit, round)
    client = login(factories.editor_of(unit))
    response = client.post(reverse("assessments:start", args=[participant.pk]))
    sheet = Assessment.objects.get()
    assert (response.status_code, response.url) == (303, url("sheet", sheet))
    assert client.post(reverse("assessments:start", args=[participant.pk])).url == url("sheet", sheet)
    stranger = login(factories.editor_of(factories.make_unit()))
    assert stranger.post(reverse("assessments:start", args=[participant.pk])).status_code == 404


# Saved


def test_save_leads_back_to_the_criterion(sheet, editor, unit):
    response = editor.post(
        url("answer", sheet, "HT-6"),
        data(sheet, "HT-6", amount_a="965.000.000", amount_b="1.000.000.000", narrative="Đã giải ngân"),
    )
    assert (response.status_code, response.url) == (303, f"{url('sheet', sheet)}#HT-6")
    row = sheet.answers.get(item__code="HT-6")
    assert (row.points, row.narrative, row.updated_by) == (Decimal("9.90"), "Đã giải ngân", factories.editor_of(unit))
    page = read(editor.get(url("sheet", sheet)))
    assert "965.000.000" in page
    assert "12 × (96,5 − 80) ÷ (100 − 80) = 9,90" in page


@pytest.mark.parametrize("typed", ["abc", "NaN", "101"])
def test_bad_number_stays_in_the_field_and_nothing_is_saved(sheet, editor, typed):
    response = editor.post(url("answer", sheet, "TK-3"), data(sheet, "TK-3", amount_a=typed, narrative="giữ lại"))
    page = read(response)
    assert response.status_code == 422
    assert f'value="{typed}"' in page
    assert "giữ lại" in page
    assert 'id="TK-3-amount_a_error"' in page
    row = sheet.answers.get(item__code="TK-3")
    assert (row.amount_a, row.narrative, row.version) == (None, "", 1)


def test_points_stored_before_are_not_shown_beside_a_bad_number(sheet, editor):
    assert editor.post(url("answer", sheet, "TK-3"), data(sheet, "TK-3", amount_a="61,8")).status_code == 303
    good = read(editor.get(url("answer", sheet, "TK-3")))
    assert "data-own>1,60<" in good
    assert "data-bad-number hidden>" in good
    page = read(editor.post(url("answer", sheet, "TK-3"), data(sheet, "TK-3", amount_a="101")))
    assert "data-own>-<" in page
    assert "data-bad-number>" in page
    assert "A number is not valid" in page


@pytest.mark.parametrize(
    ("code", "typed"),
    [("TK-5", {"claimed": "5,3"}), ("HT-6", {"amount_a": "1.5", "amount_b": "1.5"}), ("TK-8", {"amount_b": "0"})],
)
def test_no_refused_number_has_points_beside_it(sheet, editor, code, typed):
    page = read(editor.post(url("answer", sheet, code), data(sheet, code, **typed)))
    assert "data-own>-<" in page
    assert "data-bad-number>" in page


def test_the_page_refuses_by_the_steps_and_places_of_the_form(sheet, editor):
    page = read(editor.get(url("sheet", sheet)))
    for code, name, told in (
        ("TK-5", "claimed", "2/0.25"),
        ("HT-6", "amount_b", "0/"),
        ("HT-5", "amount_a", "0/1.000000"),
    ):
        box = re.search(rf'<input[^>]*id="{code}-{name}"[^>]*>', page)[0]
        places, step = told.split("/")
        assert f'data-places="{places}" data-step="{step}"' in box


def test_comma_number_is_one(sheet, editor):
    assert editor.post(url("answer", sheet, "TK-3"), data(sheet, "TK-3", amount_a="61,8")).status_code == 303
    assert sheet.answers.get(item__code="TK-3").points == Decimal("1.60")


def test_form_of_one_criterion_alone(sheet, editor):
    page = read(editor.get(url("answer", sheet, "HT-1")))
    assert "Được ban hành đúng thời hạn" in page
    assert editor.get(url("answer", sheet, "XX-9")).status_code == 404


# Late saves


def test_stale_save_shows_both_texts_and_carries_the_newer_version(sheet, editor, unit):
    old = data(sheet, "TK-2", yes_no="no", narrative="bản của đơn vị soạn sau")
    head = login(factories.head_of(unit))
    head.post(url("answer", sheet, "TK-2"), data(sheet, "TK-2", yes_no="yes", narrative="bản của thủ trưởng"))
    response = editor.post(url("answer", sheet, "TK-2"), old)
    page = read(response)
    assert response.status_code == 409
    assert "bản của đơn vị soạn sau" in page
    assert str(factories.head_of(unit)) in page
    assert "changed by" in page
    assert 'name="version" value="2"' in page
    assert 'name="apart" value="1"' in page
    stored = re.sub(r"</?(del|ins)>", "", page)
    assert "bản của thủ trưởng" in stored
    row = sheet.answers.get(item__code="TK-2")
    assert (row.narrative, row.version) == ("bản của thủ trưởng", 2)
    merged = data(sheet, "TK-2", yes_no="yes", narrative="bản ghép")
    assert editor.post(url("answer", sheet, "TK-2"), merged).status_code == 303
    assert sheet.answers.get(item__code="TK-2").narrative == "bản ghép"


def test_stale_points_are_shown_side_by_side_without_a_script(sheet, editor, unit):
    """Two points under the same account: the points stand there, the account is not compared."""
    editor.post(url("answer", sheet, "TK-5"), data(sheet, "TK-5", claimed="4", narrative="chung"))
    old = data(sheet, "TK-5", claimed="5,25", narrative="chung")
    head = login(factories.head_of(unit))
    head.post(url("answer", sheet, "TK-5"), data(sheet, "TK-5", claimed="5", narrative="chung"))
    response = editor.post(url("answer", sheet, "TK-5"), old)
    page = read(response)
    assert response.status_code == 409
    assert re.findall(r"<dd>(.*?)</dd>", page.split("data-compare-fields")[1].split("<form")[0]) == ["5,00", "5,25"]
    assert "compare-text" not in page
    assert 'name="claimed" value="5,25"' in page


def test_the_same_save_twice_is_no_conflict(sheet, editor):
    sent = data(sheet, "TK-2", yes_no="yes", narrative="một lần")
    assert editor.post(url("answer", sheet, "TK-2"), sent).status_code == 303
    assert editor.post(url("answer", sheet, "TK-2"), sent).status_code == 303
    assert sheet.answers.get(item__code="TK-2").version == 2


def test_difficulties_are_saved_and_a_late_text_is_kept(sheet, editor):
    response = editor.post(url("difficulties", sheet), {"version": sheet.version, "text": "Thiếu kinh phí"})
    assert response.url == f"{url('sheet', sheet)}#difficulties"
    response = editor.post(url("difficulties", sheet), {"version": sheet.version, "text": "Thiếu người"})
    assert response.status_code == 409
    assert "Thiếu kinh phí" in read(response)
    assert "Thiếu người" in read(response)
    assert Assessment.objects.get(pk=sheet.pk).difficulties == "Thiếu kinh phí"


# Who may not


@pytest.mark.parametrize("name", ["sheet", "check", "submit", "history", "sheet_pdf"])
def test_another_unit_finds_nothing(sheet, name):
    stranger = login(factories.editor_of(factories.make_unit()))
    assert stranger.get(url(name, sheet)).status_code == 404


def test_another_unit_cannot_post(sheet):
    stranger = login(factories.head_of(factories.make_unit()))
    assert stranger.post(url("answer", sheet, "TK-2"), data(sheet, "TK-2", yes_no="yes")).status_code == 404
    for name in ("submit", "withdraw", "resubmit", "signed_copy", "difficulties"):
        assert stranger.post(url(name, sheet)).status_code == 404


def test_offices_see_nothing_of_a_draft(sheet):
    assert login(factories.make_user(Role.CAMPAIGN_MANAGER)).get(url("sheet", sheet)).status_code == 404


def test_submitted_sheet_is_locked_and_the_typed_text_kept(sheet, editor):
    factories.submit_sheet(sheet)
    response = editor.post(url("answer", sheet, "TK-2"), data(sheet, "TK-2", yes_no="no", narrative="sửa muộn"))
    assert response.status_code == 409
    assert "sửa muộn" in read(response)
    assert "has been submitted and cannot be changed" in read(response)
    assert sheet.answers.get(item__code="TK-2").yes_no is True
    assert editor.get(url("answer", sheet, "TK-2")).url == f"{url('sheet', sheet)}#TK-2"


def test_manager_cannot_fill_in(sheet):
    factories.submit_sheet(sheet)
    manager = login(factories.make_user(Role.CAMPAIGN_MANAGER))
    response = manager.post(url("answer", sheet, "TK-2"), data(sheet, "TK-2", yes_no="no"))
    assert response.status_code == 403
    assert sheet.answers.get(item__code="TK-2").yes_no is True


# Returned, appraised, final


@pytest.fixture
def received(sheet):
    factories.submit_sheet(sheet)
    return factories.receive_sheet(Assessment.objects.get(pk=sheet.pk))


def appraiser():
    return factories.appraiser_of(factories.office(factories.LEAD))


def test_returned_criterion_alone_is_open_with_its_reason(received, editor):
    return_ask(answer=received.answers.get(item__code="HT-6"), reason="Kho bạc ghi 94,10%", by=appraiser())
    page = read(editor.get(url("sheet", received)))
    assert page.count("data-answer ") == 1
    assert f'action="{url("answer", received, "HT-6")}"' in page
    assert "Kho bạc ghi 94,10%" in page
    assert "Send the additions" not in page
    head = login(factories.head_of(received.participant.unit))
    assert "Send the additions" in read(head.get(url("sheet", received)))
    late = editor.post(url("answer", received, "TK-2"), data(received, "TK-2", yes_no="no"))
    assert late.status_code == 409
    fresh = editor.post(url("answer", received, "HT-6"), data(received, "HT-6", amount_a="941", amount_b="1000"))
    assert fresh.status_code == 303


def test_unit_sees_granted_points_with_the_final_result_only(received, editor):
    answer = received.answers.get(item__code="HT-1")
    values = factories.granted(answer, Decimal(4), "Chưa có văn bản ban hành.")
    mark_give(answer=answer, values=values, by=appraiser())
    rule = received.criteria_set.adjustment_rules.get(code="DT-1")
    AdjustmentEntry.objects.create(
        assessment=received, rule=rule, points=Decimal(1), reason="Mô hình tiết kiệm điện", entered_at=clock.now()
    )
    own = read(editor.get(url("sheet", received)))
    office = read(login(appraiser()).get(url("sheet", received)))
    for words in ("Chưa có văn bản ban hành.", "-2,00", "Mô hình tiết kiệm điện"):
        assert words not in own
        assert words in office
    Assessment.objects.filter(pk=received.pk).update(state="final")
    own = read(editor.get(url("sheet", received)))
    for words in ("Chưa có văn bản ban hành.", "-2,00", "Mô hình tiết kiệm điện"):
        assert words in own


def test_reading_a_sent_sheet_stays_in_the_budget(received, django_assert_max_num_queries):
    client = login(appraiser())
    client.get(url("sheet", received))
    with django_assert_max_num_queries(20):
        client.get(url("sheet", received))


# History


def test_history_tells_events_and_one_line_a_sitting(sheet, editor, unit):
    for version, words in enumerate(("một", "hai"), start=1):
        editor.post(url("answer", sheet, "TK-2"), {"version": version, "yes_no": "yes", "narrative": words})
    page = read(editor.get(url("history", sheet)))
    assert "The self-assessment was begun" in page
    assert page.count("TK-2 was edited (yes or no, account of the result); self-assessed points: 5,00") == 1
    assert str(factories.editor_of(unit)) in page


def test_history_of_a_unit_hides_what_tells_of_granted_points(received, editor):
    event_log(actor=appraiser(), action="assessment.adjusted", target=received, reason="Nộp muộn số liệu")
    assert "Nộp muộn số liệu" not in read(editor.get(url("history", received)))
    assert "Nộp muộn số liệu" in read(login(appraiser()).get(url("history", received)))
