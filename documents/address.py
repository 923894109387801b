"""The public address of a paper, which its QR code carries."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from common import clock
from common.access import Denied, Refused, Verdict, allow
from documents.codes import code_printed
from documents.layout import CheckMark

NO_ADDRESS = Denied(
    "no_address",
    _("The paper carries a QR code, and the public address of the portal (PUBLIC_URL) is not set."),
    409,
)


def public_address() -> str:
    """Where strangers reach the portal: PUBLIC_URL; a demonstration uses its own address. Empty: nowhere."""
    if settings.PUBLIC_URL:
        return str(settings.PUBLIC_URL)
    return str(settings.LOCAL_URL) if clock.assumed_day() else ""


def address_is_known() -> Verdict:
    """Whether a QR code may be printed."""
    return allow if public_address() else NO_ADDRESS


def verification_url(code: str) -> str:
    """What the QR code of a paper holds; it never changes. Raises Refused where no address is set."""
    address = public_address()
    if not address:
        raise Refused(NO_ADDRESS, todo=_("Ask the administrator to set PUBLIC_URL; then print the paper again."))
    return f"{address}/v/{code_printed(code)}"


def check_mark(code: str) -> CheckMark | None:
    """The mark of a paper with this code; None while it has none, or while the portal has no public address.

    A paper without its mark is never approved or issued: `workflow.MOVES` asks for the address.
    """
    return CheckMark(verification_url(code), code_printed(code)) if code and address_is_known() else None
