"""What units write about their results: openings, and facts that agree with what is typed or chosen.

`{a}`, `{b}` are the typed figures, `{x}` the figure they make in percent; `{q}`, `{day}` number and day of the
paper that proves it; the others are numbers drawn for the text.
"""

from collections.abc import Mapping

# For items with options, question or scale: six openings each; `{fact}` is the sentence of the chosen level.
OPENINGS: Mapping[str, tuple[str, ...]] = {
    "HT-1": (
        "Trong {period}, {unit} được giao {n} nhiệm vụ tham mưu về đầu tư cơ sở vật chất. {fact}",
        "{unit} chủ trì tham mưu cơ chế huy động nguồn lực đầu tư trường lớp theo phân công. {fact}",
        (
            "Thực hiện nhiệm vụ được giao trong {period}, {unit} đã rà soát {n} văn bản liên quan đầu tư, "
            "mua sắm. {fact}"
        ),
        (
            "{unit} phối hợp các cơ quan liên quan xây dựng dự thảo văn bản về quản lý đầu tư, đất đai "
            "trường học. {fact}"
        ),
        "Công tác tham mưu được đưa vào chương trình công tác ngay từ đầu kỳ, phân công {n} chuyên viên. {fact}",
        "{unit} tổ chức {n} cuộc họp lấy ý kiến trước khi trình văn bản tham mưu. {fact}",
    ),
    "HT-2": (
        "{unit} thực hiện kế hoạch chuyển đổi số {period} theo chỉ đạo của Sở. {fact}",
        "Trong {period}, {unit} duy trì học bạ số, sổ điểm điện tử và hệ thống quản lý văn bản. {fact}",
        "{unit} kiện toàn tổ chuyển đổi số gồm {n} thành viên, tổ chức tự đánh giá đúng hướng dẫn. {fact}",
        "Cơ sở dữ liệu ngành được cập nhật đủ, đối sánh định danh đạt 9{k}%. {fact}",
        "{unit} đã tổ chức {n} buổi tập huấn công nghệ thông tin cho đội ngũ. {fact}",
        "Hạ tầng mạng, thiết bị được rà soát, bổ sung trong {period}. {fact}",
    ),
    "HT-3": (
        "{unit} niêm yết đủ thủ tục hành chính, phân công người tiếp nhận hằng ngày. {fact}",
        "Trong {period}, {unit} rà soát, cắt giảm thành phần hồ sơ của {n} thủ tục nội bộ. {fact}",
        "Thông tin công khai được đăng trên trang thông tin điện tử và niêm yết tại bảng tin. {fact}",
        "{unit} theo dõi hồ sơ trên hệ thống một cửa điện tử, chốt số liệu hằng tháng. {fact}",
        "Công tác công khai thực hiện theo quy chế của đơn vị, có biên bản niêm yết. {fact}",
        "{unit} phân công {n} người theo dõi, nhắc hạn giải quyết hồ sơ. {fact}",
    ),
    "HT-4": (
        "{unit} lập danh mục {n} hạng mục công trình, thiết bị cần theo dõi, bảo trì. {fact}",
        "Trong {period}, {unit} thay {m} bộ đèn LED, lắp công tắc theo khu vực. {fact}",
        "{unit} giao tổ quản trị kiểm tra an toàn công trình mỗi tháng một lần. {fact}",
        "Các phòng học, phòng bộ môn có nội quy tiết kiệm điện, nước; tổ trực ban kiểm tra cuối buổi. {fact}",
        "{unit} đã tổ chức {n} đợt kiểm tra an toàn trường học, có biên bản từng đợt. {fact}",
        "Việc sử dụng điện được theo dõi theo hóa đơn từng tháng, đối chiếu cùng kỳ. {fact}",
    ),
    "TK-1": (
        "{unit} ban hành Chương trình thực hành tiết kiệm, chống lãng phí {period} bằng văn bản. {fact}",
        "Kế hoạch tiết kiệm của {unit} nêu {n} nhóm chỉ tiêu, giao cho từng bộ phận. {fact}",
        (
            "Căn cứ hướng dẫn của Sở, {unit} xây dựng chương trình, công khai đến toàn thể viên chức, người "
            "lao động. {fact}"
        ),
        "{unit} quán triệt chương trình tại hội nghị đầu năm với {p} người dự. {fact}",
        "Chương trình được lồng ghép trong kế hoạch công tác và quy chế chi tiêu nội bộ. {fact}",
        "{unit} phân công bộ phận tài vụ theo dõi, tổng hợp kết quả hằng quý. {fact}",
    ),
    "TK-2": (
        "Quy chế chi tiêu nội bộ được thông qua tại hội nghị viên chức, người lao động với {p} người dự. {fact}",
        "{unit} rà soát {n} định mức chi, điều chỉnh cho phù hợp dự toán được giao. {fact}",
        "Trong {period}, {unit} lấy ý kiến toàn thể trước khi sửa đổi quy chế. {fact}",
        "Tổ công đoàn tham gia giám sát việc sửa đổi và công khai quy chế. {fact}",
        "{unit} ban hành đồng thời quy chế chi tiêu nội bộ và quy chế quản lý, sử dụng tài sản công. {fact}",
        "Định mức văn phòng phẩm, công tác phí, điện nước được khoán đến {n} tổ, bộ phận. {fact}",
    ),
    "TK-5": (
        "{unit} đã hoàn thành đề án vị trí việc làm, bố trí đủ 1{k} vị trí. {fact}",
        "Trong {period}, {unit} sắp xếp lại các tổ, bộ phận theo hướng tinh gọn. {fact}",
        "Phương án tự chủ của {unit} được phê duyệt, thực hiện đúng lộ trình. {fact}",
        "{unit} duy trì kết quả kiểm định chất lượng, cập nhật minh chứng hằng năm. {fact}",
        "Quy trình công việc được chuẩn hóa với {n} quy trình nội bộ. {fact}",
        "{unit} thực hiện luân phiên kiêm nhiệm, giảm {n} đầu việc trùng lặp. {fact}",
    ),
    "TK-6": (
        "{unit} kiểm kê tài sản đến ngày chốt số liệu, lập biên bản theo mẫu. {fact}",
        "Trong {period}, {unit} thực hiện {n} gói mua sắm theo kế hoạch được duyệt. {fact}",
        "Tài sản công được theo dõi trên phần mềm, gắn mã đến từng phòng. {fact}",
        "{unit} công khai tình hình quản lý, sử dụng tài sản công theo quy định. {fact}",
        "Tổ kiểm kê gồm {n} người, đối chiếu sổ sách với thực tế từng phòng. {fact}",
        "Việc thanh lý, điều chuyển tài sản được lập hồ sơ, báo cáo Sở. {fact}",
    ),
}

