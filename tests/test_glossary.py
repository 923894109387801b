"""The glossary is true to the code: each name is there, and readers see the Vietnamese that stands beside it."""

import re
from importlib import import_module
from pathlib import Path

import pytest
from django.apps import apps
from django.utils import translation

ROOT = Path(__file__).resolve().parents[1]
ROW = re.compile(r"^\| (?P<word>[^|]+) \| `(?P<name>[\w.]+)` \|", re.MULTILINE)
ROWS = [(found["word"], found["name"]) for found in ROW.finditer((ROOT / "docs" / "glossary.md").read_text("utf-8"))]


def label_of(name: str) -> str:
    """The words a reader sees for `app.Model`, `app.Model.field` or `app.Enum.MEMBER`."""
    app, thing, *rest = name.split(".")
    models = {model.__name__: model for model in apps.get_app_config(app).get_models()}
    if thing in models:
        options = models[thing]._meta
        return str(options.get_field(rest[0]).verbose_name if rest else options.verbose_name)
    return str(getattr(import_module(f"{app}.enums"), thing)[rest[0]].label)


@pytest.mark.parametrize(("word", "name"), ROWS)
def test_row_is_what_readers_see(word, name):
    with translation.override("vi"):
        assert label_of(name).casefold() == word.casefold()


def test_each_name_and_word_stands_once():
    names, words = [name for _, name in ROWS], [word for word, _ in ROWS]
    assert len(ROWS) > 100
    assert sorted(names) == sorted(set(names))
    assert sorted(words) == sorted(set(words))


def test_every_table_row_is_read():
    text = (ROOT / "docs" / "glossary.md").read_text("utf-8")
    assert len([line for line in text.splitlines() if line.startswith("| ") and "`" in line]) == len(ROWS)
