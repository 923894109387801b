"""The cycle with its quotas and its fund; names taken from the suggestion, proposed by units, confirmed by others."""

import datetime as dt
import random

from awards.demo import story, times
from awards.demo.story import paper
from awards.enums import ProposalState, Side
from awards.models import AwardCycle, Proposal
from awards.queries.cycles import Heading, headings_of, quota_proposal, quotas_of, runs_to_award
from awards.queries.suggestion import conditions_of, field_of, quota_for
from awards.services.cycles import CycleInput, cycle_begin, cycle_open, fund_save, quotas_fix
from awards.services.proposals import Pick, proposals_confirm, suggestions_take
from awards.services.subjects import CollectiveInput
from awards.services.unit_proposals import PersonInput, collective_propose, person_propose
from awards.suggesting import suggest, suggested
from common import clock
from units.demo import Cast, invented_name
from units.models import Unit

RESULTS = {
    Side.INDIVIDUAL: "Hoàn thành tốt nhiệm vụ được giao; có giải pháp tiết kiệm cụ thể, được đơn vị xác nhận.",
    Side.COLLECTIVE: "Tập thể đoàn kết; sử dụng tiết kiệm điện, nước, văn phòng phẩm; bảo quản tốt tài sản được giao.",
}


def begin(cast: Cast) -> AwardCycle:
    """On the result of the phase that was just published."""
    secretary = cast["thuky.vp"]
    with clock.frozen(times.FUND_KEPT):
        document = paper("Quyết định", "96/QĐ-SGDĐT", dt.date(2025, 1, 24), title="Phân bổ dự toán năm 2025")
        note = "Sau khi trích 20% cho công tác tổ chức, chỉ đạo."
        fund = fund_save(year=times.YEAR, amount=story.FUND, document=document, note=note, by=secretary)
    with clock.frozen(times.BEGUN):
        run = next(row for row in runs_to_award() if row.phase_id)
        values = CycleInput(
            title="Khen thưởng sơ kết giai đoạn 1 (2023 - 2025)",
            achievement_from=dt.date(2023, 1, 1),
            achievement_to=dt.date(2025, 5, 31),
            achievement_text="Đã có thành tích xuất sắc trong Phong trào thi đua giai đoạn 1 (2023 - 2025)",
        )
        cycle = cycle_begin(run=run, values=values, by=secretary)
    with clock.frozen(times.QUOTAS_FIXED):
        cycle = quotas_fix(
            cycle=cycle,
            expected_version=cycle.version,
            numbers=_numbers(cycle),
            document=paper("Thông báo", "356/TB-SGDĐT", dt.date(2025, 6, 10), title="Số lượng khen thưởng sơ kết"),
            by=secretary,
        )
    with clock.frozen(times.OPENED):
        last = dt.date(2025, 6, 19)
        return cycle_open(cycle=cycle, expected_version=cycle.version, fund=fund, nominate_until=last, by=secretary)


def take(cycle: AwardCycle, cast: Cast) -> None:
    """For the province first: who goes up is not suggested for the department's own form any more."""
    units = {unit.code: unit.pk for unit in Unit.objects.all()}
    upward = {f"u{units[code]}" for code in story.UPWARD_UNITS}
    persons = {entry_key(cycle, cast, story.UPWARD_PERSON)}
    wanted = (
        (story.UPWARD, Side.COLLECTIVE, upward),
        (story.UPWARD, Side.INDIVIDUAL, persons),
        (story.COLLECTIVES, Side.COLLECTIVE, None),
        (story.PERSONS, Side.INDIVIDUAL, None),
    )
    for number, (code, side, only) in enumerate(wanted):
        with clock.frozen(times.TAKEN + times.STEP * number):
            heading = heading_of(cycle, code, side)
            keys = [key for key in _suggested(cycle, heading) if only is None or key in only]
            picks = [Pick(key=key) for key in keys]
            suggestions_take(cycle=cycle, heading=heading, picks=picks, by=cast["thuky.vp"])
    _confirm(cycle, cast, times.CONFIRMED)


def propose(cycle: AwardCycle, cast: Cast) -> None:
    """What heads of units propose with their reports, then the second person."""
    units = {unit.code: unit for unit in Unit.objects.all()}
    moment = times.PROPOSED
    for named in story.PEOPLE:
        moment += times.STEP
        sex, name = invented_name(random.Random(f"{story.SEED}:{named.unit}"))  # noqa: S311 - the same every time
        values = PersonInput(
            full_name=name, sex=sex, category=named.category, job_title=named.job_title, workplace=named.workplace
        )
        with clock.frozen(moment):
            person_propose(
                cycle=cycle,
                heading=heading_of(cycle, story.PERSONS, Side.INDIVIDUAL),
                unit=units[named.unit],
                values=values,
                report=RESULTS[Side.INDIVIDUAL],
                earlier_reason="",
                by=cast.head(named.unit),
            )
    for group in story.GROUPS:
        moment += times.STEP
        with clock.frozen(moment):
            collective_propose(
                cycle=cycle,
                heading=heading_of(cycle, story.SMALL, Side.COLLECTIVE),
                unit=units[group.unit],
                values=CollectiveInput(name=group.name, kind=group.kind, headcount=group.headcount, women=group.women),
                report=RESULTS[Side.COLLECTIVE],
                earlier_reason="",
                by=cast.head(group.unit),
            )
    _confirm(cycle, cast, times.PROPOSED_CONFIRMED)


def heading_of(cycle: AwardCycle, code: str, side: Side) -> Heading:
    return next(row for row in headings_of(cycle) if (row.rule.code, row.side) == (code, side))


def entry_key(cycle: AwardCycle, cast: Cast, unit: str) -> str:
    """The key of the one person of a unit whose report was appraised."""
    field = field_of(cycle, heading_of(cycle, story.UPWARD, Side.INDIVIDUAL))
    home = str(cast.head(unit).person.unit_id)  # type: ignore[union-attr]
    return next(key for key, entry in field.entries.items() if entry.candidate.unit == home)


def _suggested(cycle: AwardCycle, heading: Heading) -> tuple[str, ...]:
    field = field_of(cycle, heading)
    conditions = conditions_of(heading.rule, heading.side, field.grades)
    return suggested(suggest(field.candidates, conditions, quota_for(cycle, heading, quotas_of(cycle))))


def _numbers(cycle: AwardCycle) -> dict[str, int]:
    """As the rules propose, within what the province allots and the fund can bear."""
    return {
        row.field: story.NUMBERS.get((row.heading.rule.code, row.heading.side), row.number)
        for row in quota_proposal(cycle)
    }


def _confirm(cycle: AwardCycle, cast: Cast, moment: dt.datetime) -> None:
    """The office in charge; a leader what is the office's own."""
    rows = Proposal.objects.filter(cycle=cycle, state=ProposalState.SUGGESTED).select_related(
        "subject__unit", "subject__collective", "subject__person"
    )
    own = Unit.objects.get(code=story.OFFICE_IN_CHARGE).pk
    waiting = list(rows)
    for number, is_own in enumerate((False, True)):
        ids = [row.public_id for row in waiting if (row.subject.home_unit_id == own) is is_own]
        by = cast["lanhdao.so"] if is_own else cast["quanly.tccb-tc"]
        if ids:
            with clock.frozen(moment + times.STEP * number):
                proposals_confirm(cycle=cycle, public_ids=ids, by=by)
