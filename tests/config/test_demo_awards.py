"""The awards of the demonstration: the session that sits in its stage "council", the decisions of "issued"."""

import datetime as dt
import html
from collections import Counter

import pytest
from django.db.models import Sum
from django.test import Client
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from awards.models import (
    Award,
    AwardCycle,
    Ballot,
    Council,
    CouncilSession,
    Decision,
    Dossier,
    Handover,
    Hold,
    Letter,
    OpinionRequest,
    Poll,
    Proposal,
    PublicNotice,
    Quota,
    Recovery,
    Recusal,
    RegisterEntry,
)
from awards.queries.cycle_ends import open_in
from awards.queries.payments import fund_state, payment_facts
from common import clock
from common.events import verify_chain
from common.models import Event
from documents.codes import code_printed
from documents.models import Batch, IssuedDocument
from tests.config.demo_story import make
from tests.kept import kept
from units.models import User

pytestmark = [pytest.mark.long, pytest.mark.django_db]


def make_council() -> None:
    make("council")


def make_issued() -> None:
    make("issued")


council = kept(make_council, at=None)
issued = kept(make_issued, at=None)


BEFORE_THE_COUNCIL = {
    ("awards.dossier_return", "issued", "1191/SGDĐT-VP", dt.date(2025, 6, 19)),
    ("awards.public_notice", "issued", "372/TB-SGDĐT", dt.date(2025, 6, 19)),
}


def numbered() -> set[tuple[str, str, str, dt.date | None]]:
    """The papers with a number: kind, state, number and symbol, day."""
    rows = IssuedDocument.objects.filter(kind__startswith="awards.").exclude(full_symbol="")
    return set(rows.values_list("kind", "state", "full_symbol", "issued_on"))


def states() -> dict[tuple[str, str], int]:
    return dict(Counter(Proposal.objects.values_list("rule__code", "state")))


@pytest.mark.embedded
@pytest.mark.usefixtures("council")
def test_council():
    """Names with their dossiers, one returned, one held; two votes are closed, the third is open."""
    assert clock.assumed_day() == dt.date(2025, 6, 25)
    assert Event.objects.latest("at").at <= dt.datetime(2025, 6, 25, 7, 40, tzinfo=clock.TIME_ZONE)
    assert verify_chain().ok
    cycle = AwardCycle.objects.get()
    assert (cycle.state, cycle.rule_set.code, cycle.fund.amount) == ("council", "PL-2022", 80_000_000)
    assert str(cycle.quota_document).startswith("Thông báo số 356/TB-SGDĐT ngày 10/6/2025")
    assert Quota.objects.filter(rule__code="GK-GD-TT").aggregate(sum=Sum("number"))["sum"] == 10
    assert states() == {
        ("BK-TINH", "complete"): 3,
        ("GK-GD-TT", "complete"): 1,
        ("GK-GD-TT", "passed"): 9,
        ("GK-GD-CN", "passed"): 6,
        ("GK-GD-CN", "failed"): 1,
        ("GK-GD-TTN", "passed"): 3,
        ("GK-GD-TTN", "nominated"): 1,
    }
    assert Counter(Proposal.objects.values_list("origin", flat=True)) == {"rule": 15, "unit": 9}
    assert not Proposal.objects.filter(proposed_by__isnull=False, confirmed_by__isnull=True).exists()
    assert not any(row.proposed_by_id == row.confirmed_by_id for row in Proposal.objects.all())
    assert Counter(Dossier.objects.values_list("state", flat=True)) == {"accepted": 23, "returned": 1}
    held = Hold.objects.get(until_on=None)
    assert (held.kind, held.subject.unit.code) == ("complaint", "THPT-PHAN-CHU-TRINH")
    notice = PublicNotice.objects.get()
    assert (notice.from_on, notice.to_on) == (dt.date(2025, 6, 19), dt.date(2025, 6, 24))
    assert notice.closed_at
    assert [row.answered_on for row in OpinionRequest.objects.all()] == [dt.date(2025, 6, 24)] * 2
    assert numbered() == BEFORE_THE_COUNCIL


