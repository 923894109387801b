"""Examples of letters and of the records that go with certificates."""

from datetime import date

from awards.papers import letters
from awards.papers.demo import values as v
from documents.layout import Signature, SignatureBlock
from documents.papers import PaperContent


def dossier_return() -> PaperContent:
    head = v.paper(
        "CÔNG VĂN",
        "",
        v.DEPARTMENT,
        "SGDĐT-VP",
        v.OFFICE_SIGNS,
        ("Như trên", "Giám đốc Sở (báo cáo)", "Lưu: VT, VP"),
        number=1204,
        day=date(2025, 6, 12),
        about="V/v trả hồ sơ đề nghị khen thưởng",
    )
    return letters.dossier_return(
        letters.DossierReturn(
            paper=head,
            receiver="Trường THPT Trường Chinh",
            dossier="hồ sơ đề nghị khen thưởng kèm theo Tờ trình số 21/TTr-THPTTC ngày 09 tháng 6 năm 2025",
            received_on=date(2025, 6, 10),
            grounds="Điều 30 Nghị định số 98/2023/NĐ-CP",
            reason="thiếu biên bản họp xét và báo cáo thành tích chưa có xác nhận",
            shortcomings=(
                letters.Shortcoming(
                    "Biên bản họp xét khen thưởng", "Chưa có trong hồ sơ", "Nghị định số 98/2023/NĐ-CP"
                ),
                letters.Shortcoming(
                    "Báo cáo thành tích cá nhân",
                    "Chưa có xác nhận của thủ trưởng đơn vị",
                    "Nghị định số 98/2023/NĐ-CP",
                ),
            ),
            due_on=date(2025, 6, 17),
        )
    )


def opinion_letter() -> PaperContent:
    head = v.paper(
        "CÔNG VĂN",
        "",
        v.DEPARTMENT,
        "SGDĐT-VP",
        v.OFFICE_SIGNS,
        ("Như trên", "Giám đốc Sở (báo cáo)", "Lưu: VT, VP"),
        number=1187,
        day=date(2025, 6, 11),
        about="V/v lấy ý kiến về danh sách đề nghị khen thưởng",
    )
    return letters.opinion_letter(
        letters.OpinionLetter(
            paper=head,
            receivers=("Công an tỉnh Đắk Nông", "UBND huyện Đắk Mil", "Thanh tra Sở"),
            introduction=f"Thực hiện quy định về thi đua, khen thưởng và {v.MOVEMENT_OF_PHASE},",
            questions=(
                "Việc chấp hành chủ trương của Đảng, chính sách, pháp luật của Nhà nước của các tập thể, cá nhân.",
                (
                    "Trường hợp đang xem xét kỷ luật, thanh tra, kiểm tra có dấu hiệu vi phạm hoặc giải quyết khiếu "
                    "nại, tố cáo."
                ),
            ),
            due_on=date(2025, 6, 18),
            working_days=10,
            year=2025,
            send_to="Văn phòng Sở Giáo dục và Đào tạo",
            cases=v.CASES,
            annex=v.list_annex(head.letterhead.citation("Công văn", "Sở Giáo dục và Đào tạo")),
        )
    )


def public_notice() -> PaperContent:
    head = v.paper(
        "THÔNG BÁO",
        f"Công khai danh sách tập thể, cá nhân đề nghị tặng Giấy khen trong {v.MOVEMENT_OF_PHASE}",
        v.DEPARTMENT,
        "TB-SGDĐT",
        v.OFFICE_SIGNS,
        ("Các đơn vị tham gia Phong trào thi đua", "Cổng TTĐT Sở", "Lưu: VT, VP"),
        number=325,
        day=date(2025, 6, 12),
    )
    return letters.public_notice(
        letters.PublicNotice(
            paper=head,
            introduction=(
                f"Căn cứ kết quả {v.MOVEMENT_OF_PHASE}, Sở Giáo dục và Đào tạo công khai danh sách tập thể, cá nhân "
                "đề nghị tặng Giấy khen như sau:"
            ),
            from_on=date(2025, 6, 13),
            to_on=date(2025, 6, 19),
            where="đăng trên Cổng thông tin điện tử và niêm yết tại trụ sở của Sở",
            contact="Ý kiến ghi rõ họ tên, địa chỉ, nội dung và tài liệu kèm theo (nếu có).",
            cases=v.CASES,
            annex=v.list_annex(head.letterhead.citation("Thông báo", "Sở Giáo dục và Đào tạo")),
        )
    )


