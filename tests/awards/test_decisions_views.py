"""Pages of decisions: what each reader finds, what a form that is refused says."""

from io import BytesIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import escape
from openpyxl import load_workbook

from awards.models import AwardCycle, Decision, Letter, Proposal, RegisterEntry
from awards.services.changing import revocation_draft
from common import clock
from tests import factories
from tests.awards import decided
from units.models import User
from units.queries import face_of

pytestmark = pytest.mark.django_db
TYPED = "01/7/2026"


@pytest.fixture(autouse=True)
def later():
    with clock.frozen(decided.NOW), decided.light_papers():
        yield


def as_(user: User) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.cookies["language"] = "en"
    client.force_login(user)
    return client


def page(user: User, name: str, **kwargs: object) -> str:
    response = as_(user).get(reverse(f"awards:{name}", kwargs=kwargs))
    assert response.status_code == 200
    return response.content.decode()


def post(user: User, name: str, data: dict | None = None, **kwargs: object):
    return as_(user).post(reverse(f"awards:{name}", kwargs=kwargs), data or {}, follow=True)


def test_the_way_over_the_pages():
    cycle = decided.make_cycle()
    rows = decided.some_passed(cycle)
    assert "Khen thưởng giai đoạn 1" in page(decided.secretary(), "decisions")
    data = {"take": [row.pk for row in rows], "planned_on": TYPED}
    post(decided.secretary(), "decision_new", data, cycle=cycle.pk)
    decision = Decision.objects.get()
    about = {"decision": decision.public_id}
    text = page(decided.leader(), "decision", **about)
    assert "5.320.000" in text
    assert "94.680.000 of 100.000.000 đồng of 2026, this draft counted in" in text
    assert 'name="version" value="1"' in text
    assert "/ban-hanh/" not in text
    post(decided.leader(), "decision_sign", {"version": "1"}, **about)
    text = page(decided.clerk(), "decision", **about)
    assert "/ban-hanh/" in text
    assert reverse("awards:decision_sign", kwargs=about) not in text
    post(decided.clerk(), "decision_issue", {"number": "15", "day": TYPED}, **about)
    decision.refresh_from_db()
    assert decision.full_symbol == "15/QĐ"
    assert "15/QĐ" in page(decided.accountant(), "decisions")
    assert "0,6 × 2.530.000 = 1.518.000, làm tròn lên 1.520.000" in page(decided.accountant(), "payments", **about)
    assert "Trường THPT Chu Văn An" in page(decided.clerk(), "register")


def test_a_refused_number_says_who_has_it_and_what_is_free():
    decided.issued(number=15)
    decision = decided.signed()
    response = post(decided.clerk(), "decision_issue", {"number": "15", "day": TYPED}, decision=decision.public_id)
    text = response.content.decode()
    assert "15/QĐ" in text
    assert "16" in text
    wrong = post(decided.clerk(), "decision_issue", {"number": "năm", "day": "ngày kia"}, decision=decision.public_id)
    assert wrong.status_code == 400
    assert 'value="năm"' in wrong.content.decode()


def test_a_draft_signed_in_another_version_is_told():
    decision = decided.drafted()
    response = post(decided.leader(), "decision_sign", {"version": "9"}, decision=decision.public_id)
    assert "read it again" in response.content.decode()
    assert Decision.objects.get().state == "draft"


def test_the_order_is_typed():
    decision = decided.drafted()
    lines = list(decision.awards.filter(side="individual"))
    data = {"version": "1", "planned_on": TYPED, "bases": "Luật A"}
    data |= {f"order-{line.pk}": str(9 - line.order) for line in decision.awards.all()}
    post(decided.secretary(), "decision_edit", data, decision=decision.public_id)
    found = decision.awards.filter(side="individual").order_by("order")
    assert [line.pk for line in found] == [line.pk for line in reversed(lines)]


def test_a_form_that_is_refused_keeps_what_was_typed():
    decision = decided.drafted()
    line = decision.awards.first()
    where = {"decision": decision.public_id, "line": line.pk}
    data = {"printed_name": "", "achievement": "Lời đã gõ", "paid_as": "money"}
    response = post(decided.secretary(), "decision_line", data, **where)
    assert response.status_code == 400
    assert "Lời đã gõ" in response.content.decode()
    empty = post(decided.secretary(), "decision_new", {"planned_on": TYPED}, cycle=decision.cycle_id)
    assert "Choose the proposals" in empty.content.decode()


def test_a_held_line_stands_out_on_the_page():
    decision = decided.drafted()
    decided.hold(decision.awards.get(printed_name="Lê Thị Đào").subject)
    text = page(decided.leader(), "decision", decision=decision.public_id)
    assert "Awards on hold" in text
    assert "7/QĐ-TTr" in text


def test_a_revoked_award_stays_visible():
    old = decided.issued()
    award = old.awards.get(printed_name="Trần Thị Yến")
    draft = revocation_draft(decision=old, awards=[award], values=decided.revocation(), by=decided.secretary())
    assert "Trần Thị Yến" in page(decided.leader(), "decision", decision=draft.public_id)
    decided.issued(draft, number=16, on=decided.NOW.date())
    text = page(decided.observer(), "decision", decision=old.public_id)
    assert "Trần Thị Yến" in text
    assert "by decision 16/QĐ of 20/8/2026" in text
    assert "Trần Thị Yến" in page(decided.accountant(), "recoveries")
    assert "760.000" in page(decided.accountant(), "recoveries")


