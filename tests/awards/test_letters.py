"""What a unit is told of a decision: number, day, signer, names, money in words, where, until when, whom to ask."""

import datetime as dt

import pytest

from awards.announcements import EXAMPLE, Announcement, Named
from awards.letter_text import award_text, changed_text, revoked_text
from awards.models import Decision
from awards.services.changing import revocation_draft
from awards.services.letters import letter_edit, letter_release, letters_release
from common import clock
from common.access import Refused
from tests.awards import decided

HEAD = (
    "Sở Giáo dục và Đào tạo thông báo: theo Quyết định số 05/QĐ-SGDĐT ngày 05/02/2026 "
    "(người ký: Lê Văn Sở, Phó Giám đốc ký thay Giám đốc)"
)
ASK = "Nếu cần thêm thông tin, đề nghị đơn vị liên hệ Văn phòng Sở Giáo dục và Đào tạo."


def test_of_an_award():
    subject, text = award_text(EXAMPLE)
    assert subject == "Thông báo khen thưởng: Giấy khen theo Quyết định số 05/QĐ-SGDĐT"
    assert text.split("\n") == [
        f"{HEAD}, 01 (một) tập thể và 01 (một) cá nhân của đơn vị được tặng Giấy khen, gồm:",
        "1. Tập thể Tổ Văn phòng: tiền thưởng 1.410.000 đồng",
        "2. Bà Nguyễn Thị Hồng Nhung, Giáo viên: tiền thưởng 710.000 đồng",
        "Tổng tiền thưởng: 2.120.000 đồng (bằng chữ: Hai triệu một trăm hai mươi nghìn đồng).",
        "Nơi trao và nhận tiền thưởng: Văn phòng Sở Giáo dục và Đào tạo; thời gian sẽ được thông báo sau.",
        ASK,
    ]


def test_of_an_award_without_money_and_without_a_known_signer():
    told = Announcement(unit="A", symbol="1/QĐ", day=dt.date(2026, 2, 5), names=[Named("Tổ Toán")], form="Giấy khen")
    lines = award_text(told)[1].split("\n")
    assert lines[0].startswith("Sở Giáo dục và Đào tạo thông báo: theo Quyết định số 1/QĐ ngày 05/02/2026, 01 (một)")
    assert lines[1:3] == ["1. Tổ Toán", "Không kèm theo tiền thưởng."]


def test_of_a_line_put_right():
    subject, text = changed_text(EXAMPLE)
    assert subject == "Thông báo điều chỉnh quyết định khen thưởng theo Quyết định số 05/QĐ-SGDĐT"
    assert text.split("\n") == [
        (
            f"{HEAD}, việc tặng Giấy khen tại Quyết định số 02/QĐ-SGDĐT ngày 20 tháng 01 năm 2026 được điều chỉnh đối "
            "với "
            "01 (một) tập thể và 01 (một) cá nhân, gồm:"
        ),
        "1. Tập thể Tổ Văn phòng",
        "2. Bà Nguyễn Thị Hồng Nhung, Giáo viên (đã in: Bà Nguyễn Thị Hồng Nhưng, Giáo viên)",
        "Lý do: Báo cáo thành tích có số liệu không đúng sự thật",
        "Giấy khen đã cấp được thu hồi, cấp lại tại Văn phòng Sở Giáo dục và Đào tạo; mức tiền thưởng không thay đổi.",
        ASK,
    ]


def test_of_a_revoked_award():
    subject, text = revoked_text(EXAMPLE)
    assert subject == "Thông báo hủy bỏ quyết định khen thưởng theo Quyết định số 05/QĐ-SGDĐT"
    assert text.split("\n")[1:] == [
        "1. Tập thể Tổ Văn phòng: nộp lại Giấy khen và tiền thưởng 1.410.000 đồng",
        "2. Bà Nguyễn Thị Hồng Nhung, Giáo viên: nộp lại Giấy khen và tiền thưởng 710.000 đồng",
        "Lý do: Báo cáo thành tích có số liệu không đúng sự thật",
        "Tổng tiền thưởng nộp lại: 2.120.000 đồng (bằng chữ: Hai triệu một trăm hai mươi nghìn đồng).",
        (
            "Đề nghị tập thể, cá nhân có tên nộp lại tại Văn phòng Sở Giáo dục và Đào tạo trong thời hạn 15 ngày làm "
            "việc "
            "kể từ ngày nhận được Quyết định."
        ),
        ASK,
    ]


@pytest.mark.django_db
def test_the_letters_of_a_decision_and_of_its_revocation_name_what_they_are_about():
    with clock.frozen(decided.NOW), decided.light_papers():
        old = decided.issued()
        letters = [letter.text for letter in old.letters.all()]
        assert sum(text.count(": tiền thưởng ") for text in letters) == old.awards.count()
        assert all(
            "theo Quyết định số 15/QĐ ngày 01/7/2026 (người ký: Lê Văn Sở, Giám đốc), " in text for text in letters
        )
        award = old.awards.get(printed_name="Trần Thị Yến")
        draft = revocation_draft(decision=old, awards=[award], values=decided.revocation(), by=decided.secretary())
        row = decided.issued(draft, number=16, on=dt.date(2026, 8, 3))
    (letter,) = Decision.objects.get(pk=row.pk).letters.all()
    assert "việc tặng Giấy khen tại Quyết định số 15/QĐ ngày 01 tháng 7 năm 2026 bị hủy bỏ" in letter.text
    assert "01 (một) cá nhân" in letter.text
    assert "760.000 đồng (bằng chữ: Bảy trăm sáu mươi nghìn đồng)" in letter.text
    assert "trong thời hạn 15 ngày làm việc" in letter.text


@pytest.mark.django_db
def test_a_letter_that_waited_does_not_tell_of_what_was_revoked_meanwhile():
    with clock.frozen(decided.NOW):
        decision = decided.issued()
        line = decision.awards.get(printed_name="Trần Thị Yến")
        letter = decision.letters.get(unit=line.subject.person.unit)
        draft = revocation_draft(decision=decision, awards=[line], values=decided.revocation(), by=decided.secretary())
        decided.issued(draft, number=20, on=draft.decided_on)
        for send in (
            lambda: letter_release(letter=letter, by=decided.secretary()),
            lambda: letters_release(decision=decision, by=decided.secretary()),
        ):
            with pytest.raises(Refused) as refused:
                send()
            assert "Trần Thị Yến" in str(refused.value.verdict.reason)
        assert not decision.letters.filter(sent_at__isnull=False).exists()
        words = letter.text.replace("Trần Thị Yến", "(đã hủy bỏ)")
        letter_edit(letter=letter, subject=letter.subject, text=words, by=decided.secretary())
        assert letters_release(decision=decision, by=decided.secretary()) == 2
