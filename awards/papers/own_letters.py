"""What own templates of letters may print: the fields and rows of each kind, from the values that its paper prints."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from awards.announcements import EXAMPLE
from awards.papers.letters import CorrectionLetter, DossierReturn, PublicNotice
from documents.layout import Paper
from documents.papers import PaperContent
from documents.vietnamese_dates import long_day

SAMPLES = Path(__file__).with_name("samples")
Rows = list[dict[str, str]]

HEAD = {
    "co_quan_chu_quan": "Cơ quan chủ quản",
    "co_quan": "Cơ quan ban hành",
    "so_ky_hieu": "Số, ký hiệu",
    "noi_ngay": "Địa danh, ngày tháng",
    "trich_yeu": "Trích yếu",
    "noi_nhan": "Nơi nhận",
    "quyen_han": "Quyền hạn, chức vụ người ký",
    "nguoi_ky": "Họ tên người ký",
}
RETURN = {
    **HEAD,
    "kinh_gui": "Nơi gửi đến",
    "ho_so": "Hồ sơ bị trả",
    "ngay_nhan": "Ngày nhận hồ sơ",
    "can_cu": "Căn cứ pháp lý",
    "ly_do": "Lý do trả",
    "han_gui_lai": "Hạn gửi lại",
}
RETURN_ROWS = {
    "tt": "Thứ tự",
    "thanh_phan": "Thành phần hồ sơ",
    "noi_dung": "Nội dung chưa đạt",
    "can_cu": "Căn cứ của thành phần",
}
NOTICE = {
    **HEAD,
    "mo_dau": "Đoạn mở đầu",
    "so_luong": "Số tập thể, cá nhân",
    "hinh_thuc_cong_khai": "Hình thức công khai",
    "tu_ngay": "Từ ngày",
    "den_ngay": "Đến hết ngày",
    "lien_he": "Thông tin liên hệ",
}
NOTICE_ROWS = {
    "tt": "Thứ tự",
    "ten": "Tên tập thể, cá nhân",
    "chuc_vu": "Chức vụ",
    "don_vi": "Đơn vị",
    "hinh_thuc": "Hình thức đề nghị",
    "thanh_tich": "Thành tích",
}
CORRECTION = {
    **HEAD,
    "kinh_gui": "Nơi gửi đến",
    "van_ban": "Văn bản được đính chính",
    "nguyen_nhan": "Nguyên nhân",
}
CORRECTION_ROWS = {"tt": "Thứ tự", "vi_tri": "Vị trí", "da_in": "Nội dung đã in", "dung": "Nội dung đúng"}


def with_fields(content: PaperContent) -> PaperContent:
    """The content with `values` and `rows` for an own template. KeyError for a paper that has none."""
    data = content.context["data"]
    values, rows = _OF[type(data)](data)
    return replace(content, context={**content.context, "values": values, "rows": rows})


def example_of(demo: Callable[[], PaperContent]) -> Callable[[dict], PaperContent]:
    """A filled example for a look at a template."""
    return lambda _layout: with_fields(demo())


def announcement_example(_layout: dict) -> PaperContent:
    """What an announcement says; plain words, so there is no paper around them."""
    return PaperContent("", {"values": EXAMPLE.values, "rows": EXAMPLE.rows}, "")


def sample(kind: str) -> str:
    """A template of a kind that may be used as it stands."""
    return (SAMPLES / f"{kind}.txt").read_text(encoding="utf-8")


def _head(paper: Paper) -> dict[str, str]:
    head, signer = paper.letterhead, paper.signature.right
    return {
        "co_quan_chu_quan": head.superior.upper(),
        "co_quan": head.issuer.upper(),
        "so_ky_hieu": head.number_line,
        "noi_ngay": head.place_line,
        "trich_yeu": paper.subject or head.about,
        "noi_nhan": "\n".join(paper.recipients.printed if paper.recipients else ()),
        "quyen_han": "\n".join(signer.authority),
        "nguoi_ky": signer.name,
    }


def _of_return(data: DossierReturn) -> tuple[dict[str, str], Rows]:
    values = {
        "kinh_gui": data.receiver,
        "ho_so": data.dossier,
        "ngay_nhan": _day(data.received_on),
        "can_cu": data.grounds,
        "ly_do": data.reason,
        "han_gui_lai": long_day(data.due_on),
    }
    rows = [{"thanh_phan": line.part, "noi_dung": line.content, "can_cu": line.ground} for line in data.shortcomings]
    return _head(data.paper) | values, _counted(rows)


def _of_notice(data: PublicNotice) -> tuple[dict[str, str], Rows]:
    values = {
        "mo_dau": data.introduction,
        "so_luong": data.cases.counted,
        "hinh_thuc_cong_khai": data.where,
        "tu_ngay": long_day(data.from_on),
        "den_ngay": long_day(data.to_on),
        "lien_he": data.contact,
    }
    rows = [
        {
            "ten": f"{case.salutation} {case.name}".strip(),
            "chuc_vu": case.office,
            "don_vi": case.unit,
            "hinh_thuc": case.form,
            "thanh_tich": case.achievement,
        }
        for case in data.cases.cases
    ]
    return _head(data.paper) | values, _counted(rows)


def _of_correction(data: CorrectionLetter) -> tuple[dict[str, str], Rows]:
    values = {"kinh_gui": "; ".join(data.receivers), "van_ban": data.document, "nguyen_nhan": data.cause}
    rows = [{"vi_tri": line.place, "da_in": line.printed, "dung": line.right} for line in data.corrections]
    return _head(data.paper) | values, _counted(rows)


def _counted(rows: Sequence[Mapping[str, str]]) -> Rows:
    return [{"tt": str(place), **row} for place, row in enumerate(rows, 1)]


def _day(day: date | None) -> str:
    return long_day(day) if day else ""


_OF: dict[type, Callable[[Any], tuple[dict[str, str], Rows]]] = {
    DossierReturn: _of_return,
    PublicNotice: _of_notice,
    CorrectionLetter: _of_correction,
}
