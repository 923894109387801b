"""Draws a filled template: a process of its own with limited memory and time, away from the portal.

Asked by `documents/template_papers.py`: HTML on standard input, the PDF on standard output. Nothing is fetched.
"""

import resource
import sys

MEMORY = 1 << 30
CPU_SECONDS = 30
FAILED = 3


def limit() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main() -> int:
    html = sys.stdin.buffer.read().decode()
    limit()
    import weasyprint
    from weasyprint.urls import URLFetcher

    class Nothing(URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: object = None) -> object:
            raise ValueError(f"not fetched: {url[:80]}")

    pdf = weasyprint.HTML(string=html, base_url="paper:", url_fetcher=Nothing()).write_pdf()
    sys.stdout.buffer.write(pdf)
    return 0


if __name__ == "__main__":
    sys.exit(main())
