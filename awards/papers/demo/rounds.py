"""Examples of the guidance and of the notices of a result."""

from datetime import date
from decimal import Decimal

from awards.papers import rounds
from awards.papers.demo import values as v
from documents.layout import Annex
from documents.papers import PaperContent

_AREAS = (
    (
        "Phát triển kết cấu hạ tầng",
        (
            (
                "HT-1",
                "Tham mưu cơ chế, chính sách đầu tư, huy động nguồn lực",
                6,
                "Bốn mức: 6, 4, 2, 0 điểm",
                "TCCB-TC",
            ),
            ("HT-2", "Thực hiện chuyển đổi số của ngành", 10, "Năm mức: 10, 8, 6, 3, 0 điểm", "GDTrH-QLCL; GDTH-GDMN"),
            ("HT-3", "Cải cách thủ tục hành chính, công khai, minh bạch", 8, "Bốn mức: 8, 6, 3, 0 điểm", "Văn phòng"),
            (
                "HT-4",
                "Công nghệ, môi trường, năng lượng trong xây dựng, vận hành công trình",
                8,
                "Bốn mức: 8, 6, 3, 0 điểm",
                "GDTrH-QLCL; GDTH-GDMN",
            ),
            ("HT-5", "Phối hợp doanh nghiệp đào tạo, phát triển nhân lực", 5, "5 × số người ÷ chỉ tiêu", "GDTrH-QLCL"),
            (
                "HT-6",
                "Huy động, phân bổ nguồn lực; giải ngân 100% vốn được giao",
                12,
                "12 × (x - 80) ÷ 20, x là tỷ lệ giải ngân (%)",
                "TCCB-TC",
            ),
        ),
    ),
    (
        "Thực hành tiết kiệm, chống lãng phí",
        (
            ("TK-1", "Chương trình, kế hoạch tiết kiệm, chống lãng phí hằng năm", 6, "Bốn mức: 6, 4, 2, 0", "TCCB-TC"),
            ("TK-2", "Ban hành, công khai định mức, tiêu chuẩn, quy chế chi tiêu", 5, "Có: 5; không: 0", "TCCB-TC"),
            ("TK-3", "Giảm tỷ trọng chi thường xuyên (62-63% còn 60%)", 4, "4 × (63 - x) ÷ 3", "Văn phòng"),
            ("TK-4", "Quản lý ngân sách, hiệu quả sử dụng kinh phí giáo dục", 11, "11 × x ÷ 10", "TCCB-TC"),
            ("TK-5", "Đổi mới tổ chức, quản lý; chất lượng hoạt động đơn vị", 6, "Hai chuyên viên", "TCCB-TC"),
            ("TK-6", "Chấp hành Luật Đầu tư công; quản lý, sử dụng tài sản công", 8, "Bốn mức: 8, 6, 3, 0", "TCCB-TC"),
            (
                "TK-7",
                "Thực hiện chế độ, chính sách đúng đối tượng, không trùng lặp",
                6,
                "6 × (x - 90) ÷ 10, x là tỷ lệ chi trả đúng hạn (%)",
                "TCCB-TC",
            ),
            ("TK-8", "Cải cách hành chính, tăng năng suất lao động (6,5%/năm)", 5, "5 × x ÷ 6,5", "Văn phòng"),
        ),
    ),
)
_RESULTS = (
    (
        "Cụm 1. THPT Gia Nghĩa - Đắk Glong",
        (
            ("Trường THPT Gia Nghĩa", "75.14", "80", "93.92", "Xuất sắc", "1"),
            ("Trường THPT Đắk Glong", "69.20", "80", "86.50", "Tốt", "2"),
            ("Trường PTDTNT THCS và THPT huyện Đắk Glong", "66.36", "80", "82.95", "Tốt", "3"),
        ),
    ),
    (
        "Khối 2. Phòng GDĐT huyện, thành phố",
        (
            ("Phòng Giáo dục và Đào tạo huyện Đắk Mil", "82.86", "91", "91.05", "Xuất sắc", "1"),
            ("Phòng Giáo dục và Đào tạo huyện Cư Jút", "73.71", "91", "81.00", "Tốt", "2"),
        ),
    ),
)
_GRADES = (
    rounds.GradeRow(
        "Xuất sắc",
        "Từ 90 điểm",
        "Không quá 25%",
        "Mỗi nhóm nội dung đạt từ 70%; không có tiêu chí áp dụng 0 điểm",
    ),
    rounds.GradeRow("Tốt", "Từ 80 đến dưới 90 điểm", "Không giới hạn"),
    rounds.GradeRow("Hoàn thành", "Từ 50 đến dưới 80 điểm", "Không giới hạn"),
    rounds.GradeRow("Chưa hoàn thành", "Dưới 50 điểm", "-"),
)
_STEPS = (
    rounds.Step("Nộp phiếu tự đánh giá", "Đơn vị", "06/6/2025"),
    rounds.Step("Thẩm định", "Các phòng thuộc Sở", "12/6/2025"),
    rounds.Step("Thông báo kết quả dự kiến, giải trình", "Phòng TCCB-TC, đơn vị", "17/6/2025"),
    rounds.Step("Công bố kết quả", "Lãnh đạo Sở", "20/6/2025"),
)


