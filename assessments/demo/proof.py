"""What proves which answer: names as offices give them, citations with number and date."""

import datetime
import random
from collections.abc import Mapping
from dataclasses import dataclass

from common.models import CitedDocument


@dataclass(frozen=True)
class Proof:
    """A file (by its kind of paper and its name) or a citation (kind, issuer, what it is about)."""

    paper: str = ""
    name: str = ""
    kind: str = ""
    issuer: str = ""
    about: str = ""


DEPARTMENT = "Sở Giáo dục và Đào tạo tỉnh Đắk Nông"
FINANCE = "Sở Tài chính tỉnh Đắk Nông"
OWN = ""

# The running year: files of the unit, some with a citation besides. `{n}` is the number of the paper.
FILES: Mapping[str, tuple[Proof, ...]] = {
    "HT-1": (Proof("proposal", "TTr {n} de xuat co che huy dong nguon luc.docx"),),
    "HT-2": (Proof("digital", "KQ danh gia muc do chuyen doi so {year}.pdf"),),
    "HT-3": (Proof("notice", "Anh niem yet cong khai {year}.png"),),
    "HT-4": (Proof("electricity", "Bang ke dien {before}-{year}.xlsx"),),
    "HT-5": (Proof("learners", "Danh sach hoc vien lop phoi hop doanh nghiep.xlsx"),),
    "HT-6": (
        Proof("treasury", "Bang doi chieu Kho bac {n}.pdf"),
        Proof(kind="Quyết định", issuer=DEPARTMENT, about="giao kế hoạch vốn"),
    ),
    "TK-1": (Proof("report", "BC {n} ket qua THTK CLP {year}.pdf"),),
    "TK-2": (Proof("regulation", "QD {n} quy che chi tieu noi bo.pdf"),),
    "TK-3": (Proof(kind="Báo cáo", issuer=FINANCE, about="tình hình thực hiện ngân sách"),),
    "TK-4": (
        Proof("savings", "Bang tinh so tiet kiem {year}.xlsx"),
        Proof(kind="Quyết định", issuer=DEPARTMENT, about="giao dự toán thu, chi ngân sách"),
    ),
    "TK-5": (Proof("posts", "De an vi tri viec lam {n}.docx"),),
    "TK-6": (Proof("inventory", "BB {n} kiem ke tai san.pdf"),),
    "TK-7": (Proof("payments", "Bang chi tra che do qua tai khoan.xlsx"),),
    "TK-8": (Proof("tasks", "Thong ke nhiem vu ho so {year}.xlsx"),),
}

# Earlier years: the department holds the papers, so a citation is enough; one workbook stays with the sheet.
CITED: Mapping[str, tuple[Proof, ...]] = {
    "HT-1": (Proof(kind="Tờ trình", issuer=OWN, about="đề xuất cơ chế huy động nguồn lực"),),
    "HT-2": (Proof(kind="Báo cáo", issuer=OWN, about="kết quả đánh giá mức độ chuyển đổi số"),),
    "HT-3": (Proof(kind="Biên bản", issuer=OWN, about="niêm yết công khai"),),
    "HT-4": (Proof(kind="Báo cáo", issuer=OWN, about="tình hình sử dụng điện, bảo trì công trình"),),
    "HT-5": (Proof(kind="Quyết định", issuer=OWN, about="mở lớp phối hợp doanh nghiệp"),),
    "HT-6": (Proof(kind="Quyết định", issuer=DEPARTMENT, about="giao kế hoạch vốn"),),
    "TK-1": (Proof(kind="Báo cáo", issuer=OWN, about="kết quả thực hành tiết kiệm, chống lãng phí"),),
    "TK-2": (Proof(kind="Quyết định", issuer=OWN, about="ban hành quy chế chi tiêu nội bộ"),),
    "TK-3": FILES["TK-3"],
    "TK-4": (Proof("savings", "Bang tinh so tiet kiem {year}.xlsx"),),
    "TK-5": (Proof(kind="Đề án", issuer=OWN, about="vị trí việc làm"),),
    "TK-6": (Proof(kind="Báo cáo", issuer=OWN, about="tình hình quản lý, sử dụng tài sản công"),),
    "TK-7": (Proof(kind="Quyết định", issuer=OWN, about="phê duyệt danh sách đối tượng thụ hưởng"),),
    "TK-8": (Proof(kind="Báo cáo", issuer=OWN, about="công tác văn thư, xử lý văn bản điện tử"),),
}

SYMBOLS: Mapping[str, str] = {
    "Tờ trình": "TTr",
    "Báo cáo": "BC",
    "Biên bản": "BB",
    "Quyết định": "QĐ",
    "Đề án": "ĐA",
}


# Who gives capital and budget to a district office: its own district.
DISTRICT_OFFICE = "Phòng Giáo dục và Đào tạo"
ISSUERS: Mapping[str, str] = {DEPARTMENT: "SGDĐT", FINANCE: "STC"}


def citation(
    proof: Proof, *, unit: str, symbol: str, own: tuple[int, datetime.date], chance: random.Random
) -> CitedDocument:
    """The cited paper; `own` is number and day of the unit's paper. Not stored yet."""
    number, day = own
    issuer = proof.issuer or unit
    if proof.issuer == DEPARTMENT and DISTRICT_OFFICE in unit:
        issuer, symbol = unit.replace(DISTRICT_OFFICE, "UBND"), "UBND"
    elif proof.issuer:
        symbol = ISSUERS[proof.issuer]
    if proof.issuer:
        number = chance.randint(20, 1_400)
    return CitedDocument(
        kind=proof.kind,
        number=f"{number}/{SYMBOLS[proof.kind]}-{symbol}",
        date=day,
        issuer=issuer,
        title=f"{proof.about} năm {day.year}",
    )
