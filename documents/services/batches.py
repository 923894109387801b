"""Batches: many papers in one background job, each exactly once, a bad one told apart, the rest done."""

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import structlog
from django.db import DatabaseError, OperationalError, transaction
from django.utils.translation import gettext as _

from common import clock, jobs
from common.access import Denied, Refused, require
from common.events import event_log
from common.jobs import JobGivenUp, JobRun
from common.models import Job
from documents import rules
from documents.codes import code_new
from documents.enums import ItemState
from documents.makers import MadePaper, Maker, maker_of
from documents.models import Batch, BatchItem
from documents.rendering import PaperUnavailable
from documents.services.batch_archive import archive_make, standing_items
from documents.services.batch_jobs import batch_enqueue
from documents.services.bulk_issue import documents_issue
from units.models import User

logger = structlog.get_logger(__name__)

CHUNK = 25
PATIENCE_SECONDS = 2


@dataclass(frozen=True)
class Drawn:
    """A paper that waits to be kept, with its item and what it is about."""

    item: BatchItem
    target: Any
    made: MadePaper


@transaction.atomic
def batch_begin(
    *, kind: str, title: str, key: str, items: Iterable[tuple[str, str, str]], by: User
) -> tuple[Batch, bool]:
    """Asks for papers about `items` (type and id of the object, name), in this order, and whether it is new.

    Work of the same key is asked for once. Raises Refused when there is nothing to make.
    """
    rows = list(items)
    if not rows:
        require(Denied("nothing", _("There is no paper to be made."), 409))
    batch, is_new = Batch.objects.get_or_create(
        key=key, defaults={"kind": kind, "title": title, "asked_by": by, "asked_at": clock.now()}
    )
    if not is_new:
        return batch, False
    BatchItem.objects.bulk_create(
        BatchItem(batch=batch, order=order, target_type=target_type, target_id=target_id, name=name[:300])
        for order, (target_type, target_id, name) in enumerate(rows, 1)
    )
    event_log(actor=by, action="batch.begun", target=batch, data={"kind": kind, "count": len(rows)})
    batch_enqueue(batch=batch, by=by, key=_job_key(batch))
    return batch, True


@transaction.atomic
def batch_cancel(*, batch: Batch, by: User) -> None:
    """Stops the job at its next step; what is made stays. Raises Refused when nothing runs."""
    require(rules.may_run_batches(by))
    row = _locked(batch)
    if row.job is None or not row.job.is_open:
        require(Denied("state", _("The batch is not running."), 409))
    else:
        jobs.cancel(row.job)
        event_log(actor=by, action="batch.cancelled", target=row)


@transaction.atomic
def batch_resume(*, batch: Batch, by: User) -> Job:
    """Goes on with what waits, and tries again what failed. Raises Refused while it runs or when all is made."""
    require(rules.may_run_batches(by))
    row = _locked(batch)
    if row.job and row.job.is_open:
        require(Denied("state", _("The batch is running."), 409))
    whole = row.archive_id is not None or not standing_items(row).exists()
    if whole and not row.items.exclude(state=ItemState.DONE).exists():
        require(Denied("state", _("Every paper of the batch has been made."), 409))
    row.items.filter(state=ItemState.FAILED).update(state=ItemState.WAITING, error="")
    event_log(actor=by, action="batch.resumed", target=row)
    return batch_enqueue(batch=row, by=by, key=_job_key(row))


def batch_run(*, batch_id: int, run: JobRun) -> dict[str, int]:
    """Makes every waiting paper, then the archive.

    Raises JobCancelled when told to stop, JobGivenUp where this machine can make no paper at all.
    """
    batch = Batch.objects.select_related("asked_by").get(pk=batch_id)
    maker, total = maker_of(batch.kind), batch.items.count()
    while True:
        waiting = list(batch.items.filter(state=ItemState.WAITING)[:CHUNK])
        run.progress(total - batch.items.filter(state=ItemState.WAITING).count(), total)
        if not waiting:
            break
        try:
            with clock.request_scope():
                _make(batch, maker, waiting, run)
        except PaperUnavailable as unavailable:
            raise JobGivenUp(str(unavailable.reason)) from unavailable
    archive_make(batch=batch, run=run)
    failed = batch.items.filter(state=ItemState.FAILED).count()
    return {"made": total - failed, "failed": failed}


def _make(batch: Batch, maker: Maker, items: list[BatchItem], run: JobRun) -> None:
    """One chunk: drawn without a lock, kept in one short transaction; a bad one is told apart."""
    drawn = _draw(maker, items, run)
    try:
        _keep(batch, maker, drawn, run)
    except OperationalError:
        raise  # the database is away; the job comes again
    except (DatabaseError, Refused):
        logger.warning("a chunk could not be kept whole", batch=batch.pk, exc_info=True)
        for one in drawn:
            try:
                _keep(batch, maker, [one], run)
            except OperationalError:
                raise
            except (DatabaseError, Refused) as error:
                _fail(one.item, error)


def _draw(maker: Maker, items: list[BatchItem], run: JobRun) -> list[Drawn]:
    targets = maker.load([item.target_id for item in items])
    drawn, seen = [], time.monotonic()
    for item in items:
        if time.monotonic() - seen > PATIENCE_SECONDS:  # a template of an office may take long for each
            run.check()
            seen = time.monotonic()
        try:
            if item.target_id not in targets:
                raise Refused(Denied("state", _("What the paper is about does not exist any more.")))
            target = targets[item.target_id]
            drawn.append(Drawn(item, target, maker.draw(target, code_new())))
        except PaperUnavailable:
            raise  # no paper at all can be made here; the job says so
        except Exception as error:  # one bad paper must not stop the others
            if not isinstance(error, Refused):
                logger.exception("a paper of a batch could not be drawn", item=item.pk)
            _fail(item, error)
    return drawn


@transaction.atomic
def _keep(batch: Batch, maker: Maker, drawn: Sequence[Drawn], run: JobRun) -> None:
    """Papers whose item still waits, under the lock of the batch: two workers never keep the same one."""
    _locked(batch)
    run.check()
    ids = [each.item.pk for each in drawn]
    still = set(BatchItem.objects.filter(pk__in=ids, state=ItemState.WAITING).values_list("pk", flat=True))
    fresh = [each for each in drawn if each.item.pk in still]
    rows = documents_issue(made=[each.made for each in fresh], by=batch.asked_by)
    for each, row in zip(fresh, rows, strict=True):
        each.item.state, each.item.document, each.item.error = ItemState.DONE, row, ""
    BatchItem.objects.bulk_update([each.item for each in fresh], ["state", "document", "error"])
    maker.kept([(each.target, row) for each, row in zip(fresh, rows, strict=True)])


def _fail(item: BatchItem, error: Exception) -> None:
    words = str(error.verdict.reason) if isinstance(error, Refused) else _("The paper could not be drawn.")
    if not isinstance(error, Refused):
        words = f"{words} ({type(error).__name__}: {error})"[:500]
    BatchItem.objects.filter(pk=item.pk, state=ItemState.WAITING).update(state=ItemState.FAILED, error=words)


def _locked(batch: Batch) -> Batch:
    return Batch.objects.select_for_update(of=("self",)).select_related("job").get(pk=batch.pk)


def _job_key(batch: Batch) -> str:
    return f"batch:{batch.pk}"
