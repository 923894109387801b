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
}


def series_name(symbol: str) -> str:
    """The kind of paper in words with the symbol as printed; a symbol without a kind numbers official letters."""
    if not symbol:
        return ""
    kind = next((name for short, name in KINDS.items() if symbol == short or symbol.startswith(f"{short}-")), None)
    return _("%(kind)s (%(symbol)s)") % {"kind": kind or _("Official letters"), "symbol": symbol}
