"""Certificates of an issued decision: one batch, in its order, each about one entry of the register."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from awards.enums import AwardState, DecisionState
from awards.models import Decision, RegisterEntry
from awards.papers.certificates import certificate
from awards.queries.certificates import certificate_facts, entries_by_id, entries_to_print, key_start
from common.access import Denied, Refused, require
from documents import rules
from documents.address import address_is_known, verification_url
from documents.certificate_press import certificate_pdf
from documents.codes import code_printed
from documents.makers import MadePaper, Maker
from documents.models import Batch, IssuedDocument, PaperTemplate
from documents.papers import PaperContent, RenderedPaper
from documents.queries import active_template, unfinished_batch
from documents.services.batches import batch_begin
from documents.template_papers import template_html, template_pdf
from units.models import User

KIND = "awards.certificate"


@transaction.atomic
def certificates_begin(*, decision: Decision, by: User) -> Batch:
    """Asks for the certificates of a decision that have not been made; asked twice, it is the same batch, also when
    that batch runs or was stopped on its way.

    Raises Refused: not issued, nothing to make, no public address for the QR codes.
    """
    require(rules.may_run_batches(by))
    require(address_is_known())
    row = Decision.objects.select_for_update(of=("self",)).get(pk=decision.pk)
    if row.state != DecisionState.ISSUED:
        raise Refused(Denied("state", _("Certificates are made when the decision has been issued."), 409))
    entries = list(entries_to_print(row))
    if not entries:
        raise Refused(Denied("nothing", _("Every certificate of this decision has been made."), 409))
    begun = unfinished_batch(key_start(row), [str(entry.pk) for entry in entries])
    if begun is not None:
        return begun
    batch, _is_new = batch_begin(
        kind=KIND,
        title=f"Giấy khen theo Quyết định số {row.full_symbol}"[:300],
        key=f"{key_start(row)}{entries[0].pk}-{entries[-1].pk}:{len(entries)}",
        items=[(entry._meta.label_lower, str(entry.pk), entry.award.printed_name) for entry in entries if entry.award],
        by=by,
    )
    return batch


class CertificateMaker:
    """Draws one entry after the other; letterheads and the office's layout are read once a batch."""

    def __init__(self) -> None:
        self._heads: dict = {}
        self._template: PaperTemplate | None = None

    def load(self, ids: Sequence[str]) -> dict[str, RegisterEntry]:
        self._template = active_template(KIND)
        self._heads = {}
        return entries_by_id(ids)

    def draw(self, entry: RegisterEntry, code: str) -> MadePaper:
        """The certificate of an entry. Raises Refused when it is void or its award has ended."""
        if entry.voided_at is not None or entry.award is None:
            raise Refused(Denied("state", _("This number is void.")))
        if entry.award.state != AwardState.GRANTED:
            raise Refused(Denied("state", _("The award is no longer in force.")))
        if entry.certificate_id is not None:
            raise Refused(Denied("duplicate", _("The certificate of this number has been made already.")))
        layout = self._template.layout if self._template else {}
        content = certificate(certificate_facts(entry, code, self._heads), layout)
        paper = RenderedPaper(KIND, content, self._press(content, code))
        return MadePaper(entry.award, paper, code, f"giay-khen-{entry.number}.pdf", entry.award.subject.home_unit_id)

    def _press(self, content: PaperContent, code: str) -> bytes:
        if self._template is None or not self._template.source:
            return certificate_pdf(content)
        html = template_html(
            self._template.source,
            content.context["values"],
            title=content.title,
            landscape=True,
            address=verification_url(code),
            code=code_printed(code),
        )
        return template_pdf(html)


def certificates_kept(pairs: Sequence[tuple[RegisterEntry, IssuedDocument]]) -> None:
    """The register names the certificate of each entry; one that was voided meanwhile is refused."""
    for entry, document in pairs:
        done = RegisterEntry.objects.filter(pk=entry.pk, voided_at__isnull=True, certificate__isnull=True).update(
            certificate=document
        )
        if not done:
            raise Refused(Denied("state", _("This number is void.")))


def certificate_maker() -> Maker:
    drawer = CertificateMaker()
    return Maker(KIND, drawer.load, drawer.draw, certificates_kept)
