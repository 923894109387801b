"""A council of eleven, a cycle with complete dossiers, a session: what the tests of votes start from."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from assessments.models import Run
from awards.enums import (
    Base,
    CouncilOffice,
    CycleState,
    Method,
    Occasion,
    Origin,
    Presence,
    ProposalState,
)
from awards.models import (
    AwardCycle,
    AwardForm,
    Council,
    CouncilMember,
    CouncilSession,
    Fund,
    LegalGround,
    Poll,
    Proposal,
    RuleSet,
    Subject,
    VotingRule,
)
from awards.services.council import CouncilInput, QuorumRule, SeatInput, council_member_add, council_set_up
from awards.services.council_polls import poll_open, poll_prepare, poll_tellers_name
from awards.services.council_sessions import PresenceInput, SessionInput, session_open, session_plan
from common import clock
from common.models import CitedDocument
from tests import factories
from units.enums import Role
from units.models import Person, Unit, User

DAY = dt.date(2025, 6, 23)
NOW = dt.datetime(2025, 6, 23, 8, 5, tzinfo=clock.TIME_ZONE)
SIZE = 11
OFFICES = (CouncilOffice.CHAIR, CouncilOffice.DEPUTY, *[CouncilOffice.MEMBER] * 8, CouncilOffice.SECRETARY)
SOURCE = "Quy chế hoạt động của Hội đồng (cần xác minh)"
HANDS, WRITTEN, PAPER, ELECTRONIC = Method.HANDS, Method.WRITTEN, Method.PAPER, Method.ELECTRONIC


def secretary() -> User:
    """The account that runs councils."""
    found = User.objects.filter(memberships__role=Role.AWARD_SECRETARY).first()
    return found or factories.make_user(Role.AWARD_SECRETARY, unit=factories.office(factories.AWARD))


def paper(number: str = "12/QĐ-SGDĐT", kind: str = "Quyết định") -> CitedDocument:
    return CitedDocument(kind=kind, number=number, date=dt.date(2025, 1, 10), issuer="Sở Giáo dục và Đào tạo")


def stored(number: str = "12/QĐ-SGDĐT", kind: str = "Quyết định") -> CitedDocument:
    row = paper(number, kind)
    row.save()
    return row


def make_person(name: str, unit: Unit | None = None, *, account: bool = True) -> Person:
    person = Person.objects.create(full_name=name, job_title="Trưởng phòng", unit=unit)
    if account:
        user = factories.make_user(name=name)
        User.objects.filter(pk=user.pk).update(person=person)
    return person


def user_of(member: CouncilMember) -> User:
    """The account of a member, read anew."""
    return User.objects.get(person_id=member.person_id)


def make_council(size: int = SIZE, *, people: Sequence[Person] = ()) -> Council:
    """A council of `size`: chair, deputy, members, secretary; every member has an account."""
    values = CouncilInput(
        name="Hội đồng Thi đua - Khen thưởng Sở Giáo dục và Đào tạo",
        symbol="HĐTĐKT",
        decision=paper(),
        valid_from=dt.date(2025, 1, 10),
        quorum=QuorumRule(numerator=2, denominator=3, source=SOURCE),
    )
    council = council_set_up(department=factories.office(factories.DEPARTMENT), values=values, by=secretary())
    known = list(people) + [make_person(f"Thành viên Số {number + 1}") for number in range(len(people), size)]
    for number, person in enumerate(known):
        add_member(council, person, office=OFFICES[0 if number == 0 else -1 if number == size - 1 else 2], order=number)
    return council


def add_member(council: Council, person: Person, *, office: str = CouncilOffice.MEMBER, order: int = 50) -> Any:
    values = SeatInput(
        person=person, office=office, printed_title=person.job_title, order=order, valid_from=dt.date(2025, 1, 10)
    )
    return council_member_add(council=council, values=values, by=secretary())


def members(council: Council) -> list[CouncilMember]:
    return list(council.members.select_related("person").order_by("order", "pk"))


def make_form(code: str = "GK-SO", *, share: tuple[int, int, bool] = (1, 2, True), **rule: Any) -> AwardForm:
    """A form with its voting rule; Giấy khen of the department unless told otherwise."""
    rule_set = RuleSet.objects.get_or_create(
        code="ND152", defaults={"title": "Nghị định 152/2025", "effective_from": dt.date(2025, 1, 1)}
    )[0]
    ground = {"text": "khoản 4 Điều 4 Nghị định 152/2025/NĐ-CP"}
    LegalGround.objects.get_or_create(rule_set=rule_set, code="hold", defaults=ground)
    form = AwardForm.objects.create(
        rule_set=rule_set, code=code, name=f"Hình thức {code}", tier="department", decided_by="Giám đốc Sở"
    )
    values = {"base": Base.MEMBERS, "method": HANDS, "needs_ballot": False, "source": SOURCE} | rule
    VotingRule.objects.create(form=form, numerator=share[0], denominator=share[1], is_strict=share[2], **values)
    return form


def make_cycle(year: int = 2025) -> AwardCycle:
    """A cycle before the council, of a round whose result is published."""
    round = factories.make_round(year, is_open=False)
    by = secretary()
    run = Run.objects.create(round=round, rule="round", digest="0" * 64, made_at=NOW)
    fund = Fund.objects.create(
        department=factories.office(factories.DEPARTMENT), year=year, amount=80_000_000, document=stored("3/TB-SGDĐT")
    )
    return AwardCycle.objects.create(
        campaign=round.phase.campaign,
        title="Khen thưởng năm 2025",
        occasion=Occasion.YEARLY,
        run=run,
        rule_set=RuleSet.objects.first() or make_form("GK-KHAC").rule_set,
        state=CycleState.COUNCIL,
        achievement_from=dt.date(2025, 1, 1),
        achievement_to=dt.date(2025, 5, 31),
        achievement_text="Có thành tích trong phong trào thi đua năm 2025",
        quota_document=stored("4/TB-SGDĐT"),
        fund=fund,
        created_at=NOW,
        created_by=by,
    )


def propose(cycle: AwardCycle, form: AwardForm, who: Unit | Person, state: str = ProposalState.COMPLETE) -> Proposal:
    """A complete dossier about a unit or a person."""
    subject = Subject.objects.get_or_create(**{"unit" if isinstance(who, Unit) else "person": who})[0]
    name = who.versions.get().name if isinstance(who, Unit) else who.full_name
    return Proposal.objects.create(
        cycle=cycle, form=form, subject=subject, state=state, origin=Origin.OFFICE,
        printed_name=name, proposed_by=secretary(), proposed_at=NOW,
    )  # fmt: skip


def plan(council: Council, cycle: AwardCycle) -> CouncilSession:
    values = SessionInput(
        title="Họp xét khen thưởng năm 2025",
        planned_at=NOW,
        place="Phòng họp A",
        agenda=["Kiểm tra điều kiện họp", "Báo cáo kết quả thẩm định", "Biểu quyết"],
    )
    return session_plan(council=council, cycle=cycle, values=values, by=secretary())


def opened(session: CouncilSession, present: int = SIZE) -> CouncilSession:
    """The session with the first `present` members; the first chairs, the second takes the minutes."""
    seats = members(session.council)
    presences = {
        seat.pk: PresenceInput(presence=Presence.PRESENT)
        if number < present
        else PresenceInput(presence=Presence.ABSENT, reason="Đi công tác")
        for number, seat in enumerate(seats)
    }
    return session_open(session=session, chair=seats[0], secretary=seats[1], presences=presences, by=secretary())


class Meeting:
    """A session in progress with `cases` complete dossiers of schools."""

    def __init__(self, *, cases: int = 3, present: int = SIZE, form: AwardForm | None = None, size: int = SIZE) -> None:
        self.form = form or make_form()
        self.council = make_council(size)
        self.cycle = make_cycle()
        self.proposals = [propose(self.cycle, self.form, factories.make_unit()) for _number in range(cases)]
        self.session = opened(plan(self.council, self.cycle), present)
        self.members = members(self.council)
        self.users = [user_of(member) for member in self.members]

    def prepared(self, method: str = ELECTRONIC, *, is_secret: bool = False, proposals: Any = None) -> Poll:
        return poll_prepare(
            session=self.session, form=self.form, proposals=proposals or self.proposals, method=method,
            is_secret=is_secret, by=secretary(),
        )  # fmt: skip

    def poll(self, method: str = ELECTRONIC, *, is_secret: bool = False) -> Poll:
        """A poll that is open."""
        row = self.prepared(method, is_secret=is_secret)
        if method == PAPER:
            poll_tellers_name(poll=row, head=self.members[2], second=self.members[3], by=secretary())
        return poll_open(poll=row, by=secretary())
