"""A leader approves a paper, with a name where it is signed on behalf of another."""

from documents.models import IssuedDocument
from documents.services.issuing import document_approve, paper_render, signer_choose
from documents.signers import Signer, is_on_behalf, lines_read
from units.models import User

NAME = "Lê Văn Đạt"


def approved(document: IssuedDocument, by: User, name: str = NAME) -> IssuedDocument:
    """As the page does it: who signs is asked only where the paper does not name them already."""
    lines = lines_read(document.signer.get("authority", ""))
    if is_on_behalf(lines) and not document.signer.get("name"):
        document = signer_choose(document=document, signer=Signer(lines, name), by=by)
    return document_approve(document=document, paper=paper_render(document), by=by)
