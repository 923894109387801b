"""The sheets and columns of the workbook that holds a whole criteria set (pure).

Headings, words of choices and the guide are Vietnamese data: the file is filled in by officials in Excel.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Any

from criteria.enums import AdjustmentKind, Applies, Subject
from criteria.sheet_words import DUTIES, KINDS, MEASURES

MOST_POINTS = Decimal(10_000)
MOST_FIGURE = Decimal(10) ** 12
SUBJECTS = {Subject.COLLECTIVE: "Tập thể", Subject.INDIVIDUAL: "Cá nhân"}
SCOPES = {Applies.ALL: "Tất cả", Applies.NAMED: "Đơn vị nêu tên", Applies.NONE: "Không"}
ADJUSTMENTS = {AdjustmentKind.BONUS: "Điểm thưởng", AdjustmentKind.MINUS: "Điểm trừ"}
YES_NO = {True: "Có", False: "Không"}
GUIDE, LISTS = "Hướng dẫn", "Danh mục"
UNITS, UNIT_KINDS = "units", "kinds"


class Form(StrEnum):
    """What may stand in a cell."""

    TEXT = "text"
    CODE = "code"
    CODES = "codes"
    NUMBER = "number"
    WHOLE = "whole"
    DAY = "day"
    CHOICE = "choice"
    INFO = "info"


@dataclass(frozen=True)
class Column:
    """`name` is the field of the row's model; `default` is what an empty cell means; `refers` names the sheet (or
    the list) whose codes may stand here."""

    name: str
    head: str
    form: Form = Form.TEXT
    hint: str = ""
    required: bool = False
    width: int = 16
    longest: int = 0
    places: int = 2
    least: Decimal = Decimal(0)
    most: Decimal = MOST_POINTS
    choices: Mapping[Any, str] = field(default_factory=dict)
    default: Any = None
    refers: str = ""

    @property
    def is_number(self) -> bool:
        return self.form in (Form.NUMBER, Form.WHOLE)

    @property
    def empty(self) -> Any:
        """The value of an empty cell."""
        if self.default is not None or self.is_number or self.form == Form.DAY:
            return self.default
        return () if self.form == Form.CODES else ""


@dataclass(frozen=True)
class SheetSpec:
    """One sheet: `key` names the columns that together name a row; none: rows are named by their place."""

    code: str
    name: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    hint: str
    numbered: bool = False

    def column(self, name: str) -> Column:
        return next(column for column in self.columns if column.name == name)

    def index(self, name: str) -> int:
        """Place of a column, from 1."""
        return [column.name for column in self.columns].index(name) + 1


def _code(name: str, head: str, hint: str, longest: int = 20, **more: Any) -> Column:
    return Column(name, head, Form.CODE, hint, required=True, longest=longest, **more)


def _points(name: str, head: str, hint: str, **more: Any) -> Column:
    return Column(name, head, Form.NUMBER, hint, width=12, **more)


def _figure(name: str, head: str, hint: str) -> Column:
    return Column(name, head, Form.NUMBER, hint, width=12, places=6, least=-MOST_FIGURE, most=MOST_FIGURE)


def _choice(name: str, head: str, choices: Mapping[Any, str], hint: str, **more: Any) -> Column:
    return Column(name, head, Form.CHOICE, hint, choices=choices, **more)


def _text(name: str, head: str, hint: str, longest: int = 0, width: int = 40, **more: Any) -> Column:
    return Column(name, head, Form.TEXT, hint, longest=longest, width=width, **more)


ZERO = Decimal(0)
NAME = "Chữ, số, dấu chấm, dấu gạch; không có dấu cách."

SET = SheetSpec(
    "set",
    "Bộ tiêu chí",
    (
        _code("code", "Mã bộ tiêu chí", "Mã mới: bộ mới; mã đã có: phiên bản tiếp. " + NAME, 40, width=20),
        Column("version", "Phiên bản (chỉ để xem)", Form.INFO, "Phiên bản đã xuất; không dùng khi nhập.", width=12),
        _text("title", "Tên bộ tiêu chí", "Tên đầy đủ.", 300, 50, required=True),
        _choice("subject", "Đối tượng", SUBJECTS, "Tập thể hoặc Cá nhân.", required=True),
        _text("guidance_kind", "Văn bản quy định: loại", "Ví dụ: Quyết định. Để trống nếu chưa có văn bản.", 80, 18),
        _text("guidance_number", "Văn bản quy định: số", "Ví dụ: 37/QĐ-SGDĐT.", 80, 18),
        Column("guidance_date", "Văn bản quy định: ngày", Form.DAY, "Ví dụ: 06/6/2025.", width=14),
        _text("guidance_issuer", "Văn bản quy định: nơi ban hành", "Tên cơ quan.", 255, 24),
        _text("guidance_title", "Văn bản quy định: trích yếu", "Trích yếu nội dung.", 500, 30),
        _text("proposal_note", "Ghi chú khi còn là đề xuất", "Hiển thị trên trang khi chưa có văn bản quy định."),
        _points("max_bonus", "Tổng điểm thưởng tối đa", "Không ghi dấu; trống là 0.", default=ZERO),
        _points("max_minus", "Tổng điểm trừ tối đa", "Không ghi dấu; trống là 0.", default=ZERO),
        _points("late_per_day", "Điểm trừ mỗi ngày nộp chậm", "Ngày làm việc; trống là 0.", default=ZERO),
        _points("late_max", "Điểm trừ nộp chậm tối đa", "Không ghi dấu; trống là 0.", default=ZERO),
        Column(
            "late_limit_days",
            "Số ngày nhận chậm tối đa",
            Form.WHOLE,
            "Quá số ngày làm việc này thì không nhận.",
            width=12,
            places=0,
            most=Decimal(365),
            default=0,
        ),
    ),
    ("code",),
    "Đúng một dòng: các quy định chung của bộ tiêu chí.",
)
AREA = SheetSpec(
    "area",
    "Nhóm nội dung",
    (
        _code("code", "Mã nhóm nội dung", NAME),
        _text("title", "Tên nhóm nội dung", "Tên ngắn.", 300, 60, required=True),
    ),
    ("code",),
    "Các nhóm nội dung theo thứ tự hiển thị.",
)
CRITERION = SheetSpec(
    "criterion",
    "Tiêu chí",
    (
        _code("code", "Mã tiêu chí", "Giữ nguyên mã qua các phiên bản để so sánh được. " + NAME),
        _code("area", "Mã nhóm nội dung", "Một mã ở trang Nhóm nội dung.", refers="area"),
        _text("title", "Tên tiêu chí", "Tên ngắn.", 300, required=True),
        _text("place", "Nơi quy định", "Mục, điểm của văn bản.", 100, 22, required=True),
        _text("plan_text", "Nguyên văn quy định", "Chép đúng lời văn bản.", width=60, required=True),
        _text("note", "Ghi chú", "Cách hiểu, cách tính."),
        _choice("evidence_duty", "Yêu cầu minh chứng", DUTIES, "Trống là Bắt buộc.", default="required"),
        _text("evidence_hint", "Minh chứng thường dùng", "Tên các văn bản thường dùng."),
    ),
    ("code",),
    "Mỗi dòng một tiêu chí, theo thứ tự trong nhóm.",
)
ITEM = SheetSpec(
    "item",
    "Tiêu chí thành phần",
    (
        _code("code", "Mã thành phần", "Tiêu chí chỉ có một thành phần: ghi bằng mã tiêu chí. " + NAME),
        _code("criterion", "Mã tiêu chí", "Một mã ở trang Tiêu chí.", refers="criterion"),
        _text("title", "Tên thành phần", "Tên ngắn.", 300, required=True),
        _choice("kind", "Cách cho điểm", KINDS, "Chọn trong danh sách.", required=True, width=24),
        _choice(
            "measure",
            "Cách tính số liệu",
            {k: v for k, v in MEASURES.items() if k},
            "Chỉ cho Số lượng, Tỷ lệ; trống: nhập trực tiếp.",
            width=28,
        ),
        _points("max_points", "Điểm tối đa", "Lớn hơn 0.", required=True, least=Decimal("0.01")),
        _points("step", "Bước điểm", "Trống là 0,25.", least=Decimal("0.01")),
        _figure("baseline", "Mức nền", "Đến mức này được 0 điểm; trống là 0."),
        _figure("target", "Chỉ tiêu", "Đạt mức này được điểm tối đa; điểm ở giữa tính theo đường thẳng."),
        Column(
            "number_step",
            "Bước số liệu",
            Form.NUMBER,
            "Ví dụ 1 khi đếm người.",
            width=12,
            places=6,
            least=Decimal("0.000001"),
            most=MOST_FIGURE,
        ),
        _text("figure_unit", "Đơn vị tính", "Ví dụ: người, %.", 60, 14),
        _text("label_a", "Số liệu thứ nhất", "Tên số liệu đơn vị phải nhập.", 300, 30),
        _text("label_b", "Số liệu thứ hai", "Cần khi so hai số liệu.", 300, 30),
        _text("question", "Câu hỏi, thang điểm", "Hiển thị khi cho điểm."),
        Column(
            "appraisers",
            "Số chuyên viên thẩm định",
            Form.WHOLE,
            "1 hoặc 2; trống là 1.",
            width=12,
            places=0,
            least=Decimal(1),
            most=Decimal(2),
            default=1,
        ),
        _points("gap", "Chênh lệch tối đa", "Giữa hai chuyên viên thẩm định."),
    ),
    ("code",),
    "Mỗi dòng một nội dung được cho điểm; mỗi tiêu chí có ít nhất một dòng.",
)
OPTION = SheetSpec(
    "option",
    "Mức đánh giá",
    (
        _code("item", "Mã thành phần", "Một mã có cách cho điểm Mức đánh giá.", refers="item"),
        _points("points", "Điểm", "Mức cao nhất bằng điểm tối đa.", required=True),
        _text("text", "Nội dung mức", "Điều kiện để được số điểm này.", width=70, required=True),
    ),
    ("item",),
    "Các mức của một tiêu chí thành phần đứng liền nhau, điểm giảm dần (hoặc tăng dần).",
    numbered=True,
)
SCOPE = SheetSpec(
    "scope",
    "Áp dụng",
    (
        _code("criterion", "Mã tiêu chí", "Một mã ở trang Tiêu chí.", refers="criterion"),
        _code("kind", "Mã loại đơn vị", "Một mã ở trang Danh mục.", refers=UNIT_KINDS),
        _choice("applies", "Áp dụng", SCOPES, "Tất cả, Đơn vị nêu tên, hoặc Không.", required=True),
        Column(
            "named_units", "Đơn vị nêu tên", Form.CODES, "Mã đơn vị, cách nhau bằng dấu phẩy.", width=30, refers=UNITS
        ),
        Column("owner", "Phòng thẩm định", Form.CODE, "Mã phòng; bắt buộc khi có áp dụng.", longest=40, refers=UNITS),
        Column(
            "second_owner",
            "Phòng thẩm định thứ hai",
            Form.CODE,
            "Khi có hai chuyên viên thẩm định.",
            longest=40,
            refers=UNITS,
        ),
        Column(
            "substitute",
            "Phòng thẩm định thay",
            Form.CODE,
            "Khi phòng thẩm định là đơn vị được đánh giá.",
            longest=40,
            refers=UNITS,
        ),
    ),
    ("criterion", "kind"),
    "Mỗi dòng: một tiêu chí với một loại đơn vị. Loại không ghi là không áp dụng.",
)
ADJUSTMENT = SheetSpec(
    "adjustment",
    "Điểm thưởng, điểm trừ",
    (
        _code("code", "Mã", NAME),
        _choice("kind", "Loại", ADJUSTMENTS, "Điểm thưởng hoặc Điểm trừ.", required=True),
        _text("title", "Nội dung", "Việc được thưởng hoặc bị trừ.", width=60, required=True),
        _text("points_text", "Cách tính", "Ví dụ: +1 mỗi mô hình.", 200, 30, required=True),
        _points("limit", "Giới hạn", "Số điểm tối đa; không ghi dấu.", required=True),
        _choice("is_late_rule", "Tự tính do nộp chậm", YES_NO, "Tối đa một dòng ghi Có.", default=False),
    ),
    ("code",),
    "Cộng hoặc trừ vào điểm quy đổi. Có thể để trống.",
)
GRADE = SheetSpec(
    "grade",
    "Xếp loại",
    (
        _code("code", "Mã", NAME),
        _text("title", "Tên xếp loại", "Ví dụ: Xuất sắc.", 60, 24, required=True),
        _points("min_points", "Từ điểm quy đổi", "Giảm dần; dòng cuối là 0.", required=True, most=Decimal(100)),
        _points("min_area_percentage", "Tối thiểu mỗi nhóm nội dung (%)", "Để trống nếu không đặt.", most=Decimal(100)),
        _choice("no_zero", "Không có tiêu chí 0 điểm", YES_NO, "Có: không được có tiêu chí 0 điểm.", default=False),
        _choice("no_hold", "Không bị tạm dừng xét", YES_NO, "Có: không bị tạm dừng xét.", default=False),
        Column(
            "cap_percentage",
            "Tỷ lệ tối đa trong cụm (%)",
            Form.WHOLE,
            "Ví dụ 25: tối đa 25% số đơn vị xếp hạng.",
            width=14,
            places=0,
            least=Decimal(1),
            most=Decimal(100),
        ),
    ),
    ("code",),
    "Từ loại cao nhất xuống.",
)
REASON = SheetSpec(
    "reason",
    "Lý do không áp dụng",
    (
        _text("text", "Lý do", "Đơn vị chọn khi đề nghị không áp dụng.", 200, 60, required=True),
        _choice("needs_text", "Cần ghi rõ", YES_NO, "Có: đơn vị phải ghi thêm bằng lời.", default=False),
    ),
    ("text",),
    "Các lý do theo thứ tự hiển thị. Có thể để trống.",
)
SHEETS = (SET, AREA, CRITERION, ITEM, OPTION, SCOPE, ADJUSTMENT, GRADE, REASON)
BY_CODE = {sheet.code: sheet for sheet in SHEETS}
