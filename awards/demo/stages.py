"""The awards of the demonstration, played on their dates up to the cutoff of a stage."""

import datetime as dt

from awards.demo import deciding, ending, gathering, hearing, minuting, nominating, righting, sitting, times
from units.demo import Cast


def play_awards(cast: Cast, *, until: dt.datetime) -> None:
    """From the published phase to the open session, then to the end of the cycle; nothing happens after `until`."""
    if until < times.FIRST_BALLOTS:
        return
    council = sitting.set_up(cast)
    cycle = nominating.begin(cast)
    nominating.take(cycle, cast)
    nominating.propose(cycle, cast)
    gathering.send(cycle, cast)
    hearing.ask(cycle, cast)
    gathering.answer(cycle, cast)
    hearing.publish(cycle, cast)
    session = sitting.plan(council, cycle, cast)
    hearing.hold(cycle, cast)
    hearing.conclude(cycle, cast)
    session = sitting.begin(session, cast)
    sitting.raise_hands(session, cast)
    sitting.count_sheets(session, cast)
    sitting.begin_ballot(session, cast)
    if until < times.REVOCATION_RECEIVED:
        return
    session = sitting.end(session, cast)
    minuting.write(session, cast)
    decision = deciding.decide(cycle, cast)
    deciding.announce(decision, cast)
    deciding.make_certificates(decision, times.CERTIFICATES_MADE, cast)
    deciding.send_up(cycle, cast)
    deciding.hand_over(decision, cast)
    hearing.lift(cast)
    amendment = righting.amend(decision, cast)
    deciding.tell(amendment, times.AMENDMENT_TOLD, cast)
    deciding.make_certificates(amendment, times.CERTIFICATE_AGAIN, cast)
    deciding.record_answer(cycle, cast)
    righting.revoke(decision, cast)
    ending.end(cycle, cast)
