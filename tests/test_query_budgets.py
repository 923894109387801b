"""How often each page asks the database: a fixed number of times, whatever the number of rows, and not too often."""

import copy
from collections.abc import Iterable
from decimal import Decimal

import pytest
from django.db import connection
from django.db.models import Model
from django.test import Client
from django.test.utils import CaptureQueriesContext

from assessments.models import Answer, Assessment, OfficeAppraisal, RunRow
from campaign.models import Participant, Round
from common import clock
from tests import factories
from tests.access.world import OFFICE_ROLES
from tests.journeys.support import at
from tests.reports import worlds
from units.enums import Role
from units.models import ClusterMember, InboxMessage, Unit, UnitVersion, User

pytestmark = pytest.mark.django_db

# A home page is a work list, what one was asked to prepare, the own units, messages, progress, phases and what awards
# wait for (cycles, names, sessions, dossiers, notices, decisions, letters) in one.
HOME, LIST, SHEET, DESK, DEEP = 22, 15, 21, 25, 40
# A sheet that is filled in stands beside that of the round before: on the cards with columns, marks and corrections,
# at the pledge for its figures.
FILLED_IN = SHEET + 3
# Page: who reads it, where it is, the most questions.
HOMES = {f"home of {caller}": (caller, "/", HOME) for caller in ("edit", "head", *OFFICE_ROLES)}
# Nobody has more sources of work than the secretary of the council.
HOMES["home of secr"] = ("secr", "/", HOME + 1)
LISTS = {
    **HOMES,
    "queue": ("appr", "/tham-dinh/", LIST),
    "queue of the manager": ("mngr", "/tham-dinh/", LIST),
    "rounds": ("mngr", "/ky/", LIST),
    "round": ("mngr", "/ky/2025/", LIST),
    "results": ("mngr", "/ky/2023/ket-qua/", LIST),
    "other weights": ("mngr", "/ky/2023/gia-dinh/", SHEET),
    "stability": ("mngr", "/ky/2023/do-on-dinh/", LIST),
    "appraisers": ("mngr", "/ky/2023/chuyen-vien/", LIST),
    # More than a list: which years of the phase wait, which were corrected, the award cycle.
    "phase": ("lead", "/giai-doan/1/", LIST + 2),
    # What the data would say today is worked out beside what was written.
    "report of the phase": ("lead", "/giai-doan/1/bao-cao/", DEEP),
    "units": ("admn", "/don-vi/", LIST),
    "criteria": ("obsv", "/tieu-chi/", LIST),
    "library": ("edit", "/minh-chung/", LIST),
    "inbox": ("head", "/thong-bao/", LIST),
    "award cycles": ("secr", "/khen-thuong/", LIST),
    "awards of the unit": ("head", "/khen-thuong/don-vi/", LIST),
    "subjects of awards": ("secr", "/khen-thuong/doi-tuong/", LIST),
    "funds": ("acct", "/khen-thuong/quy/", LIST),
}
DETAILS = {
    "sheet as a draft": ("edit", "/phieu/{draft}/", FILLED_IN),
    "one answer": ("edit", "/phieu/{draft}/HT-1/", FILLED_IN),
    "evidence to add": ("edit", "/phieu/{draft}/HT-1/minh-chung/", SHEET),
    "evidence to take over": ("edit", "/phieu/{draft}/HT-1/minh-chung/kho/", SHEET),
    "check": ("edit", "/phieu/{draft}/kiem-tra/", SHEET),
    "workbook": ("edit", "/phieu/{draft}/excel/", SHEET),
    "workbook as a file": ("edit", "/phieu/{draft}/phieu.xlsx", SHEET),
    "pledge": ("head", "/phieu/{draft}/nop/", FILLED_IN),
    "sheet as sent": ("obsv", "/phieu/{sent}/", SHEET),
    "history": ("obsv", "/phieu/{sent}/lich-su/", SHEET),
    "receipt": ("obsv", "/phieu/{sent}/giay-tiep-nhan/", SHEET),
    "desk": ("appr", "/tham-dinh/{sent}/", DESK),
    "desk of the manager": ("mngr", "/tham-dinh/{sent}/", DESK),
    "criteria set": ("edit", "/tieu-chi/KCHT-TKCLP/1/", SHEET),
    "unit": ("admn", "/don-vi/TRUONG/", LIST),
    "participant": ("mngr", "/ky/2025/don-vi/TRUONG/", LIST),
    "why this rank in a round": ("head", "/ky/2023/ket-qua/TRUONG/", SHEET),
    "sharing out": ("head", "/phieu/{draft}/phan-cong/", DESK),
    "why this rank": ("head", "/giai-doan/1/TRUONG/", DEEP),
}


@pytest.fixture(autouse=True)
def in_time():
    with clock.frozen(factories.IN_TIME):
        yield


