"""A filled summary of a phase of 45 units, without a database."""

from decimal import Decimal

from common.charts import Bin, Point, histogram, scatter
from documents.layout import Annex, Figure, Letterhead, Paper, Recipients, Signature, SignatureBlock
from documents.papers import PaperContent
from reports.phase_summary_data import (
    CaseLine,
    ClusterTable,
    PhaseSummary,
    RankLine,
    YearCell,
    YearKind,
    closing_issued,
)

CAMPAIGN = "Đắk Nông đẩy mạnh phát triển kết cấu hạ tầng đồng bộ, hiện đại; thực hành tiết kiệm, chống lãng phí"
PHASE = "giai đoạn 1 (2023 - 2025)"
POINTS_TABLE = "Bảng điểm mặc định của phần mềm, chưa phải văn bản của Sở."
OFFICE_HEAD = Letterhead("UBND tỉnh Đắk Nông", "Sở Giáo dục và Đào tạo", "Đắk Nông", "BC-SGDĐT", year=2025)


def d(text: str | int) -> Decimal:
    return Decimal(text)


CLUSTERS = (
    ("Khối 1. Các phòng thuộc Sở", 4, "Phòng số {}"),
    ("Khối 2. Phòng GDĐT huyện, thành phố", 8, "Phòng Giáo dục và Đào tạo huyện số {}"),
    ("Cụm 1. THPT Gia Nghĩa - Đắk Glong", 5, "Trường THPT Gia Nghĩa {}"),
    ("Cụm 2. THPT Đắk R'lấp - Tuy Đức", 5, "Trường THPT Đắk R'lấp {}"),
    ("Cụm 3. THPT Đắk Mil - Đắk Song", 7, "Trường THPT Đắk Mil {}"),
    ("Cụm 4. THPT Cư Jút - Krông Nô", 6, "Trường THPT Cư Jút {}"),
    ("Khối 3. Trường PTDTNT và Trung tâm GDTX tỉnh", 8, "Trường PTDTNT THCS và THPT số {}"),
    ("Khối 4. Đoàn thể Văn phòng Sở", 2, "Đoàn thể số {}"),
)


def _line(cluster: int, place: int, count: int, name: str) -> RankLine:
    points = d("95.50") - d(cluster) * d("0.13") - d(place) * d("4.25")
    cell = YearCell(YearKind.COUNTED, points, points * d("0.8"), d("80"))
    years = (cell, cell, cell)
    note = ""
    if (cluster, place) == (4, 7):
        years, note = (cell, YearCell(YearKind.NOT_SUBMITTED, d(0)), cell), "Năm 2024 không nộp, tính 0 điểm"
    if (cluster, place) == (2, 4):
        years, note = (
            (YearCell(YearKind.LEFT_OUT), YearCell(YearKind.EXEMPTED), cell),
            "Không xếp hạng, chưa đủ thời gian",
        )
    ranked = note[:5] != "Không" and cluster != 7
    grade = "Xuất sắc" if points >= 90 else "Tốt" if points >= 80 else "Hoàn thành"
    return RankLine(
        name,
        years,
        points * d("2.4"),
        d("240"),
        points,
        grade if ranked else "",
        place if ranked else None,
        cluster * 3 + place if ranked else None,
        note,
    )


def _summary_paper() -> Paper:
    return Paper(
        "BÁO CÁO",
        f"Tổng hợp kết quả thực hiện Phong trào thi đua “{CAMPAIGN}” {PHASE}",
        OFFICE_HEAD,
        Signature(SignatureBlock(("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"))),
        Recipients(
            (
                "Giám đốc, các Phó Giám đốc Sở",
                "Các phòng thuộc Sở",
                "Các đơn vị có tên tại Phụ lục I",
                "Lưu: VT, TCCB-TC",
            )
        ),
    )


