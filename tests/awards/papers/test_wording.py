"""Headings, fixed sentences and signers of every paper, in their order, as the department's list has them."""

import re
from dataclasses import replace
from datetime import date

import pytest

from awards.papers import decisions, letters, meetings
from awards.papers.demo import decisions as demo_decisions
from awards.papers.demo import values
from awards.papers.parts import CaseList
from documents.papers import PaperContent
from documents.rendering import render_pdf
from tests.awards.papers.conftest import content_of, file_of
from tests.documents.reading import text_of

MOVEMENT = values.MOVEMENT_OF_PHASE
LIST_ENDS = "Danh sách này có 04 (bốn) tập thể và 05 (năm) cá nhân./."
PARTS = {
    "assessments.appraisal": (
        "Phụ lục PHIẾU THẨM ĐỊNH Kết quả thực hiện Phong trào thi đua",
        "I. Đơn vị được thẩm định",
        "II. Kết quả",
        "III. Điểm thưởng, điểm trừ",
        "IV. Tổng hợp, xếp loại",
        "V. Kiến nghị",
        "Kết quả thẩm định căn cứ hồ sơ, minh chứng đơn vị cung cấp và số liệu đối chiếu của các phòng thuộc Sở.",
        "Đơn vị có ý kiến giải trình trong thời hạn 03 ngày làm việc kể từ ngày nhận kết quả dự kiến.",
        "CHUYÊN VIÊN THẨM ĐỊNH",
        "TỔ TRƯỞNG",
    ),
    "awards.unit_proposal": (
        "SỞ GIÁO DỤC VÀ ĐÀO TẠO ĐẮK NÔNG TRƯỜNG THPT GIA NGHĨA",
        "Số: 47/TTr-THPTGN",
        "Gia Nghĩa, ngày 10 tháng 6 năm 2025",
        "TỜ TRÌNH Về việc đề nghị tặng Giấy khen",
        "Kính gửi: Sở Giáo dục và Đào tạo tỉnh Đắk Nông.",
        "1. Căn cứ Căn cứ Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022;",
        "2. Tóm tắt thành tích",
        (
            "3. Kết quả họp xét của đơn vị Trường THPT Gia Nghĩa đã họp ngày 09 tháng 6 năm 2025, thống nhất 11/12 "
            "thành viên (đạt 91,67%) đề nghị tặng Giấy khen"
        ),
        "Các trường hợp đề nghị không thuộc diện chưa khen thưởng theo quy định.",
        "4. Đề nghị",
        "cho 01 (một) tập thể và 01 (một) cá nhân (danh sách kèm theo).",
        "Kính đề nghị Sở Giáo dục và Đào tạo tỉnh Đắk Nông xem xét, quyết định./.",
        "Nơi nhận: - Như trên; - Lưu: VT.",
        "HIỆU TRƯỞNG",
        "Nguyễn Thị Hồng Hạnh",
        "DANH SÁCH Tập thể, cá nhân đề nghị tặng Giấy khen (Kèm theo Tờ trình số 47/TTr-THPTGN ngày 10 tháng 6",
    ),
    "awards.council_proposal": (
        "SỞ GIÁO DỤC VÀ ĐÀO TẠO ĐẮK NÔNG HỘI ĐỒNG THI ĐUA - KHEN THƯỞNG",
        "Số: 02/TTr-HĐTĐKT",
        "Kính gửi: Giám đốc Sở Giáo dục và Đào tạo.",
        "1. Căn cứ",
        "2. Quá trình xét",
        "3. Kết quả bỏ phiếu",
        (
            "4. Đề nghị Căn cứ kết quả họp Hội đồng tại Biên bản số 03/BB-HĐTĐKT ngày 20 tháng 6 năm 2025, Thường trực "
            "Hội đồng kính trình Giám đốc Sở xem xét, quyết định tặng Giấy khen cho 04 (bốn) tập thể, 05 (năm) "
            "cá nhân (danh sách kèm "
            "theo). Tổng tiền thưởng: 9.190.000 đồng (bằng chữ: Chín triệu một trăm chín mươi nghìn đồng)."
        ),
        "5. Kinh phí",
        "TM. HỘI ĐỒNG ỦY VIÊN THƯỜNG TRỰC CHÁNH VĂN PHÒNG SỞ Lê Văn Đạt",
        LIST_ENDS,
    ),
    "awards.province_proposal": (
        "Số: 118/TTr-SGDĐT",
        "Kính gửi: Chủ tịch Ủy ban nhân dân tỉnh Đắk Nông (qua Sở Nội vụ).",
        "1. Căn cứ pháp lý",
        "2. Nội dung, hình thức, thành tích",
        "3. Ý kiến của cơ quan liên quan",
        "4. Ý kiến thẩm định",
        (
            "Các trường hợp đề nghị đúng đối tượng, đủ điều kiện, tiêu chuẩn, hồ sơ, thủ tục theo quy định; "
            "không trong "
            "thời gian xem xét kỷ luật, thanh tra, kiểm tra có dấu hiệu vi phạm hoặc giải quyết khiếu nại, tố cáo."
        ),
        "5. Đề nghị",
        "(danh sách kèm theo)./.",
        "- Như trên;",
        "GIÁM ĐỐC Phạm Quốc Hưng",
    ),
    "awards.minutes": (
        "Số: 03/BB-HĐTĐKT",
        "BIÊN BẢN Họp xét khen thưởng",
        "Thời gian bắt đầu: 08 giờ 05 phút, ngày 20 tháng 6 năm 2025.",
        "Địa điểm:",
        "Thành phần: Tổng số thành viên Hội đồng theo Quyết định số 88/QĐ-SGDĐT ngày 14 tháng 02 năm 2025: 11.",
        "- Có mặt: 10 thành viên, gồm Ông Phạm Quốc Hưng, Giám đốc Sở, Chủ tịch Hội đồng;",
        "- Vắng mặt: 01 thành viên, gồm Ông Tạ Hữu Lộc,",
        "có ý kiến bằng văn bản",
        "Chủ trì: Ông Phạm Quốc Hưng",
        "Thư ký: Bà Hoàng Thu Thảo",
        "Nội dung:",
        "1. Kiểm tra điều kiện họp Có mặt 10/11 thành viên, đủ điều kiện họp theo Quy chế hoạt động của Hội đồng.",
        "2. Báo cáo kết quả thẩm định, ý kiến công khai, trường hợp tạm dừng",
        "3. Thảo luận, ý kiến khác",
        "4. Biểu quyết, bỏ phiếu",
        (
            "Bà Nguyễn Thị Hồng Hạnh không tham gia biểu quyết nội dung xét tặng Giấy khen cho Trường THPT Gia "
            "Nghĩa do là "
            "người đứng đầu đơn vị được xét."
        ),
        "5. Kết quả TT Tên Hình thức Đồng ý Không đồng ý Tỷ lệ trên tổng số Kết luận",
        "6. Kết luận",
        (
            "Biên bản được đọc cho các thành viên dự họp nghe, thống nhất thông qua. Cuộc họp kết thúc vào 10 "
            "giờ 45 phút, "
            "ngày 20 tháng 6 năm 2025./."
        ),
        "THƯ KÝ",
        "CHỦ TỌA",
        "Nơi nhận: - Các thành viên Hội đồng; - Lưu: VT, HĐTĐKT.",
    ),
    "awards.counting": (
        "BIÊN BẢN Kiểm phiếu",
        "Thời gian bắt đầu: 09 giờ 40 phút",
        "Địa điểm:",
        "Ban kiểm phiếu: - Trưởng ban: Ông Bùi Thanh Sơn",
        "- Thành viên: Bà Lý Thị Mai",
        "Tổng số thành viên Hội đồng: 11; tỷ lệ tính trên tổng số thành viên.",
        "Số phiếu phát ra: 10; số phiếu thu về: 10; số phiếu hợp lệ: 10; số phiếu không hợp lệ: 0.",
        "7 Ông Vũ Đình Khải, Trường THPT Đắk Mil 7 3 0 63,64%",
        "Ban kiểm phiếu đã niêm phong phiếu, bàn giao Thư ký Hội đồng lưu hồ sơ.",
        "Việc kiểm phiếu kết thúc vào 10 giờ 20 phút, ngày 20 tháng 6 năm 2025./.",
        "THÀNH VIÊN BAN KIỂM PHIẾU",
        "TRƯỞNG BAN",
    ),
    "awards.ballot": (
        "PHIẾU BẦU Đề nghị tặng Giấy khen",
        "TT Tập thể hoặc cá nhân Đơn vị Điểm giai đoạn Đồng ý Không đồng ý",
        "Đánh dấu X vào một ô ở mỗi dòng. Dòng không đánh dấu hoặc đánh dấu cả hai ô là không hợp lệ.",
        "Không ký tên.",
    ),
    "awards.decision": (
        "UBND TỈNH ĐẮK NÔNG SỞ GIÁO DỤC VÀ ĐÀO TẠO",
        "Số: 512/QĐ-SGDĐT",
        f"QUYẾT ĐỊNH Về việc tặng Giấy khen cho tập thể, cá nhân có thành tích xuất sắc trong {MOVEMENT}",
        "GIÁM ĐỐC SỞ GIÁO DỤC VÀ ĐÀO TẠO",
        "Căn cứ Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022;",
        (
            "Theo đề nghị của Thường trực Hội đồng Thi đua - Khen thưởng tại Tờ trình số 02/TTr-HĐTĐKT ngày 23 "
            "tháng 6 năm "
            "2025."
        ),
        "QUYẾT ĐỊNH:",
        (
            f"Điều 1. Tặng Giấy khen cho 04 (bốn) tập thể và 05 (năm) cá nhân đã có thành tích xuất sắc trong "
            f"{MOVEMENT} (từ ngày 01/01/2023 đến ngày 31/5/2025) (có danh sách kèm theo)."
        ),
        (
            "Điều 2. Mức tiền thưởng: tập thể 1.410.000 đồng, cá nhân 710.000 đồng; tổng số 9.190.000 đồng (bằng "
            "chữ: Chín "
            "triệu một trăm chín mươi nghìn đồng), chi từ Quỹ thi đua, khen thưởng của Sở năm 2025."
        ),
        "Điều 3. Quyết định này có hiệu lực kể từ ngày ký.",
        (
            "Điều 4. Chánh Văn phòng Sở, Trưởng phòng TCCB-TC, thủ trưởng các đơn vị liên quan và các tập thể, "
            "cá nhân có "
            "tên tại Điều 1 chịu trách nhiệm thi hành Quyết định này./."
        ),
        "Nơi nhận: - Như Điều 4; - Sở Nội vụ (báo cáo); - Cổng TTĐT Sở; - Lưu: VT, VP.",
        "GIÁM ĐỐC Phạm Quốc Hưng",
        (
            "DANH SÁCH Tập thể, cá nhân được tặng Giấy khen (Kèm theo Quyết định số 512/QĐ-SGDĐT ngày 26 tháng 6 "
            "năm 2025 "
            "của Giám đốc Sở Giáo dục và Đào tạo)"
        ),
        "A. Tập thể",
        "B. Cá nhân TT Ông/ Bà Họ và tên Chức vụ Đơn vị Thành tích Mức thưởng (đồng)",
        LIST_ENDS,
    ),
    "awards.list": ("DANH SÁCH Tập thể, cá nhân được tặng Giấy khen", "A. Tập thể", "B. Cá nhân", LIST_ENDS),
    "awards.dossier_return": (
        "Số: 1204/SGDĐT-VP",
        "V/v trả hồ sơ đề nghị khen thưởng",
        "Kính gửi: Trường THPT Trường Chinh.",
        "Ngày 10 tháng 6 năm 2025, Sở Giáo dục và Đào tạo (sau đây gọi tắt là Sở) nhận được hồ sơ",
        "Qua thẩm định, Sở nhận thấy hồ sơ chưa đáp ứng quy định tại Điều 30",
        "vì thiếu biên bản họp xét",
        "TT Thành phần Nội dung Căn cứ",
        (
            "Sở trả lại hồ sơ để đơn vị hoàn thiện, gửi lại chậm nhất ngày 17 tháng 6 năm 2025; quá thời hạn trên, "
            "Sở không xem "
            "xét trong đợt này./."
        ),
        "- Như trên;",
        "TL. GIÁM ĐỐC CHÁNH VĂN PHÒNG Lê Văn Đạt",
    ),
    "awards.revocation": (
        "Lâm Đồng, ngày 05 tháng 02 năm 2026",
        "Về việc hủy bỏ Quyết định tặng Giấy khen đối với ông Vũ Đình Khải",
        "Căn cứ khoản 2 Điều 93 Luật Thi đua, khen thưởng",
        "Căn cứ Kết luận số 12/KL-TTr",
        "Theo đề nghị của Chánh Văn phòng Sở tại Tờ trình số",
        "QUYẾT ĐỊNH:",
        (
            "Điều 1. Hủy bỏ việc tặng Giấy khen đối với ông Vũ Đình Khải, giáo viên Trường THPT Đắk Mil tại "
            "Quyết định số "
            "512/QĐ-SGDĐT ngày 26 tháng 6 năm 2025. Lý do: kê khai không đúng thành tích để được khen thưởng."
        ),
        (
            "Điều 2. Ông Vũ Đình Khải, giáo viên Trường THPT Đắk Mil nộp lại Giấy khen và tiền thưởng 710.000 "
            "đồng (bằng chữ: Bảy trăm mười nghìn đồng) trong "
            "thời hạn 15 ngày làm việc kể từ ngày nhận được Quyết định này."
        ),
        (
            "Điều 3. Quyết định này có hiệu lực kể từ ngày ký. Các nội dung khác của Quyết định số 512/QĐ-SGDĐT "
            "ngày 26 "
            "tháng 6 năm 2025 không thay đổi."
        ),
        "Điều 4. ",
        "- Như Điều 4;",
        "GIÁM ĐỐC",
    ),
    "awards.payment_list": (
        "DANH SÁCH CHI THƯỞNG",
        (
            "Theo Quyết định số 512/QĐ-SGDĐT ngày 26 tháng 6 năm 2025; thành tiền = hệ số × mức lương cơ sở tại "
            "ngày ban "
            "hành quyết định, làm tròn lên hàng chục nghìn đồng."
        ),
        "TT Họ và tên hoặc tập thể Đơn vị Hình thức Hệ số Mức lương cơ sở Thành tiền (đồng) Hình thức chi Ký nhận",
        "0,6 2.340.000 1.410.000",
        "0,3 2.340.000 710.000",
        "Tổng cộng 9.190.000",
        "(bằng chữ: Chín triệu một trăm chín mươi nghìn đồng)",
        "NGƯỜI LẬP",
        "KẾ TOÁN",
        "THỦ TRƯỞNG",
    ),
    "awards.guidance": (
        "Số: 05/HD-SGDĐT",
        "Đắk Nông, ngày 05 tháng 02 năm 2025",
        "HƯỚNG DẪN Chấm điểm kết quả thực hiện",
        "I. MỤC ĐÍCH, YÊU CẦU",
        "II. ĐỐI TƯỢNG, CỤM KHỐI",
        "III. CÁCH TỰ ĐÁNH GIÁ, THẨM ĐỊNH, GIẢI TRÌNH",
        "Tiêu chí không áp dụng không tính vào điểm tối đa của đơn vị.",
        "IV. XẾP LOẠI, TỶ LỆ",
        "V. THỜI GIAN",
        "KT. GIÁM ĐỐC PHÓ GIÁM ĐỐC",
        "Phụ lục BẢNG TIÊU CHÍ",
        "I Phát triển kết cấu hạ tầng 49,00",
        "II Thực hành tiết kiệm, chống lãng phí 51,00",
        "Tổng cộng 100,00",
    ),
    "awards.provisional_notice": (
        "THÔNG BÁO Kết quả dự kiến thực hiện",
        "1. Kết quả",
        (
            "2. Thời hạn, cách giải trình Đơn vị có ý kiến giải trình trong thời hạn 03 ngày làm việc, từ ngày "
            "13 tháng 6 "
            "năm 2025 đến hết ngày 17 tháng 6 năm 2025."
        ),
        "Hết thời hạn trên, đơn vị không có ý kiến được coi là thống nhất với kết quả./.",
        "Phụ lục KẾT QUẢ CỦA CÁC ĐƠN VỊ",
    ),
    "awards.result_notice": ("THÔNG BÁO Kết quả thực hiện", "1. Kết quả", "thông báo để các đơn vị biết", "Phụ lục"),
    "awards.opinion_letter": (
        "V/v lấy ý kiến về danh sách đề nghị khen thưởng",
        "Kính gửi: - Công an tỉnh Đắk Nông; - UBND huyện Đắk Mil; - Thanh tra Sở.",
        "(danh sách kèm theo)",
        "trong thời hạn 10 ngày làm việc, chậm nhất ngày 18 tháng 6 năm 2025.",
        "Quá thời hạn, cơ quan, đơn vị không có văn bản trả lời được tổng hợp là không có ý kiến khác./.",
        "TL. GIÁM ĐỐC CHÁNH VĂN PHÒNG",
        LIST_ENDS,
    ),
    "awards.public_notice": (
        "THÔNG BÁO Công khai danh sách",
        (
            "Sở công khai danh sách từ ngày 13 tháng 6 năm 2025 đến hết ngày 19 tháng 6 năm 2025; ý kiến gửi về "
            "Văn phòng "
            "Sở."
        ),
        "TL. GIÁM ĐỐC CHÁNH VĂN PHÒNG",
        LIST_ENDS,
    ),
    "awards.opinion_sheet": (
        "PHIẾU LẤY Ý KIẾN Thành viên Hội đồng",
        "Họ và tên thành viên: Đặng Kim Ngân.",
        "Ý kiến khác:",
        "chậm nhất ngày 20 tháng 6 năm 2025./.",
        "THÀNH VIÊN HỘI ĐỒNG",
    ),
    "awards.correction_letter": (
        "V/v đính chính Quyết định số 512/QĐ-SGDĐT",
        "Nay đính chính: Quyết định số 512/QĐ-SGDĐT ngày 26 tháng 6 năm 2025",
        "TT Vị trí Nội dung đã in Nội dung đúng",
        "Các nội dung khác không thay đổi./.",
    ),
    "awards.handover_record": (
        "BIÊN BẢN Bàn giao Giấy khen",
        "Thời gian bắt đầu: 08 giờ 00 phút",
        "- Bên giao:",
        "- Bên nhận:",
        "TT Hiện vật Đơn vị tính Số lượng Ghi chú",
        "Việc bàn giao kết thúc vào 08 giờ 30 phút, ngày 30 tháng 6 năm 2025./.",
        "ĐẠI DIỆN BÊN GIAO",
        "ĐẠI DIỆN BÊN NHẬN",
        "Nơi nhận:",
    ),
}


