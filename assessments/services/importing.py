"""What every checked import of the offices does: the preview still stands, and the paper it rests on is stored."""

from django.utils.translation import gettext as _

from assessments.unit_sheet import Preview
from common.access import Denied, require
from common.models import CitedDocument

SHOWN = 5


def preview_stands(preview: Preview, digest: str) -> Preview:
    """The same preview when it may be carried out; raises Refused for faults and for what has changed since."""
    if preview.faults:
        text = _("The workbook has faults; nothing was imported.")
        words = [f"{fault.place} {fault.text}".strip() for fault in preview.faults[:SHOWN]]
        require(Denied("bad_input", " ".join([text, *words]), 400))
    if digest != preview.digest:
        require(
            Denied("stale", _("The data has changed since the preview; nothing was imported."), 409),
            todo=_("Upload the workbook again and look at the new preview."),
        )
    if not preview.changing:
        require(Denied("nothing", _("The workbook holds nothing new; nothing was imported."), 409))
    return preview


def document_stored(document: CitedDocument) -> CitedDocument:
    """The paper as it is known already, else stored now."""
    facts = {name: getattr(document, name) for name in ("kind", "number", "date", "issuer")}
    known = CitedDocument.objects.filter(**facts).order_by("pk").first()
    if known is None:
        document.full_clean()
        document.save()
    return known or document
