"""Examples of proposals, decisions and the list by which money is paid."""

from datetime import date

from awards.papers import decisions, proposals
from awards.papers.demo import values as v
from awards.papers.parts import Case, CaseList
from documents.layout import Annex, Letterhead, Signature, SignatureBlock
from documents.papers import PaperContent

ASKS_FOR = f"tặng {v.FORM} {v.PHASE}"


def unit_proposal() -> PaperContent:
    head = v.paper(
        "TỜ TRÌNH",
        f"Về việc đề nghị tặng Giấy khen trong {v.MOVEMENT_OF_PHASE}",
        v.SCHOOL,
        "TTr-THPTGN",
        Signature(SignatureBlock(("HIỆU TRƯỞNG",), "Nguyễn Thị Hồng Hạnh")),
        ("Như trên", "Lưu: VT"),
        number=47,
        day=date(2025, 6, 10),
    )
    cases = CaseList(v.CASES.collectives[:1], v.CASES.individuals[:1])
    return proposals.unit_proposal(
        proposals.UnitProposal(
            paper=head,
            receiver="Sở Giáo dục và Đào tạo tỉnh Đắk Nông",
            unit="Trường THPT Gia Nghĩa",
            bases=(*v.BASES, "Thông báo số 318/TB-SGDĐT ngày 06 tháng 6 năm 2025 của Sở Giáo dục và Đào tạo"),
            achievements=(
                (
                    "Trong ba năm, đơn vị giải ngân 96,5% vốn sửa chữa được giao; điện năng tiêu thụ bình quân một "
                    "người giảm 5,2%; 100% lớp học dùng học bạ số, sổ điểm điện tử."
                ),
                (
                    "Đơn vị ban hành, công khai quy chế chi tiêu nội bộ; tiết kiệm 7,2% dự toán chi thường xuyên; "
                    "không có vi phạm trong quản lý, sử dụng tài sản công. Điểm giai đoạn: 93,42 điểm, xếp thứ "
                    "nhất Cụm 1."
                ),
            ),
            met_on=date(2025, 6, 9),
            agreed=11,
            members=12,
            request=ASKS_FOR,
            cases=cases,
            annex=v.list_annex(head.letterhead.citation("Tờ trình", "Trường THPT Gia Nghĩa")),
        )
    )


def council_proposal() -> PaperContent:
    head = v.paper(
        "TỜ TRÌNH",
        f"Về việc tặng Giấy khen cho tập thể, cá nhân trong {v.MOVEMENT_OF_PHASE}",
        v.COUNCIL_HEAD,
        "TTr-HĐTĐKT",
        Signature(SignatureBlock(("TM. HỘI ĐỒNG", "ỦY VIÊN THƯỜNG TRỰC"), v.OFFICE_HEAD, office="CHÁNH VĂN PHÒNG SỞ")),
        ("Như trên", "Các thành viên Hội đồng", "Lưu: VT, HĐTĐKT"),
        number=2,
        day=date(2025, 6, 23),
    )
    return proposals.council_proposal(
        proposals.CouncilProposal(
            paper=head,
            receiver="Giám đốc Sở Giáo dục và Đào tạo",
            bases=v.BASES,
            process=(
                (
                    "Văn phòng Sở đã thẩm định 09 hồ sơ; lấy ý kiến các cơ quan, đơn vị liên quan; công khai danh sách "
                    "từ ngày 13/6/2025 đến hết ngày 19/6/2025, không có ý kiến khác."
                ),
            ),
            votes=v.VOTES,
            minutes=v.MINUTES,
            form=v.FORM,
            cases=v.CASES,
            fund=f"Tiền thưởng chi từ {v.FUND}",
            annex=v.list_annex(head.letterhead.citation("Tờ trình", "Thường trực Hội đồng")),
        )
    )


def province_proposal() -> PaperContent:
    form = "Bằng khen của Chủ tịch UBND tỉnh"
    head = v.paper(
        "TỜ TRÌNH",
        f"Về việc đề nghị tặng {form} trong {v.MOVEMENT_OF_PHASE}",
        v.DEPARTMENT,
        "TTr-SGDĐT",
        v.DIRECTOR_SIGNS,
        ("Như trên", "Sở Nội vụ", "Lưu: VT, VP"),
        number=118,
        day=date(2025, 6, 26),
    )
    rows = tuple(
        Case(one.name, one.salutation, one.office, one.unit, form, one.achievement)
        for one in (v.CASES.collectives[0], v.CASES.individuals[0])
    )
    return proposals.province_proposal(
        proposals.ProvinceProposal(
            paper=head,
            receiver="Chủ tịch Ủy ban nhân dân tỉnh Đắk Nông (qua Sở Nội vụ)",
            bases=v.BASES,
            achievements=(
                (
                    f"Sở Giáo dục và Đào tạo đề nghị tặng {form} cho các trường hợp dẫn đầu {v.MOVEMENT_OF_PHASE} của "
                    "Ngành. Thành tích của từng trường hợp ghi tại danh sách và báo cáo thành tích kèm theo."
                ),
            ),
            opinions=("Công an tỉnh, Thanh tra Sở và các cơ quan được lấy ý kiến thống nhất, không có ý kiến khác.",),
            appraisal=(f"Hội đồng Thi đua - Khen thưởng Sở đã họp, bỏ phiếu, thống nhất 10/11 ({v.MINUTES}).",),
            request=f"Kính đề nghị Chủ tịch Ủy ban nhân dân tỉnh xem xét, quyết định tặng {form}",
            cases=CaseList(rows[:1], rows[1:]),
            annex=v.list_annex(
                head.letterhead.citation("Tờ trình", "Sở Giáo dục và Đào tạo"),
                "Tập thể, cá nhân đề nghị tặng Bằng khen",
            ),
        )
    )


