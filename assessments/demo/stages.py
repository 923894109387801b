"""The rounds of the demonstration, played on their dates up to the cutoff of a stage."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum

from assessments.demo import appraising, explaining, filling, holdings, past, persons, registering, story
from assessments.demo.papers import Press, blank_press, paper_press
from assessments.demo.plans import SheetPlan, plans_of
from assessments.demo.times import FIGURES, REGISTER_UNTIL, ROUNDS, Stage, UnitTimes, cutoff, times_of
from assessments.queries import answers_of
from assessments.services.results import approval_give, round_finalise, round_publish
from campaign.demo import round_begin
from campaign.models import Participant, Round
from campaign.queries import participants_of
from campaign.services import round_close
from common import clock
from units.demo import Cast

Tell = Callable[[int, int], None]


class Papers(StrEnum):
    """Whose papers are rendered: of every round, of the running one alone, or blank pages in their place."""

    ALL = "all"
    RUNNING = "running"
    BLANK = "blank"


def play(stage: Stage, cast: Cast, *, tell: Tell, papers: Papers = Papers.ALL) -> None:
    """The round 2023 from paper, 2024 up to its publication, 2025 up to the stage.

    `tell` hears of each round with the number of its sheets.
    """
    until = cutoff(stage)
    holdings.import_paper_round(cast)
    with blank_press() if papers == Papers.BLANK else paper_press() as press:
        for year in ROUNDS:
            with_papers = papers == Papers.ALL or (papers == Papers.RUNNING and year == max(ROUNDS))
            run = _RoundRun(year, cast, press, until, with_papers)
            run.play()
            tell(year, run.sheets)


@dataclass
class _RoundRun:
    """One round on its way; nothing later than `until` happens."""

    year: int
    cast: Cast
    press: Press
    until: dt.datetime
    with_papers: bool
    sheets: int = 0
    shared: dict[str, bytes] = field(default_factory=dict)
    plans: dict[str, SheetPlan] = field(default_factory=dict)
    works: list[filling.Work] = field(default_factory=list)

    @property
    def is_running(self) -> bool:
        return self.year == max(ROUNDS)

    def play(self) -> None:
        times = ROUNDS[self.year]
        manager = self.cast["quanly.tccb-tc"]
        with clock.frozen(times.opened):
            last_day = REGISTER_UNTIL if self.is_running else None
            round = round_begin(year=self.year, seed=story.SEED, by=manager, register_until=last_day)
        self.plans = plans_of(round)
        if self.is_running:
            registering.register(round, self.cast, self.press, self._reached)
        if self._reached(FIGURES[self.year]):
            holdings.bring_figures(round, self.plans, self.cast, FIGURES[self.year])
        self._units(round)
        if self._reached(times.closed):
            with clock.frozen(times.closed):
                round = round_close(round=round, by=manager)
        if not self._reached(times.published):
            return
        explaining.play(round, self.works, self.cast)
        with clock.frozen(times.finalised):
            run = round_finalise(round=round, by=manager)
        with clock.frozen(times.approved):
            approval_give(run=run, by=self.cast["lanhdao.so"], note="Đồng ý công bố.")
        with clock.frozen(times.published):
            round_publish(round=Round.objects.get(pk=round.pk), by=manager)

    def _reached(self, moment: dt.datetime) -> bool:
        return moment <= self.until

    def _units(self, round: Round) -> None:
        participants = list(participants_of(round))
        times = times_of(self.year, [row.unit.code for row in participants])
        sent = []
        for participant in participants:
            moments = times[participant.unit.code]
            submission = self._fill(participant, moments)
            if submission is not None:
                sent.append((submission, moments))
        for submission, _moments in sent:
            filling.ask_receipt(submission)
        for submission, moments in sent:
            self._appraise(submission, moments)
        if not self.is_running:
            return
        for participant in participants:
            persons.play(
                participant,
                times[participant.unit.code],
                self.cast,
                self.press,
                self._reached,
                with_papers=self.with_papers,
            )

    def _fill(self, participant: Participant, times: UnitTimes) -> filling.Sent | None:
        if not self._reached(times.first):
            return None
        self.sheets += 1
        assessment = filling.start(participant, self.cast, times.first)
        answers = answers_of(assessment)
        plan = self.plans[participant.unit.code]
        work = filling.begin(assessment, plan, self.cast, self.press, answers)
        work.shared = self.shared
        count = round_half(len(answers) * times.share)
        fill = filling.type_answers if work.is_running else past.type_answers
        fill(work, answers[:count], times.first + filling.STEP)
        if plan.code == story.MISSING.get(self.year):
            return None
        filling.complain(work, times.first + filling.STEP * (count + 2))
        if not self._reached(times.second):
            return None
        fill(work, answers[count:], times.second)
        if not self._reached(times.submitted):
            return None
        return filling.send(work, times.submitted, with_papers=self.with_papers)

    def _appraise(self, sent: filling.Sent, times: UnitTimes) -> None:
        work = sent.work
        self.works.append(work)
        assessment = filling.store(sent)
        signed = times.submitted + dt.timedelta(minutes=70)
        if self._reached(signed):
            filling.sign(work, assessment, signed)
        if not self._reached(times.received):
            return
        work.assessment = assessment
        appraising.receive(work, self.cast, times.received)
        if not work.is_running:
            past.appraise(work, self.cast, times.marked, times.finished)
            appraising.adjust(work, self.cast, times.finished + dt.timedelta(minutes=30))
            return
        if not self._reached(times.marked):
            return
        returned = story.RETURNED_ITEMS if (self.year, work.plan.code) == (2025, story.RETURNED) else ()
        offices = self._first_marks(work, times, returned)
        if not self._reached(times.finished):
            return
        if returned:
            appraising.complete(work, times.finished - dt.timedelta(hours=5))
        filling.reload(work)
        for number, office in enumerate(offices):
            moment = times.finished + dt.timedelta(minutes=25 * number)
            appraising.mark_office(work, self.cast, office, moment - dt.timedelta(minutes=70))
            appraising.finish(work, self.cast, office, moment)

    def _first_marks(self, work: filling.Work, times: UnitTimes, returned: tuple[str, ...]) -> list[str]:
        """The first day at the desk: small offices finish, the lead office comes half way; returns who is left."""
        filling.reload(work)
        offices = appraising.offices_of(work)
        left = []
        for number, office in enumerate(offices):
            moment = times.marked + dt.timedelta(minutes=20 * number)
            is_last = office == offices[-1] or bool(returned)
            most = 3 if is_last else None
            appraising.mark_office(work, self.cast, office, moment, skip=returned, most=most)
            if is_last or not self._may_finish(work, office):
                left.append(office)
            else:
                appraising.finish(work, self.cast, office, moment + dt.timedelta(minutes=40))
        appraising.adjust(work, self.cast, times.marked + dt.timedelta(minutes=100))
        if returned:
            appraising.send_back(work, self.cast, times.marked + dt.timedelta(minutes=110))
        return left

    def _may_finish(self, work: filling.Work, office: str) -> bool:
        """Half of the units find the small offices done on the first day."""
        return len(work.plan.name) % 2 == 0


def round_half(value: float) -> int:
    return int(value + 0.5)
