"""Filled papers of a sheet in the campaign's own words, without a database; the persons are made up."""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

from assessments.registration_paper import RegistrationSheet, TargetLine
from assessments.report_data import InitiativeLine, Report
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
from common import clock
from documents.layout import Letterhead, Signature, SignatureBlock
from documents.papers import PaperContent


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
        received_at=datetime(2025, 6, 6, 15, 40, tzinfo=clock.TIME_ZONE),
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


def report() -> Report:
    """The report of a person of the school."""
    return Report(
        letterhead=replace(SCHOOL_HEAD, symbol="", day=date(2025, 6, 6)),
        campaign=CAMPAIGN,
        round_name="năm 2025",
        facts=(
            ("Họ và tên", "Vũ Đình Khải"),
            ("Giới tính", "Nam"),
            ("Chức vụ", "Giáo viên"),
            ("Nơi công tác", "Tổ Toán - Tin, Trường THPT Gia Nghĩa"),
            ("Đối tượng", "Người trực tiếp"),
        ),
        lines=(
            SheetLine(
                "CN-1.1",
                "Sáng kiến, giải pháp tiết kiệm, chống lãng phí",
                d("40"),
                d("30"),
                "Giải pháp dùng chung thiết bị thực hành giữa các lớp.",
                ("Quyết định số 61/QĐ-SGDĐT ngày 12/5/2025",),
            ),
            SheetLine("CN-1.2", "Kết quả thực hiện nhiệm vụ được giao", d("40"), d("36"), "Hoàn thành đúng hạn."),
            SheetLine("CN-1.3", "Tham gia phong trào của đơn vị", d("20"), d("18"), "Tham gia đủ các nội dung."),
        ),
        totals=Totals(d("84"), d("100"), d("84"), ""),
        made_on=date(2025, 6, 6),
        signature=Signature(
            left=SignatureBlock(("THỦ TRƯỞNG ĐƠN VỊ", "XÁC NHẬN, ĐỀ NGHỊ"), note="Ký, đóng dấu hoặc ký số"),
            right=SignatureBlock(("NGƯỜI BÁO CÁO THÀNH TÍCH",), "Vũ Đình Khải", "Ký, ghi rõ họ và tên"),
        ),
        points_table=points_table_line(),
        code="TĐG-2025-0044",
        initiatives=(
            InitiativeLine("Dùng chung thiết bị thực hành", "Cấp cơ sở", "Quyết định số 61/QĐ-SGDĐT ngày 12/5/2025"),
        ),
    )


def registration() -> RegistrationSheet:
    """The registration of the school at the opening of the round."""
    return RegistrationSheet(
        letterhead=replace(SCHOOL_HEAD, symbol="", day=date(2025, 2, 20)),
        receiver="Sở Giáo dục và Đào tạo",
        subject=f"Phong trào thi đua “{CAMPAIGN}” năm 2025",
        unit="Trường THPT Gia Nghĩa",
        facts=(("Loại đơn vị", "Trường THPT, PTDTNT"), ("Cụm, khối thi đua", "Cụm 1")),
        words="Phấn đấu xếp loại Xuất sắc.",
        lines=(
            TargetLine("HT-6", "Huy động, phân bổ nguồn lực; giải ngân 100% vốn được giao", "100%", "100%"),
            TargetLine("TK-4", "Quản lý ngân sách, hiệu quả sử dụng kinh phí giáo dục", "10%", "8%"),
        ),
        campaign=CAMPAIGN,
        year=2025,
        made_on=date(2025, 2, 20),
        code="ĐK-2025-0017",
        signature=Signature(
            left=SignatureBlock(("NGƯỜI LẬP",), "Hoàng Thu Thảo"),
            right=SignatureBlock(("THỦ TRƯỞNG ĐƠN VỊ",), "Nguyễn Thị Hồng Hạnh", "Ký, đóng dấu hoặc ký số"),
        ),
    )


def sheet_content() -> PaperContent:
    return PaperContent(
        "papers/assessments/phieu-tu-danh-gia.html", {"sheet": sheet(appraised=False)}, "Phiếu tự đánh giá năm 2025"
    )


def appraisal_content() -> PaperContent:
    return PaperContent("papers/assessments/phieu-tham-dinh.html", {"sheet": sheet()}, "Phiếu thẩm định năm 2025")


def report_content() -> PaperContent:
    return PaperContent(
        "papers/assessments/bao-cao-thanh-tich.html", {"report": report()}, "Báo cáo thành tích cá nhân năm 2025"
    )


def registration_content() -> PaperContent:
    return PaperContent(
        "papers/assessments/ban-dang-ky-thi-dua.html", {"sheet": registration()}, "Bản đăng ký thi đua năm 2025"
    )


def receipt_content() -> PaperContent:
    return PaperContent("papers/assessments/giay-tiep-nhan.html", {"receipt": receipt()}, "Giấy tiếp nhận hồ sơ")