def text_with(content: PaperContent) -> str:
    return text_of(render_pdf(content.template, content.context, title="x"))


@pytest.mark.parametrize("code", PARTS)
def test_headings_sentences_and_signers_stand_in_order(code):
    # A symbol may be parted after its hyphen at the end of a line.
    text, at = re.sub(r"(?<=\w)- (?=\w)", "-", text_of(file_of(code))), 0
    for part in PARTS[code]:
        found = text.find(part, at)
        assert found >= 0, f"not there, or out of order: {part}"
        at = found + 1


@pytest.mark.parametrize("code", ["awards.minutes", "awards.counting", "awards.handover_record"])
def test_minutes_have_a_number_and_no_place_and_day(code):
    text = text_of(file_of(code))
    assert "Số: " in text
    assert "Đắk Nông, ngày" not in text


def test_a_ballot_has_no_number_no_day_and_no_signer():
    text = text_of(file_of("awards.ballot"))
    assert "Số:" not in text
    assert "ngày" not in text
    assert text.endswith("Không ký tên.")


def test_only_the_provisional_notice_asks_for_explanations():
    assert "giải trình" not in text_of(file_of("awards.result_notice"))


def test_without_a_quorum_the_minutes_stop_there():
    data = content_of("awards.minutes").context["data"]
    few = replace(data, present=data.present[:7], absent=(*data.present[7:], *data.absent), has_quorum=False)
    text = text_with(meetings.minutes(few))
    assert "Có mặt 07/11 thành viên, chưa đủ 2/3 tổng số thành viên; chưa tiến hành bỏ phiếu." in text
    assert "2. Kết luận" in text
    assert "Biểu quyết" not in text
    assert "Tỷ lệ trên tổng số" not in text


