"""Keeps the Vietnamese messages complete.

usage: python scripts/messages.py check     what the code says and locale/vi does not; fails if there is any
       python scripts/messages.py update    write locale/vi anew: new messages empty, old ones out

Messages are ours and those of the installed apps a reader may see: none of them ships Vietnamese but
Django, whose own lacks some. A message of a template that ours replaces is not asked for.
"""

import os
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path

import django
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize
from django.utils.translation.trans_real import DjangoTranslation

ROOT = Path(__file__).resolve().parent.parent
CATALOG = ROOT / "locale" / "vi" / "LC_MESSAGES" / "django.po"

APPS = ["common", "units", "documents", "criteria", "campaign", "assessments", "awards", "reports", "config"]
# Papers are written in Vietnamese.
UNTRANSLATED = ROOT / "templates" / "papers"
# Of the installed apps: the parts that are switched on.
FOREIGN = {
    "allauth": [
        "account", "core", "decorators.py", "mfa", "models.py", "ratelimit", "templates/account",
        "templates/allauth", "templates/mfa", "templates/usersessions", "usersessions", "utils.py",
    ],
    "django_tasks_db": ["."],
    "import_export": ["."],
}  # fmt: skip
# Parts of these that the settings leave off: keys and passkeys, telephone, signing up, codes by mail.
SWITCHED_OFF = (
    "account_already_exists", "confirm_email_verification_code", "confirm_login_code", "confirm_password_reset_code",
    "default_urlconf", "email_change.", "login_code", "passkey", "password_reset_code", "phone", "signup", "trust",
    "unknown_account", "verified_email_required", "webauthn",
)  # fmt: skip
DJANGO = ["conf", "contrib/admin", "contrib/auth", "contrib/contenttypes", "contrib/sessions"]

# Lines of the head that would change with every writing, or say nothing.
CHANGING = tuple(
    f'"{name}'.encode()
    for name in (
        "Generated-By", "Language-Team", "Last-Translator", "PO-Revision", "POT-Creation", "Project-Id", "Report-Msgid",
    )
)  # fmt: skip

KEYWORDS = DEFAULT_KEYWORDS | {
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}

Key = tuple[str | None, str | tuple[str, ...]]


def messages_of(path: Path) -> Iterator[Key]:
    """Yield the context and text of each message in a Python file or a template."""
    content = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        # What is left of a template reads like Python, but for the indentation.
        content = "\n".join(line.strip() for line in templatize(content, origin=str(path)).splitlines())
    for _line, text, _comments, context in extract(
        "python", BytesIO(content.encode()), keywords=KEYWORDS, options={"encoding": "utf-8"}
    ):
        yield context, tuple(text) if isinstance(text, list | tuple) else text


def sources(folder: Path) -> Iterator[Path]:
    """Yield the Python files and templates of a folder, or the one file it is."""
    for path in sorted(folder.rglob("*")) if folder.is_dir() else [folder]:
        if path.suffix in {".html", ".py", ".txt"} and "migrations" not in path.parts and "tests" not in path.parts:
            yield path


def own_messages() -> Iterator[tuple[Key, str]]:
    """Yield our messages, each with the file that says it."""
    for folder in [*(ROOT / app for app in APPS), ROOT / "templates"]:
        for path in sources(folder):
            if not path.is_relative_to(UNTRANSLATED):
                for key in messages_of(path):
                    yield key, str(path.relative_to(ROOT))


def foreign_messages() -> Iterator[tuple[Key, str]]:
    """Yield the messages of the installed apps, each with the file that says it."""
    for package, parts in FOREIGN.items():
        base = Path(find_spec(package).origin).parent
        for path in (path for part in parts for path in sources(base / part)):
            name = path.relative_to(base)
            _before, _templates, template = str(name).partition("templates/")
            replaced = template and (ROOT / "templates" / template).is_file()
            if not replaced and not any(part in str(name) for part in SWITCHED_OFF):
                for key in messages_of(path):
                    yield key, f"{package}/{name}"
    base = Path(django.__file__).parent
    for part in DJANGO:
        with (base / part / "locale" / "en" / "LC_MESSAGES" / "django.po").open("rb") as file:
            for message in read_po(file):
                names = [name for name, _line in message.locations]
                # The names of the world's languages and Django's own welcome page are shown to nobody.
                shown = [name for name in names if not any(part in name for part in ("global_settings", *SWITCHED_OFF))]
                if message.id and shown:
                    text = tuple(message.id) if isinstance(message.id, list | tuple) else message.id
                    yield (message.context, text), f"django/{shown[0]}"


