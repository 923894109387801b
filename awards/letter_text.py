"""The words of an announcement to a unit, written in Vietnamese as papers are."""

import datetime
from collections.abc import Sequence

from common.dates import format_day
from common.numbers import format_money

DEPARTMENT = "Sở Giáo dục và Đào tạo"


def award_subject(form: str, symbol: str) -> str:
    return f"Thông báo khen thưởng: {form} theo Quyết định số {symbol}"


def award_text(*, form: str, symbol: str, day: datetime.date, names: Sequence[tuple[str, int]]) -> str:
    """Names with their money in đồng (0: none is paid), in the order of the decision."""
    lines = [
        f"{place}. {name}" + (f": tiền thưởng {format_money(amount)} đồng" if amount else "")
        for place, (name, amount) in enumerate(names, 1)
    ]
    decision = f"Quyết định số {symbol} ngày {format_day(day)}"
    head = f"{DEPARTMENT} thông báo: theo {decision}, các tập thể, cá nhân sau đây của đơn vị được tặng {form}:"
    return "\n".join([head, *lines, "Thời gian trao và nhận tiền thưởng được thông báo sau."])


def changed_text(*, kind: str, symbol: str, day: datetime.date, names: Sequence[str], reason: str) -> tuple[str, str]:
    """Subject and text about lines that were corrected (`kind` amending, replacing) or revoked."""
    act = "hủy bỏ" if kind == "revoking" else "điều chỉnh"
    subject = f"Thông báo {act} quyết định khen thưởng theo Quyết định số {symbol}"
    head = f"{DEPARTMENT} thông báo: Quyết định số {symbol} ngày {format_day(day)} {act} việc khen thưởng đối với:"
    rows = [f"{place}. {name}" for place, name in enumerate(names, 1)]
    tail = [f"Lý do: {reason}"]
    if kind == "revoking":
        tail.append("Đề nghị tập thể, cá nhân có tên nộp lại hiện vật khen thưởng và tiền thưởng đúng thời hạn.")
    return subject, "\n".join([head, *rows, *tail])
