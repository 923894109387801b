"""What a page that saves by itself is answered: new version, errors by field, both texts, or why it is closed."""

import re

import pytest
from django.test import Client

from assessments.models import Assessment
from campaign.models import Round
from common import clock
from tests import factories
from tests.assessments.test_sheet_views import data, login, read, url
from tests.kept import kept

pytestmark = pytest.mark.django_db
BY_SCRIPT = {"Accept": "application/json"}


@pytest.fixture(autouse=True)
def in_time():
    with clock.frozen(factories.IN_TIME):
        yield


sheet = kept(factories.make_sheet)


@pytest.fixture
def editor(sheet):
    return login(factories.editor_of(sheet.participant.unit))


def post(client, sheet, code, sent):
    return client.post(url("answer", sheet, code), sent, headers=BY_SCRIPT)


def send(client, sheet, code, **values):
    return post(client, sheet, code, data(sheet, code, **values))


def narratives(sheet, code):
    return list(sheet.answers.get(item__code=code).revisions.order_by("number").values_list("narrative", flat=True))


def test_saved_is_answered_with_version_time_points_and_total(sheet, editor):
    reply = send(editor, sheet, "TK-2", yes_no="yes")
    assert reply.status_code == 200
    told = reply.json()
    assert (told["state"], told["version"], told["points"], told["notice"]) == ("saved", 2, "5.00", "")
    assert "Saved at 09:00" in told["parts"]["note"]
    assert "5,00" in told["parts"]["points"]
    assert "badge" in told["parts"]["badge"]
    assert "<span data-total>5,00</span>" in told["panel"]


def test_half_typed_number_is_told_at_its_field_and_nothing_is_half_saved(sheet, editor):
    reply = send(editor, sheet, "TK-3", amount_a="6a", narrative="giữ lại")
    assert reply.status_code == 422
    assert list(reply.json()["errors"]) == ["amount_a"]
    row = sheet.answers.get(item__code="TK-3")
    assert (row.amount_a, row.narrative, row.version, row.revisions.count()) == (None, "", 1, 0)


def test_the_same_save_twice_is_saved_once(sheet, editor):
    sent = data(sheet, "TK-2", yes_no="yes", narrative="một lần", apart="1")
    assert [post(editor, sheet, "TK-2", sent).json()["version"] for _time in range(2)] == [2, 2]
    assert narratives(sheet, "TK-2") == ["một lần"]


def test_an_older_save_that_arrives_late_changes_nothing(sheet, editor):
    first = data(sheet, "TK-2", narrative="một")
    post(editor, sheet, "TK-2", first)
    send(editor, sheet, "TK-2", narrative="một hai")
    late = post(editor, sheet, "TK-2", first)
    assert (late.status_code, late.json()["state"]) == (409, "conflict")
    assert sheet.answers.get(item__code="TK-2").narrative == "một hai"


def test_conflict_gives_both_texts_and_the_stored_values(sheet, editor):
    old = data(sheet, "HT-6", amount_a="1.000", narrative="bản đến sau")
    head = login(factories.head_of(sheet.participant.unit))
    send(head, sheet, "HT-6", amount_a="965.000.000", amount_b="1.000.000.000", narrative="bản của thủ trưởng")
    reply = post(editor, sheet, "HT-6", old)
    told = reply.json()
    assert (reply.status_code, told["state"], told["version"]) == (409, "conflict", 2)
    assert {name: told["stored"][name] for name in ("amount_a", "amount_b", "narrative", "not_applicable")} == {
        "amount_a": "965.000.000",
        "amount_b": "1.000.000.000",
        "narrative": "bản của thủ trưởng",
        "not_applicable": "",
    }
    assert str(factories.head_of(sheet.participant.unit)) in told["panel"]
    assert told["points"] == "9.90"
    assert "Saved at 09:00" in told["parts"]["note"]
    assert "9,90" in told["parts"]["points"]
    for words in ("đến", "sau", "thủ", "trưởng", 'data-settle="both"'):
        assert words in told["panel"]