class Reading:
    """Readers of every role, and a first school: published in 2023, with a draft or a sent sheet in 2025."""

    def __init__(self) -> None:
        self.cluster = factories.make_cluster()
        self.unit = self._school("TRUONG")
        self.drafting = self._school("NHAP")
        with clock.frozen(at(10, 1, year=2024)):
            self.past = worlds.published_round(2023, {self.unit: Decimal(5), self.drafting: Decimal(4)})
        self.round = factories.make_round(2025)
        factories.participant_of(self.unit, self.round)
        self.draft = factories.fill_sheet(factories.make_sheet(self.drafting, self.round))
        self.sent = worlds.sent(self.unit, self.round)
        users = {caller: factories.make_user(role) for caller, role in OFFICE_ROLES.items()}
        users |= {"edit": factories.editor_of(self.drafting), "head": factories.head_of(self.drafting)}
        self.clients = {caller: self._reader(user) for caller, user in users.items()}
        self.users = users
        self.messages(1)

    def _school(self, code: str) -> Unit:
        return factories.make_unit("T", code=code, name=f"Trường {code}", cluster=self.cluster)

    @staticmethod
    def _reader(user: User) -> Client:
        client = Client()
        client.force_login(user)
        client.get("/tieu-chi/")  # the first page of a session writes down where it is read
        return client

    def more(self, count: int) -> None:
        """Schools whose sheets are received, each with messages to everyone."""
        for number in range(count):
            worlds.sent(self._school(f"T-{number}"), self.round)
            self.messages(1)

    def messages(self, count: int) -> None:
        InboxMessage.objects.bulk_create(
            InboxMessage(user=user, text=f"Thông báo {number}", sent_at=clock.now())
            for user in self.users.values()
            for number in range(count)
        )

    def counts(self, pages: dict[str, tuple[str, str, int]]) -> dict[str, int]:
        """How often each page asks now."""
        found = {}
        for name, (caller, path, _most) in pages.items():
            url = path.format(draft=self.draft.public_id, sent=self.sent.public_id)
            with CaptureQueriesContext(
                connection,
            ) as asked:
                response = self.clients[caller].get(url)
            assert response.status_code == 200, (name, response.status_code)
            found[name] = len(asked)
        return found


def too_many(counts: dict[str, int], pages: dict[str, tuple[str, str, int]]) -> dict[str, tuple[int, int]]:
    return {name: (count, pages[name][2]) for name, count in counts.items() if count > pages[name][2]}


def test_every_page_stays_in_its_budget_for_one_and_three_rows():
    reading = Reading()
    pages = LISTS | DETAILS
    one = reading.counts(pages)
    reading.more(2)
    three = reading.counts(pages)
    assert too_many(three, pages) == {}
    assert {name: (one[name], three[name]) for name in pages if three[name] > one[name]} == {}


def test_lists_ask_as_often_for_three_hundred_rows():
    reading = Reading()
    reading.more(2)
    three = reading.counts(LISTS)
    three_hundred(reading)
    many = reading.counts(LISTS)
    assert Participant.objects.filter(round=reading.round).count() > 300
    assert {name: (three[name], many[name]) for name in LISTS if many[name] > three[name]} == {}


def three_hundred(reading: Reading) -> None:
    """Copies of the first school with everything that lists show of it, in a few statements."""
    codes = [f"N-{number:03d}" for number in range(300)]
    units = Unit.objects.bulk_create(Unit(code=code) for code in codes)
    copies(
        UnitVersion.objects.get(unit=reading.unit), [{"unit": unit, "name": f"Trường {unit.code}"} for unit in units]
    )
    copies(ClusterMember.objects.get(unit=reading.unit), [{"unit": unit} for unit in units])
    for round in (reading.past, reading.round):
        _sheets(round, reading.unit, units)
    reading.messages(300)


def _sheets(round: Round, like: Unit, units: Iterable[Unit]) -> None:
    pattern = Participant.objects.get(round=round, unit=like)
    participants = copies(pattern, [{"unit": unit, "printed_name": f"Trường {unit.code}"} for unit in units])
    sheet = Assessment.objects.get(participant=pattern)
    sheets = copies(
        sheet,
        [
            {"participant": row, "public_id": fresh_id(), "receipt_code": f"TN-{row.pk}-{round.year}"}
            for row in participants
        ],
    )
    for part in OfficeAppraisal.objects.filter(assessment=sheet):
        copies(part, [{"assessment": row} for row in sheets])
    for answer in Answer.objects.filter(assessment=sheet):
        copies(answer, [{"assessment": row} for row in sheets])
    for row in RunRow.objects.filter(participant=pattern):
        copies(row, [{"participant": one, "assessment": two} for one, two in zip(participants, sheets, strict=True)])


def fresh_id():
    return Assessment._meta.get_field("public_id").get_default()


def copies(row: Model, changes: list[dict]) -> list:
    """New rows like one that is there, each with its changes."""
    made = []
    for change in changes:
        other = copy.copy(row)
        other._state = copy.copy(row._state)
        other.pk = None
        for name, value in change.items():
            setattr(other, name, value)
        made.append(other)
    return type(row)._base_manager.bulk_create(made)


def test_the_table_of_pages_knows_every_role():
    assert {caller for caller, _path, _most in HOMES.values()} >= set(OFFICE_ROLES)
    assert set(OFFICE_ROLES.values()) | {Role.UNIT_EDITOR, Role.UNIT_HEAD} == set(Role)
