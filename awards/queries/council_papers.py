"""Which papers of the council there are about a session or a vote."""

from dataclasses import dataclass

from django.db.models import Model
from django.urls import reverse
from django.utils.translation import gettext as _

from awards.enums import Method, PollState, SessionState
from awards.models import CouncilSession, Poll
from documents.enums import DocumentState
from documents.models import IssuedDocument
from documents.queries import documents_of

MINUTES, COUNTING, PROPOSAL = "awards.minutes", "awards.counting", "awards.council_proposal"
BALLOT = "awards.ballot"
ENDED = (DocumentState.REPLACED, DocumentState.REVOKED)


@dataclass(frozen=True)
class CouncilPaper:
    """A paper that can be made; `document` where it was begun, `draft_url` where it begins or is drafted anew."""

    name: str
    document: IssuedDocument | None
    draft_url: str

    @property
    def may_draft(self) -> bool:
        return self.document is None or self.document.state == DocumentState.DRAFT


def paper_of(target: Model, kind: str) -> IssuedDocument | None:
    """The paper of a kind that stands or is on its way."""
    return documents_of(target, kind).prefetch_related(None).exclude(state__in=ENDED).order_by("-pk").first()


def papers_of_session(session: CouncilSession) -> list[CouncilPaper]:
    """The minutes, once the session is closed."""
    if session.state != SessionState.CLOSED:
        return []
    url = reverse("awards:session_minutes", args=[session.pk])
    return [CouncilPaper(_("Minutes of the session"), paper_of(session, MINUTES), url)]


def papers_of_poll(poll: Poll) -> list[CouncilPaper]:
    """The record of the counting of ballots on paper, and the proposal on what passed, once the vote is closed."""
    if poll.state != PollState.CLOSED:
        return []
    found = []
    if poll.method == Method.PAPER:
        url = reverse("awards:poll_counting", args=[poll.pk])
        found.append(CouncilPaper(_("Record of the counting"), paper_of(poll, COUNTING), url))
    url = reverse("awards:poll_proposal", args=[poll.pk])
    return [*found, CouncilPaper(_("Proposal to the director"), paper_of(poll, PROPOSAL), url)]
