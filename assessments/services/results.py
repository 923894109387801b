"""Results of a round: final, approved by a leader, published; each is a run that never changes."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from decimal import Decimal

from django.db import transaction
from django.db.models import Prefetch
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from assessments.correction_queries import waiting_run
from assessments.digest import input_digest
from assessments.enums import AssessmentState as State
from assessments.enums import ExplanationState, RowStatus, RunKind
from assessments.models import (
    AdjustmentEntry,
    Answer,
    Approval,
    Assessment,
    Explanation,
    Run,
    RunRow,
)
from assessments.result_rows import ResultRow, Sheet, result_rows
from assessments.rules import has_signed_copy
from assessments.services.phase_results import phase_compute
from assessments.workflow import assessment_move
from campaign.enums import RoundState, SignedCopyRule
from campaign.models import Round
from campaign.queries import participants_of
from campaign.workflow import round_move
from common import clock
from common.access import Denied, Verdict, allow, require
from common.events import event_log, seal_events
from criteria.models import CriteriaSet
from units.enums import Role
from units.models import User
from units.queries import members_with_role, users_with_role
from units.rules import is_leader
from units.services import message_send, messages_settle

RULE = "percentage+adjustments"
COUNTING = (State.APPRAISED, State.PROVISIONAL, State.EXPLAINED, State.FINAL, State.PUBLISHED)
AT_WORK = (State.SUBMITTED, State.RECEIVED, State.APPRAISING)


def sheets_of(round: Round, *, states: Iterable[str] = COUNTING) -> list[Sheet]:
    """Every participant with its sheet in one of the states, loaded in a fixed number of queries."""
    answers = Answer.objects.select_related("item__criterion__area").prefetch_related("columns")
    live = AdjustmentEntry.objects.filter(removed_at__isnull=True).select_related("rule")
    assessments = {
        row.participant_id: row
        for row in Assessment.objects.filter(participant__round=round, state__in=list(states)).prefetch_related(
            Prefetch("answers", queryset=answers),
            Prefetch("adjustments", queryset=live, to_attr="live_adjustments"),
        )
    }
    found = []
    for participant in participants_of(round):
        row = assessments.get(participant.pk)
        found.append(
            Sheet(
                participant,
                row,
                tuple(row.answers.all()) if row else (),
                tuple(row.live_adjustments) if row else (),
            )
        )
    return found


def finalise_is_ready(round: Round) -> Verdict:
    """Nothing that was sent is still at work, and asked-for signed copies are there."""
    rows = Assessment.objects.filter(participant__round=round)
    waiting = rows.filter(state__in=AT_WORK).count()
    if waiting:
        return Denied("at_work", _("%(count)s sheets are not appraised yet.") % {"count": waiting}, 409)
    explained = explanations_have_rulings(round)
    if not explained:
        return explained
    if round.signed_copy == SignedCopyRule.BEFORE_FINAL:
        lacking = [row for row in rows.filter(state__in=COUNTING) if not has_signed_copy(row)]
        if lacking:
            return Denied(
                "no_signed_copy",
                _("%(count)s units have not uploaded the signed copy.") % {"count": len(lacking)},
                409,
            )
    return allow


def explanations_have_rulings(round: Round) -> Verdict:
    """No explanation waits for its ruling and no late request for its decision."""
    rows = Explanation.objects.filter(answer__assessment__participant__round=round)
    waiting = rows.filter(state__in=[ExplanationState.SENT, ExplanationState.REQUESTED]).count()
    if waiting:
        return Denied(
            "explanations", _("%(count)s explanations or requests for review wait.") % {"count": waiting}, 409
        )
    return allow


@transaction.atomic
def round_finalise(*, round: Round, by: User) -> Run:
    """Computes the final result of a closed round as a run and fixes its sheets."""
    row = round_move(round=round, name="finalise", by=by)
    require(finalise_is_ready(row))
    run = run_make(round=row, by=by)
    for assessment in Assessment.objects.filter(participant__round=row).filter(
        state__in=[State.APPRAISED, State.PROVISIONAL, State.EXPLAINED]
    ):
        assessment_move(assessment=assessment, name="finalise", by=by)
    message_send(
        to=users_with_role(Role.LEADER),
        text=_("The result of %(year)s waits for approval.") % {"year": row.year},
        link=f"/ky/{row.year}/",
        matter=approval_matter(row),
    )
    return run


def approval_matter(round: Round) -> str:
    """What the leaders' messages about a result to approve are filed under."""
    return f"approval:{round.year}"


