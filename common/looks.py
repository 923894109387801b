"""How a state looks: tone, icon and word by its code. The word of an enum goes before the one here."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

TONES = frozenset({"neutral", "ok", "warn", "info", "error", "gold"})


@dataclass(frozen=True)
class Look:
    """`tone` is one of TONES, `icon` a name of the lucide set."""

    tone: str
    icon: str
    label: str | Promise


UNKNOWN = Look("neutral", "circle", "")

LOOKS: dict[str, Look] = {
    # A criterion or a whole sheet
    "not_started": Look("neutral", "circle", _("Not started")),
    "unanswered": Look("neutral", "circle", _("No answer")),
    "draft": Look("info", "pencil", _("Being self-assessed")),
    "in_progress": Look("info", "pencil", _("In progress")),
    "done": Look("ok", "check", _("Done")),
    "attention": Look("warn", "triangle-alert", _("Needs attention")),
    "outside_period": Look("warn", "calendar", _("Date outside the period of the data")),
    "submitted": Look("info", "send", _("Submitted")),
    "received": Look("info", "inbox", _("Received")),
    "returned": Look("warn", "undo-2", _("Additions requested")),
    "appraising": Look("info", "clipboard-pen", _("Under appraisal")),
    "appraised": Look("ok", "clipboard-check", _("Appraised")),
    "provisional": Look("warn", "hourglass", _("Provisional result")),
    "explained": Look("info", "message-square-text", _("Explained")),
    "final": Look("ok", "badge-check", _("Final result")),
    "published": Look("ok", "megaphone", _("Published")),
    "adjusted": Look("warn", "replace", _("Adjusted")),
    "withdrawn": Look("neutral", "undo-2", _("Withdrawn")),
    # An explanation
    "requested": Look("warn", "message-square-text", _("Request for review")),
    "sent": Look("info", "message-square-text", _("Explanation sent")),
    "kept": Look("neutral", "check", _("Points kept")),
    # A registration
    "registered": Look("ok", "badge-check", _("Registered")),
    "declined": Look("neutral", "circle-minus", _("Does not take part")),
    # An office in one appraisal
    "pending": Look("neutral", "circle-dashed", _("To be appraised")),
    "finished": Look("ok", "check", _("Finished")),
    # A round
    "planned": Look("neutral", "calendar", _("Not opened")),
    "open": Look("info", "door-open", _("Open")),
    "closed": Look("neutral", "lock", _("Reception closed")),
    # Deadlines and rows of a result
    "late": Look("warn", "clock-alert", _("Submitted late")),
    "overdue": Look("error", "clock-alert", _("Overdue")),
    "extended": Look("info", "calendar-plus", _("Extended")),
    "counted": Look("ok", "check", _("Counted")),
    "not_submitted": Look("error", "circle-slash", _("Not submitted")),
    "exempted": Look("neutral", "circle-minus", _("Exempted")),
    "too_short": Look("neutral", "circle-minus", _("Worked less than half of the round")),
    "absent": Look("neutral", "minus", _("Did not exist")),
    "imported": Look("neutral", "file-input", _("Imported from paper")),
    "not_applicable": Look("neutral", "circle-slash-2", _("Not applicable")),
    "unchanged": Look("neutral", "equal", _("Unchanged")),
    "refused": Look("error", "circle-x", _("Refused")),
    "granted": Look("ok", "check", _("Granted")),
    # Grades of the campaign
    "excellent": Look("gold", "star", _("Excellent")),
    "good": Look("ok", "thumbs-up", _("Good")),
    "completed": Look("info", "check", _("Completed")),
    "not_completed": Look("error", "circle-x", _("Not completed")),
    # Papers
    "approved": Look("info", "check", _("Approved")),
    "signed": Look("info", "pen-line", _("Signed")),
    "numbered": Look("info", "hash", _("Numbered")),
    "issued": Look("ok", "stamp", _("Issued")),
    "frozen": Look("ok", "lock", _("Frozen")),
    "replaced": Look("neutral", "replace", _("Replaced")),
    "revoked": Look("error", "ban", _("Revoked")),
    "retired": Look("neutral", "archive", _("Retired")),
    # A scored item from one version of its set to another
    "item_same": Look("neutral", "equal", _("Unchanged")),
    "item_changed": Look("warn", "file-pen", _("Changed")),
    "item_added": Look("info", "plus", _("New")),
    "item_removed": Look("neutral", "minus", _("Removed")),
    # Work in the background
    "queued": Look("neutral", "hourglass", _("Waiting")),
    "running": Look("info", "loader", _("Running")),
    "succeeded": Look("ok", "check", _("Finished")),
    "failed": Look("error", "circle-x", _("Failed")),
    "cancelled": Look("neutral", "ban", _("Cancelled")),
}


def look_of(code: str) -> Look:
    """The look of a code; a plain neutral one for a code that is not in the table."""
    return LOOKS.get(str(code), UNKNOWN)
