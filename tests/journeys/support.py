"""People at browsers: each page they see is looked at for accessibility, faults and breaches of the content policy."""

import datetime as dt
import re
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from playwright.sync_api import BrowserContext, ConsoleMessage, Locator, Page, Response

from assessments.models import Assessment, SignedCopy
from common import clock
from common.files import content_store
from tests import factories
from units.models import User

AXE = Axe()
OPTIONS = {"resultTypes": ["violations"]}
GRAVE = {"serious", "critical"}
# A refused form is answered by 4xx on purpose, and the browser notes each.
EXPECTED = re.compile(r"Failed to load resource: the server responded with a status of (400|403|404|409|422)")
WATCH_POLICY = "addEventListener('securitypolicyviolation', e => console.error('policy: ' + e.violatedDirective))"

# Smaller targets stand only inside running text (WCAG 2.5.8 knows them as inline), or are read by machines.
SMALL_TARGETS = """() => [...document.querySelectorAll(
  "main :is(a[href], button, input:not([type=hidden]), select, textarea, summary), header :is(a, button)"
)].filter(node => {
  const box = node.getBoundingClientRect();
  if (!box.width || !box.height) return false;
  if (!node.checkVisibility({visibilityProperty: true, opacityProperty: true})) return false;
  if (node.closest(".skip-link, .visually-hidden") || node.matches(".skip-link, .visually-hidden")) return false;
  const style = getComputedStyle(node);
  if (node.tagName === "A" && style.display === "inline") return false;
  const label = node.closest("label") || (node.id && document.querySelector(`label[for="${CSS.escape(node.id)}"]`));
  const held = label && ["radio", "checkbox", "file"].includes(node.type) ? label.getBoundingClientRect() : box;
  return Math.max(box.height, held.height) < 43.5;
}).map(node => node.outerHTML.slice(0, 160))"""


class Person:
    """One account at one browser window; without an account a stranger."""

    def __init__(self, context: BrowserContext, base: str, user: User | None) -> None:
        self.base = base
        self.user = user
        self.context = context
        self.faults: list[str] = []
        if user:
            sign_in(context, base, user)
        context.add_init_script(WATCH_POLICY)
        self.page: Page = context.new_page()
        self.page.on("console", self._note)
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))

    def _note(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not EXPECTED.match(message.text):
            self.faults.append(message.text)

    def visit(self, path: str, *, status: int = 200) -> Page:
        """Go to a page of the portal and look at it."""
        response = self.page.goto(f"{self.base}{path}")
        assert response is not None
        assert response.status == status, (path, response.status)
        self.look()
        return self.page

    def press(self, target: str | Locator, *, status: int = 200) -> Page:
        """Press what leads to another page, and look at that."""
        button = self.page.locator(target) if isinstance(target, str) else target
        with self.page.expect_navigation(wait_until="load") as found:
            button.first.click()
        response: Response | None = found.value
        assert response is not None
        assert response.status == status, (str(target), response.url, response.status)
        self.look()
        return self.page

    def confirm(self, form: str) -> Page:
        """Press what asks once more, and confirm it."""
        self.page.locator(f"{form} summary").first.click()
        return self.press(f"{form} button[type=submit]")

    def look(self) -> None:
        """Nothing grave for readers with a disability, no fault, no breach, nothing wider than the window."""
        where = self.page.url.removeprefix(self.base)
        found = AXE.run(self.page, options=OPTIONS).response["violations"]
        grave = [
            (each["id"], [node["html"][:200] for node in each["nodes"][:3]])
            for each in found
            if each["impact"] in GRAVE
        ]
        assert grave == [], (where, grave)
        assert self.faults == [], (where, self.faults)
        assert self.overflow() <= 0, (where, self.overflow())

    def overflow(self) -> int:
        """Pixels by which the page is wider than the window."""
        return self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")

    def text(self, selector: str = "main") -> str:
        return re.sub(r"\s+", " ", self.page.locator(selector).first.inner_text())


def sign_in(context: BrowserContext, base: str, user: User) -> None:
    """The session cookie of an account; the form of signing in has its own steps."""
    client = Client()
    client.force_login(user)
    context.add_cookies([{"name": "session", "value": client.cookies["session"].value, "url": base}])


def visit(person: Person, path: str) -> Page:
    """Go to a page and look at it."""
    return person.visit(path)


def signed_copy_of(sheet: Assessment, by: User) -> SignedCopy:
    """The signed copy of a sheet that was prepared outside the browser."""
    stored = content_store(content=factories.pdf_bytes(), name="ban-ky.pdf", content_type="application/pdf", by=by)
    return SignedCopy.objects.create(
        assessment=sheet, file=stored, uploaded_by=by, uploaded_at=clock.now(), receipt_code=sheet.receipt_code
    )


def pdf_on_disk(folder: Path, name: str = "Bao cao 37.pdf") -> Path:
    path = folder / name
    path.write_bytes(factories.pdf_bytes(2))
    return path


def at(day: int, month: int = 6, hour: int = 9, year: int = 2025) -> dt.datetime:
    """A moment, most often of the round of 2025."""
    return dt.datetime(year, month, day, hour, tzinfo=clock.TIME_ZONE)


def card(person: Person, code: str) -> Locator:
    """The criterion on the sheet."""
    return person.page.locator(f'[data-card="{code}"]')


def fill(person: Person, code: str, values: dict[str, Any]) -> None:
    """Type into the fields of a criterion; `option` and `yes_no` are chosen by their place or word."""
    for name, value in values.items():
        if name == "option":
            card(person, code).locator('input[name="option"]').nth(value).check(force=True)
        elif name == "yes_no":
            card(person, code).locator(f'input[name="yes_no"][value="{value}"]').check(force=True)
        else:
            person.page.locator(f"[id='{code}-{name}']").fill(value)


def save(person: Person, code: str) -> Locator:
    """Save a criterion as the page does it, and wait for the answer of the portal."""
    with person.page.expect_response(lambda response: response.request.method == "POST") as found:
        person.page.locator(f"[id='{code}-save']").click()
    found.value.finished()
    person.page.wait_for_load_state("load")
    return settled(person, code)


def settled(person: Person, code: str) -> Locator:
    """The criterion once nothing of it is on its way; without scripts that is at once."""
    busy = ":is([data-save-state=saving], [data-save-state=unsaved])"
    card(person, code).locator(f"form:not({busy})").first.wait_for()
    return card(person, code)