def test_conflict_of_points_shows_the_points_alone(sheet, editor):
    """The account is the same: nothing of it is compared, and nothing is there to merge."""
    send(editor, sheet, "TK-5", narrative="cùng một bản thuyết minh")
    old = data(sheet, "TK-5", claimed="5,25", narrative="cùng một bản thuyết minh")
    head = login(factories.head_of(sheet.participant.unit))
    send(head, sheet, "TK-5", claimed="5", narrative="cùng một bản thuyết minh")
    panel = post(editor, sheet, "TK-5", old).json()["panel"]
    assert fields(panel) == [("Self-assessed points", "5,00"), ("Self-assessed points", "5,25")]
    assert f"Stored version: {factories.head_of(sheet.participant.unit)}, 09:00" in panel
    assert "thuyết minh" not in panel
    assert "please choose one." in panel
    assert re.findall(r'data-settle="(\w+)"', panel) == ["own", "stored"]


def test_conflict_of_every_field_shows_each_by_its_label(sheet, editor):
    """Nothing stored beside a value is a dash; two accounts are compared word by word under their own heading."""
    old = data(sheet, "HT-6", amount_a="1.000", narrative="bản đến sau")
    head = login(factories.head_of(sheet.participant.unit))
    send(head, sheet, "HT-6", amount_b="1.000.000.000", narrative="bản đến trước")
    panel = post(editor, sheet, "HT-6", old).json()["panel"]
    labels = ("Vốn đã giải ngân (đồng)", "Kế hoạch vốn được giao (đồng)")
    assert fields(panel) == list(zip(labels * 2, ("-", "1.000.000.000", "1.000", "-"), strict=True))
    assert "Account of the result" in panel
    assert "<del>trước</del>" in panel
    assert "<ins>sau</ins>" in panel
    assert 'data-settle="both"' in panel


def fields(panel):
    """Labels and values of the panel, the stored ones first."""
    return re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", panel)


def test_conflict_in_another_window_of_the_account_says_so(sheet, editor):
    old = data(sheet, "TK-2", narrative="cửa sổ hai")
    send(editor, sheet, "TK-2", narrative="cửa sổ một")
    assert "in another window of this account" in post(editor, sheet, "TK-2", old).json()["panel"]


@pytest.mark.parametrize("headers", [{}, BY_SCRIPT])
def test_what_is_saved_over_a_newer_version_leaves_that_in_the_history(sheet, editor, headers):
    """One person in two windows: without a line of its own the first text would be folded away."""
    send(editor, sheet, "TK-2", narrative="cửa sổ một")
    chosen = data(sheet, "TK-2", narrative="cửa sổ hai", apart="1")
    editor.post(url("answer", sheet, "TK-2"), chosen, headers=headers)
    send(editor, sheet, "TK-2", narrative="cửa sổ hai, viết tiếp")
    assert narratives(sheet, "TK-2") == ["cửa sổ một", "cửa sổ hai, viết tiếp"]


def test_locked_says_why_and_keeps_the_sheet(sheet, editor):
    factories.submit_sheet(sheet)
    reply = send(editor, sheet, "TK-2", yes_no="no", narrative="sửa muộn")
    told = reply.json()
    assert (reply.status_code, told["state"], told["code"]) == (409, "locked", "locked")
    assert "has been submitted" in told["what"]
    assert sheet.answers.get(item__code="TK-2").yes_no is True


@pytest.mark.parametrize("is_closed", [True, False])
def test_the_deadline_is_told_and_the_draft_goes_on(sheet, editor, is_closed):
    """What is typed after the last day is kept: an extension may follow."""
    if is_closed:
        Round.objects.update(state="closed")
    with clock.frozen(factories.IN_TIME if is_closed else factories.TOO_LATE):
        told = send(login(factories.editor_of(sheet.participant.unit)), sheet, "TK-2", narrative="sau hạn").json()
    assert told["state"] == "saved"
    over = (
        "The reception of this round is closed." if is_closed else "The time for submission is over. The draft is kept"
    )
    assert told["notice"].startswith(over)
    assert sheet.answers.get(item__code="TK-2").narrative == "sau hạn"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("ạ" * 10_001, "at most 10000 characters (it has 10001)"),
        ("Biểu mẫu. " * 200_000, "at most 10000 characters (it has 1999999)"),
        ("có \x00 ở giữa", "cannot be stored"),
    ],
    ids=["one too many", "2 MB", "NUL"],
)
def test_text_that_cannot_be_kept_is_told_at_the_field(sheet, editor, text, words):
    reply = send(editor, sheet, "TK-2", narrative=text)
    assert reply.status_code == 422
    assert words in " ".join(reply.json()["errors"]["narrative"])
    again = editor.post(url("answer", sheet, "TK-2"), data(sheet, "TK-2", narrative=text))
    assert again.status_code == 422
    assert 'id="TK-2-narrative_error"' in read(again)
    assert sheet.answers.get(item__code="TK-2").version == 1


