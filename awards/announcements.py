"""What own templates of announcements may print, and an example: plain words for a message and a mail (pure)."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from common.dates import format_day
from common.numbers import amount_in_words, count_text, format_money

AWARDED, CHANGED, REVOKED = "awards.announcement", "awards.announcement_changed", "awards.announcement_revoked"
FIELDS = {
    "don_vi": "Đơn vị nhận thư",
    "so_quyet_dinh": "Số, ký hiệu quyết định",
    "ngay_quyet_dinh": "Ngày quyết định",
    "so_luong": "Số tập thể, cá nhân của đơn vị",
    "dem": "Số tập thể, số cá nhân bằng số và bằng chữ",
    "nguoi_ky": "Họ tên, quyền hạn, chức vụ người ký quyết định",
    "hinh_thuc": "Hình thức khen thưởng",
    "noi_nhan": "Nơi trao, nhận hoặc nộp lại",
    "lien_he": "Nơi liên hệ",
}
MONEY_FIELDS = {"tong_tien": "Tổng tiền thưởng (đồng)", "tong_tien_bang_chu": "Tổng tiền thưởng bằng chữ"}
AWARDED_FIELDS = {**FIELDS, **MONEY_FIELDS}
CHANGED_FIELDS = {**FIELDS, "quyet_dinh_truoc": "Quyết định được sửa đổi, thay thế, hủy bỏ", "ly_do": "Lý do"}
REVOKED_FIELDS = {**CHANGED_FIELDS, **MONEY_FIELDS, "thoi_han": "Số ngày làm việc để nộp lại"}
ROWS = {
    "tt": "Thứ tự",
    "danh_xung": "Ông hoặc Bà",
    "ten": "Tên tập thể, cá nhân",
    "ten_day_du": "Danh xưng, tên, chức vụ",
    "chuc_vu": "Chức vụ",
    "don_vi": "Đơn vị",
}
AWARDED_ROWS = {**ROWS, "tien_thuong": "Tiền thưởng, hoặc “không có”"}
CHANGED_ROWS = {**ROWS, "da_in": "Nội dung đã in trước khi sửa"}
OFFICE = "Văn phòng Sở Giáo dục và Đào tạo"


@dataclass(frozen=True)
class Named:
    """One line of a decision as its unit is told of it; `amount` in đồng, 0: none is paid (or given back).

    `corrects`: what was printed before, where the line puts another one right.
    """

    name: str
    salutation: str = ""
    title: str = ""
    unit: str = ""
    amount: int = 0
    is_person: bool = False
    corrects: str = ""

    @property
    def called(self) -> str:
        """`Bà Nguyễn Thị Hồng Nhung, Giáo viên`."""
        return ", ".join(part for part in (f"{self.salutation} {self.name}".strip(), self.title) if part)


@dataclass(frozen=True)
class Announcement:
    """What a unit is told of a decision. `signer`: name and capacity; `earlier`: the decision that is changed, cited;
    `return_days`: working days in which a revoked award is given back.
    """

    unit: str
    symbol: str
    day: datetime.date
    names: Sequence[Named]
    form: str = ""
    reason: str = ""
    signer: str = ""
    earlier: str = ""
    return_days: int = 0
    place: str = OFFICE
    contact: str = OFFICE

    @property
    def day_text(self) -> str:
        return f"ngày {format_day(self.day)}"

    @property
    def sum(self) -> int:
        return sum(line.amount for line in self.names)

    @property
    def total(self) -> str:
        """`2.120.000 đồng (bằng chữ: Hai triệu một trăm hai mươi nghìn đồng)`."""
        return f"{format_money(self.sum)} đồng (bằng chữ: {self.total_words})"

    @property
    def total_words(self) -> str:
        words = amount_in_words(self.sum, "đồng")
        return f"{words[:1].upper()}{words[1:]}"

    @property
    def counted(self) -> str:
        """`02 (hai) tập thể và 01 (một) cá nhân`; a side without a line is left out."""
        persons = sum(line.is_person for line in self.names)
        sides = ((len(self.names) - persons, "tập thể"), (persons, "cá nhân"))
        return " và ".join(f"{count_text(count)} {word}" for count, word in sides if count)

    @property
    def values(self) -> dict[str, str]:
        return {
            "don_vi": self.unit,
            "so_quyet_dinh": self.symbol,
            "ngay_quyet_dinh": format_day(self.day),
            "so_luong": str(len(self.names)),
            "hinh_thuc": self.form,
            "dem": self.counted,
            "nguoi_ky": self.signer,
            "noi_nhan": self.place,
            "lien_he": self.contact,
            "quyet_dinh_truoc": self.earlier,
            "thoi_han": f"{self.return_days:02d}",
            "tong_tien": format_money(self.sum),
            "tong_tien_bang_chu": self.total_words,
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
                "da_in": line.corrects,
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
        Named(
            "Nguyễn Thị Hồng Nhung",
            "Bà",
            "Giáo viên",
            "Trường THPT Đắk Song",
            710_000,
            is_person=True,
            corrects="Bà Nguyễn Thị Hồng Nhưng, Giáo viên",
        ),
    ),
    form="Giấy khen",
    reason="Báo cáo thành tích có số liệu không đúng sự thật",
    signer="Lê Văn Sở, Phó Giám đốc ký thay Giám đốc",
    earlier="Quyết định số 02/QĐ-SGDĐT ngày 20 tháng 01 năm 2026",
    return_days=15,
)
