"""What the letter of return says of a dossier, in Vietnamese, as papers are."""

import datetime as dt
from dataclasses import dataclass

from awards.models import DossierPart, DossierReturn
from awards.queries.holds import subject_name
from common import clock
from units.models import Unit
from units.queries import face_of

MISSING, WRONG = "Chưa có", "Chưa đáp ứng yêu cầu"


@dataclass(frozen=True)
class ShortcomingFact:
    """One part that is missing or does not meet the rule (`ground`)."""

    part: str
    content: str
    ground: str


@dataclass(frozen=True)
class ReturnFacts:
    """A return as its letter prints it; `due_on` is the last day to send it again."""

    receiver: str
    dossier: str
    received_on: dt.date | None
    grounds: str
    reason: str
    shortcomings: tuple[ShortcomingFact, ...]
    due_on: dt.date


def return_facts(row: DossierReturn) -> ReturnFacts:
    """The facts of one return as things stood when it was made; names as of that day."""
    proposal, day = row.dossier.proposal, clock.local(row.returned_at).date()
    home = Unit.objects.filter(pk=proposal.subject.home_unit_id or 0).first()
    return ReturnFacts(
        receiver=face_of(home, day).name if home else str(subject_name(proposal.subject, day)),
        dossier=f"Hồ sơ đề nghị tặng {proposal.form.name} cho {proposal.printed_name}",
        received_on=_received(row),
        grounds=row.ground,
        reason=row.reason,
        shortcomings=tuple(
            ShortcomingFact(part.name, WRONG if _stood(row, part) else MISSING, part.source or row.ground)
            for part in row.missing.order_by("order", "pk")
        ),
        due_on=row.send_again_by,
    )


def _received(row: DossierReturn) -> dt.date | None:
    """The day of the sending that this return answers; of an earlier return no day is kept but in the history."""
    sent = row.dossier.sent_at
    return clock.local(sent).date() if sent and sent <= row.returned_at else None


def _stood(row: DossierReturn, part: DossierPart) -> bool:
    """Whether something stood for the part when the dossier went back."""
    items = row.dossier.items.filter(part__code=part.code, added_at__lte=row.returned_at)
    return any(item.withdrawn_at is None or item.withdrawn_at > row.returned_at for item in items)
