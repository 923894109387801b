"""Takes the pictures of docs/pictures from the demonstration, in Chromium.

usage: .venv/bin/python scripts/pictures.py     (after scripts/test has set the browser up; about two minutes)
"""

import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from machine import chromium

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "pictures"
PORT = 8765
ADDRESS = f"http://127.0.0.1:{PORT}"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
PASSWORD = "demo-2025"  # noqa: S105 - printed for every visitor of the demonstration
DESKTOP, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}


def manage(*arguments: str, environment: dict[str, str]) -> None:
    """Run a management command of the portal on a database of its own."""
    subprocess.run([sys.executable, "manage.py", *arguments], cwd=ROOT, env=environment, check=True)


def sign_in(page: Page, name: str) -> None:
    """Sign in as somebody of the demonstration."""
    page.goto(f"{ADDRESS}/tai-khoan/login/")
    page.fill("input[name=login]", name)
    page.fill("input[name=password]", PASSWORD)
    page.click("main button[type=submit]")


def pictures() -> None:
    """Take all pictures from a running portal."""
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium(), args=FLAGS)
        for name, user, path, size in (
            ("phase", "quanly.tccb-tc", "/giai-doan/1/", DESKTOP),
            ("home-phone", "truong.thpt-dak-mil", "/", PHONE),
            ("queue", "thamdinh1.tccb-tc", "/tham-dinh/", DESKTOP),
        ):
            page = browser.new_context(viewport=size, locale="vi-VN").new_page()
            sign_in(page, user)
            page.goto(ADDRESS + path)
            page.screenshot(path=PICTURES / f"{name}.png")
        browser.close()


def main() -> None:
    """Make the demonstration, serve it, take the pictures, stop."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="portal-pictures-") as folder:
        environment = os.environ | {"DATA_DIR": folder, "DEBUG": "1"}
        manage("migrate", "-v", "0", environment=environment)
        manage("demo", "--stage", "submitted", "--papers", "running", environment=environment)
        server = subprocess.Popen(
            [sys.executable, "manage.py", "runserver", "--noreload", f"127.0.0.1:{PORT}"], cwd=ROOT, env=environment
        )
        try:
            wait()
            pictures()
        finally:
            server.terminate()
            server.wait()


def wait() -> None:
    """Wait until the portal answers."""
    for _ in range(60):
        try:
            urllib.request.urlopen(f"{ADDRESS}/livez", timeout=5)  # noqa: S310  (an address of our own)
        except OSError:
            time.sleep(0.5)
        else:
            return
    raise TimeoutError("the portal does not answer")


if __name__ == "__main__":
    main()
