"""The provisional result of the demonstration: a few units explain, the offices rule, one asks too late."""

import datetime as dt
from collections.abc import Iterable

from assessments.demo import story
from assessments.demo.filling import Work, reload
from assessments.demo.plans import SheetPlan
from assessments.demo.reasons import RULINGS, TEXTS
from assessments.demo.times import ROUNDS
from assessments.enums import ExplanationState
from assessments.models import Answer, Explanation
from assessments.services.announcing import round_announce
from assessments.services.evidence import evidence_add_citation
from assessments.services.explanations import (
    RulingInput,
    explanation_send,
    explanation_write,
    review_decide,
    ruling_give,
)
from campaign.models import Round
from common import clock
from common.models import CitedDocument
from units.demo import Cast

STEP = dt.timedelta(minutes=25)


def play(round: Round, works: Iterable[Work], cast: Cast) -> None:
    """The announcement and what follows until every explanation has its answer."""
    times, manager = ROUNDS[round.year], cast["quanly.tccb-tc"]
    with clock.frozen(times.announced):
        round_announce(round=round, by=manager)
    contested = [work for work in works if (round.year, work.plan.code) in story.CONTESTS]
    for number, work in enumerate(contested):
        contest = story.CONTESTS[round.year, work.plan.code]
        sent = times.finalised - dt.timedelta(days=2, hours=20) if contest.is_late else times.explained + STEP * number
        answer = reload(work)[contested_item(work.plan)]
        explanation = _explain(work, answer, cast, sent)
        if explanation.state == ExplanationState.REQUESTED:
            with clock.frozen(times.finalised - dt.timedelta(hours=1)):
                review_decide(explanation=explanation, accept=False, reason=RULINGS["late"], by=manager)
            continue
        more = contest.more
        granted = work.plan.items[answer.item.code].granted
        values = RulingInput(points=granted + more if more else None, reason=RULINGS["raised" if more else "kept"])
        with clock.frozen(times.ruled + STEP * number):
            ruling_give(explanation=explanation, values=values, by=cast.appraisers(answer.office.code)[0])


def contested_item(plan: SheetPlan) -> str:
    """The criterion a unit contests: granted lower than claimed, by enough for what the ruling adds."""
    more = story.raised(plan.year, plan.code)
    lowered = {code: row.claim.points - row.granted for code, row in plan.items.items() if row.is_changed}
    fitting = [code for code, gap in lowered.items() if gap > more and (plan.items[code].found is not None or not more)]
    return max(fitting, key=lambda code: (lowered[code] > 0, lowered[code]))


def _explain(work: Work, answer: Answer, cast: Cast, moment: dt.datetime) -> Explanation:
    """Words of the editor with a paper as proof, sent by the head."""
    kind = "figure" if work.plan.items[answer.item.code].found is not None else "level"
    with clock.frozen(moment):
        draft = explanation_write(answer=answer, expected_version=0, text=TEXTS[kind], by=work.editor)
        document = CitedDocument(
            kind="Biên bản",
            number=f"{work.plan.papers[answer.item.code][0]}/BB-{work.plan.head.symbol}",
            date=work.plan.papers[answer.item.code][1],
            issuer=work.plan.name,
        )
        evidence_add_citation(answer=answer, document=document, by=work.editor, page=2, explanation=draft)
        return explanation_send(answer=answer, by=cast.head(work.plan.code))
