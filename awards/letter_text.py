"""The words of an announcement to a unit, written in Vietnamese as papers are."""

from awards.announcements import Announcement
from common.numbers import format_money

DEPARTMENT = "Sở Giáo dục và Đào tạo"


def award_text(told: Announcement) -> tuple[str, str]:
    """Subject and text about awards: the decision with its signer, names with their money, where it is received."""
    subject = f"Thông báo khen thưởng: {told.form} theo Quyết định số {told.symbol}"
    head = f"{_opening(told)}, {told.counted} của đơn vị được tặng {told.form}, gồm:"
    rows = [
        f"{place}. {line.called}" + (f": tiền thưởng {format_money(line.amount)} đồng" if line.amount else "")
        for place, line in enumerate(told.names, 1)
    ]
    money = [f"Tổng tiền thưởng: {told.total}."] if told.sum else ["Không kèm theo tiền thưởng."]
    place = f"Nơi trao và nhận tiền thưởng: {told.place}; thời gian sẽ được thông báo sau."
    return subject, "\n".join([head, *rows, *money, place, _asking(told)])


def changed_text(told: Announcement) -> tuple[str, str]:
    """Subject and text about lines that were put right."""
    subject = f"Thông báo điều chỉnh quyết định khen thưởng theo Quyết định số {told.symbol}"
    head = f"{_opening(told)}, việc tặng {told.form} tại {told.earlier} được điều chỉnh đối với {told.counted}, gồm:"
    rows = [
        f"{place}. {line.called}" + (f" (đã in: {line.corrects})" if line.corrects else "")
        for place, line in enumerate(told.names, 1)
    ]
    tail = f"{told.form} đã cấp được thu hồi, cấp lại tại {told.place}; mức tiền thưởng không thay đổi."
    return subject, "\n".join([head, *rows, f"Lý do: {told.reason}", tail, _asking(told)])


def revoked_text(told: Announcement) -> tuple[str, str]:
    """Subject and text about awards that were revoked: who gives back what, where and until when."""
    subject = f"Thông báo hủy bỏ quyết định khen thưởng theo Quyết định số {told.symbol}"
    head = f"{_opening(told)}, việc tặng {told.form} tại {told.earlier} bị hủy bỏ đối với {told.counted}, gồm:"
    rows = [
        f"{place}. {line.called}: nộp lại {told.form}"
        + (f" và tiền thưởng {format_money(line.amount)} đồng" if line.amount else "")
        for place, line in enumerate(told.names, 1)
    ]
    money = [f"Tổng tiền thưởng nộp lại: {told.total}."] if told.sum else []
    term = (
        f" trong thời hạn {told.return_days:02d} ngày làm việc kể từ ngày nhận được Quyết định"
        if told.return_days
        else ""
    )
    place = f"Đề nghị tập thể, cá nhân có tên nộp lại tại {told.place}{term}."
    return subject, "\n".join([head, *rows, f"Lý do: {told.reason}", *money, place, _asking(told)])


def _opening(told: Announcement) -> str:
    signer = f" (người ký: {told.signer})" if told.signer else ""
    return f"{DEPARTMENT} thông báo: theo Quyết định số {told.symbol} {told.day_text}{signer}"


def _asking(told: Announcement) -> str:
    return f"Nếu cần thêm thông tin, đề nghị đơn vị liên hệ {told.contact}."