# The sentence of each level, from the highest; for offices another where the option tells them apart.
FACTS: Mapping[str, tuple[str, ...]] = {
    "HT-1": (
        "Văn bản tham mưu trình ngày {day} đã được ban hành trong kỳ, đúng thời hạn giao.",
        "Tờ trình gửi đúng thời hạn ngày {day}; văn bản chưa được ban hành do chờ hướng dẫn của cấp trên.",
        "Dự thảo trình ngày {day}, chậm so với thời hạn giao; đã trình lại sau khi tiếp thu ý kiến.",
        "Nhiệm vụ tham mưu được giao chưa thực hiện trong kỳ.",
    ),
    "HT-2": (
        "Kết quả tự đánh giá: nhóm dạy, học {g3} điểm (mức độ 3), nhóm quản trị {h3} điểm (mức độ 3).",
        "Kết quả tự đánh giá: nhóm dạy, học {g3} điểm (mức độ 3), nhóm quản trị {h2} điểm (mức độ 2).",
        "Kết quả tự đánh giá: nhóm dạy, học {g2} điểm (mức độ 2), nhóm quản trị {h2} điểm (mức độ 2).",
        "Kết quả tự đánh giá: nhóm dạy, học {g2} điểm (mức độ 2), nhóm quản trị {h1} điểm (mức độ 1).",
        "Kết quả tự đánh giá: cả hai nhóm ở mức độ 1.",
    ),
    "HT-2/office": (
        "Hoàn thành {n}/{n} nhiệm vụ chuyển đổi số được giao, đạt 100%.",
        "Hoàn thành 19/20 nhiệm vụ chuyển đổi số được giao, đạt 95%.",
        "Hoàn thành 16/20 nhiệm vụ chuyển đổi số được giao, đạt 80%.",
        "Hoàn thành 13/20 nhiệm vụ chuyển đổi số được giao, đạt 65%.",
        "Hoàn thành 9/20 nhiệm vụ chuyển đổi số được giao, đạt 45%.",
    ),
    "HT-3": (
        "Tiếp nhận {t} hồ sơ, yêu cầu; giải quyết đúng hạn {t}/{t}, đạt 100%; công khai đủ nội dung, đúng thời điểm.",
        "Tiếp nhận {t} hồ sơ, yêu cầu; giải quyết đúng hạn đạt 98,6%; có 01 nội dung công khai chậm 10 ngày.",
        "Tiếp nhận {t} hồ sơ, yêu cầu; giải quyết đúng hạn đạt 96,4%; còn nội dung công khai chưa đủ.",
        "Tiếp nhận {t} hồ sơ, yêu cầu; giải quyết đúng hạn đạt 93,8%.",
    ),
    "HT-4": (
        (
            "Công trình, thiết bị theo dõi bằng phần mềm; điện bình quân một người giảm 5,{k}% so với năm "
            "trước; không có hạng "
            "mục mất an toàn chưa xử lý."
        ),
        (
            "Công trình, thiết bị theo dõi bằng phần mềm; điện bình quân một người giảm 3,{k}% so với năm "
            "trước; không có hạng "
            "mục mất an toàn chưa xử lý."
        ),
        "Có sổ theo dõi, bảo trì đầy đủ; điện bình quân một người giảm 1,{k}% so với năm trước.",
        "Điện tiêu thụ tăng so với năm trước, chưa theo dõi bảo trì đầy đủ.",
    ),
    "TK-1": (
        (
            "Chương trình ban hành ngày {early}, đúng thời hạn, có chỉ tiêu định lượng; báo cáo đúng hạn; "
            "đạt 10{k}% các chỉ tiêu."
        ),
        (
            "Chương trình ban hành ngày {early}, đúng thời hạn; báo cáo đúng hạn; còn 01 chỉ tiêu về điện, "
            "nước đạt 9{k}%."
        ),
        "Chương trình ban hành ngày {day}, chậm so với quy định; chỉ tiêu chưa định lượng đầy đủ.",
        "Chưa ban hành chương trình trong kỳ.",
    ),
    "TK-2": (
        (
            "Quy chế ban hành kèm Quyết định số {q}/QĐ-{symbol} ngày {day}, công khai tại bảng tin và trang "
            "thông tin điện tử."
        ),
    ),
    "TK-5": (
        "Kết quả đo được: {n} chỉ số chất lượng tăng so với năm trước, không phát sinh khiếu nại về sắp xếp.",
        "Kết quả giữ vững, chất lượng hoạt động ổn định, thực hiện đúng lộ trình.",
        "Tiến độ sắp xếp còn chậm ở một bộ phận, đang hoàn thiện.",
    ),
    "TK-6": (
        "Hạch toán, kiểm kê, công khai {assets} tài sản đầy đủ; mua sắm, đấu thầu đúng quy định; không có vi phạm.",
        "Kiểm kê {assets} tài sản; hồ sơ 02 gói mua sắm còn thiếu biên bản, đã bổ sung, khắc phục trong kỳ.",
        "Có kiến nghị xử lý tài chính {m}.000.000 đồng qua kiểm tra; đã nộp đủ, thực hiện xong.",
        "Kết luận kiểm tra về tài sản chưa thực hiện xong.",
    ),
}