def opinion_sheet() -> PaperContent:
    head = v.paper(
        "PHIẾU LẤY Ý KIẾN",
        f"Thành viên Hội đồng về việc đề nghị tặng Giấy khen trong {v.MOVEMENT_OF_PHASE}",
        v.COUNCIL_HEAD,
        "",
        Signature(SignatureBlock(("THÀNH VIÊN HỘI ĐỒNG",), note="Ký, ghi rõ họ và tên")),
    )
    return letters.opinion_sheet(
        letters.OpinionSheet(
            head,
            "Đặng Kim Ngân",
            "Trưởng phòng GDTrH-QLCL, Ủy viên",
            "Điểm giai đoạn",
            v.CASES,
            date(2025, 6, 20),
        )
    )


def correction_letter() -> PaperContent:
    head = v.paper(
        "CÔNG VĂN",
        "",
        v.DEPARTMENT,
        "SGDĐT-VP",
        v.OFFICE_SIGNS,
        ("Như trên", "Lưu: VT, VP"),
        number=1302,
        day=date(2025, 6, 30),
        about="V/v đính chính Quyết định số 512/QĐ-SGDĐT",
    )
    return letters.correction_letter(
        letters.CorrectionLetter(
            paper=head,
            receivers=("Các đơn vị có tên tại Quyết định số 512/QĐ-SGDĐT",),
            document=v.DECISION,
            cause=(
                f"{v.DECISION} của Giám đốc Sở Giáo dục và Đào tạo về việc tặng Giấy khen có sai sót về thể thức, kỹ "
                "thuật trình bày."
            ),
            corrections=(
                letters.Correction("Nơi nhận, dòng thứ hai", "Sở Nôi vụ (báo cáo)", "Sở Nội vụ (báo cáo)"),
                letters.Correction("Danh sách kèm theo, tiêu đề", "Cá nhân, tập thể", "Tập thể, cá nhân"),
            ),
        )
    )


def handover_record() -> PaperContent:
    head = v.paper(
        "BIÊN BẢN",
        "Bàn giao Giấy khen",
        v.DEPARTMENT,
        "BB-SGDĐT",
        Signature(
            SignatureBlock(("ĐẠI DIỆN BÊN NHẬN",), "Nguyễn Thị Hồng Hạnh"),
            SignatureBlock(("ĐẠI DIỆN BÊN GIAO",), "Hoàng Thu Thảo"),
        ),
        ("Như thành phần", "Lưu: VT, VP"),
        number=6,
        dated=False,
    )
    return letters.handover_record(
        letters.HandoverRecord(
            paper=head,
            began_at=v.at(8, 0, 30),
            ended_at=v.at(8, 30, 30),
            place="Văn phòng Sở Giáo dục và Đào tạo",
            occasion=f"Bàn giao Giấy khen theo {v.DECISION}",
            givers=("Bà Hoàng Thu Thảo, Chuyên viên Văn phòng Sở",),
            takers=("Bà Nguyễn Thị Hồng Hạnh, Hiệu trưởng Trường THPT Gia Nghĩa",),
            items=(
                letters.HandoverItem("Giấy khen của tập thể", "tờ", 1, "Số vào sổ: 01"),
                letters.HandoverItem("Giấy khen của cá nhân", "tờ", 1, "Số vào sổ: 05"),
                letters.HandoverItem("Khung Giấy khen", "chiếc", 2),
            ),
        )
    )
