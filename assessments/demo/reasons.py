"""What appraisers write when they grant other points than claimed, and when they ask to complete an answer."""

from collections.abc import Mapping

# `{found}` is the figure of the office, `{claimed}` that of the unit.
FIGURE_REASONS: Mapping[str, tuple[str, ...]] = {
    "HT-5": (
        (
            "Danh sách học viên có xác nhận của doanh nghiệp là {found} người, đơn vị kê {claimed} người; "
            "tính theo danh sách."
        ),
    ),
    "HT-6": (
        "Bảng đối chiếu Kho bạc ghi {found}%, đơn vị kê {claimed}%; tính lại theo số Kho bạc.",
        "Đơn vị tính cả số tạm ứng chưa hoàn ứng; tỷ lệ giải ngân còn {found}% (kê {claimed}%).",
    ),
    "TK-3": ("Số công bố của cơ quan tài chính là {found}%, đơn vị kê {claimed}%.",),
    "TK-4": (
        "Trừ khoản cắt giảm theo quyết định giao dự toán, tỷ lệ tiết kiệm còn {found}% (đơn vị kê {claimed}%).",
        "Báo cáo quyết toán ghi số tiết kiệm {found}% dự toán, đơn vị kê {claimed}%; tính theo quyết toán.",
    ),
    "TK-7": (
        "Bảng chi trả qua tài khoản cho thấy tỷ lệ đúng hạn {found}%, đơn vị kê {claimed}%.",
        "Có một số lượt chi sau thời hạn theo sao kê; tỷ lệ còn {found}% (kê {claimed}%).",
    ),
    "TK-8": (
        "Thống kê từ hệ thống quản lý văn bản và điều hành tăng {found}%, đơn vị kê {claimed}%.",
        "Biên chế có mặt bình quân cao hơn số đơn vị tính; mức tăng còn {found}% (kê {claimed}%).",
    ),
}

OPTION_REASONS: Mapping[str, tuple[str, ...]] = {
    "HT-1": ("Văn bản trình sau thời hạn giao ghi trong công văn giao việc; chấm ở mức thấp hơn.",),
    "HT-2": (
        "Kết quả trên hệ thống đánh giá của ngành có một nhóm ở mức thấp hơn mức đơn vị kê.",
        "Minh chứng chưa thể hiện đủ các tiêu chí của nhóm quản trị; chấm theo mức đã xác minh.",
    ),
    "HT-3": (
        "Sổ theo dõi còn hồ sơ trễ hạn, tỷ lệ đúng hạn dưới mức đơn vị kê.",
        "Chuyên mục công khai trên trang thông tin điện tử còn thiếu nội dung về thu, chi tài chính.",
    ),
    "HT-4": (
        "Bảng kê điện cho thấy mức giảm thấp hơn mức đơn vị kê; chấm theo hóa đơn.",
        "Chưa có minh chứng theo dõi công trình bằng phần mềm.",
    ),
    "TK-1": (
        "Báo cáo kết quả ghi còn chỉ tiêu chưa đạt; chấm mức có chỉ tiêu chưa đạt.",
        "Chương trình ban hành sau thời hạn theo văn bản hướng dẫn của Sở.",
    ),
    "TK-6": (
        "Hồ sơ mua sắm còn thiếu biên bản nghiệm thu, đã khắc phục trong kỳ.",
        "Biên bản kiểm kê chưa khớp sổ tài sản ở một phòng, đơn vị đã điều chỉnh.",
    ),
}

EXPERT_REASONS = (
    "Đúng lộ trình, kết quả giữ vững; minh chứng về chất lượng tăng chưa rõ.",
    "Đề án vị trí việc làm thực hiện tốt, kết quả đo được còn ít.",
    "Phương án tự chủ đúng tiến độ; cần bổ sung số liệu so sánh với năm trước.",
    "Sắp xếp bộ phận hợp lý; kết quả kiểm định đang trong chu kỳ, chưa có kết quả mới.",
)

RETURN_REASONS: Mapping[str, str] = {
    "HT-4": "Đề nghị bổ sung hóa đơn hoặc bảng kê điện 12 tháng của năm trước để đối chiếu mức giảm.",
    "TK-7": (
        "Đề nghị bổ sung bảng chi trả qua tài khoản; tổng số lượt trong bảng chưa khớp quyết định phê duyệt danh sách."
    ),
}

# What a unit explains after the provisional result, by kind of criterion, and what the office concludes.
TEXTS: Mapping[str, str] = {
    "figure": (
        "Đơn vị đề nghị xem xét lại số liệu: khoản chênh lệch đã được xác nhận bổ sung trước ngày chốt số liệu, "
        "biên bản đối chiếu kèm theo (trang 2)."
    ),
    "level": (
        "Nội dung còn thiếu khi thẩm định đã thực hiện trong kỳ; biên bản kiểm tra kèm theo (trang 2) ghi rõ thời điểm "
        "hoàn thành."
    ),
}
RULINGS: Mapping[str, str] = {
    "raised": "Biên bản đối chiếu bổ sung xác nhận một phần chênh lệch; tính lại phần đã được xác nhận.",
    "kept": "Biên bản kèm theo lập sau ngày chốt số liệu của kỳ; giữ nguyên điểm thẩm định.",
    "late": "Đề nghị gửi sau ngày cuối giải trình, không nêu tình tiết mới so với hồ sơ đã thẩm định.",
}