@transaction.atomic
def approval_give(*, run: Run, by: User, note: str = "") -> Approval:
    """A leader approves the publication of a run: the final result, or one with corrections of a published result."""
    require(is_leader(by))
    round = Round.objects.select_for_update().get(pk=run.round_id or 0)
    stands = round.state == RoundState.FINAL or waiting_run(round) is not None
    if not stands or final_run(round) != run:
        require(Denied("state", _("Only the final result that stands can be approved."), 409))
    if Approval.objects.filter(run=run).exists():
        require(Denied("duplicate", _("The result has already been approved."), 409))
    approval = Approval.objects.create(run=run, leader=by, given_at=clock.now(), note=note)
    messages_settle(matter=approval_matter(round))
    event_log(actor=by, action="round.approved", target=round, reason=note, data={"run": run.pk})
    return approval


def publish_is_ready(round: Round) -> Verdict:
    """Publishing needs the recorded approval of a leader."""
    run = final_run(round)
    if run is None or not Approval.objects.filter(run=run).exists():
        return Denied("no_approval", _("A leader has not approved the result yet."), 409)
    return explanations_have_rulings(round)


@transaction.atomic
def round_publish(*, round: Round, by: User) -> Run:
    """Publishes the approved run and tells the units; from then on nothing of the round changes."""
    row = round_move(round=round, name="publish", by=by)
    require(publish_is_ready(row))
    run = Run.objects.filter(round=row, kind=RunKind.OFFICIAL).latest("pk")
    Approval.objects.filter(run=run).update(published_at=clock.now())
    for assessment in Assessment.objects.filter(participant__round=row, state=State.FINAL):
        assessment_move(assessment=assessment, name="publish", by=by)
    for line in run.rows.select_related("participant__unit"):
        message_send(
            to=members_with_role(line.participant.unit_id, Role.UNIT_HEAD, Role.UNIT_EDITOR),
            text=_("The result of %(year)s is published. Here is the unit's own, with its rank and the reasons.")
            % {"year": row.year},
            link=reverse("assessments:rank", args=[row.year, line.participant.unit.code]),
        )
    phase_compute(phase=row.phase, by=by)
    seal_events()
    return run


def final_run(round: Round) -> Run | None:
    """The official run that stands for a round: the newest."""
    return Run.objects.filter(round=round, kind=RunKind.OFFICIAL).order_by("-pk").first()


@transaction.atomic
def run_make(
    *,
    round: Round,
    by: User | None,
    kind: str = RunKind.OFFICIAL,
    reason: str = "",
    corrected: Mapping[int, Decimal] | None = None,
) -> Run:
    """Computes a run of a round from the settled columns; `corrected`: answer id to points not published yet."""
    criteria_set = CriteriaSet.objects.prefetch_related("grade_rules", "adjustment_rules").get(
        pk=round.collective_set_id or 0
    )
    sheets = sheets_of(round)
    for answer in (answer for sheet in sheets for answer in sheet.answers):
        answer.pending_points = (corrected or {}).get(answer.pk)
    rows = result_rows(sheets, criteria_set)
    titles = {rule.code: rule.title for rule in criteria_set.grade_rules.all()}
    inputs = [
        {
            "unit": row.participant.unit.code,
            "totals": asdict(row.totals) if row.totals else None,
            "adjusted": asdict(row.adjusted) if row.adjusted else None,
            "status": str(row.status),
        }
        for row in sorted(rows, key=lambda row: row.participant.unit.code)
    ]
    run = Run(
        round=round,
        kind=kind,
        rule=RULE,
        digest=input_digest({"set": str(criteria_set), "rows": inputs}),
        reason=reason,
        made_at=clock.now(),
        made_by=by,
    )
    run.save()
    RunRow.objects.bulk_create(_run_row(run, row, n, titles) for n, row in enumerate(rows, 1))
    event_log(actor=by, action="run.made", target=run, reason=reason, data={"digest": run.digest})
    return run


def _run_row(run: Run, row: ResultRow, position: int, titles: dict[str, str]) -> RunRow:
    totals, change = row.totals, row.adjusted
    not_submitted = row.status == RowStatus.NOT_SUBMITTED
    return RunRow(
        run=run,
        participant=row.participant,
        assessment=row.assessment,
        status=row.status,
        points=totals.points if totals else None,
        possible=totals.possible if totals else None,
        percentage=totals.percentage if totals else None,
        bonus=change.bonus if change else 0,
        minus=change.minus if change else 0,
        exact=change.exact if change else None,
        result=change.percentage if change else (0 if not_submitted else None),
        areas={
            area.area: [str(area.points), str(area.possible), _text(area.percentage)]
            for area in (totals.areas if totals else ())
        },
        grade=titles.get(row.graded.grade, "") if row.graded else "",
        grade_note=", ".join(row.graded.notes) if row.graded else "",
        rank_in_cluster=row.line.rank_in_cluster,
        rank_overall=row.line.rank_overall,
        position=position,
        note=row.line.reason,
    )


def _text(percentage: Decimal | None) -> str:
    """Empty where nothing is possible; 0 % is a figure."""
    return "" if percentage is None else str(percentage)
