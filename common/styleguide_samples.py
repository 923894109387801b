"""Sample values for the pages that show the components: words and figures as offices write them, all invented."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from common import charts
from common.clock import TIME_ZONE
from common.numbers import format_points

CRITERIA = [
    ("HT-2", "Thực hiện chuyển đổi số của ngành", "done", "8,00"),
    ("HT-3", "Cải cách thủ tục hành chính, công khai, minh bạch", "done", "8,00"),
    ("HT-4", "Công nghệ, môi trường, năng lượng trong xây dựng, vận hành công trình", "done", "6,00"),
    ("HT-6", "Huy động, phân bổ nguồn lực; giải ngân 100% vốn được giao", "current", "9,90"),
    ("TK-1", "Chương trình, kế hoạch tiết kiệm, chống lãng phí hằng năm", "done", "6,00"),
    ("TK-2", "Ban hành, công khai định mức, tiêu chuẩn, quy chế chi tiêu", "warn", "5,00"),
    ("TK-4", "Quản lý ngân sách, hiệu quả sử dụng kinh phí giáo dục", "todo", ""),
    ("TK-5", "Đổi mới tổ chức, quản lý; chất lượng hoạt động đơn vị", "todo", ""),
    ("TK-6", "Chấp hành Luật Đầu tư công; quản lý, sử dụng tài sản công", "todo", ""),
    ("TK-7", "Thực hiện chế độ, chính sách đúng đối tượng, không trùng lặp", "todo", ""),
]

# rank, unit, 2023, 2024, 2025, phase, infrastructure %, thrift %, grade, cluster
RANKING = [
    (1, "THPT Trần Hưng Đạo", "92,40", "94,15", "95,20", "93,92", 96, 92, "excellent", "Cụm 3"),
    (2, "THPT Đắk Mil", "88,10", "90,25", "91,60", "89,98", 88, 92, "good", "Cụm 3"),
    (2, "THPT Phan Đình Phùng", "89,30", "89,70", "90,94", "89,98", 91, 88, "good", "Cụm 3"),
    (4, "THPT Quang Trung", "84,20", "86,75", "84,09", "85,01", 83, 87, "good", "Cụm 3"),
    (5, "THPT Đắk Song", "80,15", "82,30", "83,48", "81,98", 79, 85, "good", "Cụm 3"),
    (6, "THPT Lương Thế Vinh", "76,05", "-", "78,20", "77,13", 74, 80, "completed", "Cụm 3"),
    (7, "THPT Nguyễn Du", "62,90", "0,00", "71,35", "44,75", 60, 70, "not_completed", "Cụm 3"),
]
OTHERS = [
    ("THPT Chu Văn An", 90, 86, "Cụm 1"),
    ("THPT Gia Nghĩa", 82, 78, "Cụm 1"),
    ("THPT Lê Duẩn", 71, 77, "Cụm 1"),
    ("THPT Nguyễn Tất Thành", 85, 90, "Cụm 2"),
    ("THPT Trường Chinh", 77, 72, "Cụm 2"),
    ("THPT Lê Quý Đôn", 69, 81, "Cụm 2"),
    ("THPT Phan Chu Trinh", 94, 89, "Cụm 4"),
    ("THPT Đào Duy Từ", 80, 83, "Cụm 4"),
    ("THPT Krông Nô", 73, 66, "Cụm 4"),
    ("Phòng GDĐT Cư Jút", 87, 80, "Khối 2"),
    ("Phòng GDĐT Đắk Mil", 92, 94, "Khối 2"),
    ("Phòng GDĐT Tuy Đức", 66, 71, "Khối 2"),
    ("PTDTNT N'Trang Lơng", 89, 84, "Khối 3"),
]


def panel_items() -> list[dict[str, str]]:
    """The list of the progress panel."""
    return [
        {"label": f"{code} {title}", "url": f"#{code}", "state": state, "key": code}
        for code, title, state, _points in CRITERIA
    ]


def nav(current: str) -> list[dict[str, Any]]:
    """The main navigation between the sample pages."""
    entries = [
        ("home", "Việc cần làm", "list-checks"),
        ("sheet", "Phiếu tự đánh giá", "clipboard-pen"),
        ("desk", "Thẩm định", "clipboard-check"),
        ("ranking", "Kết quả giai đoạn", "chart-column"),
        ("parts", "Thành phần", "component"),
    ]
    return [
        {"label": label, "url": f"/styleguide/{page}/", "icon": icon, "current": page == current}
        for page, label, icon in entries
    ]


def sample_charts() -> dict[str, charts.Chart]:
    """One chart of each kind."""
    return {
        "bars": _bars_chart(),
        "distribution": _distribution_chart(),
        "areas": _areas_chart(),
        "clusters": _clusters_chart(),
        "profile": _profile_chart(),
        "years": _years_chart(),
    }


def _bars_chart() -> charts.Chart:
    return charts.bar_chart(
        ident="bars",
        title="Điểm giai đoạn theo đơn vị",
        desc="Bảy đơn vị của Cụm 3, từ 93,92 đến 44,75 điểm.",
        columns=("Đơn vị", "Điểm giai đoạn"),
        bars=[
            charts.Bar(row[1], Decimal(row[5].replace(",", ".")), row[5], 2 if row[0] == 1 else 1) for row in RANKING
        ],
    )


def _distribution_chart() -> charts.Chart:
    counts = [
        ("dưới 50", 1, 5),
        ("50-60", 1, 6),
        ("60-70", 4, 6),
        ("70-75", 5, 6),
        ("75-80", 7, 6),
        ("80-85", 12, 1),
        ("85-90", 9, 1),
        ("90-95", 3, 2),
        ("95-100", 1, 2),
    ]
    return charts.histogram(
        ident="distribution",
        title="Phân bố điểm quy đổi",
        desc="43 đơn vị, nhiều nhất trong khoảng 80-85 điểm.",
        columns=("Điểm quy đổi", "Số đơn vị"),
        x_label="Điểm quy đổi",
        y_label="Số đơn vị",
        bins=[charts.Bin(*each) for each in counts],
    )


def _areas_chart() -> charts.Chart:
    units = [
        charts.Point(row[1], Decimal(row[6]), Decimal(row[7]), row[9], f"{row[6]}%", f"{row[7]}%") for row in RANKING
    ]
    units += [charts.Point(name, Decimal(x), Decimal(y), group, f"{x}%", f"{y}%") for name, x, y, group in OTHERS]
    return charts.scatter(
        ident="areas",
        title="Hai nhóm nội dung",
        desc="Tỷ lệ điểm hạ tầng (ngang) và tiết kiệm (dọc).",
        columns=("Đơn vị", "Cụm, khối", "Hạ tầng", "Tiết kiệm"),
        points=units,
        x_label="Phát triển kết cấu hạ tầng (%)",
        y_label="Tiết kiệm, chống lãng phí (%)",
    )


def _clusters_chart() -> charts.Chart:
    states = ("Đã công bố", "Đã thẩm định", "Đã nộp", "Chưa nộp")
    tones = (3, 1, 6, 0)
    stacks = [
        ("Khối 1 (4)", (1, 2, 1, 0)),
        ("Khối 2 (8)", (0, 3, 4, 1)),
        ("Cụm 1 (5)", (2, 2, 1, 0)),
        ("Cụm 2 (5)", (0, 1, 3, 1)),
        ("Cụm 3 (7)", (1, 4, 1, 1)),
        ("Cụm 4 (6)", (0, 2, 4, 0)),
    ]
    return charts.stacked_chart(
        ident="clusters",
        title="Tiến độ theo cụm, khối",
        desc="Số đơn vị ở từng trạng thái.",
        first_column="Cụm, khối",
        rows=[
            charts.Stack(name, [charts.Part(*each) for each in zip(states, row, tones, strict=True)])
            for name, row in stacks
        ],
    )


def _profile_chart() -> charts.Chart:
    profile = [
        (code, title, own, other)
        for (code, title, _s, _p), own, other in zip(
            CRITERIA[:6], (80, 100, 75, 82.5, 100, 100), (74, 88, 69, 71, 82, 94), strict=True
        )
    ]
    return charts.profile_chart(
        ident="profile",
        title="Đơn vị so với cụm",
        desc="Tỷ lệ điểm đạt từng tiêu chí so với bình quân Cụm 3.",
        columns=("Tiêu chí", "Đơn vị", "Bình quân cụm"),
        own_label="THPT Quang Trung",
        other_label="Bình quân Cụm 3",
        rows=[
            charts.Profile(
                f"{code} {title}", Decimal(str(own)), Decimal(other), f"{own:g}%".replace(".", ","), f"{other}%"
            )
            for code, title, own, other in profile
        ],
    )


def _years_chart() -> charts.Chart:
    return charts.line_chart(
        ident="years",
        title="Điểm qua các năm",
        desc="Điểm quy đổi ba kỳ của đơn vị và bình quân cụm.",
        first_column="Đơn vị",
        ticks=["2023", "2024", "2025"],
        y_label="Điểm quy đổi",
        series=[
            charts.Line(
                "THPT Quang Trung",
                [Decimal("84.20"), Decimal("86.75"), Decimal("84.09")],
                ["84,20", "86,75", "84,09"],
            ),
            charts.Line("Bình quân Cụm 3", [Decimal("80.10"), None, Decimal("82.41")], ["80,10", "-", "82,41"]),
        ],
    )


def history() -> list[dict[str, Any]]:
    """What happened to one sheet."""
    return [
        {
            "when": _at(10, 9, 20),
            "what": "Yêu cầu bổ sung tiêu chí HT-6",
            "who": "Hoàng Thị Thu Hà",
            "tone": "warn",
            "icon": "undo-2",
            "reason": "Bảng đối chiếu Kho bạc ghi 94,10%, đơn vị kê 96,50%; tính lại theo số Kho bạc.",
        },
        {
            "when": _at(9, 8, 5),
            "what": "Phòng TCCB-TC tiếp nhận",
            "who": "Trần Quốc Việt",
            "tone": "info",
            "icon": "inbox",
        },
        {
            "when": _at(6, 15, 40),
            "what": "Thủ trưởng đơn vị nộp phiếu, mã tiếp nhận TN-2025-0017",
            "who": "Y Thông Niê",
            "tone": "ok",
            "icon": "send",
        },
    ]


def workflow() -> list[dict[str, str]]:
    """Where one sheet stands."""
    return [
        {"label": "Đang tự đánh giá", "state": "done", "note": "02/6/2025"},
        {"label": "Đã nộp", "state": "done", "note": "06/6/2025"},
        {"label": "Đã tiếp nhận", "state": "done", "note": "09/6/2025"},
        {"label": "Đang thẩm định", "state": "current", "note": "đến 12/6/2025"},
        {"label": "Kết quả chính thức"},
        {"label": "Đã công bố"},
    ]


def comparison() -> dict[str, str]:
    """Two versions of one narrative."""
    return {
        "before": "Đã giải ngân 1.930.000.000 đ trên kế hoạch 2.000.000.000 đ, đạt 96,5%; công trình bàn giao.",
        "after": "Đã giải ngân 1.882.000.000 đ trên kế hoạch 2.000.000.000 đ, đạt 94,1%; công trình đã bàn giao.",
    }


def figures() -> dict[str, Any]:
    """Plain values for the filters."""
    return {
        "points": Decimal("66.07"),
        "of": Decimal("80"),
        "money": 1410000,
        "day": date(2025, 6, 6),
        "moment": _at(6, 14, 5),
        "total": format_points(Decimal("42.90")),
    }


def _at(day: int, hour: int, minute: int) -> datetime:
    return datetime(2025, 6, day, hour, minute, tzinfo=TIME_ZONE)
