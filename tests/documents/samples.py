"""Filled papers for the tests of this folder: a sheet, its receipt and a phase of 45 units."""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from assessments.sheet_data import (
    AdjustmentLine,
    Appraisal,
    NotApplicableLine,
    Receipt,
    ReceiptPart,
    Sheet,
    SheetArea,
    SheetLine,
    Totals,
    appraisal_annex,
    points_table_line,
    sheet_annex,
)
from common.charts import Bin, Point, histogram, scatter
from documents.layout import Annex, Figure, Letterhead, Paper, Recipients, Signature, SignatureBlock
from reports.phase_summary_data import (
    CaseLine,
    ClusterTable,
    PhaseSummary,
    RankLine,
    YearCell,
    YearKind,
    closing_issued,
)


def d(text: str | int) -> Decimal:
    return Decimal(text)


CAMPAIGN = "Đắk Nông đẩy mạnh phát triển kết cấu hạ tầng đồng bộ, hiện đại; thực hành tiết kiệm, chống lãng phí"
PHASE = "giai đoạn 1 (2023 - 2025)"
SCHOOL_HEAD = Letterhead(
    "Sở Giáo dục và Đào tạo Đắk Nông", "Trường THPT Gia Nghĩa", "Gia Nghĩa", "BC-THPTGN", year=2025
)
OFFICE_HEAD = Letterhead("UBND tỉnh Đắk Nông", "Sở Giáo dục và Đào tạo", "Đắk Nông", "BC-SGDĐT", year=2025)

LINES = (
    SheetLine(
        "HT-2",
        "Thực hiện chuyển đổi số của ngành",
        d("10"),
        d("8"),
        "Một nhóm mức độ 3, một nhóm mức độ 2.\n\nĐã kết nối học bạ số, sổ điểm điện tử cho 100% lớp học.",
        ("Báo cáo số 37/BC-THPTGN ngày 15/01/2025, trang 3", "KQ danh gia chuyen doi so 2024.pdf"),
        appraisal_1=d("8"),
        reason="",
    ),
    SheetLine(
        "HT-3",
        "Cải cách thủ tục hành chính, công khai, minh bạch",
        d("8"),
        d("8"),
        "100% hồ sơ, yêu cầu giải quyết đúng hạn; công khai đủ nội dung, đúng thời điểm.",
        ("Bảng kê hồ sơ một cửa năm 2025.xlsx",),
        appraisal_1=d("8"),
    ),
    SheetLine(
        "HT-4",
        "Công nghệ, môi trường, năng lượng trong xây dựng, vận hành công trình",
        d("8"),
        d("6"),
        "Theo dõi bằng phần mềm; điện năng giảm 3,2%.",
        ("Hoa don dien 12 thang.pdf",),
        appraisal_1=d("6"),
    ),
    SheetLine(
        "HT-6",
        "Huy động, phân bổ nguồn lực; giải ngân 100% vốn được giao",
        d("12"),
        d("9.9"),
        "Đã giải ngân 3.377.500.000 đồng trên 3.500.000.000 đồng kế hoạch vốn (96,50%).",
        ("Quyết định số 112/QĐ-SGDĐT ngày 10/01/2025", "Bang doi chieu Kho bac 2025.pdf"),
        note="Có vốn sửa chữa",
        appraisal_1=d("8.46"),
        explanation="Khoản 84.000.000 đồng Kho bạc xác nhận ngày 31/5/2025, bảng đối chiếu lập ngày 28/5/2025.",
        appraisal_2=d("9.9"),
        council=d("9.9"),
        reason="Bảng đối chiếu Kho bạc ghi 94,10%, đơn vị kê 96,50%; tính lại theo số Kho bạc.",
    ),
    SheetLine(
        "TK-1",
        "Chương trình, kế hoạch tiết kiệm, chống lãng phí hằng năm",
        d("6"),
        d("6"),
        "Ban hành đúng thời hạn; đạt các chỉ tiêu.",
        ("BC 37 ket qua THTK CLP 2024.pdf",),
        appraisal_1=d("6"),
    ),
    SheetLine(
        "TK-2",
        "Ban hành, công khai định mức, tiêu chuẩn, quy chế chi tiêu",
        d("5"),
        d("5"),
        "Có.",
        ("QD 112 quy che chi tieu noi bo.pdf",),
        appraisal_1=d("5"),
    ),
    SheetLine(
        "TK-4",
        "Quản lý ngân sách, hiệu quả sử dụng kinh phí giáo dục",
        d("11"),
        d("7.92"),
        "Tiết kiệm 864.000.000 đồng trên 12.000.000.000 đồng dự toán (7,20%).",
        ("Bang tinh tiet kiem.xlsx",),
        appraisal_1=d("7.92"),
    ),
    SheetLine(
        "TK-5",
        "Đổi mới tổ chức, quản lý; chất lượng hoạt động đơn vị",
        d("6"),
        d("5"),
        "Đúng lộ trình, kết quả giữ vững.",
        ("De an vi tri viec lam.pdf",),
        appraisal_1=d("4.75"),
        reason="Trung bình của hai chuyên viên: 4,50 và 5,00.",
    ),
    SheetLine(
        "TK-6",
        "Chấp hành Luật Đầu tư công; quản lý, sử dụng tài sản công",
        d("8"),
        d("8"),
        "Hạch toán, kiểm kê đầy đủ.",
        ("Bien ban kiem ke.pdf",),
        appraisal_1=d("6"),
        reason="Có thiếu sót về hồ sơ, đã khắc phục trong kỳ.",
    ),
    SheetLine(
        "TK-7",
        "Thực hiện chế độ, chính sách đúng đối tượng, không trùng lặp",
        d("6"),
        d("4.5"),
        "Chi trả đúng hạn 390 trên 400 lượt (97,50%).",
        ("Bang chi tra qua tai khoan.pdf",),
        appraisal_1=d("4.5"),
    ),
)


