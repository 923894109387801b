"""A worker holds little: what it does not need for its work is not loaded into it."""

import os
import subprocess
import sys

from django.conf import settings

# Together they take a quarter of what a worker may hold.
HEAVY = ("docx", "fontTools", "weasyprint", "pypdfium2", "pikepdf")
WORKER = """
    import sys
    import django
    django.setup()
    from common import worker
    from awards.papers.demo_certificate import example
    from documents.certificate_press import certificate_pdf
    from documents.papers import kinds
    kinds()
    assert certificate_pdf(example()).startswith(b"%PDF-")
    print(*(name for name in {heavy} if name in sys.modules))
"""


def test_a_worker_draws_certificates_without_what_other_papers_need():
    code = "\n".join(line.strip() for line in WORKER.format(heavy=HEAVY).splitlines())
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=settings.BASE_DIR,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings", "PUBLIC_URL": "https://thidua.example.vn"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split() == []
