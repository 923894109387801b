"""The people of the demonstration and their accounts; every name is put together by chance."""

import datetime
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password

from units.enums import Role, Sex, WorkCategory
from units.models import Membership, Person, Unit, User
from units.queries import faces
from units.services import membership_add

PASSWORD = "demo-2025"  # noqa: S105 - printed for every visitor
MAIL = "demo.example.invalid"
FIRST_DAY = datetime.date(2023, 1, 1)

FAMILY = (
    "Nguyễn",
    "Trần",
    "Lê",
    "Phạm",
    "Hoàng",
    "Phan",
    "Vũ",
    "Võ",
    "Đặng",
    "Bùi",
    "Đỗ",
    "Hồ",
    "Ngô",
    "Dương",
    "Lý",
)
MIDDLE = {
    Sex.MALE: ("Văn", "Quốc", "Đức", "Minh", "Xuân", "Hữu", "Thanh", "Công", "Ngọc", "Đình"),
    Sex.FEMALE: ("Thị", "Thị Thu", "Thị Ngọc", "Thị Minh", "Thị Kim", "Thanh", "Thị Hồng", "Bích"),
}
GIVEN = {
    Sex.MALE: (
        "Anh",
        "Bình",
        "Cường",
        "Dũng",
        "Hải",
        "Hùng",
        "Khánh",
        "Long",
        "Nam",
        "Phong",
        "Quân",
        "Sơn",
        "Thành",
        "Tuấn",
    ),
    Sex.FEMALE: (
        "An",
        "Chi",
        "Dung",
        "Hà",
        "Hạnh",
        "Hoa",
        "Lan",
        "Liên",
        "Mai",
        "Nga",
        "Oanh",
        "Phương",
        "Thảo",
        "Yến",
    ),
}


@dataclass(frozen=True)
class Seat:
    """An account of the demonstration: its user name, role, unit and the post of the person behind it."""

    username: str
    role: Role
    unit: str
    post: str
    until: datetime.date | None = None

    @property
    def is_manager(self) -> bool:
        return self.role in {Role.UNIT_HEAD, Role.LEADER}


# The seats of the department, one role after the other; the first of a role is the one that is shown.
DEPARTMENT_SEATS = (
    Seat("quanly.tccb-tc", Role.CAMPAIGN_MANAGER, "TCCB-TC", "Chuyên viên"),
    Seat("thamdinh1.tccb-tc", Role.APPRAISER, "TCCB-TC", "Chuyên viên"),
    Seat("thamdinh2.tccb-tc", Role.APPRAISER, "TCCB-TC", "Chuyên viên"),
    Seat("thamdinh3.tccb-tc", Role.APPRAISER, "TCCB-TC", "Phó Trưởng phòng"),
    Seat("thamdinh.gdtrh-qlcl", Role.APPRAISER, "GDTrH-QLCL", "Chuyên viên"),
    Seat("thamdinh.gdth-gdmn", Role.APPRAISER, "GDTH-GDMN", "Chuyên viên"),
    Seat("thamdinh1.vp", Role.APPRAISER, "VP", "Chuyên viên"),
    Seat("thamdinh2.vp", Role.APPRAISER, "VP", "Chuyên viên"),
    Seat("lanhdao.so", Role.LEADER, "SGDDT", "Phó Giám đốc"),
    Seat("thuky.vp", Role.AWARD_SECRETARY, "VP", "Phó Chánh Văn phòng"),
    Seat("vanthu.vp", Role.RECORDS_CLERK, "VP", "Văn thư"),
    Seat("ketoan.vp", Role.ACCOUNTANT, "VP", "Kế toán"),
    Seat("hoidong.so", Role.COUNCIL_MEMBER, "SGDDT", "Ủy viên Hội đồng"),
    Seat("giamsat.cdvp", Role.OBSERVER, "CDVP", "Phó Chủ tịch Công đoàn"),
    Seat("quantri.so", Role.ADMINISTRATOR, "SGDDT", "Quản trị hệ thống"),
)
# Whose head and editor are named to a visitor.
SHOWN_UNIT = "THPT-DAK-MIL"


