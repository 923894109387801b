"""Words for the states that a participant can be shown in."""

from django.utils.translation import gettext as _

from assessments.enums import AssessmentState
from assessments.result_queries import EXEMPTED, NOT_STARTED, NOT_SUBMITTED


def state_labels() -> dict[str, str]:
    """Code to word, for sheets and for participants without one."""
    return {value: str(label) for value, label in AssessmentState.choices} | {
        NOT_STARTED: _("Not started"),
        NOT_SUBMITTED: _("Not submitted"),
        EXEMPTED: _("Exempted"),
    }
