"""What a certificate prints, as plain values."""

import datetime
from dataclasses import dataclass

from documents.codes import code_printed
from documents.vietnamese_dates import day_or_blank, long_day


@dataclass(frozen=True, kw_only=True)
class CertificateFacts:
    """One line of an issued decision as its certificate prints it."""

    issuer: str
    head_title: str
    place: str
    form_name: str
    salutation: str
    name: str
    title: str
    unit: str
    achievement: str
    full_symbol: str
    day: datetime.date | None
    register_number: int | None
    signer_lines: tuple[str, ...]
    signer_name: str
    code: str

    @property
    def values(self) -> dict[str, str]:
        """Every field that a design or an own template may name."""
        decided = f"Quyết định số: {self.full_symbol} {day_or_blank(self.day)}".strip()
        return {
            "quoc_hieu": "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            "tieu_ngu": "Độc lập - Tự do - Hạnh phúc",
            "co_quan": f"{self.head_title} {self.issuer}".strip().upper(),
            "tang": "TẶNG",
            "hinh_thuc": artefact_name(self.form_name),
            "nguoi_nhan": f"{self.salutation} {self.name}".strip(),
            "chuc_vu_don_vi": ", ".join(part for part in (self.title, self.unit) if part),
            "thanh_tich": achievement_sentence(self.achievement),
            "quyet_dinh": decided,
            "vao_so": f"Vào sổ số: {self.register_number or ''}".strip(),
            "noi_ngay": f"{self.place}, {day_or_blank(self.day)}",
            "quyen_han": "\n".join(self.signer_lines),
            "nguoi_ky": self.signer_name,
            "danh_xung": self.salutation,
            "ten": self.name,
            "chuc_vu": self.title,
            "don_vi": self.unit,
            "so_quyet_dinh": self.full_symbol,
            "ngay_quyet_dinh": long_day(self.day) if self.day else "",
            "so_vao_so": str(self.register_number or ""),
            "ma": code_printed(self.code),
        }


def artefact_name(form_name: str) -> str:
    """`GIẤY KHEN` of `Giấy khen của Giám đốc Sở`: who gives it stands above."""
    return form_name.partition(" của ")[0].upper()


def achievement_sentence(text: str) -> str:
    """`Đã có thành tích …` with a capital and a full stop; what is written so already stays."""
    plain = " ".join(text.split()).rstrip(".")
    if not plain:
        return ""
    if not plain.lower().startswith(("đã ", "có ")):
        plain = f"đã có thành tích xuất sắc trong {plain}"
    return f"{plain[0].upper()}{plain[1:]}."
