"""The job of a batch: asked for at its beginning, and again when a paper of its archive stands no more."""

from collections.abc import Iterable

from django.db import transaction

from common import jobs
from common.files import file_remove
from common.models import Job
from documents.models import Batch, IssuedDocument
from units.models import User

JOB = "documents.batch"
# A worker that is killed again and again loses one chunk each time, never the batch.
ATTEMPTS = 30


def batch_enqueue(*, batch: Batch, by: User, key: str = "") -> Job:
    """Asks for the job of a batch; with a key, for none beside an open one."""
    row = jobs.enqueue(JOB, owner=by, key=key, attempts=ATTEMPTS, batch=batch.pk)
    batch.job = row
    batch.save(update_fields=["job"])
    return row


@transaction.atomic
def archives_renew(*, documents: Iterable[IssuedDocument], by: User) -> None:
    """Takes away every archive with one of these papers, which stand no more, and asks for it anew without them."""
    holding = Batch.objects.filter(items__document__in=list(documents)).order_by().values("pk")
    for batch in Batch.objects.select_for_update(of=("self",)).filter(pk__in=holding).order_by("pk"):
        if batch.archive is None:
            continue
        earlier, batch.archive = batch.archive, None
        batch.save(update_fields=["archive"])
        file_remove(stored=earlier)
        batch_enqueue(batch=batch, by=by)
