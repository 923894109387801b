"""The result of a phase: the published rounds rolled up by the phase's rule, as a run."""

from collections.abc import Mapping
from decimal import Decimal

from django.db import transaction

from assessments.digest import input_digest
from assessments.enums import RowStatus, RunKind
from assessments.grading import GradeCase, grade_all
from assessments.models import Approval, Run, RunRow, RunYear
from assessments.paper_results import paper_rows
from assessments.ranking import Contender, Ranked, rank
from assessments.result_rows import THRIFT_AREA, bands_of
from assessments.rollup import PhaseRule, RolledUp, RoundResult, Standing, roll_up
from campaign.models import Phase, Round
from common import clock
from common.events import event_log
from criteria.models import CriteriaSet
from criteria.totals import percentage
from units.models import User

ZERO = Decimal(0)

STANDING: Mapping[str, Standing] = {
    RowStatus.COUNTED: Standing.COUNTED,
    RowStatus.IMPORTED: Standing.COUNTED,
    RowStatus.NOT_SUBMITTED: Standing.NOT_SUBMITTED,
    RowStatus.EXEMPTED: Standing.EXEMPT,
    RowStatus.TOO_SHORT: Standing.TOO_SHORT,
    RowStatus.ABSENT: Standing.NOT_PARTICIPANT,
}


def published_run(round: Round) -> Run | None:
    """The run a published round points to."""
    approved = Approval.objects.filter(run__round=round, published_at__isnull=False)
    last = approved.select_related("run").order_by("-run_id").first()
    return last.run if last else None


@transaction.atomic
def phase_compute(*, phase: Phase, by: User | None, reason: str = "") -> Run | None:
    """Makes the run of a phase from its published rounds and those held on paper; None while there is none.

    Where all that counted was withdrawn, the new run is empty, so that the one before no longer stands.
    A unit stands under the name and in the cluster of its last round (architecture decision 3).
    """
    rounds = [(round, published_run(round)) for round in phase.rounds.order_by("year")]
    paper = paper_rows(phase)
    known = [(round, run) for round, run in rounds if run is not None or round.pk in paper]
    if not known and not phase.runs.exists():
        return None
    by_unit: dict[int, dict[int, RunRow]] = {}
    for round, run in known:
        of_round = run.rows.select_related("participant__unit", "participant__cluster") if run else paper[round.pk]
        for row in of_round:
            by_unit.setdefault(row.participant.unit_id, {})[round.pk] = row
    units = [_Unit(rows, [round for round, _run in known], phase) for rows in by_unit.values()]
    lines = rank(
        (unit.contender() for unit in units),
        unranked_clusters=frozenset(unit.cluster.code for unit in units if unit.cluster and not unit.cluster.is_ranked),
    )
    by_key = {unit.key: unit for unit in units}
    grades = _grades(lines, by_key, [round for round, _run in known])
    run = Run(
        phase=phase,
        kind=RunKind.OFFICIAL,
        rule=phase.roll_up,
        digest=_digest(phase, known, paper),
        reason=reason,
        made_at=clock.now(),
        made_by=by,
    )
    run.save()
    for position, line in enumerate(lines, 1):
        by_key[line.key].store(run, line, position, grades.get(line.key, ("", "")))
    event_log(actor=by, action="run.made", target=run, reason=reason, data={"digest": run.digest})
    return run


def _digest(phase: Phase, known: list[tuple[Round, Run | None]], paper: Mapping[int, list[RunRow]]) -> str:
    """Names what the run rests on: the rule, the published runs, and the figures taken from paper."""
    inputs: dict[str, object] = {
        "rule": [phase.roll_up, phase.min_rounds, dict(phase.weights)],
        "runs": [run.digest for _round, run in known if run],
    }
    on_paper = [
        [round.year, row.participant.unit.code, str(row.points), str(row.possible), str(row.result)]
        for round, run in known
        if run is None
        for row in paper[round.pk]
    ]
    return input_digest(inputs | ({"paper": on_paper} if on_paper else {}))


