"""Papers of the council's meeting: minutes, record of the counting, ballot."""

from dataclasses import dataclass
from datetime import datetime

from awards.papers.parts import CaseList, VoteLine, paper_content
from documents.layout import Paper
from documents.papers import PaperContent

HEAD_OF_THE_UNIT = "là người đứng đầu đơn vị được xét"


@dataclass(frozen=True)
class Attendee:
    """A member with the office held; `absence` is the reason of one who did not come, `opinion` what was sent."""

    name: str
    title: str
    absence: str = ""
    opinion: str = ""


@dataclass(frozen=True)
class Recusal:
    """A member who took no part in one vote, and why."""

    name: str
    about: str
    reason: str = HEAD_OF_THE_UNIT


@dataclass(frozen=True)
class Minutes:
    """A meeting of the council from its first to its last hour; without a quorum it only says so."""

    paper: Paper
    began_at: datetime
    ended_at: datetime
    place: str
    established_by: str
    present: tuple[Attendee, ...]
    absent: tuple[Attendee, ...]
    chair: str
    secretary: str
    has_quorum: bool
    quorum: str
    reported: tuple[str, ...] = ()
    discussion: tuple[str, ...] = ()
    method: str = ""
    recusals: tuple[Recusal, ...] = ()
    votes: tuple[VoteLine, ...] = ()
    conclusion: tuple[str, ...] = ()

    @property
    def members(self) -> int:
        return len(self.present) + len(self.absent)

    @property
    def written(self) -> tuple[Attendee, ...]:
        return tuple(one for one in self.absent if one.opinion)


@dataclass(frozen=True)
class Counting:
    """What the tellers found, or the portal where `attended` names those before whom it counted.

    `base_words`: what the shares are counted against, by the rule of the form.

    A sheet has many rows, each valid by itself: `valid` and `invalid` count sheets where that was noted, the rows are
    counted beside them.
    """

    paper: Paper
    began_at: datetime
    ended_at: datetime
    place: str
    head_teller: str
    tellers: tuple[str, ...]
    members: int
    given_out: int
    returned: int
    votes: tuple[VoteLine, ...]
    valid: int | None = None
    invalid: int | None = None
    valid_rows: int | None = None
    invalid_rows: int | None = None
    recusals: tuple[Recusal, ...] = ()
    base_words: str = "tổng số thành viên"
    chair: str = ""
    secretary: str = ""
    attended: tuple[Attendee, ...] = ()


@dataclass(frozen=True)
class Ballot:
    """One sheet for all cases of one form; it bears no name and no number."""

    paper: Paper
    points_heading: str
    cases: CaseList


def minutes(data: Minutes) -> PaperContent:
    return paper_content("bien-ban-hop", data, data.paper)


def counting(data: Counting) -> PaperContent:
    return paper_content("bien-ban-kiem-phieu", data, data.paper)


def ballot(data: Ballot) -> PaperContent:
    return paper_content("phieu-bau", data, data.paper)
