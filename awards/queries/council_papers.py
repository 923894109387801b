"""Which papers of the council there are about a session or a vote."""

from dataclasses import dataclass

from django.db.models import Model
from django.urls import reverse
from django.utils.translation import gettext as _

from awards.enums import Method, PollState, SessionState
from awards.models import Attendance, CouncilSession, Poll
from documents.enums import DocumentState
from documents.models import IssuedDocument
from documents.queries import documents_of
from documents.rules import may_read
from units.queries import Account

MINUTES, COUNTING, PROPOSAL = "awards.minutes", "awards.counting", "awards.council_proposal"
BALLOT = "awards.ballot"
ENDED = (DocumentState.REPLACED, DocumentState.REVOKED)


@dataclass(frozen=True)
class CouncilPaper:
    """A paper that can be made; `document` where it was begun, `draft_url` where it begins or is drafted anew.

    `may_read`: whether the reader of the page may open it.
    """

    name: str
    document: IssuedDocument | None
    draft_url: str
    may_read: bool

    @property
    def may_draft(self) -> bool:
        return self.document is None or self.document.state == DocumentState.DRAFT


def paper_of(target: Model, kind: str) -> IssuedDocument | None:
    """The paper of a kind that stands or is on its way."""
    return documents_of(target, kind).prefetch_related(None).exclude(state__in=ENDED).order_by("-pk").first()


def has_counting_record(poll: Poll) -> bool:
    """Ballots are counted on record; hands and written opinions stand in the minutes by name."""
    return poll.is_secret and poll.method in (Method.PAPER, Method.ELECTRONIC)


def sat_in_it(user: Account, document: IssuedDocument) -> bool:
    """Whether minutes or a record of the counting are about a session in which the reader has a seat."""
    person_id = getattr(user, "person_id", None)
    if person_id is None or document.kind not in (MINUTES, COUNTING):
        return False
    seats, target = Attendance.objects.filter(member__person_id=person_id), int(document.target_id)
    if document.kind == MINUTES:
        return seats.filter(session_id=target).exists()
    return seats.filter(session__polls=target).exists()


def papers_of_session(session: CouncilSession, reader: Account) -> list[CouncilPaper]:
    """The minutes, once the session is closed."""
    if session.state != SessionState.CLOSED:
        return []
    url = reverse("awards:session_minutes", args=[session.pk])
    return [_paper(reader, _("Minutes of the session"), paper_of(session, MINUTES), url)]


def papers_of_poll(poll: Poll, reader: Account) -> list[CouncilPaper]:
    """The record of the counting of secret ballots, and the proposal on what passed, once the vote is closed."""
    if poll.state != PollState.CLOSED:
        return []
    found = []
    if has_counting_record(poll):
        url = reverse("awards:poll_counting", args=[poll.pk])
        found.append(_paper(reader, _("Record of the counting"), paper_of(poll, COUNTING), url))
    url = reverse("awards:poll_proposal", args=[poll.pk])
    return [*found, _paper(reader, _("Proposal to the director"), paper_of(poll, PROPOSAL), url)]


def papers_to_read(session: CouncilSession, reader: Account) -> list[CouncilPaper]:
    """Papers of a closed session and its votes that the reader may open."""
    if session.state != SessionState.CLOSED:
        return []
    papers = papers_of_session(session, reader)
    for poll in session.polls.order_by("order"):
        papers += papers_of_poll(poll, reader)
    return [paper for paper in papers if paper.may_read]


def _paper(reader: Account, name: str, document: IssuedDocument | None, url: str) -> CouncilPaper:
    return CouncilPaper(name, document, url, may_read=document is not None and bool(may_read(reader, document)))