# For typed figures: six sentences each.
FIGURES: Mapping[str, tuple[str, ...]] = {
    "HT-5": (
        "Trung tâm phối hợp {n} doanh nghiệp, hợp tác xã, đào tạo, bồi dưỡng {a} người trong {period}.",
        "Theo thỏa thuận ký với {n} doanh nghiệp, {period} có {a} người hoàn thành khóa bồi dưỡng.",
        "Mở {n} lớp kỹ năng số và nông nghiệp công nghệ cao, {a} học viên là lao động của hợp tác xã.",
        "Số người được bồi dưỡng theo hợp đồng phối hợp là {a} người, có danh sách kèm theo.",
        "Trung tâm khảo sát nhu cầu của {n} doanh nghiệp, tổ chức lớp cho {a} người.",
        "Kết quả phối hợp đào tạo: {a} người, chia {n} lớp, đều có quyết định mở lớp.",
    ),
    "HT-6": (
        "Vốn được giao {b} đồng, giải ngân {a} đồng, đạt {x}% kế hoạch.",
        (
            "Đến ngày chốt số liệu, {unit} giải ngân {a} đồng trên {b} đồng vốn được giao ({x}%); phần còn "
            "lại là bảo hành công trình."
        ),
        "Kế hoạch vốn {period} là {b} đồng cho {n} hạng mục; đã thanh toán {a} đồng, đạt {x}%.",
        "{unit} sửa chữa {n} phòng học, mua sắm thiết bị dạy học; giải ngân {a}/{b} đồng, đạt {x}%.",
        "Các hạng mục đã nghiệm thu, đưa vào sử dụng; số giải ngân {a} đồng, đạt {x}% kế hoạch vốn {b} đồng.",
        "Tỷ lệ giải ngân {x}% ({a} đồng trên {b} đồng); hồ sơ thanh toán đối chiếu với Kho bạc hằng tháng.",
    ),
    "TK-3": (
        "Tỷ trọng chi thường xuyên theo số liệu cơ quan tài chính tỉnh là {a}% tổng chi.",
        "Theo số công bố, tỷ trọng chi thường xuyên trong tổng chi ngân sách là {a}%.",
        "Tham mưu bố trí tăng chi đầu tư trường lớp; tỷ trọng chi thường xuyên còn {a}%.",
        "Số liệu {period}: chi thường xuyên chiếm {a}% tổng chi ngân sách.",
        "Tỷ trọng chi thường xuyên {a}%, giảm dần theo lộ trình của Kế hoạch.",
        "Cơ quan tài chính tỉnh công bố tỷ trọng chi thường xuyên {a}%.",
    ),
    "TK-4": (
        "Số tiết kiệm {a} đồng trên dự toán {b} đồng, đạt {x}%; chủ yếu từ điện, nước, văn phòng phẩm, hội họp.",
        "Dự toán chi thường xuyên không tính lương là {b} đồng; {unit} tiết kiệm {a} đồng ({x}%).",
        "Qua khoán chi và mua sắm tập trung, {period} tiết kiệm {a} đồng, bằng {x}% dự toán {b} đồng.",
        "{unit} giảm {n} cuộc họp trực tiếp, dùng chung thiết bị; số tiết kiệm {a} đồng trên {b} đồng ({x}%).",
        "Tiết kiệm {x}% dự toán, tương ứng {a} đồng trên {b} đồng; phần tiết kiệm bổ sung sửa chữa phòng học.",
        "Theo bảng tính kèm theo, số tiết kiệm là {a} đồng, dự toán là {b} đồng, tỷ lệ {x}%.",
    ),
    "TK-7": (
        "Chi trả đúng hạn, không trùng cho {a}/{b} lượt đối tượng, đạt {x}%.",
        "{unit} rà soát {n} đợt, chi trả qua tài khoản cho {a} trên {b} lượt đối tượng ({x}%).",
        "Trong {period} có {b} lượt đối tượng thụ hưởng; {a} lượt được chi trả đúng hạn, không trùng lặp.",
        "Danh sách đối tượng được phê duyệt và niêm yết; {a}/{b} lượt nhận đúng hạn, đạt {x}%.",
        "Số lượt chi trả đúng hạn {a}, tổng số {b}; các lượt chậm do học sinh thiếu giấy tờ, đã chi bổ sung.",
        "Đối chiếu dữ liệu dân cư không có trường hợp trùng; tỷ lệ chi trả đúng hạn {x}% ({a}/{b} lượt).",
    ),
    "TK-8": (
        "Bình quân một người hoàn thành đúng hạn {a} nhiệm vụ, hồ sơ; kỳ trước {b}, tăng {x}%.",
        "Số nhiệm vụ, hồ sơ hoàn thành đúng hạn bình quân là {a}, tăng {x}% so với kỳ trước ({b}).",
        (
            "{unit} chuẩn hóa quy trình, giảm bước trung gian; năng suất tăng {x}%, từ {b} lên {a} nhiệm vụ, "
            "hồ sơ/người."
        ),
        "Theo hệ thống quản lý văn bản, bình quân {a} nhiệm vụ/người, kỳ trước {b}, tăng {x}%.",
        "Biên chế có mặt không tăng, khối lượng tăng; bình quân đạt {a} so với {b} của kỳ trước ({x}%).",
        "Năng suất tính theo nhiệm vụ, hồ sơ đúng hạn tăng {x}%: {b} lên {a}.",
    ),
}