_CLUSTERS = (
    ("Khối 1", "Các phòng thuộc Sở"),
    ("Khối 2", "Phòng Giáo dục và Đào tạo huyện, thành phố"),
    ("Cụm 1", "Trường THPT Gia Nghĩa, Trường THPT Đắk Glong và các đơn vị lân cận"),
    ("Cụm 2", "Các trường THPT huyện Đắk R'lấp, huyện Tuy Đức"),
)
_SCORING = (
    (
        "Đơn vị tự chấm điểm từng tiêu chí áp dụng, thuyết minh kết quả, kèm minh chứng và nộp phiếu tự "
        "đánh giá đúng hạn."
    ),
    "Các phòng thuộc Sở thẩm định theo tiêu chí được giao; điểm thẩm định khác điểm tự chấm thì ghi lý do.",
    "Đơn vị có ý kiến giải trình trong thời hạn 03 ngày làm việc kể từ ngày nhận kết quả dự kiến.",
)
_GRADES = (
    rounds.GradeRow("Xuất sắc", "Từ 90 điểm", "Không quá 25%"),
    rounds.GradeRow("Tốt", "Từ 80 đến dưới 90 điểm", "Không giới hạn"),
    rounds.GradeRow("Hoàn thành", "Từ 50 đến dưới 80 điểm", "Không giới hạn"),
    rounds.GradeRow("Chưa hoàn thành", "Dưới 50 điểm", "-"),
)
_STEPS = (
    rounds.Step("Nộp phiếu tự đánh giá", "Đơn vị", "06/6/2025"),
    rounds.Step("Thẩm định", "Các phòng thuộc Sở", "12/6/2025"),
    rounds.Step("Thông báo kết quả dự kiến, giải trình", "Phòng TCCB-TC, đơn vị", "17/6/2025"),
    rounds.Step("Công bố kết quả", "Lãnh đạo Sở", "20/6/2025"),
)


