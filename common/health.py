"""Is the portal able to serve? Words only, no addresses and no traces: the answer is public."""

import datetime as dt
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import Any

import structlog
from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.exceptions import AmbiguityError, BadMigrationError, InconsistentMigrationHistory
from django.db.migrations.executor import MigrationExecutor

from common import clock, jobs

logger = structlog.get_logger(__name__)

WORKER_SILENCE = dt.timedelta(seconds=60)


def readiness() -> dict[str, Any]:
    """`ready`, and database, migrations, storage, worker: `ok`, `late`, `pending` or `failed`."""
    parts: dict[str, Callable[[], str]] = {
        "database": _database,
        "migrations": _migrations,
        "storage": _storage,
    }
    found: dict[str, Any] = {name: _ask(name, check) for name, check in parts.items()}
    ready = all(state == "ok" for state in found.values())
    return {"ready": ready, **found, "worker": _ask("worker", _worker)}


def _ask(name: str, check: Callable[[], str]) -> str:
    try:
        return check()
    except (DatabaseError, OSError, AmbiguityError, BadMigrationError, InconsistentMigrationHistory):
        logger.exception("not ready", part=name)
        return "failed"


def _database() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        cursor.fetchone()
    return "ok"


def _migrations() -> str:
    executor = MigrationExecutor(connection)
    return "pending" if executor.migration_plan(executor.loader.graph.leaf_nodes()) else "ok"


def _storage() -> str:
    probe = Path(settings.DATA_DIR) / f".ready-{secrets.token_hex(6)}"
    try:
        probe.write_bytes(b"ok")
    finally:
        probe.unlink(missing_ok=True)
    return "ok"


def worker_is_silent() -> bool:
    """Whether background jobs wait in vain: no worker has given a sign of life for a minute."""
    seen = jobs.last_seen("worker")
    return seen is None or clock.machine_now() - seen >= WORKER_SILENCE


def _worker() -> str:
    return "late" if worker_is_silent() else "ok"
