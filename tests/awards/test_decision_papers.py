"""The papers of decisions: what they print, who takes their steps, and what becomes of earlier ones."""

import datetime as dt
from io import BytesIO

import pytest
from django.urls import reverse
from pypdf import PdfReader

from awards.enums import DecisionKind
from awards.models import Decision, LegalGround, RuleSet
from awards.queries.decisions import changing_bases
from awards.queries.law import rule_set_on
from awards.queries.payments import payment_facts
from awards.services.changing import correction_draft, corrigendum_write, revocation_draft
from awards.services.decision_issue import decision_issue, decision_sign, decision_take_back
from awards.services.decision_papers import decision_paper
from awards.services.decisions import LineInput, decision_drop
from awards.services.register import handover_record
from common import clock
from common.access import Refused
from documents.models import IssuedDocument, Rendition
from documents.papers import PaperContent, kinds, paper_pdf
from tests.awards import decided
from tests.awards.laws import load_law
from tests.awards.test_decisions_views import as_

pytestmark = pytest.mark.django_db
LATER = dt.date(2026, 8, 3)


@pytest.fixture(autouse=True)
def later():
    with clock.frozen(decided.NOW):
        yield


def text_of(content: PaperContent) -> str:
    """The words of the drawn paper."""
    return read(paper_pdf(content))


def read(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).split())


def corrected(old: Decision, kind: str) -> Decision:
    wrong = old.awards.get(printed_name="Lê Thị Đào")
    right = LineInput(
        salutation="Bà",
        printed_name="Lê Thị Đạo",
        printed_title=wrong.printed_title,
        printed_unit=wrong.printed_unit,
        achievement=wrong.achievement,
    )
    return correction_draft(
        decision=old,
        kind=kind,
        corrections={wrong.pk: right},
        reason="In sai tên.",
        planned_on=LATER,
        by=decided.secretary(),
    )


def revoked(old: Decision, name: str = "Trần Thị Yến") -> Decision:
    award = old.awards.get(printed_name=name)
    return revocation_draft(decision=old, awards=[award], values=decided.revocation(LATER), by=decided.secretary())


def test_the_issued_bytes_carry_number_day_signer_and_list():
    signed = decision_sign(decision=decided.drafted(), expected_version=1, by=decided.leader())
    assert Rendition.objects.get().kind == "approved"
    row = decision_issue(decision=signed, number="7", day=decided.AFTER, by=decided.clerk())
    paper = row.document
    assert (paper.kind, paper.state, paper.full_symbol, paper.issued_on) == (
        "awards.decision",
        "issued",
        "07/QĐ",
        decided.AFTER,
    )
    assert (paper.created_by, paper.approved_by) == (decided.secretary(), decided.leader())
    assert paper.legal_bases == row.legal_bases
    found = read(paper.renditions.get(kind="issued").file.file.read())
    for words in (
        "Số: 07/QĐ",
        "ngày 01 tháng 7 năm 2026",
        "GIÁM ĐỐC SỞ GIÁO DỤC VÀ ĐÀO TẠO ĐẮK NÔNG",
        "Căn cứ Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022;",
        "Điều 1. Tặng Giấy khen cho 02 (hai) tập thể và 03 (ba) cá nhân",
        "(từ ngày 01/01/2023 đến ngày 31/12/2025)",
        "tập thể 1.520.000 đồng, cá nhân 760.000 đồng; tổng số 5.320.000 đồng",
        "Quỹ thi đua, khen thưởng của Sở năm 2026",
        "(Kèm theo Quyết định số 07/QĐ ngày 01 tháng 7 năm 2026",
        "Lê Văn Sở",
    ):
        assert words in found, words


def test_counts_and_sums_equal_the_rows_of_the_list():
    row = decided.issued()
    content = kinds()["awards.decision"].build(row)
    cases, lines = content.context["data"].cases, list(row.awards.all())
    assert len(cases.collectives) == sum(line.side == "collective" for line in lines) == 2
    assert len(cases.individuals) == sum(line.side == "individual" for line in lines) == 3
    assert cases.money == sum(line.amount for line in lines) == 5_320_000
    found = text_of(content)
    assert found.count("02 (hai) tập thể và 03 (ba) cá nhân") == 2
    assert "5.320.000 đồng (bằng chữ: Năm triệu ba trăm hai mươi nghìn đồng)" in found
    assert found.count("1.520.000") == 1 + 2
    assert found.count("760.000") == 1 + 3


def test_a_draft_leaves_number_and_day_to_the_clerk():
    found = text_of(kinds()["awards.decision"].build(decided.drafted()))
    assert "/QĐ" in found
    assert "năm 2026" in found
    assert "ngày 01 tháng 7" not in found