def singular(key: Key) -> str:
    """Return the text by which a message is known."""
    return key[1] if isinstance(key[1], str) else key[1][0]


def known(key: Key, catalog: dict) -> bool:
    """Tell whether a compiled catalog has a message; forms of number are kept with their number."""
    text = f"{key[0]}\x04{singular(key)}" if key[0] else singular(key)
    counted = catalog.get((text, 0))
    # Where the Vietnamese of a counted message is empty, the compiler puts the English.
    return bool(catalog.get(text)) or bool(counted and counted not in key[1])


def compiled() -> dict:
    """Return all Vietnamese messages as the running portal has them."""
    parts = DjangoTranslation("vi")._catalog._catalogs  # noqa: SLF001  (there is no other way to all of them)
    return {key: text for part in reversed(parts) for key, text in part.items()}


def check() -> int:
    """Print each message without Vietnamese; return the exit code."""
    catalog = compiled()
    missing = {key: place for key, place in [*foreign_messages(), *own_messages()] if not known(key, catalog)}
    for key, place in sorted(missing.items(), key=lambda pair: (pair[1], singular(pair[0]))):
        print(f"{place}: {singular(key)!r}" + (f" ({key[0]})" if key[0] else ""))
    print(f"Messages without Vietnamese: {len(missing)}")
    return 1 if missing else 0


def update(given: dict[str, str] | None = None) -> None:
    """Write the catalog anew with the messages in use; `given` brings Vietnamese by context and text."""
    given = given or {}
    old = Catalog(locale="vi")
    if CATALOG.is_file():
        with CATALOG.open("rb") as file:
            old = read_po(file, locale="vi")
    new = Catalog(locale="vi", project="portal", charset="utf-8", fuzzy=False)
    django_only = {key for part in DJANGO for key in django_catalog(part)}
    for key, place in sorted([*own_messages(), *foreign_messages()], key=lambda pair: pair[1]):
        context, text = key
        name = f"{context}\x04{singular(key)}" if context else singular(key)
        before: Message | None = old.get(singular(key), context)
        kept = name in given or (before is not None and bool(before.string))
        # Django's own Vietnamese stands, except where ours was written to replace it.
        if name in django_only and place.startswith("django/") and not kept:
            continue
        string = given.get(name) or (before.string if before else "") or ""
        if isinstance(text, tuple):
            string = string if isinstance(string, tuple) else (string,)
        elif isinstance(string, tuple):
            string = string[0]
        new.add(text, string, locations=[(place, None)], context=context)
    new.header_comment = "# Vietnamese messages of the portal and of the apps it stands on."
    written = BytesIO()
    write_po(written, new, sort_output=True, include_lineno=False, width=120)
    CATALOG.parent.mkdir(parents=True, exist_ok=True)
    lines = written.getvalue().splitlines(keepends=True)
    CATALOG.write_bytes(b"".join(line for line in lines if not line.startswith(CHANGING)))


def django_catalog(part: str) -> Iterator[str]:
    """Yield what a part of Django says in Vietnamese already."""
    path = Path(django.__file__).parent / part / "locale" / "vi" / "LC_MESSAGES" / "django.po"
    if path.is_file():
        with path.open("rb") as file:
            for message in read_po(file, locale="vi"):
                text = message.id if isinstance(message.id, str) else message.id[0]
                if any([message.string] if isinstance(message.string, str) else message.string):
                    yield f"{message.context}\x04{text}" if message.context else text


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    if sys.argv[1:] == ["check"]:
        sys.exit(check())
    if sys.argv[1:] != ["update"]:
        sys.exit(__doc__)
    update()
