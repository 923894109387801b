"""One setting decides the engine: DATABASE_URL. Without it the embedded SQLite serves."""

from config import sqlite

from .base import DATA_DIR, env

EMBEDDED = not env.str("DATABASE_URL", default="")

# A lock that is not had after ten seconds is a fault to be shown, not to be waited for; a transaction
# left open by a lost process is ended by the server.
# Compiling a query costs more than running it here: pages ask many small ones.
POSTGRESQL_OPTIONS = "-c jit=off -c lock_timeout=10s -c idle_in_transaction_session_timeout=60s"


def server_database() -> dict:
    """Return the settings of the PostgreSQL server named by DATABASE_URL."""
    database = env.db_url("DATABASE_URL")
    options = database.setdefault("OPTIONS", {})
    options["options"] = " ".join(filter(None, [options.get("options"), POSTGRESQL_OPTIONS]))
    return database | {"CONN_HEALTH_CHECKS": True, "CONN_MAX_AGE": 60, "ATOMIC_REQUESTS": False}


DATABASES = {"default": sqlite.database(DATA_DIR / "portal.sqlite3") if EMBEDDED else server_database()}

SESSION_ENGINE = "django.contrib.sessions.backends.db"

# The limits on sign-in are counted here, so all processes must share it. Beside the embedded database:
# files, because a count must not wait for the one writer. Beside a server, which several machines may
# use: a table of its own, made by `createcachetable`.
CACHES = {
    "default": (
        {"BACKEND": "django.core.cache.backends.filebased.FileBasedCache", "LOCATION": DATA_DIR / "cache"}
        if EMBEDDED
        else {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}
    )
}
