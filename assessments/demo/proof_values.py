"""The figures that stand in the papers of a demonstration unit; they agree with its sheet."""

import datetime as dt
from decimal import Decimal
from typing import Any

from assessments.demo.plans import OFFICES, SheetPlan
from common.numbers import format_decimal, format_money
from documents.layout import Letterhead, Signature, SignatureBlock

Rows = list[tuple[str, Any]]


def pages_context(plan: SheetPlan) -> dict[str, Any]:
    """What the PDF proofs of a unit print; the figures are those that the offices find."""
    chance, year = plan.chance, plan.year
    meeting = dt.date(year, 1, chance.randint(10, 24))
    lawful = f"{plan.head.head_title}".upper()
    return {
        "unit": plan.name,
        "year": year,
        "period": plan.period,
        "people": plan.participant.headcount,
        "meeting": f"{meeting:%d/%m/%Y}",
        "assets": plan.drawn["assets"],
        "signature": Signature(right=SignatureBlock((lawful,))),
        "report": _head(plan, "BC", "TK-1"),
        "report_subject": (f"Kết quả thực hành tiết kiệm, chống lãng phí {plan.period}",),
        "regulation": _head(plan, "QĐ", "TK-2"),
        "regulation_subject": ("Về việc ban hành Quy chế chi tiêu nội bộ",),
        "digital": _head(plan, "BC", "HT-2"),
        "digital_subject": (f"Mức độ chuyển đổi số {plan.period}",),
        "inventory": _head(plan, "BB", "TK-6"),
        "inventory_subject": ("Kiểm kê tài sản công",),
        "notice": _head(plan, "TB", "HT-3"),
        "notice_subject": ("Thủ tục hành chính và các nội dung công khai",),
        "treasury": Letterhead(
            "Kho bạc Nhà nước Đắk Nông",
            f"Kho bạc Nhà nước {plan.head.place}",
            plan.head.place,
            day=plan.participant.round.data_to,
        ),
        "treasury_subject": (f"Tình hình giải ngân vốn {plan.period}",),
        "savings": _savings(plan),
        "groups": _groups(plan),
        "stock": _stock(plan),
        "capital": _capital(plan),
    }


def _head(plan: SheetPlan, kind: str, code: str) -> Letterhead:
    head = plan.head
    number, day = plan.papers[code]
    return Letterhead(
        head.superior,
        head.issuer,
        head.place,
        symbol=f"{kind}-{head.symbol}",
        number=number,
        day=day,
    )


def _savings(plan: SheetPlan) -> list[tuple[str, str, str]]:
    figures = plan.items.get("TK-4")
    if figures is None or figures.claim.amount_b is None or figures.found is None:
        return [("Văn phòng phẩm, vật tư (đồng)", "12.000.000", "10.450.000")]
    saved = int(figures.claim.amount_b * figures.found / 100)
    parts = (("Điện, nước", 45), ("Văn phòng phẩm, vật tư", 25), ("Hội nghị, công tác phí", 30))
    lines = [
        (f"{name} (đồng)", format_money(saved * share // 90), format_money(saved * share // 100))
        for name, share in parts
    ]
    return [*lines, ("Tổng số tiết kiệm (đồng)", format_money(saved * 100 // 90), format_money(saved))]


def _groups(plan: SheetPlan) -> list[tuple[str, str, str]]:
    level = plan.items["HT-2"].option or 0
    if plan.kind in OFFICES:
        return [("Nhiệm vụ chuyển đổi số được giao", "20", str((20, 19, 16, 13, 9)[level]))]
    names = (("g3", "h3"), ("g3", "h2"), ("g2", "h2"), ("g2", "h1"), ("h1", "h1"))[level]
    points = [plan.drawn[name] for name in names]
    return [
        ("Chuyển đổi số trong dạy, học", "100", str(points[0])),
        ("Chuyển đổi số trong quản trị", "100", str(points[1])),
    ]


def _stock(plan: SheetPlan) -> list[tuple[str, str, str]]:
    counts = [
        (name, plan.chance.randint(12, 240)) for name in ("Máy tính, thiết bị mạng", "Bàn ghế", "Thiết bị dạy học")
    ]
    return [(name, str(count), str(count)) for name, count in counts]


def _capital(plan: SheetPlan) -> list[tuple[str, str]]:
    figures = plan.items.get("HT-6")
    if figures is None or figures.claim.amount_b is None or figures.found is None:
        return []
    given = figures.claim.amount_b
    paid = int(given * figures.found / 100)
    share = format_decimal(round(figures.found, 2), 2)
    return [
        ("Kế hoạch vốn được giao", format_money(int(given))),
        ("Đã giải ngân", format_money(paid)),
        ("Tỷ lệ (%)", share),
    ]


def sheet_rows(plan: SheetPlan, paper: str) -> tuple[str, Rows | str]:
    """Title and rows of a workbook, or title and text of a document."""
    if paper == "proposal":
        return (
            "Tờ trình đề xuất cơ chế huy động nguồn lực",
            f"{plan.name} kính trình xem xét dự thảo kèm theo.",
        )
    if paper == "posts":
        return "Đề án vị trí việc làm", f"{plan.name} xác định các vị trí việc làm, số người, khung năng lực."
    title, code, first, second = TABLES[paper]
    figures = plan.items.get(code)
    rows: Rows = []
    if figures and figures.claim.amount_a is not None:
        rows = [(first, figures.claim.amount_a), (second, figures.claim.amount_b)]
    if paper == "electricity":
        base = plan.chance.randint(2_400, 6_800)
        rows = [
            (f"Tháng {month:02d}/{plan.year}, kWh", Decimal(base + plan.chance.randint(-300, 300)))
            for month in range(1, 6)
        ]
    if paper == "learners" and figures and figures.claim.amount_a:
        rows = [("Tổng số học viên", figures.claim.amount_a), ("Số lớp", Decimal(plan.chance.randint(2, 4)))]
    return f"{title} {plan.period}", rows


TABLES: dict[str, tuple[str, str, str, str]] = {
    "electricity": ("Bảng kê điện", "HT-4", "", ""),
    "learners": ("Danh sách học viên", "HT-5", "", ""),
    "savings": (
        "Bảng tính số tiết kiệm",
        "TK-4",
        "Số tiết kiệm (đồng)",
        "Dự toán chi thường xuyên ngoài lương (đồng)",
    ),
    "payments": ("Bảng chi trả chế độ", "TK-7", "Số lượt chi trả đúng hạn", "Tổng số lượt đối tượng"),
    "tasks": ("Thống kê nhiệm vụ, hồ sơ", "TK-8", "Bình quân kỳ này", "Bình quân kỳ trước"),
}
