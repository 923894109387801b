"""The unit's sheet of the round before, beside this one: read once, compared answer by answer.

A criterion is found again by the code of its item, over versions of the same criteria set.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet

from assessments import rules
from assessments.enums import AssessmentState as State
from assessments.models import Answer, Assessment, Correction, Evidence, Mark
from assessments.periods import DataPeriod, is_about_as_long
from assessments.queries import live_evidence
from assessments.settling import Figure, final_figure
from units.queries import Account

FIGURES = ("yes_no", "amount_a", "amount_b", "claimed")


@dataclass(frozen=True)
class LastYear:
    """What the unit answered in its newest round before, with the period of the data then and now.

    `shows_result`: the reader may know what was granted then.
    """

    year: int
    then: DataPeriod
    now: DataPeriod
    answers: Mapping[str, Answer]
    shows_result: bool = False


@dataclass(frozen=True)
class Before:
    """One answer beside that of the round before, which is only ever a suggestion."""

    last: LastYear
    now: Answer
    then: Answer

    @property
    def year(self) -> int:
        return self.last.year

    @property
    def is_as_long(self) -> bool:
        """About as many days of data as this round."""
        return is_about_as_long(self.last.then, self.last.now)

    @property
    def granted(self) -> Figure | None:
        """What counted in the result of that round, where the reader may know it."""
        return final_figure(self.then) if self.last.shows_result else None

    @property
    def reasons(self) -> list[str]:
        """Why, in the words of the appraisers and of published corrections, oldest first."""
        if not self.last.shows_result:
            return []
        corrected = [row.reason for row in self.then.corrections.all()]
        return [mark.reason for mark in self.then.live_marks if mark.reason] + corrected

    @property
    def has_same_claim(self) -> bool:
        """The same level, figures or points, or the same reason why it does not apply."""
        return is_answered(self.now) and claim_key(self.now) == claim_key(self.then)

    @property
    def has_same_text(self) -> bool:
        text = self.now.narrative.strip()
        return bool(text) and text == self.then.narrative.strip()

    @property
    def is_unchanged(self) -> bool:
        """Claim and words alike."""
        return self.has_same_claim and self.now.narrative.strip() == self.then.narrative.strip()

    @property
    def asks_alike(self) -> bool:
        """The item still asks in the same way."""
        return (self.now.item.kind, self.now.item.measure) == (self.then.item.kind, self.then.item.measure)

    @property
    def offers_figures(self) -> bool:
        """Nothing is claimed yet, and there is a claim to take."""
        return self.asks_alike and is_blank(self.now) and is_answered(self.then)

    @property
    def offers_text(self) -> bool:
        return bool(self.then.narrative.strip()) and not self.now.narrative.strip()

    @property
    def offers_any(self) -> bool:
        return self.offers_figures or self.offers_text or bool(self.offered_proof)

    @property
    def offered_proof(self) -> list[Evidence]:
        """Proof of that round which the answer does not carry yet."""
        known = {proof_key(row) for row in self.now.live_evidence}
        return [row for row in self.then.live_evidence if proof_key(row) not in known]


def last_year_of(assessment: Assessment, reader: Account | None = None) -> LastYear | None:
    """The newest sheet that the unit sent before this round under the same criteria set, with its live proof.

    For a `reader` who may know its result, with what was granted and why.
    """
    participant = assessment.participant
    earlier = (
        Assessment.every.filter(
            participant__unit_id=participant.unit_id,
            participant__round__year__lt=participant.round.year,
            criteria_set__code=assessment.criteria_set.code,
            person=assessment.person_id,
        )
        .exclude(state__in=(State.DRAFT, State.WITHDRAWN))
        .select_related("participant__round")
        .order_by("-participant__round__year")
        .first()
    )
    if earlier is None:
        return None
    shows_result = reader is not None and bool(rules.may_see_appraisal(reader, earlier))
    rows = _answers(earlier, with_result=shows_result)
    then, now = earlier.participant.round, participant.round
    return LastYear(
        year=then.year,
        then=DataPeriod(then.data_from, then.data_to),
        now=DataPeriod(now.data_from, now.data_to),
        answers={answer.item.code: answer for answer in rows},
        shows_result=shows_result,
    )


def _answers(sheet: Assessment, *, with_result: bool) -> QuerySet[Answer]:
    proof = Prefetch("evidence", queryset=live_evidence().filter(explanation__isnull=True), to_attr="live_evidence")
    rows = Answer.objects.filter(assessment=sheet).select_related("item", "option", "na_reason")
    rows = rows.prefetch_related(proof)  # type: ignore[no-redef]  # declared in the model
    if not with_result:
        return rows
    marks = Mark.objects.filter(superseded_at__isnull=True).order_by("made_at", "pk")
    return rows.prefetch_related(  # type: ignore[no-redef]  # declared in the model
        "columns",
        Prefetch("marks", queryset=marks, to_attr="live_marks"),
        Prefetch("corrections", queryset=Correction.objects.filter(published_at__isnull=False).order_by("pk")),
    )


def before_of(answer: Answer, last: LastYear | None) -> Before | None:
    """The answer beside its own of the round before; None where there was none."""
    then = last.answers.get(answer.item.code) if last else None
    return Before(last, answer, then) if last and then else None


def is_answered(answer: Answer) -> bool:
    return answer.not_applicable or answer.points is not None


def is_blank(answer: Answer) -> bool:
    """Nothing typed or chosen; words and proof may be there."""
    values = [answer.option_id, *(getattr(answer, name) for name in FIGURES)]
    return not answer.not_applicable and all(value is None for value in values)


def claim_key(answer: Answer) -> tuple[object, ...]:
    """What is claimed, the same over versions of a set: options and reasons count by their words."""
    if answer.not_applicable:
        return ("does not apply", str(answer.na_reason or ""), answer.na_text.strip())
    return (answer.option.text if answer.option else "", *(getattr(answer, name) for name in FIGURES))


def proof_key(row: Evidence) -> tuple[object, ...]:
    """The same bytes, or the same cited paper and page."""
    if row.file:
        return (row.file.sha256,)
    paper = row.citation
    return (paper.kind, paper.number, paper.date, paper.issuer, row.page) if paper else (row.pk,)
