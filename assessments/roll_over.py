"""Why something of the round before is not offered on a card, in words (no query)."""

from django.utils.translation import gettext as _

from assessments.last_year import Before, LastYear, is_answered


def withheld(before: Before) -> list[str]:
    """One line for the claim, the account and the proof that cannot be taken over."""
    lines = []
    if not before.offers_figures:
        lines.append(_no_claim(before))
    if not before.offers_text:
        lines.append(_no_text(before))
    if not before.offered_proof:
        lines.append(_no_proof(before))
    return [line % {"year": before.year} for line in lines]


def nothing_before(last: LastYear) -> str:
    """The unit sent a sheet, but without this criterion."""
    return _("The sheet of %(year)s did not have this criterion; there is nothing to take over.") % {"year": last.year}


def _no_claim(before: Before) -> str:
    if not is_answered(before.then):
        return _("Claim: it was not entered in %(year)s.")
    if not before.asks_alike:
        return _("Claim: the criterion is scored in another way than in %(year)s.")
    return _("Claim: it has been entered for this round already.")


def _no_text(before: Before) -> str:
    if not before.then.narrative.strip():
        return _("Account: there was none in %(year)s.")
    return _("Account: there is one for this round already.")


def _no_proof(before: Before) -> str:
    if not before.then.live_evidence:
        return _("Evidence: there was none in %(year)s.")
    return _("Evidence: that of %(year)s stands here already.")
