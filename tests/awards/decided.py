"""Decisions for tests: the law by date, a cycle, subjects whom the council has passed, decisions up to the issue."""

import datetime as dt
from contextlib import nullcontext
from decimal import Decimal
from typing import Any
from unittest import mock

from assessments.models import Run
from awards.enums import Occasion, Origin, Produces, ProposalState, Tier
from awards.models import (
    AwardCycle,
    AwardForm,
    BaseSalary,
    Collective,
    Decision,
    Fund,
    Hold,
    LegalGround,
    MoneyRule,
    Proposal,
    RuleSet,
    Subject,
    Term,
)
from awards.services.changing import RevocationInput
from awards.services.decision_issue import decision_issue, decision_sign
from awards.services.decisions import decision_draft
from awards.services.register import HandoverInput
from common import clock
from common.models import CitedDocument
from documents import papers, rendering
from tests import factories
from units.enums import Role, Sex
from units.models import Person, Unit, User

SALARIES = ((2023, 1_800_000), (2024, 2_340_000), (2026, 2_530_000))
NOW = dt.datetime(2026, 8, 20, 9, 0, tzinfo=clock.TIME_ZONE)
BEFORE, AFTER = dt.date(2026, 6, 30), dt.date(2026, 7, 1)


def light_pdf(template: str, context: dict[str, Any], *, title: str, variant: str | None = None) -> bytes:
    """The values of a paper in place of its drawing: the same values give the same bytes."""
    return f"%PDF-1.7 {title} | {context['data']!r} %%EOF".encode()


def light_papers() -> Any:
    """Papers without their drawing, as long as this lasts; whoever has taken it away already keeps it so."""
    if papers.render_pdf is not rendering.render_pdf:
        return nullcontext()
    return mock.patch("documents.papers.render_pdf", light_pdf)


def user(role: str, name: str = "") -> User:
    """One account a role, made once."""
    return User.objects.filter(memberships__role=role).first() or factories.make_user(role, name=name)


def secretary() -> User:
    return user(Role.AWARD_SECRETARY)


def leader() -> User:
    return user(Role.LEADER, "Lê Văn Sở")


def clerk() -> User:
    return user(Role.RECORDS_CLERK)


def accountant() -> User:
    return user(Role.ACCOUNTANT)


def observer() -> User:
    return user(Role.OBSERVER)


def law(code: str = "PL-2022-152", *, of: int = 2025) -> RuleSet:
    """A rule set with Giấy khen (decided here), Bằng khen (proposed upward), the money rule and the term."""
    known = RuleSet.objects.filter(code=code).first()
    if known:
        return known
    for year, amount in SALARIES:
        BaseSalary.objects.get_or_create(
            effective_from=dt.date(year, 7, 1), defaults={"amount": amount, "basis": f"Nghị định {year}"}
        )
    row = RuleSet.objects.create(
        code=code,
        title=f"Luật {code}",
        effective_from=dt.date(of, 7, 1),
        legal_bases=["Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022", f"Nghị định của {code}"],
    )
    MoneyRule.objects.create(
        rule_set=row, round_up_to=10_000, collective_factor=2, household_factor=Decimal("1.5"), source="Điều 49"
    )
    Term.objects.create(rule_set=row, code="recovery", name="Nộp lại", working_days=15, source="Điều 58")
    LegalGround.objects.create(rule_set=row, code="hold", text="khoản 4 Điều 4 Nghị định 152/2025/NĐ-CP")
    make_form(row, "GK-SO", "Giấy khen", "0.3", "0.6", decided_by="Giám đốc Sở")
    make_form(
        row,
        "BK-TINH",
        "Bằng khen của Chủ tịch UBND tỉnh",
        "1.5",
        "3",
        produces=Produces.DOSSIER,
        decided_by="Chủ tịch UBND tỉnh",
    )
    return row


def make_form(row: RuleSet, code: str, name: str, individual: str, collective: str, **facts: Any) -> AwardForm:
    values = {"tier": Tier.DEPARTMENT, "produces": Produces.FULL, "decided_by": "Giám đốc Sở", **facts}
    return AwardForm.objects.create(
        rule_set=row,
        code=code,
        name=name,
        coefficient_individual=Decimal(individual) if individual else None,
        coefficient_collective=Decimal(collective) if collective else None,
        **values,
    )


