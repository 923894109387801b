"""Who may do what with papers: a leader approves, the records clerk numbers and issues, the secretary prepares."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from common.access import Denied, Verdict, allow
from documents.enums import DocumentState, Keeper
from documents.models import IssuedDocument
from documents.papers import kind_of
from units.enums import Role
from units.queries import Account, standing_of
from units.rules import is_leader

READERS = (Role.RECORDS_CLERK, Role.AWARD_SECRETARY, Role.LEADER, Role.OBSERVER)
# A paper that has gone out; what happened to it afterwards changes nothing for those who got it.
OUT = (DocumentState.ISSUED, DocumentState.REPLACED, DocumentState.REVOKED)

NOT_CLERK = Denied("not_clerk", _("Only the records clerk may do this."))


def may_list(user: Account) -> Verdict:
    """The register of papers is for those who prepare, approve, number or supervise them."""
    if standing_of(user).has(*READERS):
        return allow
    return Denied("not_reader", _("The register of papers is for the records clerk, the secretary and leaders."))


def may_follow(user: Account, document: IssuedDocument) -> Verdict:
    """Drafts, steps and history: the readers of the register, and the office that makes papers of the kind."""
    kind = kind_of(document.kind)
    if kind and kind.readers and standing_of(user).has(*kind.readers):
        return allow
    return may_list(user)


def may_read(user: Account, document: IssuedDocument) -> Verdict:
    """Besides them, the unit it went to, once it is issued, and who has a part in its target, once it is approved.

    Papers outside the register have pages of their own.
    """
    kind = kind_of(document.kind)
    if kind is None or not kind.is_managed:
        return Denied("hidden", status=404)
    if may_follow(user, document):
        return allow
    if document.state in OUT and document.audience_id in standing_of(user).fills_in:
        return allow
    if document.state != DocumentState.DRAFT and kind.has_part and kind.has_part(user, document):
        return allow
    return Denied("hidden", status=404)


def may_approve(user: Account, document: IssuedDocument) -> Verdict:
    """A leader who has not made the paper: two people see it before it goes out."""
    verdict = is_leader(user)
    if not verdict:
        return verdict
    if document.created_by_id == user.pk:
        return Denied("own_paper", _("Who made a paper does not approve it; another leader does."))
    return allow


def may_send_back(user: Account, document: IssuedDocument) -> Verdict:
    return is_leader(user)


def may_handle(user: Account, document: IssuedDocument) -> Verdict:
    """Signature recorded, number, issue: the records clerk; for series that the portal keeps also the secretary."""
    standing = standing_of(user)
    kind = kind_of(document.kind)
    if standing.has(Role.RECORDS_CLERK):
        return allow
    if kind and kind.keeper != Keeper.CLERK and standing.has(Role.AWARD_SECRETARY):
        return allow
    return NOT_CLERK


def may_end(user: Account, document: IssuedDocument) -> Verdict:
    """A newer paper replaces it, a decision revokes it: whoever issues that one records it here."""
    if standing_of(user).has(Role.RECORDS_CLERK, Role.AWARD_SECRETARY, Role.LEADER):
        return allow
    return NOT_CLERK


def may_void_numbers(user: Account) -> Verdict:
    if standing_of(user).has(Role.RECORDS_CLERK):
        return allow
    return NOT_CLERK


def may_sign_here(user: Account, document: IssuedDocument) -> Verdict:
    """With the agency's key, by the one who keeps its seal, where the portal has one."""
    if not standing_of(user).has(Role.RECORDS_CLERK):
        return NOT_CLERK
    if not settings.SIGN_PKCS12:
        return Denied("no_key", _("The portal holds no key of the agency; sign with the signing tool."), 409)
    return allow


def may_run_batches(user: Account) -> Verdict:
    """Batches of papers are begun, stopped and resumed by the secretary and the records clerk."""
    if standing_of(user).has(Role.RECORDS_CLERK, Role.AWARD_SECRETARY):
        return allow
    return Denied("not_office", _("Only the records clerk or the secretary of the council may do this."))


def may_set_templates(user: Account) -> Verdict:
    """The look of papers is set by the secretary, the records clerk and the administrator."""
    if standing_of(user).has(Role.RECORDS_CLERK, Role.AWARD_SECRETARY, Role.ADMINISTRATOR):
        return allow
    return Denied(
        "not_office", _("Templates are set by the secretary of the council, the records clerk and the administrator.")
    )
