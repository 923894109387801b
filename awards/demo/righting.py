"""After the issue: a wrong title is amended, one award revoked with what has to come back."""

import datetime as dt

from awards.demo import story, times
from awards.demo.deciding import issue, tell
from awards.demo.story import paper
from awards.enums import DecisionKind, Side
from awards.models import Award, Decision
from awards.services.changing import RevocationInput, correction_draft, revocation_draft
from awards.services.decisions import LineInput
from awards.services.recovery import recovery_received
from common import clock
from units.demo import Cast

AMENDMENT, REVOCATION = "530", "534"
HOUR = dt.timedelta(hours=1)


def amend(decision: Decision, cast: Cast) -> Decision:
    """The title of one person was printed wrongly."""
    line = _person_of(decision, story.AMENDED)
    right = LineInput(
        salutation=line.salutation,
        printed_name=line.printed_name,
        printed_title="Tổ phó chuyên môn",
        printed_unit=line.printed_unit,
        achievement=line.achievement,
        paid_as=line.paid_as,
    )
    with clock.frozen(times.AMENDED):
        draft = correction_draft(
            decision=decision,
            kind=DecisionKind.AMENDING,
            corrections={line.pk: right},
            reason="In sai chức danh của người được khen thưởng.",
            planned_on=times.AMENDED.date(),
            by=cast["thuky.vp"],
        )
    return issue(draft, AMENDMENT, times.AMENDED + HOUR / 3, times.AMENDED + HOUR, cast)


def revoke(decision: Decision, cast: Cast) -> Decision:
    """The report of one person was untrue; certificate and money come back within the term."""
    with clock.frozen(times.REVOKING):
        conclusion = paper("Kết luận", "08/KL-TTr", times.REVOKING.date(), story.INSPECTORS)
        values = RevocationInput(
            planned_on=times.REVOKED.date(),
            reason="Kê khai không đúng thành tích để được khen thưởng.",
            ground="Khoản 2 Điều 93 Luật Thi đua, khen thưởng",
            conclusion=conclusion,
        )
        line = _person_of(decision, story.REVOKED)
        draft = revocation_draft(decision=decision, awards=[line], values=values, by=cast["thuky.vp"])
    row = issue(draft, REVOCATION, times.REVOKING + HOUR / 2, times.REVOKED, cast)
    tell(row, times.REVOCATION_TOLD, cast)
    with clock.frozen(times.REVOCATION_RECEIVED):
        recovery = Award.objects.get(pk=line.pk).recovery
        recovery_received(recovery=recovery, received_on=times.REVOKED.date(), by=cast["vanthu.vp"])
    return row


def _person_of(decision: Decision, unit: str) -> Award:
    return decision.awards.get(side=Side.INDIVIDUAL, subject__person__unit__code=unit)
