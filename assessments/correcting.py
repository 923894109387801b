"""Who may correct a published sheet."""

from django.utils.translation import gettext_lazy as _

from assessments.enums import AssessmentState as State
from assessments.models import Assessment
from common.access import Denied, Verdict, allow
from units.queries import Account
from units.rules import is_campaign_manager, may_decide_about


def may_correct(user: Account, assessment: Assessment) -> Verdict:
    """The office in charge, by a document, never for the own unit or against a declared conflict."""
    manager = is_campaign_manager(user)
    if not manager:
        return manager
    away = may_decide_about(user, assessment.participant.unit_id)
    if not away:
        return away
    if assessment.state != State.PUBLISHED:
        return Denied("state", _("Only a published sheet is corrected; this one is not published."), 409)
    return allow