# Sentences that speak of a rest, which is not there where everything was done.
OF_A_REST = ("phần còn lại", "các lượt chậm")

NO_CAPITAL = (
    "Trong năm 2023 đơn vị không được giao vốn đầu tư, sửa chữa, mua sắm thiết bị theo Quyết định giao dự toán của Sở."
)

DIFFICULTIES = (
    (
        "Dự toán chi thường xuyên ngoài lương còn thấp, khó bố trí bảo trì công trình định kỳ. Đề nghị Sở "
        "xem xét bổ sung "
        "kinh phí sửa chữa nhỏ."
    ),
    (
        "Một số thiết bị công nghệ thông tin đã hết khấu hao, đường truyền chưa ổn định. Đề nghị Sở ưu tiên "
        "thay thế trong "
        "kế hoạch mua sắm tập trung."
    ),
    "Hướng dẫn tính số tiết kiệm giữa các đơn vị chưa thống nhất. Đề nghị Sở ban hành biểu mẫu chung.",
    "Vốn được giao muộn so với năm học, thời gian thi công gấp. Đề nghị giao vốn trước hè.",
    (
        "Nhân viên kế toán kiêm nhiệm nhiều việc, số liệu tổng hợp còn chậm. Đề nghị Sở tổ chức tập huấn về "
        "quản lý tài sản công."
    ),
    "Không có khó khăn, vướng mắc lớn. Đề nghị Sở chia sẻ các mô hình tiết kiệm hiệu quả để đơn vị học tập.",
)