def test_ledger_forms_keep_what_was_typed():
    old = decided.issued()
    draft = revocation_draft(
        decision=old, awards=[old.awards.first()], values=decided.revocation(), by=decided.secretary()
    )
    decided.issued(draft, number=16, on=decided.NOW.date())
    row = old.awards.first().recovery
    wrong = post(decided.accountant(), "recovery_returned", {f"back-{row.pk}-money": "abc"}, recovery=row.pk)
    assert wrong.status_code == 400
    assert 'value="abc"' in wrong.content.decode()
    data = {f"back-{row.pk}-money": "9.999.999", f"back-{row.pk}-money_on": TYPED}
    too_much = post(decided.accountant(), "recovery_returned", data, recovery=row.pk)
    assert "Not more than the money" in too_much.content.decode()
    post(decided.clerk(), "recovery_received", {f"got-{row.pk}-received_on": "20/8/2026"}, recovery=row.pk)
    row.refresh_from_db()
    # Fifteen working days without a holiday entered: from 20/8 to 10/9.
    assert (row.due_on.day, row.due_on.month) == (10, 9)


def test_workbooks_hold_numbers_and_the_total():
    decision = decided.issued()
    client = as_(decided.accountant())
    response = client.get(reverse("awards:payments_sheet", kwargs={"decision": decision.public_id}))
    rows = list(load_workbook(BytesIO(response.content)).worksheets[0].values)
    assert rows[-1][:8] == (None, "Tổng cộng (tiền)", None, None, None, None, None, 5_320_000)
    first = next(row for row in rows if row[0] == 1)
    assert (first[1], first[5], first[7]) == ("Tập thể Trường THPT Chu Văn An", 2_530_000, 1_520_000)
    RegisterEntry.objects.filter(number=2).update(void_reason="=1+1", voided_at=clock.now())
    response = client.get(reverse("awards:register_sheet"), {"nam": "2026", "tim": "chu van an"})
    rows = list(load_workbook(BytesIO(response.content)).worksheets[0].values)
    assert [row[0] for row in rows if isinstance(row[0], int)] == [1]


def test_a_letter_is_hidden_until_it_is_sent_and_from_others():
    decision = decided.issued()
    letter = Letter.objects.filter(decision=decision).first()
    head, other = factories.head_of(letter.unit), factories.head_of(factories.make_unit())
    where = reverse("awards:letter", kwargs={"letter": letter.pk})
    assert as_(head).get(where).status_code == 404
    name = escape(face_of(letter.unit).name)
    assert name in page(decided.secretary(), "letters")
    assert name in page(decided.secretary(), "letter", letter=letter.pk)
    post(decided.secretary(), "letter_hold", {"held": "1"}, letter=letter.pk)
    held = post(decided.secretary(), "letter_release", letter=letter.pk)
    assert "held back" in held.content.decode()
    post(decided.secretary(), "letter_hold", {"held": "0"}, letter=letter.pk)
    post(decided.secretary(), "letter_release", letter=letter.pk)
    assert as_(head).get(where).status_code == 200
    assert as_(other).get(where).status_code == 404
    assert as_(head).post(where, {"subject": "A", "text": "B"}).status_code == 403


def test_upward_and_back_over_the_pages():
    cycle = decided.make_cycle()
    rows = [decided.passed(cycle, decided.school(f"Trường THPT {n}"), "BK-TINH") for n in ("Hai", "Ba")]
    paper = {"kind": "Tờ trình", "number": "20/TTr-SGDĐT", "date": TYPED, "issuer": "Sở GDĐT"}
    sheet = reverse("awards:forward_sheet", kwargs={"cycle": cycle.pk, "form": "BK-TINH"})
    names = list(load_workbook(BytesIO(as_(decided.secretary()).get(sheet).content)).worksheets[0].values)
    assert [row[1] for row in names if isinstance(row[0], int)] == ["Trường THPT Ba", "Trường THPT Hai"]
    post(decided.secretary(), "forward", paper | {"take": [row.pk for row in rows]}, cycle=cycle.pk)
    data = {
        "number": "100/QĐ-UBND",
        "decided_on": TYPED,
        "authority": "Chủ tịch UBND tỉnh",
        f"outcome-{rows[0].pk}": "nothing",
        f"outcome-{rows[1].pk}": "declined",
    }
    refused = post(decided.secretary(), "higher", data, cycle=cycle.pk)
    assert "has its reason" in refused.content.decode()
    post(decided.secretary(), "higher", data | {f"reason-{rows[1].pk}": "Chưa đủ."}, cycle=cycle.pk)
    assert Decision.objects.get(kind="higher").awards.get().printed_name == "Trường THPT Hai"


def test_the_fund_page_shows_what_is_left():
    decided.issued()
    assert "94.680.000" in page(decided.accountant(), "funds")


def many_passed(cycle: AwardCycle, count: int) -> list[Proposal]:
    home = decided.school("Trường THPT Đông người").unit
    return [decided.passed(cycle, decided.person(f"Nguyễn Văn {n}", home)) for n in range(count)]


@pytest.mark.parametrize("name", ["decision", "payments", "funds", "register", "decisions", "letters", "home"])
def test_a_page_asks_as_often_for_many_lines_as_for_few(name):
    counts = []
    for number, many in enumerate((2, 12), 15):
        cycle = decided.make_cycle()
        rows = many_passed(cycle, 2 * many)
        decision = decided.drafted(cycle, rows=rows[:many])
        kwargs = {"decision": decision.public_id} if name in ("decision", "payments") else {}
        if name in ("register", "letters", "payments"):
            decided.issued(decision, number=number)
        url = reverse("reports:home") if name == "home" else reverse(f"awards:{name}", kwargs=kwargs)
        reader = decided.leader() if name == "decision" else decided.secretary()
        client = as_(reader)
        client.get(url)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert counts[1] <= 40