def test_nobody_absent_is_said():
    data = content_of("awards.minutes").context["data"]
    assert "- Vắng mặt: không." in text_with(meetings.minutes(replace(data, absent=())))


def test_a_case_below_the_share_is_told_so():
    data = content_of("awards.minutes").context["data"]
    failed = replace(data.votes[0], yes=5, no=5, passed=False)
    assert "1 Trường THPT Gia Nghĩa Giấy khen 5 5 45,45% Không đạt" in text_with(
        meetings.minutes(replace(data, votes=(failed,)))
    )


def test_the_record_of_the_counting_names_another_base():
    data = content_of("awards.counting").context["data"]
    text = text_with(meetings.counting(replace(data, base_words="số thành viên có mặt")))
    assert "Tổng số thành viên Hội đồng: 11; tỷ lệ tính trên số thành viên có mặt." in text


def test_the_record_of_the_counting_tells_rows_where_sheets_were_not_judged():
    data = content_of("awards.counting").context["data"]
    rows = replace(data, valid=None, invalid=None, valid_rows=88, invalid_rows=2)
    text = text_with(meetings.counting(rows))
    assert "Số phiếu phát ra: 10; số phiếu thu về: 10. Tính theo từng dòng của phiếu, số dòng hợp lệ: 88;" in text
    assert "số dòng không hợp lệ: 2." in text


