"""Papers of the council begun from its session and its votes; their steps are taken in the register of papers."""

from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from awards.enums import PollState, SessionState
from awards.models import CouncilSession, Poll
from awards.papers.of_meetings import MINUTES_SYMBOL, PROPOSAL_SYMBOL, symbol_of
from awards.queries.council_papers import COUNTING, MINUTES, PROPOSAL, has_counting_record, paper_of
from awards.queries.decision_facts import minutes_cited
from awards.rules.council import is_council_secretary
from awards.services.council_locks import locked_poll, locked_session, refuse
from common.access import require
from documents.enums import DocumentState
from documents.models import IssuedDocument
from documents.papers import kinds
from documents.services.issuing import document_draft
from units.models import User


@transaction.atomic
def minutes_draft(*, session: CouncilSession, by: User) -> IssuedDocument:
    """Begins the minutes of a closed session; a draft is taken up again with what is recorded now. Raises Refused."""
    row = locked_session(session)
    require(is_council_secretary(by))
    if row.state != SessionState.CLOSED:
        refuse("state", _("The minutes are made when the session is closed."), todo=_("Close the session first."))
    return _draft(row, row, MINUTES, MINUTES_SYMBOL, by)


@transaction.atomic
def counting_draft(*, poll: Poll, by: User) -> IssuedDocument:
    """Begins the record of the counting of secret ballots, on paper or electronic.

    Raises Refused: not the secretary, an open vote, before the closing.
    """
    row = locked_poll(poll)
    require(is_council_secretary(by))
    if not has_counting_record(row):
        refuse("other_method", _("A record of the counting is made of secret ballots, on paper or electronic."))
    _require_closed(row)
    return _draft(row, row.session, COUNTING, MINUTES_SYMBOL, by)


@transaction.atomic
def proposal_draft(*, poll: Poll, by: User) -> IssuedDocument:
    """Begins the proposal to the director on what passed; it cites the issued minutes. Raises Refused."""
    row = locked_poll(poll)
    require(is_council_secretary(by))
    _require_closed(row)
    if not row.cases.filter(passed=True).exists():
        refuse("not_passed", _("The council has passed no case of this vote."))
    if not minutes_cited(row.session):
        refuse(
            "no_minutes",
            _("The proposal cites the minutes of the session, which are not issued yet."),
            todo=_("Issue the minutes first."),
        )
    return _draft(row, row.session, PROPOSAL, PROPOSAL_SYMBOL, by)


def _require_closed(poll: Poll) -> None:
    if poll.state != PollState.CLOSED:
        refuse("state", _("Papers of a vote are made when it is closed."), todo=_("Close the vote first."))


def _draft(target: Model, session: CouncilSession, kind: str, symbol: str, by: User) -> IssuedDocument:
    earlier = paper_of(target, kind)
    if earlier is not None and earlier.state != DocumentState.DRAFT:
        refuse("duplicate", _("This paper is on its way or issued already: %(title)s.") % {"title": earlier.title})
    return document_draft(
        target=target,
        kind=kind,
        content=kinds()[kind].build(target),
        unit=session.council.department,
        symbol=symbol_of(session, symbol),
        by=by,
    )
