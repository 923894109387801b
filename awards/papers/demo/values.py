"""Heads, signers and cases that the example papers share: the end of phase 1, in June 2025."""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

from awards.money import award_money
from awards.papers.parts import Case, CaseList, VoteLine
from common import clock
from documents.layout import Annex, CheckMark, Letterhead, Paper, Recipients, Signature, SignatureBlock

CAMPAIGN = "Đắk Nông đẩy mạnh phát triển kết cấu hạ tầng đồng bộ, hiện đại; thực hành tiết kiệm, chống lãng phí"
MOVEMENT = f"Phong trào thi đua “{CAMPAIGN}”"
PHASE = "giai đoạn 2023 - 2025"
MOVEMENT_OF_PHASE = f"{MOVEMENT} {PHASE}"
ACHIEVEMENT = f"Đã có thành tích xuất sắc trong {MOVEMENT_OF_PHASE}."
FORM = "Giấy khen"
COUNCIL = "Hội đồng Thi đua - Khen thưởng Sở Giáo dục và Đào tạo"
FUND = "Quỹ thi đua, khen thưởng của Sở năm 2025"
MINUTES = "Biên bản số 03/BB-HĐTĐKT ngày 20 tháng 6 năm 2025"
DECISION = "Quyết định số 512/QĐ-SGDĐT ngày 26 tháng 6 năm 2025"
DIRECTOR, DEPUTY, OFFICE_HEAD = "Phạm Quốc Hưng", "Trần Thị Minh Châu", "Lê Văn Đạt"
BASE_SALARY = 2_340_000
COEFFICIENTS = {"": Decimal("0.6"), "Ông": Decimal("0.3"), "Bà": Decimal("0.3")}

# It leads nowhere.
CHECK = CheckMark("https://vi-du.example.vn/v/4D7N-2HKV-9WQC-X6TB", "4D7N-2HKV-9WQC-X6TB")

DEPARTMENT = Letterhead("UBND tỉnh Đắk Nông", "Sở Giáo dục và Đào tạo", "Đắk Nông", year=2025)
COUNCIL_HEAD = Letterhead("Sở Giáo dục và Đào tạo Đắk Nông", "Hội đồng Thi đua - Khen thưởng", "Đắk Nông", year=2025)
SCHOOL = Letterhead("Sở Giáo dục và Đào tạo Đắk Nông", "Trường THPT Gia Nghĩa", "Gia Nghĩa", year=2025)

LAW = "Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022"
DECREE = (
    "Nghị định số 98/2023/NĐ-CP ngày 31 tháng 12 năm 2023 của Chính phủ quy định chi tiết thi hành một số điều của "
    "Luật Thi đua, khen thưởng"
)
PROVINCE_PLAN = (
    "Quyết định số 49/QĐ-UBND ngày 13 tháng 01 năm 2023 của UBND tỉnh Đắk Nông ban hành Kế hoạch tổ chức thực hiện "
    f"{MOVEMENT}"
)
BASES = (LAW, DECREE, PROVINCE_PLAN)


def money(salutation: str) -> int:
    return award_money(COEFFICIENTS[salutation], BASE_SALARY, round_up_to=10_000)


def case(name: str, salutation: str = "", office: str = "", unit: str = "", points: str = "") -> Case:
    return Case(
        name,
        salutation,
        office,
        unit,
        form=FORM,
        achievement=ACHIEVEMENT,
        money=money(salutation),
        points=Decimal(points) if points else None,
    )


CASES = CaseList(
    (
        case("Trường THPT Gia Nghĩa", points="93.42"),
        case("Trường PTDTNT THCS và THPT huyện Đắk Glong", points="91.87"),
        case("Phòng Giáo dục và Đào tạo huyện Đắk Mil", points="91.05"),
        case("Tổ Văn phòng", unit="Trường THPT Đắk Song"),
    ),
    (
        case("Nguyễn Thị Hồng Hạnh", "Bà", "Hiệu trưởng", "Trường THPT Gia Nghĩa", "94.10"),
        case("H'Luyện Niê", "Bà", "Kế toán", "Trường PTDTNT THCS và THPT huyện Đắk Glong", "92.50"),
        case("Vũ Đình Khải", "Ông", "Giáo viên", "Trường THPT Đắk Mil", "91.75"),
        case("K'Brôih", "Ông", "Nhân viên thiết bị", "Trường THPT Cư Jút", "90.00"),
        case("Đoàn Ngọc Yến", "Bà", "Chuyên viên", "Phòng Giáo dục và Đào tạo huyện Đắk Mil", "90.25"),
    ),
)
VOTES = tuple(
    VoteLine(one.called, FORM, yes, 10 - yes, 11, passed=yes >= 6, unit=one.unit)
    for one, yes in zip(CASES.cases, (10, 10, 9, 8, 10, 9, 7, 10, 9), strict=True)
)

DIRECTOR_SIGNS = Signature(SignatureBlock(("GIÁM ĐỐC",), DIRECTOR))
DEPUTY_SIGNS = Signature(SignatureBlock(("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"), DEPUTY))
OFFICE_SIGNS = Signature(SignatureBlock(("TL. GIÁM ĐỐC", "CHÁNH VĂN PHÒNG"), OFFICE_HEAD))
COUNCIL_SIGNS = Signature(
    SignatureBlock(("TM. HỘI ĐỒNG", "CHỦ TỊCH"), DIRECTOR, office="GIÁM ĐỐC SỞ GIÁO DỤC VÀ ĐÀO TẠO")
)


def at(hour: int, minute: int, day: int) -> datetime:
    return datetime(2025, 6, day, hour, minute, tzinfo=clock.TIME_ZONE)


def paper(
    kind: str,
    subject: str,
    head: Letterhead,
    symbol: str,
    signature: Signature,
    receivers: tuple[str, ...] = (),
    *,
    number: int | None = None,
    day: date | None = None,
    about: str = "",
    dated: bool = True,
    check: CheckMark | None = None,
) -> Paper:
    letterhead = replace(head, symbol=symbol, number=number, day=day, about=about, dated=dated)
    return Paper(kind, subject, letterhead, signature, Recipients(receivers) if receivers else None, check)


def list_annex(parent: str, title: str = "Tập thể, cá nhân đề nghị tặng Giấy khen") -> Annex:
    return Annex("DANH SÁCH", parent, title, labelled=False)
