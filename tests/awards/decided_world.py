"""Decisions in every state for the matrix of access: addresses, and what its forms send."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from awards.enums import ProposalState
from awards.models import AwardCycle, Decision, Handover, Letter, Proposal, Recovery, RegisterEntry, RuleSet
from awards.services.changing import revocation_draft
from awards.services.register import handover_record
from common import clock
from documents.models import IssuedDocument
from tests.awards import decided
from units.models import Unit

DAY = dt.date(2025, 6, 2)
TYPED = "02/6/2025"
NOBODY = "00000000-0000-4000-8000-000000000000"
NOTHING = 10**12


@dataclass
class DecidedWorld:
    """One thing of each kind that an address is about."""

    cycle: AwardCycle
    draft: Decision
    signed: Decision
    issued: Decision
    letter: Letter
    sent: Letter
    handover: Handover
    entry: RegisterEntry
    recovery: Recovery


def build(unit: Unit) -> DecidedWorld:
    """A letter about `unit` was sent; another one waits."""
    # A law of its own, older than those that the other worlds go by, so that nobody takes it for theirs.
    law = decided.law("PL-CU", of=2014)
    RuleSet.objects.filter(pk=law.pk).update(effective_to=dt.date(2015, 1, 1))
    cycle = decided.make_cycle(law, year=2025)
    decided.some_passed(cycle)
    for number, state in enumerate((ProposalState.PASSED, ProposalState.FORWARDED)):
        decided.passed(cycle, decided.school(f"Trường THPT Bằng khen {number}"), "BK-TINH", state=state)
    issued = decided.issued(on=DAY, cycle=decided.make_cycle(law, year=2025))
    revoked = decided.issued(on=DAY, number=16, cycle=decided.make_cycle(law, year=2025))
    values = decided.revocation(DAY)
    decided.issued(
        revocation_draft(decision=revoked, awards=[revoked.awards.first()], values=values, by=decided.secretary()),
        number=17,
        on=DAY,
    )
    letter = Letter.objects.filter(decision=issued).first()
    with decided.light_papers():
        handed = handover_record(
            decision=revoked,
            awards=[revoked.awards.last()],
            values=decided.handover(held_on=DAY),
            by=decided.clerk(),
        )
    sent = Letter.objects.create(decision=issued, unit=unit, subject="Thông báo", text="Đã gửi.", sent_at=clock.now())
    return DecidedWorld(
        cycle=cycle,
        draft=decided.drafted(decided.make_cycle(law, year=2025), on=DAY),
        signed=decided.signed(on=DAY, cycle=decided.make_cycle(law, year=2025)),
        issued=issued,
        letter=letter,
        sent=sent,
        handover=handed,
        entry=_with_certificate(RegisterEntry.objects.filter(award__decision=issued).first()),
        recovery=Recovery.objects.get(),
    )


def _with_certificate(entry: RegisterEntry) -> RegisterEntry:
    entry.certificate = IssuedDocument.objects.create(
        kind="certificate", title="Giấy khen", target_type="x", target_id="1", code="GK-THU", created_at=clock.now()
    )
    entry.save()
    return entry


def _handed(world: Any, missing: bool) -> dict[str, Any]:
    row = world.decided.handover
    return {"decision": row.decision.public_id, "record": NOTHING if missing else row.pk}


def _about(name: str, *, line: bool = False, **more: str) -> Any:
    """A decision, with one of its lines."""

    def arguments(world: Any, missing: bool) -> dict[str, Any]:
        row = getattr(world.decided, name)
        own = {"line": row.awards.first().pk} if line else {}
        return {"decision": NOBODY if missing else row.public_id} | own | more

    return arguments


def _key(argument: str, name: str, **more: Any) -> Any:
    return lambda world, missing: {argument: NOTHING if missing else getattr(world.decided, name).pk} | more


SPECIAL = {
    "award-cycle": _key("cycle", "cycle"),
    "award-cycle-form": _key("cycle", "cycle", form="BK-TINH"),
    "decision-draft": _about("draft"),
    "decision-draft-line": _about("draft", line=True),
    "decision-signed": _about("signed"),
    "decision-issued": _about("issued"),
    "decision-issued-line": _about("issued", line=True),
    "award-cycle-letter": _key("cycle", "cycle", form="BK-TINH", kind="docx"),
    "decision-draft-file": _about("draft", form="docx"),
    "decision-issued-file": _about("issued", form="pdf"),
    "handover-file": _handed,
    "letter": _key("letter", "letter"),
    "letter-sent": _key("letter", "sent"),
    "register-entry": _key("entry", "entry"),
    "recovery": _key("recovery", "recovery"),
}

DOCUMENT = {"kind": "Kết luận", "number": "9/KL-TTr", "date": TYPED, "issuer": "Thanh tra Sở"}
LINE = {"printed_name": "Trường THPT Tên khác", "achievement": "Thành tích"}


def _waiting(world: Any, state: str, code: str) -> list[str]:
    rows = Proposal.objects.filter(cycle=world.decided.cycle, state=state, form__code=code)
    return [str(pk) for pk in rows.values_list("pk", flat=True)]


def _lines(decision: Decision) -> list[str]:
    return [str(pk) for pk in decision.awards.values_list("pk", flat=True)]


def _edited(world: Any, thing: str) -> dict[str, Any]:
    lines = _lines(world.decided.draft)
    places = {f"order-{pk}": str(place) for place, pk in enumerate(lines, 1)}
    return {"version": "1", "planned_on": TYPED, "bases": "Luật A\nNghị định B"} | places


def _higher(world: Any, thing: str) -> dict[str, Any]:
    outcomes = {f"outcome-{pk}": "nothing" for pk in _waiting(world, "forwarded", "BK-TINH")}
    return {"number": "100/QĐ-UBND", "decided_on": TYPED, "authority": "Chủ tịch UBND tỉnh"} | outcomes


PAYLOADS = {
    "decision_new": lambda world, thing: {"take": _waiting(world, "passed", "GK-SO"), "planned_on": TYPED},
    "decision_edit": _edited,
    "decision_remove": lambda world, thing: {"reason": "Gộp với đợt sau."},
    "decision_line": lambda world, thing: LINE | {"paid_as": "money"},
    "decision_line_remove": lambda world, thing: {"reason": "Đang được xác minh."},
    "decision_sign": lambda world, thing: {"version": "1"},
    "decision_take_back": lambda world, thing: {"reason": "Sửa tên."},
    "decision_issue": lambda world, thing: {"number": "18", "day": TYPED},
    "decision_correct": lambda world, thing: LINE | {"kind": "amending", "reason": "In sai.", "planned_on": TYPED},
    "decision_revoke": lambda world, thing: (
        DOCUMENT
        | {
            "take": _lines(world.decided.issued),
            "planned_on": TYPED,
            "reason": "Kê khai sai.",
            "ground": "Điểm a khoản 2 Điều 93",
        }
    ),
    "decision_corrigendum": lambda world, thing: {"printed": "ngày 2", "correct": "ngày 02"},
    "decision_handover": lambda world, thing: {
        "take": _lines(world.decided.issued),
        "held_on": TYPED,
        "began_at": "08:00",
        "ended_at": "08:30",
        "place": "Hội trường Sở",
        "occasion": "Hội nghị",
        "presenter": "Ông A",
        "receiver": "Bà B",
    },
    "forward": lambda world, thing: DOCUMENT | {"take": _waiting(world, "passed", "BK-TINH")},
    "higher": _higher,
    "entry_void": lambda world, thing: {"reason": "In hỏng phôi."},
    "entry_reprint": lambda world, thing: {"reason": "Bị mất."},
    "letter": lambda world, thing: {"subject": "Thông báo", "text": "Kính mời dự lễ."},
    "letter_hold": lambda world, thing: {"held": "1"},
    "recovery_received": lambda world, thing: {f"got-{world.decided.recovery.pk}-received_on": TYPED},
    "recovery_returned": lambda world, thing: {
        f"back-{world.decided.recovery.pk}-money": "1.410.000",
        f"back-{world.decided.recovery.pk}-money_on": TYPED,
    },
}
