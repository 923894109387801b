"""An issued decision with lines and their entries in the register, as certificates need it."""

import datetime as dt

from awards.enums import DecisionKind, DecisionState, Produces, Side, Tier
from awards.models import Award, AwardForm, Collective, Decision, RegisterEntry, RuleSet, Subject
from common import clock
from documents.enums import Keeper
from documents.models import NumberSeries
from tests import factories
from units.enums import Role
from units.models import Unit, User

DAY = dt.date(2026, 2, 5)
MOVEMENT = "Phong trào thi đua “Đẩy mạnh phát triển kết cấu hạ tầng đồng bộ, hiện đại” giai đoạn 2023 - 2025"


def secretary() -> User:
    return factories.make_user(Role.AWARD_SECRETARY)


def issued_decision(count: int, *, by: User) -> Decision:
    """`count` collectives in the order of the decision, entered as 1, 2, 3 …"""
    campaign = factories.make_campaign()
    law = RuleSet.objects.create(code="ND152-THU", title="Nghị định 152/2025/NĐ-CP", effective_from=dt.date(2025, 7, 1))
    form = AwardForm.objects.create(
        rule_set=law,
        code="giay-khen",
        name="Giấy khen",
        tier=Tier.DEPARTMENT,
        produces=Produces.FULL,
        decided_by="Giám đốc Sở",
    )
    decision = Decision.objects.create(
        kind=DecisionKind.AWARD,
        state=DecisionState.ISSUED,
        form=form,
        authority="Giám đốc Sở Giáo dục và Đào tạo",
        number=5,
        full_symbol="05/QĐ-SGDĐT",
        decided_on=DAY,
        signer_lines="KT. GIÁM ĐỐC / PHÓ GIÁM ĐỐC",
        signer_name="Trần Văn Quảng",
        rule_set=law,
        created_by=by,
        created_at=clock.now(),
    )
    _lines(decision, form, count, campaign.department)
    return decision


def _lines(decision: Decision, form: AwardForm, count: int, department: Unit) -> None:
    groups = Collective.objects.bulk_create(
        Collective(name=f"Tổ chuyên môn số {n}", parent=department) for n in range(1, count + 1)
    )
    subjects = Subject.objects.bulk_create(Subject(collective=group) for group in groups)
    awards = Award.objects.bulk_create(
        Award(
            decision=decision,
            subject=subject,
            form=form,
            side=Side.COLLECTIVE,
            order=n,
            printed_name=f"Tập thể Tổ chuyên môn số {n}",
            printed_unit="Trường THPT Đắk Song",
            achievement=MOVEMENT,
            achievement_from=dt.date(2023, 1, 1),
            achievement_to=dt.date(2025, 12, 31),
        )
        for n, subject in enumerate(subjects, 1)
    )
    series = NumberSeries.objects.create(
        unit=department, symbol="VS/giay-khen", year=2026, keeper=Keeper.PORTAL, last_number=count
    )
    RegisterEntry.objects.bulk_create(
        RegisterEntry(award=award, series=series, number=n, entered_at=clock.now()) for n, award in enumerate(awards, 1)
    )
