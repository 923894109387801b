"""The papers of awards in the register."""

from django.utils.translation import gettext_lazy as _

from awards.models import RegisterEntry
from awards.papers.certificates import DESIGN, FIELDS, certificate
from awards.papers.demo_certificate import example
from awards.queries.certificates import certificate_facts
from awards.services.certificates import KIND, certificate_maker
from documents.codes import code_new
from documents.designs import OwnLook, register_look
from documents.makers import register_maker
from documents.papers import PaperContent, PaperKind, register


def _build(entry: RegisterEntry, code: str = "") -> PaperContent:
    return certificate(certificate_facts(entry, code or code_new(), {}))


CERTIFICATE = register(
    PaperKind(
        KIND,
        _("Certificate"),
        _build,
        has_qr=True,
        fact_labels={
            "name": _("Awarded to"),
            "position": _("Position, unit"),
            "achievement": _("Achievement"),
            "decision": _("Decision"),
            "register": _("Number in the register"),
        },
    )
)
register_look(OwnLook(KIND, FIELDS, design=DESIGN, example=example))
register_maker(certificate_maker())
