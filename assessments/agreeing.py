"""The criteria of a sheet that wait for a reader, with what stands against agreeing at once (fixed number of reads)."""

from assessments.claims import claim_of
from assessments.desk_lines import DeskLine, desk_lines
from assessments.desk_queries import desk_answers, load_claims
from assessments.models import Answer, Assessment
from assessments.queries import evidence_elsewhere
from assessments.undisputed import AgreeLine, Period, agree_lines
from units.enums import Role
from units.queries import Account, standing_of


def lines_for(user: Account, sheet: Assessment, answers: list[Answer]) -> tuple[frozenset[int], list[DeskLine]]:
    """The offices for which a person works on a sheet, and every criterion as it stands for that person."""
    parts = list(sheet.office_appraisals.all())
    concerned = {part.office_id for part in parts}
    concerned |= {office for answer in answers for office in (answer.office_id, answer.second_office_id) if office}
    offices = frozenset(standing_of(user).units_as(Role.APPRAISER) & concerned)
    taken = frozenset(part.office_id for part in parts if part.appraiser_id not in (None, user.pk))
    return offices, desk_lines(answers, offices=offices, user_id=user.pk or 0, taken=taken)


def open_lines(user: Account, sheet: Assessment) -> list[AgreeLine]:
    """What waits for the person; lines without a reason can be agreed with at once."""
    answers = desk_answers(sheet)
    lines = lines_for(user, sheet, answers)[1]
    waiting = [line.answer for line in lines if line.is_open]
    targets = load_claims(sheet, waiting)
    claims = {answer.pk: claim_of(answer, targets.get(answer.item_id)) for answer in waiting}
    round = sheet.participant.round
    used = frozenset(evidence_elsewhere(user, (row for answer in waiting for row in answer.live_evidence)))
    return agree_lines(lines, claims, period=Period(round.data_from, round.data_to), used=used)