def sheet(
    *, appraised: bool = True, lines: tuple[SheetLine, ...] = LINES, unit: str = "Trường THPT Gia Nghĩa"
) -> Sheet:
    own = SignatureBlock(("THỦ TRƯỞNG ĐƠN VỊ",), note="Ký, đóng dấu hoặc ký số")
    appraisal = Appraisal(
        annex=appraisal_annex(CAMPAIGN, "năm 2025", "Biên bản thẩm định của Tổ thẩm định ngày 12/6/2025"),
        totals=Totals(d("66.07"), d("80"), d("82.59"), "Tốt", d("2"), d("0.5"), d("84.09")),
        signature=Signature(SignatureBlock(("TỔ TRƯỞNG",)), SignatureBlock(("CHUYÊN VIÊN THẨM ĐỊNH",))),
        explanation_days=3,
        adjustments=(
            AdjustmentLine("DT-1", "Mô hình, cách làm hay được Sở công nhận, đăng tải", d("2"), "Hai mô hình"),
            AdjustmentLine("TR-1", "Nộp chậm", d("-0.5"), "Chậm 01 ngày làm việc"),
        ),
        recommendations=("Đề nghị đơn vị hoàn thiện hồ sơ kiểm kê tài sản trước ngày 30/6/2025.",),
    )
    return Sheet(
        annex=sheet_annex(CAMPAIGN, "năm 2025", SCHOOL_HEAD.citation("Báo cáo", unit)),
        unit=unit,
        facts=(
            ("Loại đơn vị", "Trường THPT, PTDTNT"),
            ("Cụm, khối thi đua", "Cụm 1"),
            ("Thủ trưởng đơn vị", "Nguyễn Thị Hồng Hạnh"),
            ("Số người", "64, trong đó nữ 41"),
            ("Thời gian lấy số liệu", "01/01/2025 - 31/5/2025"),
        ),
        areas=(
            SheetArea("Phát triển kết cấu hạ tầng", lines[:4]),
            SheetArea("Thực hành tiết kiệm, chống lãng phí", lines[4:]),
        ),
        totals=Totals(d("68.32"), d("80"), d("85.40"), "Tốt"),
        made_on=date(2025, 6, 6),
        signature=Signature(own, SignatureBlock(("NGƯỜI LẬP PHIẾU",))),
        points_table=points_table_line(),
        code="TĐG-2025-0017",
        not_applicable=(
            NotApplicableLine(
                "HT-5", "Phối hợp doanh nghiệp đào tạo, phát triển nhân lực", "không được giao nhiệm vụ", "đồng ý"
            ),
        ),
        difficulties="Kinh phí sửa chữa nhà vệ sinh học sinh chưa đáp ứng nhu cầu.",
        proposals="Đề nghị Sở xem xét bổ sung vốn sửa chữa năm 2026.",
        appraisal=appraisal if appraised else None,
    )


def receipt() -> Receipt:
    return Receipt(
        letterhead=replace(OFFICE_HEAD, symbol="", day=date(2025, 6, 6)),
        code="TĐG-2025-0017",
        received_at=datetime(2025, 6, 6, 15, 40, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh")),
        unit="Trường THPT Gia Nghĩa",
        campaign=CAMPAIGN,
        round_name="năm 2025",
        due=date(2025, 6, 6),
        days_late=0,
        sha256="9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        parts=(
            ReceiptPart("Phiếu tự đánh giá", 10, "tiêu chí"),
            ReceiptPart("Tiêu chí không áp dụng", 1, "tiêu chí", "chờ thẩm định lý do"),
            ReceiptPart("Minh chứng là tệp đính kèm", 12, "tệp", "tổng 18,4 MB"),
            ReceiptPart("Minh chứng là dẫn văn bản", 4, "văn bản"),
        ),
        pledged_by="Nguyễn Thị Hồng Hạnh",
        pledged_office="Hiệu trưởng",
        totals=Totals(d("68.32"), d("80"), d("85.40"), "Tốt"),
        signed_copy_due=date(2025, 6, 12),
    )


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


def summary(clusters=CLUSTERS) -> PhaseSummary:
    return PhaseSummary(
        paper=Paper(
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
        ),
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
        points_table=points_table_line(),
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
