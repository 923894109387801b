"""A filled example of the certificate, for a look at a design and for the list of papers."""

import datetime

from awards.certificate_facts import CertificateFacts
from awards.papers.certificates import certificate
from documents.papers import PaperContent

EXAMPLE = CertificateFacts(
    issuer="Sở Giáo dục và Đào tạo",
    head_title="Giám đốc",
    place="Lâm Đồng",
    form_name="Giấy khen",
    salutation="Bà",
    name="Nguyễn Thị Hồng Nhung",
    title="Giáo viên",
    unit="Trường Trung học phổ thông Đắk Song",
    achievement=(
        "Phong trào thi đua “Đẩy mạnh phát triển kết cấu hạ tầng đồng bộ, hiện đại; thực hành tiết kiệm, "
        "chống lãng phí” giai đoạn 2023 - 2025"
    ),
    full_symbol="05/QĐ-SGDĐT",
    day=datetime.date(2026, 2, 5),
    register_number=27,
    signer_lines=("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"),
    signer_name="Trần Văn Quảng",
    code="7K3M9PQR2TVWX4YZ",
)


def example(layout: dict | None = None) -> PaperContent:
    """The example in a layout; no address is needed, its code leads nowhere."""
    return certificate(EXAMPLE, layout, address="https://vi-du.example.vn/v/7K3M-9PQR-2TVW-X4YZ")
