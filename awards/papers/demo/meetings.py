"""Examples of the papers of a meeting of the council."""

from awards.papers import meetings
from awards.papers.demo import values as v
from documents.layout import Signature, SignatureBlock
from documents.papers import PaperContent

CHAIR = f"Ông {v.DIRECTOR}, Giám đốc Sở, Chủ tịch Hội đồng"
SECRETARY = "Bà Hoàng Thu Thảo, Chuyên viên Văn phòng Sở, Thư ký Hội đồng"
PRESENT = (
    (f"Ông {v.DIRECTOR}", "Giám đốc Sở, Chủ tịch Hội đồng"),
    (f"Bà {v.DEPUTY}", "Phó Giám đốc Sở, Phó Chủ tịch Hội đồng"),
    (f"Ông {v.OFFICE_HEAD}", "Chánh Văn phòng Sở, Ủy viên Thường trực"),
    ("Ông Bùi Thanh Sơn", "Trưởng phòng TCCB-TC, Ủy viên"),
    ("Bà Đặng Kim Ngân", "Trưởng phòng GDTrH-QLCL, Ủy viên"),
    ("Ông Y Bhiăng Êban", "Trưởng phòng GDTH-GDMN, Ủy viên"),
    ("Bà Lý Thị Mai", "Chủ tịch Công đoàn Văn phòng Sở, Ủy viên"),
    ("Ông Ngô Gia Bảo", "Bí thư Đoàn Thanh niên Văn phòng Sở, Ủy viên"),
    ("Bà Nguyễn Thị Hồng Hạnh", "Hiệu trưởng Trường THPT Gia Nghĩa, Ủy viên"),
    ("Bà Hoàng Thu Thảo", "Chuyên viên Văn phòng Sở, Thư ký Hội đồng"),
)
ABSENT = (
    meetings.Attendee(
        "Ông Tạ Hữu Lộc",
        "Trưởng phòng Giáo dục và Đào tạo huyện Đắk Mil, Ủy viên",
        "dự họp theo triệu tập của UBND huyện",
        "thống nhất với danh sách đề nghị",
    ),
)


def minutes() -> PaperContent:
    head = v.paper(
        "BIÊN BẢN",
        f"Họp xét khen thưởng {v.MOVEMENT_OF_PHASE}",
        v.COUNCIL_HEAD,
        "BB-HĐTĐKT",
        Signature(SignatureBlock(("CHỦ TỌA",), v.DIRECTOR), SignatureBlock(("THƯ KÝ",), "Hoàng Thu Thảo")),
        ("Các thành viên Hội đồng", "Lưu: VT, HĐTĐKT"),
        number=3,
        dated=False,
    )
    return meetings.minutes(
        meetings.Minutes(
            paper=head,
            began_at=v.at(8, 5, 20),
            ended_at=v.at(10, 45, 20),
            place="Phòng họp số 2, Sở Giáo dục và Đào tạo",
            established_by="Quyết định số 88/QĐ-SGDĐT ngày 14 tháng 02 năm 2025",
            present=tuple(meetings.Attendee(name, title) for name, title in PRESENT),
            absent=ABSENT,
            chair=CHAIR,
            secretary=SECRETARY,
            has_quorum=True,
            quorum="2/3",
            reported=(
                (
                    "Thường trực Hội đồng báo cáo: tiếp nhận 10 hồ sơ, trong đó 09 hồ sơ hợp lệ, 01 hồ sơ trả lại để "
                    "hoàn thiện. Công an tỉnh, Thanh tra Sở không có ý kiến khác (Công văn số 640/CAT-PX01 ngày "
                    "12/6/2025)."
                ),
                (
                    "Danh sách được công khai theo Thông báo số 325/TB-SGDĐT từ ngày 13/6/2025 đến hết ngày 19/6/2025; "
                    "không có ý kiến. Không có trường hợp tạm dừng xét khen thưởng."
                ),
            ),
            discussion=("Các thành viên dự họp thống nhất với báo cáo thẩm định, không có ý kiến khác.",),
            method=(
                "Hội đồng biểu quyết bằng bỏ phiếu kín; tỷ lệ tính trên tổng số thành viên Hội đồng; trường hợp được "
                "đề nghị phải đạt trên 1/2 tổng số thành viên."
            ),
            recusals=(meetings.Recusal("Bà Nguyễn Thị Hồng Hạnh", "xét tặng Giấy khen cho Trường THPT Gia Nghĩa"),),
            votes=v.VOTES,
            conclusion=(
                (
                    "Hội đồng thống nhất đề nghị Giám đốc Sở tặng Giấy khen cho 04 tập thể, 05 cá nhân; giao Thường "
                    "trực Hội đồng hoàn thiện Tờ trình."
                ),
            ),
        )
    )


def counting() -> PaperContent:
    head = v.paper(
        "BIÊN BẢN",
        f"Kiểm phiếu xét tặng Giấy khen trong {v.MOVEMENT_OF_PHASE}",
        v.COUNCIL_HEAD,
        "BB-HĐTĐKT",
        Signature(
            SignatureBlock(("TRƯỞNG BAN",), "Bùi Thanh Sơn"),
            SignatureBlock(("THÀNH VIÊN BAN KIỂM PHIẾU",), "Lý Thị Mai"),
        ),
        ("Các thành viên Hội đồng", "Lưu: VT, HĐTĐKT"),
        number=4,
        dated=False,
    )
    return meetings.counting(
        meetings.Counting(
            paper=head,
            began_at=v.at(9, 40, 20),
            ended_at=v.at(10, 20, 20),
            place="Phòng họp số 2, Sở Giáo dục và Đào tạo",
            head_teller="Ông Bùi Thanh Sơn, Trưởng phòng TCCB-TC",
            tellers=("Bà Lý Thị Mai, Chủ tịch Công đoàn Văn phòng Sở",),
            members=11,
            given_out=10,
            returned=10,
            valid=10,
            invalid=0,
            votes=v.VOTES,
        )
    )


def ballot() -> PaperContent:
    head = v.paper(
        "PHIẾU BẦU",
        f"Đề nghị tặng Giấy khen trong {v.MOVEMENT_OF_PHASE}",
        v.COUNCIL_HEAD,
        "",
        Signature(SignatureBlock(())),
        dated=False,
    )
    return meetings.ballot(meetings.Ballot(head, "Điểm giai đoạn", v.CASES))
