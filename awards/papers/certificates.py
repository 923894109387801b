"""The certificate (Giấy khen), row 10 of the department's list: what it says and how it stands on the sheet."""

from awards.certificate_facts import CertificateFacts
from documents.address import verification_url
from documents.certificates.design import Box, Design, Filled, arranged, laid_out
from documents.certificates.sheet import RED
from documents.codes import code_printed
from documents.papers import PaperContent
from documents.vietnamese_dates import day_or_blank

TEMPLATE = "papers/documents/sheet.html"

# A4 landscape; inside the border from 24 to 273 mm and from 24 to 186 mm.
DESIGN = Design(
    width=297,
    height=210,
    qr_x=32,
    qr_y=159,
    qr_size=19,
    boxes=(
        Box("quoc_hieu", "Quốc hiệu", 48, 26, 201, 7, 15, style="bold", printed=False),
        Box("tieu_ngu", "Tiêu ngữ", 48, 33, 201, 7, 16, style="bold", printed=False, underlined=True),
        Box("co_quan", "Người tặng", 38, 46, 221, 8, 17, style="bold", printed=False),
        Box("tang", "Tặng", 128, 54.5, 41, 6.5, 14, style="bold", printed=False),
        Box("hinh_thuc", "Hình thức", 48, 61, 201, 20, 50, 20, style="bold", color=RED, printed=False),
        Box("nguoi_nhan", "Người được tặng", 36, 83, 225, 22, 27, 13, style="bold"),
        Box("chuc_vu_don_vi", "Chức vụ, đơn vị", 40, 104.5, 217, 13, 16, 10),
        Box("thanh_tich", "Thành tích", 40, 119, 217, 22, 16.5, 10, style="italic"),
        Box("quyet_dinh", "Quyết định", 32, 144, 114, 6, 12, align="left"),
        Box("vao_so", "Vào sổ", 32, 150, 114, 6, 12, align="left"),
        Box("noi_ngay", "Địa danh, ngày tháng", 150, 143, 112, 7, 14, style="italic"),
        Box("quyen_han", "Quyền hạn, chức vụ", 150, 150, 112, 12, 14.5, style="bold", sits="top"),
        Box("nguoi_ky", "Họ tên người ký", 150, 178, 112, 8, 15, style="bold"),
    ),
)
# What an own template may print; each box of the design besides.
FIELDS = {
    "danh_xung": "Ông hoặc Bà",
    "ten": "Tên cá nhân, tập thể",
    "chuc_vu": "Chức vụ",
    "don_vi": "Đơn vị",
    "so_quyet_dinh": "Số, ký hiệu quyết định",
    "ngay_quyet_dinh": "Ngày quyết định",
    "so_vao_so": "Số vào sổ",
    "ma": "Mã kiểm tra",
    **{box.name: box.label for box in DESIGN.boxes},
}


def certificate(facts: CertificateFacts, layout: dict | None = None, *, address: str = "") -> PaperContent:
    """The certificate on plain paper, or placed by a template's `layout`.

    `address` stands in the QR code of an example; else the page of the code, refused without a public address.
    """
    title = f"{facts.form_name}: {f'{facts.salutation} {facts.name}'.strip()}"
    values = facts.values
    filled = Filled(title, values, address or verification_url(facts.code), code_printed(facts.code))
    sheet = laid_out(arranged(DESIGN, layout or {}), filled)
    return PaperContent(
        TEMPLATE,
        {"sheet": sheet, "values": values},
        title[:500],
        header={"issuer": facts.issuer, "place": facts.place},
        signer={"name": facts.signer_name, "authority": " / ".join(facts.signer_lines)},
        facts={
            "name": values["nguoi_nhan"],
            "position": values["chuc_vu_don_vi"],
            "achievement": values["thanh_tich"],
            "decision": f"{facts.full_symbol} {day_or_blank(facts.day)}".strip(),
            "register": str(facts.register_number or ""),
        },
    )
