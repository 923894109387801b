"""What the council writes: the record of the counting, the minutes, its proposals to the director; each issued."""

from awards.demo import times
from awards.demo.desk import bring_out
from awards.enums import Method
from awards.models import CouncilSession
from awards.services.council_papers import counting_draft, minutes_draft, proposal_draft
from common import clock
from units.demo import Cast


def write(session: CouncilSession, cast: Cast) -> None:
    """The record of the ballots on paper, then the minutes, which every proposal cites."""
    by = cast["thuky.vp"]
    with clock.frozen(times.COUNTING_WRITTEN):
        counting = counting_draft(poll=session.polls.get(method=Method.PAPER), by=by)
    bring_out(counting, times.COUNTING_WRITTEN, cast)
    with clock.frozen(times.MINUTES_WRITTEN):
        minutes = minutes_draft(session=session, by=by)
    bring_out(minutes, times.MINUTES_WRITTEN, cast)
    for number, poll in enumerate(session.polls.order_by("order")):
        moment = times.COUNCIL_PROPOSED + times.STEP * number
        with clock.frozen(moment):
            proposal = proposal_draft(poll=poll, by=by)
        bring_out(proposal, moment, cast)
