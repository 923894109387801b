"""Named reads of corrections after publishing and of the runs of a published round."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from assessments.enums import RunKind
from assessments.models import Assessment, Correction, Run
from campaign.enums import RoundState
from campaign.models import Participant, Phase, Round


def _corrections() -> QuerySet[Correction]:
    return Correction.objects.select_related(
        "answer__item__criterion",
        "answer__assessment__participant__unit",
        "document",
        "made_by",
        "run__approval__leader",
    ).order_by("pk")


def waiting_corrections(round: Round) -> list[Correction]:
    """Recorded and not published yet, oldest first; of one answer the last counts."""
    rows = _corrections().filter(answer__assessment__participant__round=round)
    return list(rows.filter(published_at__isnull=True, withdrawn_at__isnull=True))


def published_corrections(round: Round, *, until: Run | None = None) -> list[Correction]:
    """What has been corrected since the round was first published; `until`: up to a published run."""
    rows = _corrections().filter(answer__assessment__participant__round=round, published_at__isnull=False)
    moment = getattr(getattr(until, "approval", None), "published_at", None)
    return list(rows.filter(published_at__lte=moment) if moment else rows)


def corrected_participants(phase: Phase) -> frozenset[int]:
    """The participants of a phase's rounds whose published result was corrected."""
    rows = Correction.objects.filter(answer__assessment__participant__round__phase=phase, published_at__isnull=False)
    return frozenset(rows.values_list("answer__assessment__participant_id", flat=True))


def corrections_of_unit(phase: Phase, unit_code: str) -> dict[int, list[Correction]]:
    """Participant id to the published corrections of one unit in the rounds of a phase."""
    rows = _corrections().filter(
        answer__assessment__participant__round__phase=phase,
        answer__assessment__participant__unit__code=unit_code,
        published_at__isnull=False,
    )
    found: dict[int, list[Correction]] = {}
    for row in rows:
        found.setdefault(row.answer.assessment.participant_id, []).append(row)
    return found


def corrections_in(run: Run, participant: Participant) -> list[Correction]:
    """What the published run of a round holds corrected for one participant; of any other run nothing."""
    if getattr(getattr(run, "approval", None), "published_at", None) is None or run.round is None:
        return []
    rows = published_corrections(run.round, until=run)
    return [row for row in rows if row.answer.assessment.participant_id == participant.pk]


def corrections_of(assessment: Assessment) -> list[Correction]:
    """The published corrections of one sheet."""
    return list(_corrections().filter(answer__assessment=assessment, published_at__isnull=False))


def correction_of(round: Round, correction_id: int) -> Correction | None:
    rows = _corrections().filter(answer__assessment__participant__round=round)
    return rows.filter(pk=correction_id).first()


def rounds_with_waiting_corrections() -> QuerySet[Round]:
    """Published rounds with a correction that waits to be approved and published."""
    rows = Correction.objects.filter(
        answer__assessment__participant__round=OuterRef("pk"), published_at__isnull=True, withdrawn_at__isnull=True
    )
    return Round.objects.filter(Exists(rows), state=RoundState.PUBLISHED).order_by("-year")


def waiting_run(round: Round) -> Run | None:
    """The run with corrections that waits to be approved and published; None while there is none."""
    if round.state != RoundState.PUBLISHED or not waiting_corrections(round):
        return None
    return official_runs(round).first()


def official_runs(round: Round) -> QuerySet[Run]:
    """Official runs of a round, newest first."""
    return Run.objects.filter(round=round, kind=RunKind.OFFICIAL).select_related("approval__leader").order_by("-pk")


def runs_to_read(round: Round, *, reads_all: bool) -> list[Run]:
    """The runs a reader may open, newest first: published ones, for the department also the one that waits."""
    waiting = waiting_run(round) if reads_all else None
    published = Q(approval__published_at__isnull=False)
    return list(official_runs(round).filter(published | Q(pk=waiting.pk) if waiting else published))
