"""Who may read and write the report of a phase."""

from assessments.rules import may_see_summary
from common.access import Verdict
from units.queries import Account
from units.rules import is_campaign_manager


def may_read_report(user: Account) -> Verdict:
    """As the summary: a paper not yet issued, for the department."""
    return may_see_summary(user)


def may_write_report(user: Account) -> Verdict:
    """The office in charge of the campaign writes it; a leader reads."""
    return is_campaign_manager(user)
