"""Papers of dossiers and notices, begun by the secretary; their steps are taken in the register of papers."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from awards.models import DossierReturn, PublicNotice
from awards.rules.hearings import may_keep_hearings
from common import clock
from common.access import Denied, Refused, require
from documents.enums import DocumentState
from documents.models import IssuedDocument
from documents.papers import kinds
from documents.queries import documents_of
from documents.services.issuing import document_draft
from units.letterheads import head_facts
from units.models import Unit, User

RETURN, NOTICE = "awards.dossier_return", "awards.public_notice"
# Beside papers in these states the notice may be drafted: nothing is on its way, nothing stands.
NOT_YET = (DocumentState.DRAFT, DocumentState.REPLACED, DocumentState.REVOKED)


def return_letter_draft(*, returned: DossierReturn, by: User) -> IssuedDocument:
    """Begins the letter of a return just recorded; the unit may read it once it is issued."""
    row = returned.dossier.proposal
    department = row.cycle.campaign.department
    parts = (head_facts(department, clock.today()).symbol, "VP")
    document = document_draft(
        target=returned,
        kind=RETURN,
        content=kinds()[RETURN].build(returned),
        unit=department,
        symbol="-".join(part for part in parts if part),
        by=by,
        audience=Unit.objects.filter(pk=row.subject.home_unit_id or 0).first(),
    )
    returned.document = document
    returned.save(update_fields=["document"])
    return document


@transaction.atomic
def notice_paper_draft(*, notice: PublicNotice, by: User) -> IssuedDocument:
    """Begins the notice that makes a list public; a draft is taken up again. Raises Refused once it is on its way."""
    require(may_keep_hearings(by))
    row = PublicNotice.objects.select_for_update(of=("self",)).select_related("cycle__campaign").get(pk=notice.pk)
    earlier = documents_of(row, NOTICE).exclude(state__in=NOT_YET).first()
    if earlier is not None:
        words = _("This paper is on its way or issued already: %(title)s.") % {"title": earlier.title}
        raise Refused(Denied("duplicate", words, 409))
    department = row.cycle.campaign.department
    parts = ("TB", head_facts(department, row.from_on).symbol)
    return document_draft(
        target=row,
        kind=NOTICE,
        content=kinds()[NOTICE].build(row),
        unit=department,
        symbol="-".join(part for part in parts if part),
        by=by,
    )
