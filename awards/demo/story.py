"""Who is proposed, who sits in the council, and what happens to whom; names of people are put together by chance."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from awards.enums import CouncilOffice
from common.models import CitedDocument
from units.enums import WorkCategory

SEED = "khen-thuong-2025"
DEPARTMENT = "Sở Giáo dục và Đào tạo tỉnh Đắk Nông"
PROVINCE = "Ủy ban nhân dân tỉnh Đắk Nông"
INSPECTORS = "Thanh tra Sở Giáo dục và Đào tạo tỉnh Đắk Nông"
SOURCE = "Quy chế hoạt động của Hội đồng"
FUND = 80_000_000

# Rules of the plan by which names are gathered.
COLLECTIVES, SMALL, PERSONS, UPWARD = "GK-GD-TT", "GK-GD-TTN", "GK-GD-CN", "BK-TINH"
# Quotas that are fixed otherwise than the rules propose: what the province allots, and what the fund can bear.
NUMBERS: Mapping[tuple[str, str], int] = {
    (UPWARD, "collective"): 4,
    (UPWARD, "individual"): 6,
    (SMALL, "collective"): 12,
    (PERSONS, "individual"): 20,
}
UPWARD_UNITS = ("THPT-CHUYEN-NGUYEN-CHI-THANH", "THPT-TRAN-HUNG-DAO")
UPWARD_PERSON = "THPT-CHUYEN-NGUYEN-CHI-THANH"
# The office in charge does not confirm its own name; a leader does.
OFFICE_IN_CHARGE = "TCCB-TC"

RETURNED = "PGD-CU-JUT"
HELD = "THPT-PHAN-CHU-TRINH"
NOT_PASSED = "THPT-GIA-NGHIA"
DECLINED = "THPT-TRAN-HUNG-DAO"
RECEIVES = "THPT-DAK-MIL"
LETTER_HELD = "THPT-TRAN-HUNG-DAO"
AMENDED = "PTDTNT-DAK-MIL"
REVOKED = "THPT-NGUYEN-TAT-THANH"


@dataclass(frozen=True)
class Named:
    """A person whom a unit proposes."""

    unit: str
    job_title: str
    workplace: str = ""
    category: WorkCategory = WorkCategory.DIRECT


@dataclass(frozen=True)
class Group:
    """A collective below a unit that is not scored itself."""

    unit: str
    name: str
    kind: str
    headcount: int
    women: int


PEOPLE = (
    Named("THPT-DAK-SONG", "Giáo viên", "Tổ Hóa - Sinh"),
    Named("THPT-NGUYEN-TAT-THANH", "Giáo viên", "Tổ Ngữ văn"),
    Named("PTDTNT-DAK-MIL", "Giáo viên", "Tổ Sử - Địa"),
    Named("THPT-TRAN-HUNG-DAO", "Nhân viên thiết bị", "Tổ Văn phòng"),
    Named("THPT-GIA-NGHIA", "Phó Hiệu trưởng", category=WorkCategory.MANAGER),
)
GROUPS = (
    Group("PGD-DAK-MIL", "Trường Tiểu học Sơn Ca", "Trường tiểu học", 42, 33),
    Group("PGD-DAK-MIL", "Trường Mầm non Hoa Ban", "Trường mầm non", 31, 31),
    Group("PGD-CU-JUT", "Trường THCS Ban Mai", "Trường trung học cơ sở", 38, 25),
    Group("THPT-PHAN-CHU-TRINH", "Tổ Toán - Tin", "Tổ chuyên môn", 12, 5),
)


@dataclass(frozen=True)
class Seat:
    """A member of the council by account; `is_present` on the day of the session."""

    username: str
    office: CouncilOffice
    title: str
    is_present: bool = True


SEATS = (
    Seat("lanhdao.so", CouncilOffice.CHAIR, "Phó Giám đốc Sở"),
    Seat("hoidong.so", CouncilOffice.DEPUTY, "Phó Giám đốc Sở"),
    Seat("truong.vp", CouncilOffice.STANDING, "Chánh Văn phòng Sở"),
    Seat("truong.tccb-tc", CouncilOffice.MEMBER, "Trưởng phòng Tổ chức cán bộ - Tài chính"),
    Seat("truong.gdtrh-qlcl", CouncilOffice.MEMBER, "Trưởng phòng Giáo dục Trung học - Quản lý chất lượng"),
    Seat("truong.gdth-gdmn", CouncilOffice.MEMBER, "Trưởng phòng Giáo dục Tiểu học - Giáo dục Mầm non"),
    Seat("thamdinh3.tccb-tc", CouncilOffice.MEMBER, "Phó Trưởng phòng Tổ chức cán bộ - Tài chính"),
    Seat("giamsat.cdvp", CouncilOffice.MEMBER, "Phó Chủ tịch Công đoàn Văn phòng Sở", is_present=False),
    Seat("truong.thpt-gia-nghia", CouncilOffice.MEMBER, "Hiệu trưởng Trường THPT Gia Nghĩa"),
    Seat("truong.pgd-gia-nghia", CouncilOffice.MEMBER, "Trưởng phòng GDĐT thành phố Gia Nghĩa", is_present=False),
    Seat("thuky.vp", CouncilOffice.SECRETARY, "Phó Chánh Văn phòng Sở"),
)
WRITTEN_OPINION = "giamsat.cdvp"
# Who has handed in the secret ballot when the stage "council" stands.
FIRST_VOTERS = ("truong.vp", "truong.tccb-tc", "truong.gdtrh-qlcl", "thuky.vp")
# Who counts the ballots on paper, and how many vote against the one case that does not pass.
TELLERS = ("truong.gdtrh-qlcl", "truong.gdth-gdmn")
AGAINST = 4


def paper(kind: str, number: str, day: dt.date, issuer: str = DEPARTMENT, title: str = "") -> CitedDocument:
    """A paper that the story cites, not stored yet."""
    return CitedDocument(kind=kind, number=number, date=day, issuer=issuer, title=title)
