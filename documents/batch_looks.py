"""How a batch of papers stands, in words and colour."""

from typing import Any

from django.utils.translation import gettext as _

from common.models import JobState


def batch_look(row: Any) -> dict[str, Any]:
    """Of a batch with its numbers, as `queries.batches_for` reads it; one whose job was given up can be resumed."""
    job = row.job
    handled = row.made + row.failed
    if job and job.is_open and job.cancel_requested:
        words, tone = _("Stopping"), "warn"
    elif job and job.state == JobState.QUEUED:
        words, tone = (_("Waiting to be tried again"), "warn") if job.error else (_("Waiting for the worker"), "")
    elif job and job.is_open:
        words, tone = _("Running"), "info"
    elif row.failed:
        words, tone = _("Done, with papers that failed"), "warn"
    elif handled < row.total or (row.standing and row.archive_id is None):
        words, tone = _("Stopped"), "warn"
    else:
        words, tone = _("Done"), "ok"
    return {
        "words": words,
        "tone": tone,
        "is_open": bool(job and job.is_open),
        "handled": handled,
        "waiting": row.total - handled,
        "error": job.error if job and not job.is_open and job.state == JobState.FAILED else "",
    }
