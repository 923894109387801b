"""Papers of a round: made by the office in charge, seen by the department."""

from assessments.rules import may_see_progress
from common.access import Verdict
from units.queries import Account
from units.rules import is_campaign_manager


def may_see_round_papers(user: Account) -> Verdict:
    """As the progress of the round: drafts are for the department, not for the units in it."""
    return may_see_progress(user)


def may_draft_round_papers(user: Account) -> Verdict:
    """The office in charge of the campaign prepares guidance and notices; a leader approves them."""
    return is_campaign_manager(user)
