"""A filled report of a phase, without a database."""

from decimal import Decimal

from reports.example_papers import PHASE, summary
from reports.phase_report import drafted_parts, drafts_of, report_of
from reports.report_data import (
    AreaFacts,
    AwardFacts,
    CriterionFacts,
    PhaseReport,
    ReportFacts,
    TargetFacts,
    YearFacts,
)

PLAN = "Kế hoạch số 25/KH-SGDĐT ngày 06 tháng 02 năm 2023"
CRITERIA = (
    ("HT-1", "Tham mưu cơ chế, chính sách đầu tư, huy động nguồn lực", "HT", 12, "62.00", "72.00"),
    ("HT-2", "Thực hiện chuyển đổi số của ngành", "HT", 43, "361.50", "430.00"),
    ("HT-6", "Huy động, phân bổ nguồn lực; giải ngân 100% vốn được giao", "HT", 41, "421.44", "492.00"),
    ("TK-1", "Chương trình, kế hoạch tiết kiệm, chống lãng phí hằng năm", "TK", 43, "236.00", "258.00"),
    ("TK-4", "Quản lý ngân sách, hiệu quả sử dụng kinh phí giáo dục", "TK", 42, "411.18", "462.00"),
    ("TK-6", "Chấp hành Luật Đầu tư công; quản lý, sử dụng tài sản công", "TK", 43, "227.50", "344.00"),
)


def report_facts_example() -> ReportFacts:
    d = Decimal
    units = summary()
    spread = tuple(line.phase_points for line in units.lines if line.phase_points is not None)
    clusters = (
        ("Khối 2. Phòng GDĐT huyện, thành phố", d("88.12")),
        ("Cụm 1. THPT Gia Nghĩa - Đắk Glong", d("84.50")),
        ("Cụm 3. THPT Đắk Mil - Đắk Song", d("79.06")),
    )
    return ReportFacts(
        phase=PHASE,
        lead_office="Phòng Tổ chức cán bộ - Tài chính",
        award_office="Văn phòng Sở",
        years=(
            YearFacts(2023, due=43, sent=43, exempted=0, on_paper=True),
            YearFacts(2024, due=44, sent=43, exempted=1),
            YearFacts(2025, due=45, sent=45, exempted=0),
        ),
        waiting=(),
        summary=units,
        areas={"HT": AreaFacts(spread, clusters), "TK": AreaFacts(spread, clusters)},
        criteria=tuple(
            CriterionFacts(code, title, area, units, d(points), d(possible))
            for code, title, area, units, points, possible in CRITERIA
        ),
        targets=(
            _target("Tỷ lệ giải ngân kế hoạch vốn được giao", "%", None, "100", "92.4", "95.18", "96.31"),
            _target(
                "Tỷ trọng chi thường xuyên trong tổng chi ngân sách nhà nước", "%", "63", "60", "62.5", "61.2", "59.8"
            ),
            _target("Mức tăng năng suất lao động xã hội bình quân", "%/năm", None, "6.5", "6.2", "6.9", None),
        ),
        awards=(
            AwardFacts("Bằng khen của Chủ tịch UBND tỉnh", 2, 3, 0),
            AwardFacts("Giấy khen của Giám đốc Sở Giáo dục và Đào tạo", 5, 12, 24_300_000),
        ),
        next_phase="giai đoạn 2 (2026 - 2030)",
    )


def _target(title: str, unit: str, baseline: str | None, target: str, *figures: str | None) -> TargetFacts:
    values = tuple((2023 + at, None if figure is None else Decimal(figure)) for at, figure in enumerate(figures))
    return TargetFacts(title, unit, None if baseline is None else Decimal(baseline), Decimal(target), values)


def report_example() -> PhaseReport:
    """The report of phase 1 in the words that the data give."""
    facts = report_facts_example()
    return report_of(facts.summary, drafted_parts(drafts_of(facts)), plan=PLAN, is_last=False)
