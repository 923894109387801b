"""The letter that asks for opinions, made by the portal: begun with whom it asks, and what its issue fixes."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from awards.models import AwardCycle, OpinionRequest
from awards.queries.dossier_law import OPINION, term_end
from awards.queries.hearings import LETTER, letter_papers, listed_in
from awards.rules.hearings import is_before_council, may_keep_hearings
from common import clock
from common.access import Denied, Refused, require
from common.events import event_log
from common.models import CitedDocument
from documents.enums import DocumentState
from documents.models import IssuedDocument
from documents.papers import kinds
from documents.queries import issued_bytes
from documents.services.issuing import document_draft
from units.letterheads import head_facts
from units.models import User

KIND_WORD = "Công văn"


@transaction.atomic
def opinion_letter_draft(*, cycle: AwardCycle, asked: Sequence[str], by: User) -> IssuedDocument:
    """Begins a letter to one or more organisations, with a request for each; a draft is written anew.

    Day and last day of the requests follow from the issue. Raises Refused: no right, not before the council, nobody
    asked, nobody on the list, no term entered, another letter on its way.
    """
    require(may_keep_hearings(by))
    row = AwardCycle.objects.select_for_update(of=("self",)).select_related("campaign__department").get(pk=cycle.pk)
    require(is_before_council(row))
    names = list(dict.fromkeys(name.strip() for name in asked if name.strip()))
    today = clock.today()
    _require_matter(row, names)
    term = term_end(OPINION, today)
    if term is None:
        raise Refused(Denied("no_term", _("No term for opinions is entered for this day."), 409))
    department = row.campaign.department
    head = head_facts(department, today)
    letter = _drafted_letter(row) or CitedDocument.objects.create(kind=KIND_WORD, issuer=head.issuer)
    OpinionRequest.objects.filter(cycle=row, letter=letter).delete()
    for name in names:
        made = OpinionRequest.objects.create(cycle=row, asked=name, letter=letter, sent_on=today, due_on=term.ends_on)
        event_log(actor=by, action="opinion.asked", target=made, data={"asked": name})
    return document_draft(
        target=letter,
        kind=LETTER,
        content=kinds()[LETTER].build(letter),
        unit=department,
        symbol="-".join(part for part in (head.symbol, "VP") if part),
        by=by,
    )


def opinion_letter_issued(letter: CitedDocument, document: IssuedDocument, by: User) -> None:
    """The requests are as old as their letter, and the term runs from its day; the minutes cite its number."""
    day, stored = document.issued_on or clock.today(), issued_bytes(document)
    letter.number, letter.date = document.full_symbol, day
    letter.title = document.title
    letter.file = stored.file if stored else None
    letter.save()
    term = term_end(OPINION, day)
    for row in OpinionRequest.objects.select_for_update().filter(letter=letter):
        row.sent_on, row.due_on = day, term.ends_on if term else max(row.due_on, day)
        row.save(update_fields=["sent_on", "due_on"])


def _require_matter(cycle: AwardCycle, names: Sequence[str]) -> None:
    if not names:
        require(Denied("bad_input", _("A letter names whom it asks, one on each line."), 400))
    if not listed_in(cycle, clock.today()).exists():
        require(Denied("nobody", _("No dossier has been accepted yet, so there is no list to ask about."), 409))


def _drafted_letter(cycle: AwardCycle) -> CitedDocument | None:
    """The letter of the cycle that is still a draft. Raises Refused while one is on its way."""
    for letter, paper in letter_papers(cycle):
        if paper.state == DocumentState.DRAFT:
            return letter
        if letter.date is None:
            raise Refused(
                Denied("duplicate", _("A letter that asks for opinions is on its way already."), 409),
                todo=_("It is issued first, or a leader sends it back."),
            )
    return None