def test_an_amendment_names_what_was_printed_and_what_is_right():
    new = corrected(decided.issued(), DecisionKind.AMENDING)
    found = text_of(kinds()["awards.amendment"].build(new))
    for words in (
        "Sửa đổi danh sách kèm theo Quyết định số 15/QĐ ngày 01 tháng 7 năm 2026",
        "“Bà Lê Thị Đào, Giáo viên, Trường THPT Đắk Song” sửa thành: “Bà Lê Thị Đạo, Giáo viên, ",
        "Lý do: In sai tên.",
        "Quyết định số 15/QĐ ngày 01 tháng 7 năm 2026 của Giám đốc Sở",
    ):
        assert words in found, words


def test_a_replacement_grants_the_whole_list_anew():
    new = corrected(decided.issued(), DecisionKind.REPLACING)
    found = text_of(kinds()["awards.replacement"].build(new))
    for words in (
        "thay thế Quyết định số 15/QĐ ngày 01 tháng 7 năm 2026",
        "02 (hai) tập thể và 03 (ba) cá nhân",
        "Lê Thị Đạo",
        "Trường THPT Chu Văn An",
    ):
        assert words in found, words


def test_a_revocation_names_who_owes_what_until_when():
    new = revoked(decided.issued())
    found = text_of(kinds()["awards.revocation"].build(new))
    for words in (
        "Hủy bỏ việc tặng Giấy khen đối với bà Trần Thị Yến, Giáo viên, ",
        "tại Quyết định số 15/QĐ ngày 01 tháng 7 năm 2026",
        "nộp lại Giấy khen và tiền thưởng 760.000 đồng (bằng chữ: Bảy trăm sáu mươi nghìn đồng) trong thời hạn 15 ngày",
        "Căn cứ điểm a khoản 2 Điều 93 Luật Thi đua, khen thưởng;",
        "Kết luận số 9/KL-TTr ngày 05 tháng 01 năm 2026 của Thanh tra Sở;",
    ):
        assert words in found, words


def grounded(law: RuleSet, **texts: str) -> None:
    for code, text in texts.items():
        LegalGround.objects.create(rule_set=law, code=code, text=text)


@pytest.mark.parametrize("kind", [DecisionKind.AMENDING, DecisionKind.REPLACING])
def test_a_correction_rests_on_the_law_of_its_day_not_on_what_the_award_rested_on(kind):
    old = decided.issued()
    grounded(old.rule_set, correction="Điều về sửa đổi", revocation="Điều về hủy bỏ")
    new = corrected(old, kind)
    assert new.legal_bases == ["Điều về sửa đổi"]
    content = kinds()[f"awards.{'amendment' if kind == DecisionKind.AMENDING else 'replacement'}"].build(new)
    earlier = "Quyết định số 15/QĐ ngày 01 tháng 7 năm 2026 của Giám đốc Sở"
    assert content.legal_bases == ("Điều về sửa đổi", earlier)
    words = f"Căn cứ Điều về sửa đổi; Căn cứ {earlier}; Theo đề nghị của Thường trực Hội đồng Thi đua - Khen thưởng. "
    assert f"{words}QUYẾT ĐỊNH:" in text_of(content)


def test_a_revocation_rests_on_what_the_law_says_of_revoking():
    old = decided.issued()
    grounded(old.rule_set, correction="Điều về sửa đổi", revocation="Điều về hủy bỏ")
    new = revoked(old)
    content = kinds()["awards.revocation"].build(new)
    assert content.legal_bases == (
        "điểm a khoản 2 Điều 93 Luật Thi đua, khen thưởng",
        "Điều về hủy bỏ",
        "Kết luận số 9/KL-TTr ngày 05 tháng 01 năm 2026 của Thanh tra Sở",
        "Quyết định số 15/QĐ ngày 01 tháng 7 năm 2026 của Giám đốc Sở",
    )


@pytest.mark.parametrize(
    ("day", "decree"), [(dt.date(2025, 6, 30), "98/2023/NĐ-CP"), (dt.date(2025, 7, 1), "152/2025/NĐ-CP")]
)
def test_the_law_of_a_change_is_that_of_its_own_day(day, decree):
    load_law()
    law = rule_set_on(day)
    revoking = changing_bases(DecisionKind.REVOKING, law, None, day)
    assert [decree in text for text in revoking] == [True]
    right = changing_bases(DecisionKind.AMENDING, law, None, day)
    assert right == changing_bases(DecisionKind.REPLACING, law, None, day)
    assert right == [
        "Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022",
        "khoản 3 Điều 18 Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư",
    ]
    assert not [text for text in revoking + right if "49/QĐ-UBND" in text or "Kế hoạch" in text]


