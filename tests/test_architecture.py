"""What no linter here knows: short files and functions, reads by name only, templates without inline code."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
APPS = ("assessments", "awards", "campaign", "common", "config", "criteria", "documents", "reports", "units")
MOST_LINES, MOST_TEST_LINES, MOST_FUNCTION_LINES = 400, 800, 60

SOURCES = sorted(
    path
    for app in APPS
    for path in (ROOT / app).rglob("*.py")
    if "migrations" not in path.parts and "__pycache__" not in path.parts
)
SCRIPTS = sorted((ROOT / "scripts").glob("*.py"))
TESTS = sorted(path for path in (ROOT / "tests").rglob("*.py") if "__pycache__" not in path.parts)
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
STATIC = [path for path in sorted((ROOT / "static").rglob("*")) if path.suffix in {".js", ".css"}]
# Nobody sees these but the renderer of the papers, which has no content policy.
PAPERS = ROOT / "templates" / "papers"


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def functions_in(tree: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def is_reader(path: Path) -> bool:
    """Rooms that ask by named reads only."""
    parts = path.relative_to(ROOT).parts
    return any(room in parts for room in ("views", "templatetags")) or path.name in {"views.py", "tasks.py"}


def test_the_rooms_are_found():
    assert len(SOURCES) > 150
    assert len(TEMPLATES) > 60
    assert sum(is_reader(path) for path in SOURCES) > 15


@pytest.mark.parametrize("path", [path for path in SOURCES if is_reader(path)], ids=name_of)
def test_views_tags_and_tasks_read_through_queries(path):
    managers = [
        node.lineno
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Attribute)
        and node.attr in {"objects", "every", "individuals", "_default_manager", "_base_manager"}
        # The rows of the queue belong to the library that runs it.
        and getattr(node.value, "id", "") != "DBTaskResult"
    ]
    assert managers == []


def test_no_import_of_our_own_inside_a_function():
    found = []
    for path in SOURCES:
        for function in functions_in(tree_of(path)):
            for node in ast.walk(function):
                names = []
                if isinstance(node, ast.Import):
                    names = [alias.name for alias in node.names]
                elif isinstance(node, ast.ImportFrom):
                    names = [node.module or ""] if not node.level else [APPS[0]]
                found += [f"{name_of(path)}:{node.lineno}" for name in names if name.partition(".")[0] in APPS]
    assert found == []


def test_files_stay_short():
    limits = [(path, MOST_LINES) for path in [*SOURCES, *SCRIPTS, *TEMPLATES]]
    limits += [(path, MOST_TEST_LINES) for path in TESTS]
    long = {
        name_of(path): lines
        for path, most in limits
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > most
    }
    assert long == {}


def test_functions_stay_short():
    long = {
        f"{name_of(path)}: {function.name}": lines
        for path in [*SOURCES, *SCRIPTS]
        for function in functions_in(tree_of(path))
        if (lines := (function.end_lineno or function.lineno) - function.lineno + 1) > MOST_FUNCTION_LINES
    }
    assert long == {}


INLINE = {
    "script": re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*type=[\"']application/json)[^>]*>", re.IGNORECASE),
    "style element": re.compile(r"<style\b", re.IGNORECASE),
    "style attribute": re.compile(r"\sstyle\s*=\s*[\"']", re.IGNORECASE),
    "handler": re.compile(r"<[a-z][^>]*\son[a-z]+\s*=\s*[\"']", re.IGNORECASE),
    "script address": re.compile(r"(?:href|src|action)\s*=\s*[\"']\s*javascript:", re.IGNORECASE),
    "foreign host": re.compile(
        r"<(?:script|link|img|iframe)[^>]*(?:src|href)\s*=\s*[\"'](?:https?:)?//", re.IGNORECASE
    ),
}


@pytest.mark.parametrize("path", [path for path in TEMPLATES if PAPERS not in path.parents], ids=name_of)
def test_pages_hold_no_inline_code(path):
    text = path.read_text(encoding="utf-8")
    assert [kind for kind, pattern in INLINE.items() if pattern.search(text)] == []


@pytest.mark.parametrize(
    ("kind", "bad"),
    [
        ("script", "<script>alert(1)</script>"),
        ("style element", "<style>p {}</style>"),
        ("style attribute", '<p style="color: red">'),
        ("handler", '<a href="#" onclick="go()">'),
        ("script address", '<a href="javascript:go()">'),
        ("foreign host", '<script src="https://cdn.example/x.js">'),
    ],
)
def test_inline_code_would_be_found(kind, bad):
    assert INLINE[kind].search(bad)


# Put together so that this file does not find itself.
UNFINISHED = re.compile(
    "|".join(
        [
            r"(?:#|//|/\*|<!--|\{#).*\bTO" + r"DO\b",
            "FIX" + "ME",
            "XX" + "X:",
            "raise Not" + "Implemented",
        ]
    )
)
LEFT_OUT = re.compile("|".join([r"mark\.sk" + "ip", r"pytest\.sk" + "ip", "xfa" + "il", r"importorsk" + "ip"]))


def test_nothing_is_left_unfinished():
    files = [*SOURCES, *SCRIPTS, *TESTS, *TEMPLATES, *STATIC]
    assert [name_of(path) for path in files if UNFINISHED.search(path.read_text(encoding="utf-8"))] == []


def test_no_test_is_left_out():
    assert [name_of(path) for path in TESTS if LEFT_OUT.search(path.read_text(encoding="utf-8"))] == []