def test_two_megabytes_from_a_browser_without_scripts_reach_the_field(sheet, editor):
    text = "Kết quả thực hiện đạt yêu cầu. " * 52_000
    response = editor.post(
        url("answer", sheet, "TK-2"),
        "version=1&narrative=" + "".join(f"%{byte:02X}" for byte in text.encode()),
        content_type="application/x-www-form-urlencoded",
    )
    assert response.status_code == 422
    assert "at most 10000 characters" in read(response)


def test_the_box_does_not_cut_what_is_pasted(sheet, editor):
    page = read(editor.get(url("sheet", sheet)))
    assert 'maxlength="10000"' not in page
    assert 'data-limit="10000"' in page


def test_the_end_of_the_session_leads_to_the_sign_in(sheet, editor):
    sent = data(sheet, "TK-2", narrative="sau khi hết phiên")
    editor.logout()
    reply = post(editor, sheet, "TK-2", sent)
    assert (reply.status_code, reply["Location"].partition("?")[0]) == (302, "/tai-khoan/login/")


def test_a_fresh_token_saves_after_signing_in_again(sheet):
    """The token of the page is refused in JSON; the one of the small page is taken."""
    user = factories.editor_of(sheet.participant.unit)
    browser = Client(enforce_csrf_checks=True)
    browser.cookies["language"] = "en"
    browser.force_login(user)
    sent = data(sheet, "TK-2", narrative="lưu tiếp")
    old = post(browser, sheet, "TK-2", sent)
    assert (old.status_code, old.json()["code"]) == (403, "403-csrf")
    told = browser.get("/phien/")
    assert told.json()["account"] == str(user.pk)
    assert "no-store" in told["Cache-Control"]
    headers = {**BY_SCRIPT, "X-CSRFToken": told.json()["token"]}
    saved = browser.post(url("answer", sheet, "TK-2"), sent, headers=headers)
    assert saved.json()["state"] == "saved"
    assert Assessment.objects.get(pk=sheet.pk).answers.get(item__code="TK-2").narrative == "lưu tiếp"


def test_half_a_pair_is_saved_and_says_which_figure_is_missing(sheet, editor):
    words = "“Vốn đã giải ngân” is still empty; both figures are needed for the points."
    reply = send(editor, sheet, "HT-6", amount_b="1.000.000.000").json()
    assert (reply["state"], reply["points"], reply["lacks"]) == ("saved", "", words)
    assert "Saved at" in reply["parts"]["note"]
    assert words in reply["parts"]["note"]
    assert words in reply["parts"]["why"]
    assert "Needs attention" in reply["parts"]["badge"]
    page = read(editor.get(url("sheet", sheet)))
    assert page.count(words) == 2
    reply = send(editor, sheet, "HT-6", amount_a="965.000.000", amount_b="1.000.000.000").json()
    assert (reply["points"], reply["lacks"]) == ("9.90", "")
    assert "still empty" not in reply["parts"]["note"] + reply["parts"]["why"]


def test_a_card_that_needs_attention_says_why(sheet, editor):
    """A required piece of proof is missing: the reason stands on the card, not only in the check."""
    words = "Evidence is required for this criterion."
    why = send(editor, sheet, "TK-2", yes_no="yes").json()["parts"]["why"]
    assert words in why
    card = read(editor.get(url("sheet", sheet))).split('data-card="TK-2"')[1].split("</section>")[0]
    assert ("Needs attention" in card, card.count(words)) == (True, 1)


def test_saving_stays_in_the_budget(sheet, editor, django_assert_max_num_queries):
    send(editor, sheet, "TK-2", yes_no="yes")
    with django_assert_max_num_queries(39):
        send(editor, sheet, "TK-2", yes_no="yes", narrative="thêm")
