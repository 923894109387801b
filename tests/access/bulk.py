"""Batches and templates in the states that the table asks about."""

from typing import Any

from awards.models import Decision
from awards.services.certificates import KIND
from common import clock
from common.files import content_store
from common.models import Job, JobState
from documents.certificates.design import arranged
from documents.designs import looks
from documents.enums import ItemState, TemplateState
from documents.models import Batch, BatchItem, PaperTemplate
from documents.template_forms import PositionsForm
from tests.awards import certificate_world
from units.models import User

MANY = 10**12


class Bulk:
    """One batch that is done, one that runs, one that stopped; a draft of a template; a decision without papers."""

    def __init__(self, by: User) -> None:
        archive = content_store(content=b"PK\x05\x06" + bytes(18), name="lo.zip", content_type="application/zip")
        self.done = self._batch("done", by, archive=archive)
        self.running = self._batch("running", by, job=_job(JobState.QUEUED))
        self.stopped = self._batch("stopped", by, job=_job(JobState.CANCELLED))
        self.template = PaperTemplate.objects.create(
            kind=KIND,
            name="Phôi",
            state=TemplateState.DRAFT,
            layout={"stock": True},
            sha256="0" * 64,
            added_by=by,
            added_at=clock.now(),
        )
        self.decision: Decision = certificate_world.issued_decision(1, by=by)

    def _batch(self, key: str, by: User, **more: Any) -> Batch:
        row = Batch.objects.create(kind=KIND, title=f"Lô {key}", key=key, asked_by=by, asked_at=clock.now(), **more)
        BatchItem.objects.create(
            batch=row, order=1, target_type="awards.registerentry", target_id="0", name="Một", state=ItemState.WAITING
        )
        return row


def _job(state: JobState) -> Job:
    return Job.objects.create(name="documents.batch", state=state)


def _batch(name: str) -> Any:
    return lambda world, missing: {"batch": MANY if missing else getattr(world.bulk, name).pk}


SPECIAL = {
    "batch": _batch("done"),
    "batch-running": _batch("running"),
    "batch-stopped": _batch("stopped"),
    "template": lambda world, missing: {"template": MANY if missing else world.bulk.template.pk},
    "template-kind": lambda world, missing: {"kind": "tests.none" if missing else KIND},
    "certificates": lambda world, missing: {
        "decision": "00000000-0000-4000-8000-000000000000" if missing else world.bulk.decision.public_id
    },
}


def _positions(world: Any, thing: str) -> dict[str, Any]:
    form = PositionsForm(design=arranged(looks()[KIND].design, {}))
    values = {field.html_name: field.value() for field in form}
    return {name: value for name, value in values.items() if value not in (None, False)} | {"name": "Phôi mới"}


PAYLOADS = {
    "documents:template_positions": _positions,
    "documents:template_upload": lambda world, thing: {"name": "Riêng", "source": "<p>{{ ten }}</p>"},
}