def decision_data() -> decisions.AwardDecision:
    head = v.paper(
        "QUYẾT ĐỊNH",
        f"Về việc tặng Giấy khen cho tập thể, cá nhân có thành tích xuất sắc trong {v.MOVEMENT_OF_PHASE}",
        v.DEPARTMENT,
        "QĐ-SGDĐT",
        v.DIRECTOR_SIGNS,
        ("Như Điều 4", "Sở Nội vụ (báo cáo)", "Cổng TTĐT Sở", "Lưu: VT, VP"),
        number=512,
        day=date(2025, 6, 26),
        check=v.CHECK,
    )
    return decisions.AwardDecision(
        paper=head,
        author="GIÁM ĐỐC SỞ GIÁO DỤC VÀ ĐÀO TẠO",
        bases=(*v.BASES, f"{v.MINUTES} của {v.COUNCIL}"),
        proposer="Thường trực Hội đồng Thi đua - Khen thưởng tại Tờ trình số 02/TTr-HĐTĐKT ngày 23 tháng 6 năm 2025",
        form=v.FORM,
        achievement=f"{v.MOVEMENT_OF_PHASE} (từ ngày 01/01/2023 đến ngày 31/5/2025)",
        cases=v.CASES,
        fund=v.FUND,
        doers="Chánh Văn phòng Sở, Trưởng phòng TCCB-TC, thủ trưởng các đơn vị liên quan",
        annex=Annex(
            "DANH SÁCH",
            head.letterhead.citation("Quyết định", "Giám đốc Sở Giáo dục và Đào tạo"),
            "Tập thể, cá nhân được tặng Giấy khen",
            labelled=False,
        ),
    )


def award_decision() -> PaperContent:
    return decisions.award_decision(decision_data())


def award_list() -> PaperContent:
    return decisions.award_list(decision_data())


def revocation() -> PaperContent:
    who = "ông Vũ Đình Khải, giáo viên Trường THPT Đắk Mil"
    head = v.paper(
        "QUYẾT ĐỊNH",
        f"Về việc hủy bỏ Quyết định tặng Giấy khen đối với {who}",
        Letterhead("UBND tỉnh Lâm Đồng", "Sở Giáo dục và Đào tạo", "Lâm Đồng"),
        "QĐ-SGDĐT",
        v.DIRECTOR_SIGNS,
        ("Như Điều 4", "Sở Nội vụ (báo cáo)", "Cổng TTĐT Sở", "Lưu: VT, VP"),
        number=207,
        day=date(2026, 2, 5),
        check=v.CHECK,
    )
    return decisions.revocation(
        decisions.Revocation(
            paper=head,
            author="GIÁM ĐỐC SỞ GIÁO DỤC VÀ ĐÀO TẠO",
            bases=(
                f"khoản 2 Điều 93 {v.LAW}",
                "Kết luận số 12/KL-TTr ngày 19 tháng 01 năm 2026 của Thanh tra Sở về nội dung tố cáo",
            ),
            proposer="Chánh Văn phòng Sở tại Tờ trình số 09/TTr-VP ngày 29 tháng 01 năm 2026",
            form=v.FORM,
            who=who,
            decision=v.DECISION,
            reason="kê khai không đúng thành tích để được khen thưởng",
            owed=v.money("Ông"),
            doers="Chánh Văn phòng Sở, Trưởng phòng TCCB-TC, Hiệu trưởng Trường THPT Đắk Mil",
        )
    )


def payment_list() -> PaperContent:
    head = v.paper(
        "DANH SÁCH CHI THƯỞNG",
        f"Tập thể, cá nhân được tặng Giấy khen trong Phong trào thi đua {v.PHASE}",
        v.DEPARTMENT,
        "",
        Signature(SignatureBlock(("THỦ TRƯỞNG",)), SignatureBlock(("NGƯỜI LẬP",)), SignatureBlock(("KẾ TOÁN",))),
    )
    lines = tuple(
        decisions.PaymentLine(
            one.called if one.salutation else one.full_name,
            one.unit if one.salutation else "",
            one.form,
            v.COEFFICIENTS[one.salutation],
            v.BASE_SALARY,
            one.money or 0,
            "Tặng phẩm" if one.name.startswith("Tổ") else "Tiền",
        )
        for one in v.CASES.cases
    )
    return decisions.payment_list(decisions.PaymentList(head, v.DECISION, lines))
