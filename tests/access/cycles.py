"""Award cycles for the matrix: one in preparation, one that takes names with a proposal of a unit, a result without."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from assessments.models import Approval, Run
from awards.earlier_sheet import HEADINGS, earlier_preview
from awards.models import AwardCycle, Proposal
from awards.queries.cycles import quotas_of
from awards.services.cycles import cycle_move
from awards.services.unit_proposals import PersonInput, person_propose
from campaign.models import Participant
from common import clock
from common.kept import content_keep
from tests import factories
from tests.assessments import imports
from tests.awards import cycle_world
from units.enums import Role
from units.models import Unit

PAPER = {"kind": "Quyết định", "number": "12/QĐ-SGDĐT", "date": "03/6/2025", "issuer": "Sở Giáo dục và Đào tạo"}
FACTS = {
    "title": "Khen thưởng",
    "achievement_from": "01/01/2025",
    "achievement_to": "31/5/2025",
    "achievement_text": "Có thành tích",
}


@dataclass
class Cycles:
    unit: Unit
    run: Run
    preparing: AwardCycle
    taking: AwardCycle
    hearing: AwardCycle
    proposal: Proposal


def build(unit: Unit) -> Cycles:
    """Rounds of years that nothing else asks about; the results are written as if they had been computed."""
    waiting, preparing, taking, hearing = (_run(unit, year) for year in range(2030, 2034))
    Participant.objects.filter(unit=unit, round__year__gte=2030).update(headcount=60)
    cycle = cycle_world.opened(taking)
    heading = cycle_world.heading(cycle, "GK-NAM-CN", "individual")
    values = PersonInput(full_name="Phan Thị Nhài", category="direct", job_title="Giáo viên")
    proposal = person_propose(
        cycle=cycle, heading=heading, unit=unit, values=values, report="Tiết kiệm điện.", earlier_reason="",
        by=factories.head_of(unit),
    )  # fmt: skip
    fixed = cycle_world.fixed(cycle_world.begun(preparing, title="Đợt đang chuẩn bị"))
    heard = cycle_world.opened(hearing)
    cycle_move(cycle=heard, name="hear", by=cycle_world.secretary(), reason="Đã nhận đủ đề nghị.")
    return Cycles(unit, waiting, fixed, AwardCycle.objects.get(pk=cycle.pk), heard, proposal)


def _run(unit: Unit, year: int) -> Run:
    round = factories.make_round(year, is_open=False)
    run = Run(round=round, rule="mean", digest=str(year) * 16, made_at=clock.now())
    run.save()
    cycle_world.rows_of_run(run, {unit: Decimal(95)}, round)
    leader = cycle_world.user_of(Role.LEADER)
    Approval.objects.create(run=run, leader=leader, given_at=clock.now(), published_at=clock.now())
    return run


def _cycle(name: str, **more: str):
    return lambda world, missing: {"cycle": 10**12 if missing else getattr(world.cycles, name).pk} | more


HEADING = {"rule": "GK-NAM-TT", "side": "collective"}
SPECIAL = {
    "award-run": lambda world, missing: {"run": 10**12 if missing else world.cycles.run.pk},
    "cycle-preparing": _cycle("preparing"),
    "cycle-taking": _cycle("taking"),
    "cycle-hearing": _cycle("hearing"),
    "cycle-heading": _cycle("taking", **HEADING),
    "cycle-unit": _cycle("taking", unit="TRUONG-A"),
    "award-proposal": lambda world, missing: {
        "proposal": "00000000-0000-4000-8000-000000000000" if missing else world.cycles.proposal.public_id
    },
    "award-subject": lambda world, missing: {"subject": 10**12 if missing else world.cycles.proposal.subject_id},
}


def _quotas(world: Any, thing: str) -> dict[str, Any]:
    cycle = world.cycles.preparing
    return PAPER | {"version": cycle.version} | {row.field: row.number for row in quotas_of(cycle)}


def _take(world: Any, thing: str) -> dict[str, Any]:
    key = f"u{world.cycles.unit.pk}"
    return {"key": key, f"reason-{key}": "Vượt khó."}


def _import(world: Any, thing: str) -> dict[str, Any]:
    """The confirmation of a preview of earlier awards."""
    line = ("Đơn vị", "TRUONG-A", "", "", "GK-SO", "Thành tích", "01/01/2023", "31/12/2023", "0")
    content = imports.workbook(HEADINGS, line)
    return imports.PAPER | {"confirm": "1", "kept": content_keep(content), "digest": earlier_preview(content).digest}


PAYLOADS = {
    "cycle_new": lambda world, thing: FACTS | {"version": 0},
    "cycle_facts": lambda world, thing: FACTS | {"version": world.cycles.preparing.version},
    "quotas": _quotas,
    "opening": lambda world, thing: {
        "version": world.cycles.preparing.version,
        "fund": world.cycles.taking.fund_id,
        "nominate_until": f"{dt.date(2025, 6, 22):%d/%m/%Y}",
    },
    "cycle_move": lambda world, thing: {"move": "to_council"},
    "take": _take,
    "confirm": lambda world, thing: {"names": [str(world.cycles.proposal.public_id)], "seen": "on"},
    "propose_person": lambda world, thing: {
        "heading": "GK-NAM-CN",
        "full_name": "Võ Văn Tân",
        "job_title": "Giáo viên",
        "category": "direct",
        "report": "Có sáng kiến.",
    },
    "withdraw": lambda world, thing: {"reason": "Chuyển công tác."},
    "funds": lambda world, thing: PAPER | {"year": "2026", "amount": "1.000.000"},
    "earlier": lambda world, thing: (
        PAPER
        | {
            "subject_kind": "unit",
            "unit": "TRUONG-A",
            "form_code": "GK-SO",
            "achievement": "Thành tích",
            "achievement_from": "01/01/2023",
            "achievement_to": "31/12/2023",
        }
    ),
    "earlier_import": _import,
}