def test_a_dossier_without_a_day_of_arrival_is_told_without_it():
    data = content_of("awards.dossier_return").context["data"]
    text = text_with(letters.dossier_return(replace(data, received_on=None, dossier="Hồ sơ đề nghị tặng Giấy khen")))
    assert "Sở Giáo dục và Đào tạo (sau đây gọi tắt là Sở) nhận được hồ sơ đề nghị tặng Giấy khen." in text


def test_a_decision_for_persons_alone_has_one_list():
    data = demo_decisions.decision_data()
    text = text_with(decisions.award_decision(replace(data, cases=CaseList((), data.cases.individuals))))
    assert "Tặng Giấy khen cho 05 (năm) cá nhân đã có" in text
    assert "Mức tiền thưởng: cá nhân 710.000 đồng; tổng số 3.550.000 đồng" in text
    assert "A. Cá nhân" in text
    assert "Tập thể TT" not in text


def test_a_decision_without_money_has_no_column_for_it():
    data = demo_decisions.decision_data()
    free = tuple(replace(case, money=None) for case in data.cases.individuals)
    text = text_with(decisions.award_decision(replace(data, cases=CaseList((), free))))
    assert "Điều 2. Không kèm theo tiền thưởng." in text
    assert "Mức thưởng" not in text


def test_a_revocation_without_money_asks_for_the_certificate_alone():
    data = replace(content_of("awards.revocation").context["data"], owed=None, return_days=7)
    text = text_with(decisions.revocation(data))
    assert "nộp lại Giấy khen trong thời hạn 07 ngày làm việc" in text


def test_a_dossier_may_be_asked_to_be_completed():
    data = content_of("awards.dossier_return").context["data"]
    paper = replace(
        data.paper,
        letterhead=replace(data.paper.letterhead, about="V/v bổ sung hồ sơ đề nghị khen thưởng", day=date(2025, 1, 9)),
    )
    text = text_with(letters.dossier_return(replace(data, paper=paper, supplement=True)))
    assert "V/v bổ sung hồ sơ đề nghị khen thưởng" in text
    assert "Đắk Nông, ngày 09 tháng 01 năm 2025" in text
    assert "Sở đề nghị đơn vị bổ sung, gửi lại chậm nhất ngày 17 tháng 6 năm 2025" in text
    assert "trả lại" not in text


def test_an_unnumbered_paper_keeps_room_for_the_clerk():
    data = demo_decisions.decision_data()
    head = replace(data.paper.letterhead, number=None, day=None)
    text = text_with(decisions.award_decision(replace(data, paper=replace(data.paper, letterhead=head))))
    assert "Số: /QĐ-SGDĐT" in text
    assert "Đắk Nông, ngày tháng năm 2025" in text
