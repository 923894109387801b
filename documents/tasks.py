"""Jobs of papers."""

from common.jobs import JobRun, job
from documents.services.batch_jobs import JOB
from documents.services.batches import batch_run


@job(JOB)
def run_batch(batch: int, run: JobRun) -> dict[str, int]:
    """All papers of a batch; begun again after a kill it goes on where it stood."""
    return batch_run(batch_id=batch, run=run)
