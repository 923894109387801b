"""How gunicorn serves the portal: threads, since a request mostly waits for the database."""

import os
from pathlib import Path

bind = f"127.0.0.1:{os.environ.get('PORT', '8000')}"
worker_class = "gthread"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
threads = 4
timeout = 60
graceful_timeout = 20
# A worker is replaced after a while, so that a slow leak of a library never adds up.
max_requests = 5000
max_requests_jitter = 500
# The sign of life is written to memory: a busy disk must not look like a dead worker.
memory = Path("/dev/shm")  # noqa: S108  (gunicorn makes a file of its own there)
worker_tmp_dir = str(memory) if memory.is_dir() else None
control_socket_disable = True
loglevel = "warning"