@dataclass(frozen=True)
class Cast:
    """The accounts by user name, as the story calls them."""

    users: dict[str, User]

    def __getitem__(self, username: str) -> User:
        return self.users[username]

    def head(self, unit: str) -> User:
        return self.users[head_name(unit)]

    def editor(self, unit: str) -> User:
        return self.users[editor_name(unit)]

    def appraisers(self, office: str) -> list[User]:
        """The two (or one) who share the work of an office; a third of the lead office settles gaps."""
        seats = [seat for seat in DEPARTMENT_SEATS if (seat.role, seat.unit) == (Role.APPRAISER, office)]
        return [self.users[seat.username] for seat in seats[:2]]


def head_name(unit: str) -> str:
    return f"truong.{unit.lower()}"


def editor_name(unit: str) -> str:
    return f"canbo.{unit.lower()}"


def invented_name(chance: random.Random) -> tuple[Sex, str]:
    """A name put together by chance, with the sex it is usual for."""
    sex = chance.choice([Sex.MALE, Sex.FEMALE])
    return sex, f"{chance.choice(FAMILY)} {chance.choice(MIDDLE[sex])} {chance.choice(GIVEN[sex])}"


def cast_make(*, seed: str) -> Cast:
    """Makes every account with its person and role; all of them have the one password that is printed."""
    chance = random.Random(f"{seed}:people")  # noqa: S311 - a demonstration that is the same every time
    units = {unit.code: unit for unit in Unit.objects.all()}
    password = make_password(PASSWORD)
    users = {}
    for seat in (*DEPARTMENT_SEATS, *_unit_seats()):
        sex, name = invented_name(chance)
        person = Person.objects.create(
            full_name=name,
            sex=sex,
            category=WorkCategory.MANAGER if seat.is_manager else WorkCategory.DIRECT,
            job_title=seat.post,
            unit=units[seat.unit],
        )
        user = User.objects.create(
            username=seat.username,
            email=f"{seat.username}@{MAIL}",
            password=password,
            display_name=name,
            person=person,
        )
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
        membership_add(
            user=user,
            unit=units[seat.unit],
            role=seat.role,
            by=None,
            valid_from=FIRST_DAY,
            valid_to=seat.until,
        )
        users[seat.username] = user
    return Cast(users)


def _unit_seats() -> Iterator[Seat]:
    """Head and editor of every unit that is assessed; those of a district office end with it."""
    for face in faces(datetime.date(2025, 1, 1)).values():
        row = face.version
        if not row.kind.takes_part:
            continue
        yield Seat(head_name(face.code), Role.UNIT_HEAD, face.code, row.head_title, row.valid_to)
        yield Seat(editor_name(face.code), Role.UNIT_EDITOR, face.code, "Cán bộ phụ trách thi đua", row.valid_to)


def shown_accounts() -> list[tuple[str, str, str]]:
    """User name, role and unit of one account a role. Empty where there is no demonstration."""
    wanted = {seat.role: seat.username for seat in reversed(DEPARTMENT_SEATS)}
    wanted |= {Role.UNIT_HEAD: head_name(SHOWN_UNIT), Role.UNIT_EDITOR: editor_name(SHOWN_UNIT)}
    rows = Membership.objects.filter(user__username__in=wanted.values(), user__email__endswith=f"@{MAIL}")
    found = {row.role: row for row in rows.select_related("user", "unit")}
    names = faces(datetime.date(2025, 6, 6), unit_ids=[row.unit_id for row in found.values()])
    return [
        (row.user.username, role, names[row.unit_id].short_name)
        for role in Role.values
        if (row := found.get(role)) and row.user.username == wanted[role]
    ]


def account_lines(role_names: dict[str, str]) -> list[str]:
    """The accounts as printed: user name, password, role, unit."""
    return [f"{name:<22} {PASSWORD}  {role_names[role]:<32} {unit}" for name, role, unit in shown_accounts()]


def foreign_accounts() -> list[str]:
    """User names of accounts that no demonstration has made."""
    return list(User.objects.exclude(email__endswith=f"@{MAIL}").values_list("username", flat=True))


def foreign_units(codes: Sequence[str]) -> list[str]:
    """Codes of units beyond the given ones."""
    return list(Unit.objects.exclude(code__in=codes).values_list("code", flat=True))
