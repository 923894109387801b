"""What own templates of announcements may print, and an example: plain words for a message and a mail (pure)."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from common.dates import format_day
from common.numbers import format_money

AWARDED, CHANGED, REVOKED = "awards.announcement", "awards.announcement_changed", "awards.announcement_revoked"
FIELDS = {
    "don_vi": "Đơn vị nhận thư",
    "so_quyet_dinh": "Số, ký hiệu quyết định",
    "ngay_quyet_dinh": "Ngày quyết định",
    "so_luong": "Số tập thể, cá nhân của đơn vị",
}
AWARDED_FIELDS = {**FIELDS, "hinh_thuc": "Hình thức khen thưởng", "tong_tien": "Tổng tiền thưởng (đồng)"}
CHANGED_FIELDS = {**FIELDS, "ly_do": "Lý do"}
ROWS = {
    "tt": "Thứ tự",
    "danh_xung": "Ông hoặc Bà",
    "ten": "Tên tập thể, cá nhân",
    "ten_day_du": "Danh xưng, tên, chức vụ",
    "chuc_vu": "Chức vụ",
    "don_vi": "Đơn vị",
}
AWARDED_ROWS = {**ROWS, "tien_thuong": "Tiền thưởng, hoặc “không có”"}


@dataclass(frozen=True)
class Named:
    """One line of a decision as its unit is told of it; `amount` in đồng, 0: none is paid."""

    name: str
    salutation: str = ""
    title: str = ""
    unit: str = ""
    amount: int = 0

    @property
    def called(self) -> str:
        """`Bà Nguyễn Thị Hồng Nhung, Giáo viên`."""
        return ", ".join(part for part in (f"{self.salutation} {self.name}".strip(), self.title) if part)


@dataclass(frozen=True)
class Announcement:
    """What a unit is told of a decision; `form` for awards, `reason` for changes."""

    unit: str
    symbol: str
    day: datetime.date
    names: Sequence[Named]
    form: str = ""
    reason: str = ""

    @property
    def values(self) -> dict[str, str]:
        return {
            "don_vi": self.unit,
            "so_quyet_dinh": self.symbol,
            "ngay_quyet_dinh": format_day(self.day),
            "so_luong": str(len(self.names)),
            "hinh_thuc": self.form,
            "tong_tien": format_money(sum(line.amount for line in self.names)),
            "ly_do": self.reason,
        }

    @property
    def rows(self) -> list[dict[str, str]]:
        return [
            {
                "tt": str(place),
                "danh_xung": line.salutation,
                "ten": line.name,
                "ten_day_du": line.called,
                "chuc_vu": line.title,
                "don_vi": line.unit,
                "tien_thuong": f"{format_money(line.amount)} đồng" if line.amount else "không có",
            }
            for place, line in enumerate(self.names, 1)
        ]


EXAMPLE = Announcement(
    unit="Trường THPT Đắk Song",
    symbol="05/QĐ-SGDĐT",
    day=datetime.date(2026, 2, 5),
    names=(
        Named("Tập thể Tổ Văn phòng", unit="Trường THPT Đắk Song", amount=1_410_000),
        Named("Nguyễn Thị Hồng Nhung", "Bà", "Giáo viên", "Trường THPT Đắk Song", 710_000),
    ),
    form="Giấy khen",
    reason="Báo cáo thành tích có số liệu không đúng sự thật",
)
