"""Certificates in one background job, against one call of the layout engine each; prints both and the ratio.

On a database and folder of its own, thrown away afterwards. The worker is the portal's own, as a process.
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ADDRESS = "https://thidua.example.vn"
WARM = 20
# Single calls take the same time each; so many tell it well enough.
CALLS = 200


def main() -> None:
    count = int(sys.argv[1])
    with tempfile.TemporaryDirectory() as folder:
        os.environ.pop("DATABASE_URL", None)
        os.environ |= {"DATA_DIR": folder, "PUBLIC_URL": ADDRESS, "DJANGO_SETTINGS_MODULE": "config.settings"}
        sys.path.insert(0, str(ROOT))
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        ours, peak = job(count)
        one = warm()
        calls = min(count, CALLS)
        plain = naive(calls) / calls
    print(f"{'one call each':24} {plain * 1000:8.2f} ms a certificate, mean of {calls} calls one after the other")
    print(f"{'one job':24} {ours * 1000 / count:8.2f} ms a certificate, {ours:.2f} s for {count}, archive included")
    print(f"{'ratio':24} {plain * count / ours:8.1f} (10 or more)")
    print(f"{'worker, most memory':24} {peak / 1024:8.0f} MB (under 120)")
    print(f"{'one, warm process':24} {one * 1000:8.2f} ms, {one / plain:.2f} of one call (0.5 or less)")


def job(count: int) -> tuple[float, int]:
    """Seconds from the start of the job to its end, archive included, and the worker's peak memory in kB."""
    from awards.services.certificates import certificates_begin
    from common.models import JobState
    from tests.awards import certificate_world as world

    user = world.secretary()
    batch = certificates_begin(decision=world.issued_decision(count, by=user), by=user)
    command = [sys.executable, "manage.py", "worker", "--batch", "--interval", "0.1"]
    peak = 0
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as worker:
        while worker.poll() is None:
            peak = max(peak, most_memory(worker.pid))
            time.sleep(0.05)
    row = batch.job
    row.refresh_from_db()
    if row.state != JobState.DONE or row.outcome != {"made": count, "failed": 0}:
        raise SystemExit(f"the job did not make all: {row.state} {row.outcome} {row.error}")
    return (row.finished_at - row.started_at).total_seconds(), peak


def most_memory(pid: int) -> int:
    """What a process has held at most so far, in kB (Linux); 0 when it is gone."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM:")), 0)


def contents(count: int):
    from dataclasses import replace

    from awards.papers.certificates import certificate
    from awards.papers.demo_certificate import EXAMPLE
    from documents.codes import code_new

    for number in range(1, count + 1):
        yield certificate(replace(EXAMPLE, name=f"Nguyễn Thị Hồng {number}", register_number=number, code=code_new()))


def warm() -> float:
    """Seconds for one certificate in a process that has made one."""
    from documents.certificate_press import certificate_pdf

    start = 0.0
    for index, content in enumerate(contents(WARM + 1)):
        certificate_pdf(content)
        start = start if index else time.perf_counter()
    return (time.perf_counter() - start) / WARM


def naive(count: int) -> float:
    """Seconds for one call of the layout engine each, its import and first call not counted."""
    import weasyprint
    from django.template.loader import render_to_string

    start = 0.0
    for index, content in enumerate(contents(count + 1)):
        html = render_to_string(content.template, {**content.context, "paper_title": content.title})
        weasyprint.HTML(string=html).write_pdf()
        start = start if index else time.perf_counter()
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
