"""From a file to a tree of YAML nodes, which know their lines."""

import unicodedata
from pathlib import Path

import yaml
from django.utils.translation import gettext as _
from yaml.composer import ComposerError
from yaml.reader import ReaderError

from config.plan_reading.problems import Problems


class _PlainLoader(yaml.SafeLoader):
    """YAML without anchors and aliases: each value stands where it is used, at a line of its own."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        event = self.peek_event()
        if getattr(event, "anchor", None) is not None:
            raise ComposerError(None, None, "anchors and aliases are not used", event.start_mark)
        return super().compose_node(parent, index)


def read_tree(path: Path, problems: Problems) -> yaml.Node | None:
    """Return the root node of a file, or None after noting why there is none."""
    text = _read_text(path, problems)
    if text is None:
        return None
    _check_text(path.name, text, problems)
    last = max(len(text.splitlines()), 1)
    try:
        # A TAB is noted already: as a space it lets the rest of the file be read.
        node = yaml.compose(text.replace("\t", " "), Loader=_PlainLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = min(mark.line + 1, last) if mark else last
        problems.add(path.name, line, _not_yaml(error.problem or error.context or ""))
        return None
    except ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        problems.add(path.name, line, _not_yaml(error.reason))
        return None
    except RecursionError:
        problems.add(path.name, last, _not_yaml("too many levels"))
        return None
    if node is None:
        problems.add(path.name, 1, _("The file is empty."))
    return node


def _not_yaml(problem: str) -> str:
    return _("The file breaks off here or is not indented properly (YAML: %(problem)s).") % {"problem": problem}


def _read_text(path: Path, problems: Problems) -> str | None:
    try:
        data = path.read_bytes()
    except OSError:
        problems.add(path.name, 1, _("The file is missing or cannot be read."))
        return None
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        problems.add(path.name, line, _("The text is not UTF-8."))
        return None


def _check_text(file: str, text: str, problems: Problems) -> None:
    for number, line in enumerate(text.split("\n"), start=1):
        if "\t" in line:
            problems.add(file, number, _("A TAB character stands in the line; use spaces."))
        if not unicodedata.is_normalized("NFC", line):
            problems.add(file, number, _("The text is not in Unicode NFC."))
        if "\ufeff" in line:
            problems.add(file, number, _("A byte order mark stands in the line; remove it."))
