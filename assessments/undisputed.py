"""Which criteria an appraiser can agree with at once: nothing stands against the claim (no query on loaded answers)."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from assessments.claims import Claim
from assessments.desk_lines import DeskLine, LineState
from assessments.models import Answer, Evidence
from criteria.enums import EvidenceDuty, ItemKind


@dataclass(frozen=True)
class Period:
    """The days the data of a round are from, both included."""

    first: datetime.date
    last: datetime.date


@dataclass(frozen=True)
class AgreeLine:
    """An open criterion of the reader; `reason`: why it has to be looked at by itself, empty where nothing stands."""

    line: DeskLine
    claim: Claim
    reason: str | Promise = ""


def agree_lines(
    lines: Sequence[DeskLine], claims: Mapping[int, Claim], *, period: Period, used: frozenset[str]
) -> list[AgreeLine]:
    """Every criterion that waits for the reader. `used`: digests of files that stand in other sheets too."""
    return [
        AgreeLine(line, claims[line.answer.pk], dispute(line, claims[line.answer.pk], period=period, used=used))
        for line in lines
        if line.is_open
    ]


def dispute(line: DeskLine, claim: Claim, *, period: Period, used: frozenset[str]) -> str | Promise:
    """What keeps a criterion from being agreed with unseen; empty when nothing does."""
    answer = line.answer
    if line.state != LineState.UNSCORED or answer.all_returns:
        return _("it has been sent back, changed or explained.")
    if answer.item.appraisers == 2:
        return _("two appraisers score it, each for oneself.")
    if answer.not_applicable:
        return _("the unit claims that it does not apply.")
    if answer.item.kind == ItemKind.EXPERT:
        return _("its points are a judgement; no rule suggests them.")
    if answer.points is None or claim.note:
        return _("the rule gives no points.")
    if claim.suggestion != answer.points:
        return _("the rule suggests other points than the unit claims.")
    return _proof_dispute(answer, period, used)


def _proof_dispute(answer: Answer, period: Period, used: frozenset[str]) -> str | Promise:
    proofs = answer.live_evidence
    if not proofs and answer.item.criterion.evidence_duty != EvidenceDuty.NONE and answer.points:
        return _("there is no evidence.")
    if any(row.about_on and not period.first <= row.about_on <= period.last for row in proofs):
        return _("a piece of evidence is dated outside the period of the data.")
    if any(_digest(row) in used for row in proofs):
        return _("a file has already been used elsewhere.")
    return ""


def _digest(row: Evidence) -> str:
    return row.file.sha256 if row.file else ""