def summary(clusters: tuple[tuple[str, int, str], ...] = CLUSTERS) -> PhaseSummary:
    return PhaseSummary(
        paper=_summary_paper(),
        campaign=CAMPAIGN,
        phase=PHASE,
        years=("2023", "2024", "2025"),
        introduction=(
            f"Thực hiện Kế hoạch của Sở Giáo dục và Đào tạo về Phong trào thi đua “{CAMPAIGN}”, trên cơ sở kết quả tự "
            f"đánh giá của các đơn vị và kết quả thẩm định đã công bố từng năm, Sở Giáo dục và Đào tạo tổng hợp kết "
            f"quả {PHASE} như sau:"
        ),
        legal_bases=(
            "Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022",
            "Nghị định số 98/2023/NĐ-CP ngày 31 tháng 12 năm 2023 của Chính phủ",
            "Quyết định số 49/QĐ-UBND ngày 13 tháng 01 năm 2023 của UBND tỉnh Đắk Nông",
        ),
        points_table=POINTS_TABLE,
        min_counted_years=2,
        grades=("Xuất sắc", "Tốt", "Hoàn thành", "Chưa hoàn thành"),
        clusters=tuple(
            ClusterTable(
                name,
                tuple(_line(index, place, count, pattern.format(place)) for place in range(1, count + 1)),
                ranked=count > 2,
                remark="" if count > 2 else "dưới 03 đơn vị, không xếp hạng",
            )
            for index, (name, count, pattern) in enumerate(clusters)
        ),
        proposals=(
            "Công nhận kết quả xếp hạng của các đơn vị tại Phụ lục I.",
            "Giao Văn phòng Sở hướng dẫn các đơn vị lập hồ sơ đề nghị khen thưởng giai đoạn.",
        ),
        closing=closing_issued(PHASE),
        annex_tables=Annex(
            "KẾT QUẢ CÁC ĐƠN VỊ THEO CỤM, KHỐI THI ĐUA",
            OFFICE_HEAD.citation("Báo cáo", "Sở Giáo dục và Đào tạo tỉnh Đắk Nông"),
            order=1,
        ),
        annex_figures=Annex(
            "BIỂU ĐỒ KẾT QUẢ",
            OFFICE_HEAD.citation("Báo cáo", "Sở Giáo dục và Đào tạo tỉnh Đắk Nông"),
            order=2,
        ),
        figures=figures(),
        cases=(
            CaseLine("Trường THPT Đắk Mil 2", "Xuất sắc còn Tốt", "Vượt tỷ lệ 25% của Cụm 3"),
            CaseLine(
                "Trường THPT Cư Jút 3",
                "Trừ 1,00 điểm năm 2025",
                "Số liệu TK-4 phải điều chỉnh sau khi đã cam đoan (TR-2)",
            ),
        ),
    )


def figures() -> tuple[Figure, Figure]:
    """A distribution in nine classes and 45 units area against area."""
    bins = [
        Bin(f"{low}-{low + 5}", count)
        for low, count in zip(range(55, 100, 5), (1, 2, 3, 5, 8, 11, 9, 4, 2), strict=True)
    ]
    points = [
        Point(
            f"Đơn vị {number}",
            d(62 + number * 7 % 34),
            d(60 + number * 11 % 37),
            CLUSTERS[number % 7][0].split(".")[0],
            "80,00%",
            "82,00%",
        )
        for number in range(45)
    ]
    spread = histogram(
        ident="spread",
        title="Phân bố điểm giai đoạn",
        desc="45 đơn vị",
        bins=bins,
        columns=("Khoảng điểm", "Số đơn vị"),
    )
    areas = scatter(
        ident="areas",
        title="Hai nhóm nội dung",
        desc="45 đơn vị",
        points=points,
        columns=("Đơn vị", "Cụm, khối", "Hạ tầng", "Tiết kiệm"),
        x_label="Phát triển kết cấu hạ tầng (%)",
        y_label="Thực hành tiết kiệm, chống lãng phí (%)",
    )
    return (
        Figure("Phân bố điểm giai đoạn", spread, "Chiều cao cột là số đơn vị có điểm giai đoạn trong khoảng."),
        Figure(
            "Tương quan giữa hai nhóm nội dung", areas, "Mỗi dấu là một đơn vị; trên đường nét đứt hai nhóm bằng nhau."
        ),
    )


def summary_content() -> PaperContent:
    filled = summary()
    return PaperContent(
        "papers/reports/bao-cao-tong-hop-giai-doan.html", {"summary": filled}, f"Báo cáo - {filled.paper.subject}"
    )