@pytest.mark.embedded
@pytest.mark.usefixtures("council")
def test_session_of_the_council():
    assert Council.objects.get().members.count() == 11
    session = CouncilSession.objects.get()
    assert session.state == "open"
    assert Counter(session.attendance.values_list("presence", flat=True)) == {"present": 9, "written": 1, "absent": 1}
    hands, sheets, ballot = Poll.objects.order_by("order")
    assert (hands.method, hands.state, hands.cases.count()) == ("hands", "closed", 12)
    assert Counter(hands.cases.values_list("yes", "no", "passed")) == {(9, 0, True): 11, (7, 0, True): 1}
    assert (sheets.method, sheets.state, sheets.cases.count()) == ("paper", "closed", 7)
    assert Counter(sheets.cases.values_list("yes", "no", "invalid", "passed")) == {
        (9, 0, 0, True): 6,
        (4, 4, 0, False): 1,
    }
    assert Counter(sheets.teller_counts.values_list("is_head", "issued", "collected")) == {
        (True, 9, 9): 1,
        (False, 9, 9): 1,
    }
    failed = sheets.cases.get(passed=False)
    assert {row.member.person.unit.code for row in Recusal.objects.filter(case=failed)} == {"THPT-GIA-NGHIA"}
    assert (ballot.method, ballot.is_secret, ballot.state, ballot.cases.count()) == ("electronic", True, "open", 3)
    assert ballot.turnout.filter(has_voted=True).count() == 4
    visitor = User.objects.get(username="hoidong.so")
    assert ballot.turnout.get(member__person=visitor.person).has_voted is False
    assert Ballot.objects.count() == 12


@pytest.mark.usefixtures("issued")
def test_issued():
    """One decision with its money, one that amends it, one that revokes a line, and the one of the province."""
    assert clock.assumed_day() == dt.date(2025, 6, 30)
    assert verify_chain().ok
    rows = {row.kind: row for row in Decision.objects.all()}
    assert {kind: (row.full_symbol, row.decided_on, row.state) for kind, row in rows.items()} == {
        "award": ("512/QĐ-SGDĐT", dt.date(2025, 6, 26), "issued"),
        "amending": ("530/QĐ-SGDĐT", dt.date(2025, 6, 27), "issued"),
        "higher": ("946/QĐ-UBND", dt.date(2025, 6, 27), "recorded"),
        "revoking": ("534/QĐ-SGDĐT", dt.date(2025, 6, 30), "issued"),
    }
    lines = rows["award"].awards
    assert Counter(lines.values_list("side", "amount")) == {
        ("collective", 1_410_000): 12,
        ("individual", 710_000): 6,
    }
    assert lines.aggregate(sum=Sum("amount"))["sum"] == 21_180_000
    assert Counter(lines.values_list("state", flat=True)) == {"granted": 16, "amended": 1, "revoked": 1}
    assert rows["higher"].awards.aggregate(sum=Sum("amount"))["sum"] == 0
    assert states() == {
        ("BK-TINH", "decided"): 2,
        ("BK-TINH", "declined"): 1,
        ("GK-GD-TT", "dropped"): 1,
        ("GK-GD-TT", "decided"): 9,
        ("GK-GD-CN", "decided"): 6,
        ("GK-GD-CN", "failed"): 1,
        ("GK-GD-TTN", "decided"): 3,
        ("GK-GD-TTN", "dropped"): 1,
    }
    cycle = AwardCycle.objects.get()
    assert (cycle.state, open_in(cycle)) == ("concluded", [])
    reasons = Event.objects.filter(action="proposal.withdrawn").order_by("pk").values_list("reason", flat=True)
    assert sorted(reasons) == [
        "Hồ sơ trả lại không được gửi lại trong thời hạn.",
        "Việc xác minh kết thúc sau phiên họp của Hội đồng; chuyển xét trong đợt khen thưởng tiếp theo.",
    ]
    assert CouncilSession.objects.get().state == "closed"
    assert {poll.state for poll in Poll.objects.all()} == {"closed"}
    assert numbered() == BEFORE_THE_COUNCIL | {
        ("awards.counting", "issued", "01/BB-HĐTĐKT", dt.date(2025, 6, 25)),
        ("awards.minutes", "issued", "02/BB-HĐTĐKT", dt.date(2025, 6, 25)),
        ("awards.council_proposal", "issued", "01/TTr-HĐTĐKT", dt.date(2025, 6, 25)),
        ("awards.council_proposal", "issued", "02/TTr-HĐTĐKT", dt.date(2025, 6, 25)),
        ("awards.council_proposal", "issued", "03/TTr-HĐTĐKT", dt.date(2025, 6, 25)),
        ("awards.decision", "issued", "512/QĐ-SGDĐT", dt.date(2025, 6, 26)),
        ("awards.amendment", "issued", "530/QĐ-SGDĐT", dt.date(2025, 6, 27)),
        ("awards.revocation", "issued", "534/QĐ-SGDĐT", dt.date(2025, 6, 30)),
    }
    assert rows["award"].legal_bases[-1] == (
        "Biên bản số 02/BB-HĐTĐKT ngày 25 tháng 6 năm 2025 của Hội đồng Thi đua - Khen thưởng"
    )


