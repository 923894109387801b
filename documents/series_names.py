"""What a series of numbers is called: `QĐ-SGDĐT` is “Quyết định (QĐ-SGDĐT)” (pure; Decree 30/2020, annex III)."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

# Abbreviations of kinds of papers, the part of a symbol before the issuer's.
KINDS = {
    "QĐ": gettext_lazy("Decisions"),
    "TB": gettext_lazy("Notices"),
    "HD": gettext_lazy("Guidance"),
    "BC": gettext_lazy("Reports"),
    "BB": gettext_lazy("Minutes and records"),
    "TTr": gettext_lazy("Proposals (papers to a higher level)"),
    "KH": gettext_lazy("Plans"),
    "CT": gettext_lazy("Directives"),
    "VS": gettext_lazy("Register of commendations"),
}
# After a kind stands its issuer (`QĐ-SGDĐT`), after the portal's own register the form (`VS/GK-SO`).
AFTER_A_KIND = ("-", "/")


def series_name(symbol: str) -> str:
    """The kind of paper in words with the symbol as printed; a symbol without a kind numbers official letters."""
    if not symbol:
        return ""
    kind = next((name for short, name in KINDS.items() if f"{symbol}-".startswith(_starts(short))), None)
    return _("%(kind)s (%(symbol)s)") % {"kind": kind or _("Official letters"), "symbol": symbol}


def _starts(short: str) -> tuple[str, ...]:
    return tuple(f"{short}{mark}" for mark in AFTER_A_KIND)