def guidance() -> PaperContent:
    head = v.paper(
        "HƯỚNG DẪN",
        f"Chấm điểm kết quả thực hiện {v.MOVEMENT}",
        v.DEPARTMENT,
        "HD-SGDĐT",
        v.DEPUTY_SIGNS,
        ("Các đơn vị tham gia Phong trào thi đua", "Lãnh đạo Sở", "Lưu: VT, TCCB-TC"),
        number=5,
        day=date(2025, 2, 5),
    )
    return rounds.guidance(
        rounds.Guidance(
            paper=head,
            introduction=(
                f"Thực hiện Kế hoạch của Sở Giáo dục và Đào tạo về {v.MOVEMENT}, Sở Giáo dục và Đào tạo hướng dẫn "
                "chấm điểm như sau:"
            ),
            aims=(
                "Đánh giá đúng kết quả thực hiện Phong trào thi đua của từng đơn vị, làm căn cứ xét khen thưởng.",
                "Việc tự đánh giá, thẩm định phải khách quan, công khai, có số liệu, minh chứng kèm theo.",
            ),
            subjects=(
                "Các phòng thuộc Sở; Phòng Giáo dục và Đào tạo huyện, thành phố; trường THPT, PTDTNT; trung tâm GDTX.",
                "Các đơn vị được chia cụm, khối thi đua như sau:",
            ),
            clusters=_CLUSTERS,
            scoring=_SCORING,
            grading=(
                "Điểm quy đổi = điểm đạt ÷ điểm tối đa áp dụng × 100, làm tròn đến hai chữ số thập phân.",
                "Xếp loại theo mức điểm và tỷ lệ trong cụm, khối như sau:",
            ),
            grades=_GRADES,
            steps=_STEPS,
            areas=tuple(
                rounds.CriterionArea(
                    title,
                    tuple(
                        rounds.CriterionRow(code, name, Decimal(most), method, owner)
                        for code, name, most, method, owner in rows
                    ),
                )
                for title, rows in _AREAS
            ),
            annex=Annex("BẢNG TIÊU CHÍ", head.letterhead.citation("Hướng dẫn", "Sở Giáo dục và Đào tạo")),
        )
    )


def _notice(
    subject: str, summary: tuple[str, ...], number: int, day: date, explaining: rounds.Explaining | None
) -> PaperContent:
    head = v.paper(
        "THÔNG BÁO",
        subject,
        v.DEPARTMENT,
        "TB-SGDĐT",
        v.DEPUTY_SIGNS,
        ("Các đơn vị có tên tại Phụ lục", "Lãnh đạo Sở", "Lưu: VT, TCCB-TC"),
        number=number,
        day=day,
    )
    clusters = tuple(
        rounds.ResultCluster(
            name,
            tuple(
                rounds.ResultRow(unit, Decimal(points), Decimal(possible), Decimal(result), grade, rank)
                for unit, points, possible, result, grade, rank in rows
            ),
        )
        for name, rows in _RESULTS
    )
    return rounds.result_notice(
        rounds.ResultNotice(
            head,
            f"Căn cứ kết quả tự đánh giá của các đơn vị và kết quả thẩm định của các phòng thuộc Sở trong {v.MOVEMENT} "
            "năm 2025, Sở Giáo dục và Đào tạo thông báo như sau:",
            summary,
            clusters,
            Annex("KẾT QUẢ CỦA CÁC ĐƠN VỊ", head.letterhead.citation("Thông báo", "Sở Giáo dục và Đào tạo")),
            explaining,
        )
    )


def provisional_notice() -> PaperContent:
    return _notice(
        f"Kết quả dự kiến thực hiện {v.MOVEMENT} năm 2025",
        ("Có 43 đơn vị tham gia; 02 đơn vị dự kiến xếp loại Xuất sắc trong các cụm, khối nêu tại Phụ lục.",),
        309,
        date(2025, 6, 12),
        rounds.Explaining(
            3,
            date(2025, 6, 13),
            date(2025, 6, 17),
            "Đơn vị gửi giải trình theo từng tiêu chí trên hệ thống, kèm minh chứng.",
        ),
    )


def final_notice() -> PaperContent:
    return _notice(
        f"Kết quả thực hiện {v.MOVEMENT} năm 2025",
        ("Có 43 đơn vị tham gia; 02 đơn vị xếp loại Xuất sắc trong các cụm, khối nêu tại Phụ lục.",),
        318,
        date(2025, 6, 19),
        None,
    )