@pytest.mark.usefixtures("issued")
def test_certificates():
    """Eighteen in one batch, one anew after the amendment; each has its file and its page, no worker is needed."""
    batches = Batch.objects.order_by("pk")
    assert [(row.title, row.items.count(), row.job.state) for row in batches] == [
        ("Giấy khen theo Quyết định số 512/QĐ-SGDĐT", 18, "done"),
        ("Giấy khen theo Quyết định số 530/QĐ-SGDĐT", 1, "done"),
    ]
    assert all(row.archive for row in batches)
    assert not DBTaskResult.objects.filter(pk__in=[row.job.task_id for row in batches]).exists()
    entries = RegisterEntry.objects.select_related("certificate").order_by("number")
    found = [row.certificate for row in entries]
    assert [row.facts["register"] for row in found] == [str(number) for number in range(1, 20)]
    assert len({row.code for row in found}) == 19
    ended = {row.number: row.certificate.state for row in entries if row.certificate.state != "issued"}
    assert ended == {15: "replaced", 18: "revoked"}
    assert {document.renditions.get(kind="issued").file.file.open("rb").read(5) for document in found} == {b"%PDF-"}
    stranger = Client()
    for document in found[:1] + found[14:]:
        page = stranger.get(reverse("documents:verify", args=[code_printed(document.code)]))
        assert page.status_code == 200
        assert document.facts["name"] in html.unescape(page.content.decode())
    revoked = stranger.get(reverse("documents:verify", args=[found[17].code])).content.decode()
    assert "534/QĐ-SGDĐT ngày 30/6/2025" in revoked


@pytest.mark.usefixtures("issued")
def test_what_is_paid():
    """The line that was amended is paid by the newer decision; the revoked one is paid no more, or comes back."""
    decision, amendment = Decision.objects.get(kind="award"), Decision.objects.get(kind="amending")
    first, second = payment_facts(decision), payment_facts(amendment)
    assert (len(first.lines), first.total, len(second.lines), second.total) == (18, 19_760_000, 1, 710_000)
    assert first.total_words == "mười chín triệu bảy trăm sáu mươi nghìn đồng"
    fund = fund_state(AwardCycle.objects.get().fund)
    assert (fund.spent, fund.drafted, fund.waiting, fund.returned) == (21_180_000, 0, 0, 0)


@pytest.mark.usefixtures("issued")
def test_register_letters_and_what_comes_back():
    entries = RegisterEntry.objects.order_by("number")
    assert [row.number for row in entries] == list(range(1, 20))
    void = [row for row in entries if row.voided_at]
    assert {row.award.state: row.void_reason for row in void} == {
        "amended": "Cấp lại theo Quyết định số 530/QĐ-SGDĐT ngày 27/6/2025",
        "revoked": "Hủy bỏ theo Quyết định số 534/QĐ-SGDĐT ngày 30/6/2025",
    }
    assert entries.get(number=19).award.printed_title == "Tổ phó chuyên môn"
    letters = Letter.objects.filter(decision__kind="award")
    assert Counter((row.is_held, row.sent_at is None) for row in letters) == {(False, False): 10, (True, True): 1}
    changed = Letter.objects.exclude(decision__kind="award").order_by("sent_at")
    assert [(row.decision.full_symbol, row.sent_at.date()) for row in changed] == [
        ("530/QĐ-SGDĐT", dt.date(2025, 6, 27)),
        ("534/QĐ-SGDĐT", dt.date(2025, 6, 30)),
    ]
    assert Handover.objects.get().awards.count() == 12
    recovery = Recovery.objects.get()
    assert (recovery.money_due, recovery.due_on) == (710_000, dt.date(2025, 7, 21))
    assert Hold.objects.get().until_on == dt.date(2025, 6, 27)
    assert IssuedDocument.objects.get(kind="awards.handover_record").issued_on == dt.date(2025, 6, 27)


@pytest.mark.embedded
@pytest.mark.usefixtures("issued")
def test_an_earlier_stage_takes_the_awards_away():
    make("draft")
    assert not AwardCycle.objects.exists()
    assert not Award.objects.exists()
    assert not RegisterEntry.objects.exists()
    assert not IssuedDocument.objects.filter(kind__startswith="awards.").exists()