class _Unit:
    """One unit over the rounds of a phase."""

    def __init__(self, rows: dict[int, RunRow], rounds: list[Round], phase: Phase) -> None:
        self.rows, self.rounds = rows, rounds
        last = next(rows[round.pk] for round in reversed(rounds) if round.pk in rows)
        self.last_status = last.status
        self.participant = last.participant
        self.cluster = last.participant.cluster
        self.key = str(last.participant.unit_id)
        self.rolled: RolledUp = roll_up(
            [self._round_result(round) for round in rounds],
            PhaseRule(
                phase.roll_up,
                phase.min_rounds,
                {str(year): Decimal(str(weight)) for year, weight in phase.weights.items()},
            ),
        )
        self.counted = [row for row in rows.values() if row.status in (RowStatus.COUNTED, RowStatus.IMPORTED)]

    def _round_result(self, round: Round) -> RoundResult:
        row = self.rows.get(round.pk)
        standing = STANDING[row.status] if row else Standing.NOT_PARTICIPANT
        counted = standing == Standing.COUNTED
        return RoundResult(str(round.year), standing, row.result if row and counted else None)

    def area(self, code: str) -> tuple[Decimal, Decimal]:
        """Points and possible points of an area over the counted rounds."""
        pairs = [row.areas[code] for row in self.counted if code in row.areas]
        return (
            sum((Decimal(pair[0]) for pair in pairs), Decimal(0)),
            sum((Decimal(pair[1]) for pair in pairs), Decimal(0)),
        )

    def areas(self) -> dict[str, tuple[Decimal, Decimal, Decimal | None]]:
        codes = dict.fromkeys(code for row in self.counted for code in row.areas)
        found = {}
        for code in codes:
            points, possible = self.area(code)
            found[code] = (points, possible, percentage(points, possible))
        return found

    def contender(self) -> Contender:
        thrift = self.areas().get(THRIFT_AREA)
        return Contender(
            key=self.key,
            name=self.participant.printed_name,
            cluster=self.cluster.code if self.cluster else None,
            percentage=self.rolled.percentage,
            headcount=self.participant.headcount,
            women=self.participant.women,
            is_difficult_area=self.participant.is_difficult_area,
            thrift_percentage=thrift[2] if thrift else None,
            excluded=self.rolled.reason,
        )

    def store(self, run: Run, line: Ranked, position: int, grade: tuple[str, str]) -> None:
        points = [row for row in self.counted if row.possible is not None]
        row = RunRow(
            run=run,
            participant=self.participant,
            status=RowStatus.COUNTED if self.rolled.percentage is not None else self.last_status,
            points=sum((row.points or ZERO for row in points), ZERO) if points else None,
            possible=sum((row.possible or ZERO for row in points), ZERO) if points else None,
            percentage=self.rolled.percentage,
            exact=self.rolled.percentage,
            result=self.rolled.percentage,
            areas={
                code: [str(value[0]), str(value[1]), "" if value[2] is None else str(value[2])]
                for code, value in self.areas().items()
            },
            grade=grade[0],
            grade_note=grade[1],
            rank_in_cluster=line.rank_in_cluster,
            rank_overall=line.rank_overall,
            position=position,
            note=line.reason,
        )
        row.save()
        for round in self.rounds:
            source = self.rows.get(round.pk)
            RunYear(
                row=row,
                round=round,
                source=source if source and source.pk else None,
                status=source.status if source else RowStatus.ABSENT,
                points=source.points if source else None,
                possible=source.possible if source else None,
                result=source.result if source else None,
            ).save()


def _grades(lines: tuple[Ranked, ...], by_key: dict[str, _Unit], rounds: list[Round]) -> dict[str, tuple[str, str]]:
    """Grade of the phase on its own figure by thresholds and caps of the last round that has a set."""
    last_round = next((round for round in reversed(rounds) if round.collective_set_id), None)
    if last_round is None:
        return {}
    criteria_set = CriteriaSet.objects.prefetch_related("grade_rules").get(pk=last_round.collective_set_id or 0)
    titles = {rule.code: rule.title for rule in criteria_set.grade_rules.all()}
    cases = [
        GradeCase(
            line=line,
            areas=tuple(value[2] for value in by_key[line.key].areas().values()),
            has_zero=False,
            submitted=True,
        )
        for line in lines
        if by_key[line.key].rolled.percentage is not None
    ]
    return {row.key: (titles[row.grade], ", ".join(row.notes)) for row in grade_all(cases, bands_of(criteria_set))}
