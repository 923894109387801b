"""Guidance and notices of a round begun as papers; their steps are taken in the register of papers."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from awards.papers import of_guidance, of_results
from awards.queries.round_papers import GUIDANCE, PROVISIONAL, RESULT
from awards.rules.round_papers import may_draft_round_papers
from campaign.models import Round
from common import clock
from common.access import Denied, Refused, require
from documents.models import IssuedDocument
from documents.papers import kinds
from documents.queries import paper_on_its_way
from documents.services.issuing import document_draft
from units.letterheads import head_facts
from units.models import User


def guidance_draft(*, round: Round, by: User) -> IssuedDocument:
    """Begins the guidance on scoring of a round. Raises Refused: no right, no criteria set, on its way."""
    return _draft(round, GUIDANCE, of_guidance.SYMBOL, by)


def provisional_notice_draft(*, round: Round, by: User) -> IssuedDocument:
    """Begins the notice of the result as announced. Raises Refused: no right, not provisional, on its way."""
    return _draft(round, PROVISIONAL, of_results.SYMBOL, by)


def result_notice_draft(*, round: Round, by: User) -> IssuedDocument:
    """Begins the notice of the published result; after a correction a newer one replaces the one that is out.

    Raises Refused: no right, not published, on its way.
    """
    return _draft(round, RESULT, of_results.SYMBOL, by)


@transaction.atomic
def _draft(round: Round, kind: str, symbol: str, by: User) -> IssuedDocument:
    """A draft is taken up again with what holds now; one that a leader has approved is sent back first."""
    require(may_draft_round_papers(by))
    rows = Round.objects.select_for_update(of=("self",))
    row = rows.select_related("phase__campaign__department", "collective_set").get(pk=round.pk)
    moving = paper_on_its_way(row, kind)
    if moving is not None:
        words = _("This paper is on its way already: %(title)s.") % {"title": moving.title}
        raise Refused(Denied("duplicate", words, 409), todo=_("A leader sends it back before it is drafted anew."))
    department = row.phase.campaign.department
    return document_draft(
        target=row,
        kind=kind,
        content=kinds()[kind].build(row),
        unit=department,
        symbol="-".join(part for part in (symbol, head_facts(department, clock.today()).symbol) if part),
        by=by,
    )