def test_without_a_ground_the_general_bases_stand_and_without_law_those_of_the_award():
    law = decided.law()
    assert changing_bases(DecisionKind.REVOKING, law, None, LATER) == law.legal_bases
    assert changing_bases(DecisionKind.AMENDING, None, None, LATER, fallback=["Luật"]) == ["Luật"]


def test_the_payment_list_says_what_became_of_a_line():
    old = decided.issued()
    before = payment_facts(old).total
    with decided.light_papers():
        decided.issued(revoked(old), number=16, on=LATER)
    facts = payment_facts(old)
    assert [line.payable for line in facts.lines if "Trần Thị Yến" in line.name] == [0]
    assert (before - facts.total, facts.total) == (760_000, sum(line.payable for line in facts.lines))
    found = text_of(kinds()["awards.payment_list"].build(old))
    assert "DANH SÁCH CHI THƯỞNG Tặng Giấy khen cho tập thể, cá nhân" in found
    assert "Đã hủy bỏ theo Quyết định số 16/QĐ" in found


def test_lists_records_and_letters_are_filled():
    decision = decided.issued()
    assert "5.320.000" in text_of(kinds()["awards.payment_list"].build(decision))
    with decided.light_papers():
        facts = {"printed": "Nôi vụ", "correct": "Nội vụ", "by": decided.secretary()}
        letter = corrigendum_write(decision=decision, **facts)
        record = handover_record(
            decision=decision, awards=decision.awards.all()[:2], values=decided.handover(), by=decided.clerk()
        )
    assert letter.header["symbol"] == "VP"
    handed = text_of(kinds()["awards.handover_record"].build(record))
    for words in ("Tập thể Trường THPT Chu Văn An", "Số vào sổ: 1", "08 giờ 30 phút", "Hội trường Sở"):
        assert words in handed, words
    cycle = decided.make_cycle()
    rows = [decided.passed(cycle, decided.school("Trường THPT Hai"), "BK-TINH")]
    upward = text_of(kinds()["awards.province_proposal"].build(cycle, proposals=rows))
    for words in ("Chủ tịch UBND tỉnh (qua Sở Nội vụ)", "01 (một) tập thể", "Trường THPT Hai"):
        assert words in upward, words


def test_the_steps_of_such_a_paper_are_taken_with_the_decision_alone():
    row = decided.signed()
    paper = decision_paper(row)
    clerk = as_(decided.clerk())
    page = clerk.get(reverse("documents:paper", args=[paper.public_id])).content.decode()
    assert reverse("awards:decision", args=[row.public_id]) in page
    for name in ("sign", "number", "issue", "approve", "send_back", "take_number_back", "take_signature_back"):
        answer = clerk.post(reverse(f"documents:{name}", args=[paper.public_id]), {"number": "5", "day": "01/7/2026"})
        assert answer.status_code == 409, name
    paper.refresh_from_db()
    assert (paper.state, paper.number) == ("approved", None)


def test_the_same_text_is_signed_anew_after_it_was_taken_back():
    row = decided.signed()
    with decided.light_papers():
        back = decision_take_back(decision=row, reason="Sửa tên.", by=decided.leader())
    assert decision_paper(back).state == "draft"
    again = decided.signed(back)
    assert IssuedDocument.objects.count() == 1
    assert decided.issued(again).document.state == "issued"


def test_a_draft_that_is_given_up_takes_its_paper_along():
    row = decided.signed()
    with decided.light_papers():
        back = decision_take_back(decision=row, reason="Gộp.", by=decided.leader())
    decision_drop(decision=back, reason="Gộp với đợt sau.", by=decided.secretary())
    assert IssuedDocument.objects.count() == Rendition.objects.count() == 0


def test_what_changed_since_the_signature_is_not_issued(monkeypatch):
    row = decided.signed()
    monkeypatch.setattr("awards.papers.of_decisions.DOERS", "Ai đó khác")
    with decided.light_papers(), pytest.raises(Refused) as caught:
        decision_issue(decision=row, number="5", day=decided.AFTER, by=decided.clerk())
    assert caught.value.verdict.code == "conflict"
    assert Decision.objects.get().state == "signed"


@pytest.mark.parametrize("kind", [DecisionKind.AMENDING, DecisionKind.REPLACING])
def test_a_decision_stands_until_every_line_has_ended(kind):
    old = decided.issued()
    new = decided.issued(corrected(old, kind), number=16, on=LATER)
    old.document.refresh_from_db()
    if kind == DecisionKind.AMENDING:
        assert (old.document.state, old.document.replaced_by) == ("issued", None)
    else:
        assert (old.document.state, old.document.replaced_by) == ("replaced", new.document)