def make_cycle(rule_set: RuleSet | None = None, **facts: Any) -> AwardCycle:
    """A cycle on a phase run, with a fund of 100 million đồng."""
    campaign = factories.make_campaign()
    year = facts.pop("year", 2026)
    fund, _made = Fund.objects.get_or_create(
        department=campaign.department,
        year=year,
        defaults={"amount": 100_000_000, "document": make_document("Quyết định", f"{year}/QĐ-SGDĐT")},
    )
    run = Run.objects.create(
        phase=factories.make_phase(1), kind="trial", rule="mean", digest="0" * 64, made_at=clock.now()
    )
    values = {
        "occasion": Occasion.PHASE,
        "achievement_from": dt.date(2023, 1, 1),
        "achievement_to": dt.date(2025, 12, 31),
        "achievement_text": "Đã có thành tích xuất sắc trong Phong trào thi đua giai đoạn 2023 - 2025",
    }
    return AwardCycle.objects.create(
        campaign=campaign,
        title="Khen thưởng giai đoạn 1",
        run=run,
        rule_set=rule_set or law(),
        fund=fund,
        created_at=clock.now(),
        created_by=secretary(),
        **(values | facts),
    )


def make_document(kind: str = "Kết luận", number: str = "9/KL-TTr") -> CitedDocument:
    return CitedDocument.objects.create(kind=kind, number=number, date=dt.date(2026, 1, 5), issuer="Thanh tra Sở")


def person(name: str, unit: Unit, sex: str = Sex.FEMALE) -> Subject:
    row = Person.objects.create(full_name=name, unit=unit, sex=sex, job_title="Giáo viên")
    return Subject.objects.create(person=row)


def school(name: str) -> Subject:
    return Subject.objects.create(unit=factories.make_unit(name=name))


def group(name: str, parent: Unit) -> Subject:
    return Subject.objects.create(collective=Collective.objects.create(name=name, kind="Tổ", parent=parent))


def passed(
    cycle: AwardCycle, subject: Subject, code: str = "GK-SO", *, state: str = ProposalState.PASSED, **facts: Any
) -> Proposal:
    """What the council has passed, as the decision finds it."""
    home = Unit.objects.get(pk=subject.home_unit_id)
    return Proposal.objects.create(
        cycle=cycle,
        subject=subject,
        form=facts.pop("form", None) or AwardForm.objects.get(rule_set=cycle.rule_set, code=code),
        state=state,
        origin=Origin.OFFICE,
        printed_name=str(subject.person or subject.collective or home.versions.get().name),
        printed_title="Giáo viên" if subject.person else "",
        printed_unit="" if subject.unit else home.versions.get().name,
        proposed_by=secretary(),
        proposed_at=clock.now(),
        **facts,
    )


def some_passed(cycle: AwardCycle) -> list[Proposal]:
    """Two schools and three persons, entered out of order."""
    first, second = school("Trường THPT Đắk Song"), school("Trường THPT Chu Văn An")
    names = ("Trần Thị Yến", "Nguyễn Văn Ánh", "Lê Thị Đào")
    people = [person(name, first.unit, Sex.MALE if "Văn" in name else Sex.FEMALE) for name in names]
    return [passed(cycle, subject) for subject in (*people, first, second)]


def drafted(cycle: AwardCycle | None = None, *, on: dt.date = AFTER, rows: list[Proposal] | None = None) -> Decision:
    cycle = cycle or make_cycle()
    return decision_draft(cycle=cycle, proposals=rows or some_passed(cycle), planned_on=on, by=secretary())


def signed(decision: Decision | None = None, **facts: Any) -> Decision:
    row = Decision.objects.get(pk=(decision or drafted(**facts)).pk)
    with light_papers():
        return decision_sign(decision=row, expected_version=row.version, by=leader())


def issued(decision: Decision | None = None, *, number: int = 15, on: dt.date = AFTER, **facts: Any) -> Decision:
    """A decision of `on` with its number, drafted for the same day."""
    row = decision or drafted(on=on, **facts)
    if row.state == "draft":
        row = signed(row)
    with light_papers():
        return decision_issue(decision=row, number=str(number), day=on, by=clerk())


def revocation(on: dt.date = dt.date(2026, 8, 3), **facts: Any) -> RevocationInput:
    values = {
        "planned_on": on,
        "reason": "Kê khai sai thành tích.",
        "ground": "Điểm a khoản 2 Điều 93 Luật Thi đua, khen thưởng",
        "conclusion": make_document(),
    }
    return RevocationInput(**(values | facts))


def handover(**facts: Any) -> HandoverInput:
    values = {
        "held_on": dt.date(2026, 7, 10),
        "began_at": dt.time(8),
        "ended_at": dt.time(8, 30),
        "place": "Hội trường Sở",
        "occasion": "Hội nghị sơ kết",
        "presenter": "Ông Lê Văn Sở",
        "receiver": "Các đơn vị",
    }
    return HandoverInput(**(values | facts))


def hold(subject: Subject, *, from_on: dt.date = dt.date(2026, 1, 1)) -> Hold:
    return Hold.objects.create(
        subject=subject,
        kind="inspection",
        document=make_document("Quyết định thanh tra", "7/QĐ-TTr"),
        from_on=from_on,
        recorded_by=secretary(),
        recorded_at=clock.now(),
    )
