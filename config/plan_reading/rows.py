"""From YAML nodes to the rows of each app (`<app>.plan_rows`): the type hints of a row are its grammar."""

import re
import types
from dataclasses import MISSING, Field, fields
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

import yaml
from django.utils.translation import gettext as _

from common.plan_rows import Row
from config.plan_reading.problems import Problems

_INTEGER = re.compile(r"-?(0|[1-9]\d*)", re.ASCII)
_DECIMAL = re.compile(r"-?(0|[1-9]\d*)(\.\d+)?", re.ASCII)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_TAG = "tag:yaml.org,2002:"

RowT = TypeVar("RowT", bound=Row)


class _BadValueError(Exception):
    """A value that cannot be used; its fault has been noted."""


@cache
def _grammar(cls: Any) -> dict[str, tuple[Any, Field[Any]]]:
    hints = get_type_hints(cls)
    return {f.name: (hints[f.name], f) for f in fields(cls) if not f.metadata.get("not_in_file")}


def _optional(spec: Field[Any]) -> bool:
    return spec.default is not MISSING or spec.default_factory is not MISSING


class RowReader:
    """Reads the rows of one file and notes every fault with its line."""

    def __init__(self, file: str, problems: Problems) -> None:
        self.file = file
        self.problems = problems

    def read(self, cls: type[RowT], node: yaml.Node) -> RowT | None:
        """Return the row, or None when anything in it is wrong."""
        try:
            return self._row(cls, node)
        except _BadValueError:
            return None

    def _fault(self, node: yaml.Node, message: str) -> _BadValueError:
        self.problems.add(self.file, node.start_mark.line + 1, message)
        return _BadValueError()

    def _row(self, cls: type[RowT], node: yaml.Node) -> RowT:
        if not isinstance(node, yaml.MappingNode):
            raise self._fault(node, _("Keys with values are expected here."))
        grammar = _grammar(cls)  # type: ignore[arg-type]  # a class is hashable
        values: dict[str, Any] = {}
        lines = {"": node.start_mark.line + 1}
        sound = True
        for key_node, value_node in node.value:
            try:
                key = self._key(key_node, grammar, lines)
                lines[key] = key_node.start_mark.line + 1
                hint, spec = grammar[key]
                values[key] = self._value(hint, value_node, may_be_empty=_optional(spec))
            except _BadValueError:
                sound = False
                continue
            if isinstance(value_node, yaml.SequenceNode):
                lines |= {f"{key}.{i}": n.start_mark.line + 1 for i, n in enumerate(value_node.value)}
        for key, (_hint, spec) in grammar.items():
            if key not in lines and not _optional(spec):
                sound = False
                self._fault(node, _("The key “%(key)s” is missing.") % {"key": key})
        if not sound:
            raise _BadValueError
        return cls(file=self.file, lines=lines, **values)

    def _key(self, node: yaml.Node, grammar: dict[str, Any], seen: dict[str, int]) -> str:
        if not isinstance(node, yaml.ScalarNode) or node.tag != _TAG + "str":
            raise self._fault(node, _("A key must be a plain word."))
        if node.value not in grammar:
            raise self._fault(node, _("The key “%(key)s” is not known here.") % {"key": node.value})
        if node.value in seen:
            raise self._fault(node, _("The key “%(key)s” stands twice.") % {"key": node.value})
        return str(node.value)

    def _value(self, hint: Any, node: yaml.Node, *, may_be_empty: bool) -> Any:
        if get_origin(hint) in {Union, types.UnionType}:
            if isinstance(node, yaml.ScalarNode) and node.tag == _TAG + "null":
                return None
            inner = next(arg for arg in get_args(hint) if arg is not types.NoneType)
            return self._value(inner, node, may_be_empty=may_be_empty)
        if get_origin(hint) is tuple:
            return self._list(get_args(hint)[0], node)
        if isinstance(hint, type) and issubclass(hint, Row):
            return self._row(hint, node)
        if not isinstance(node, yaml.ScalarNode):
            raise self._fault(node, _("A single value is expected here."))
        if get_origin(hint) is Literal:
            return self._choice(get_args(hint), node)
        if hint is str:
            return self._text(node, may_be_empty=may_be_empty)
        return self._plain(hint, node)

    def _list(self, hint: Any, node: yaml.Node) -> tuple[Any, ...]:
        if not isinstance(node, yaml.SequenceNode):
            raise self._fault(node, _("A list is expected here."))
        found, sound = [], True
        for entry in node.value:
            try:
                found.append(self._value(hint, entry, may_be_empty=False))
            except _BadValueError:
                sound = False
        if not sound:
            raise _BadValueError
        return tuple(found)

    def _choice(self, choices: tuple[str, ...], node: yaml.ScalarNode) -> str:
        if node.tag != _TAG + "str" or node.value not in choices:
            known = ", ".join(choices)
            raise self._fault(node, _("Expected one of: %(choices)s.") % {"choices": known})
        return str(node.value)

    def _text(self, node: yaml.ScalarNode, *, may_be_empty: bool) -> str:
        if node.tag != _TAG + "str":
            raise self._fault(node, _("A text is expected here; put it in quotation marks."))
        text = str(node.value)
        if not text and not may_be_empty:
            raise self._fault(node, _("The text is empty."))
        if text != " ".join(text.split()):
            raise self._fault(node, _("The text holds needless spaces or line breaks."))
        return text

    def _plain(self, hint: Any, node: yaml.ScalarNode) -> bool | int | Decimal | date:
        text = str(node.value)
        unquoted = node.style is None
        if hint is bool and unquoted and text in {"true", "false"}:
            return text == "true"
        if hint is int and unquoted and _INTEGER.fullmatch(text):
            return int(text)
        if hint is Decimal and unquoted and _DECIMAL.fullmatch(text):
            return Decimal(text)
        if hint is date and unquoted and _DAY.fullmatch(text):
            try:
                return date.fromisoformat(text)
            except ValueError:
                raise self._fault(node, _("There is no day %(day)s.") % {"day": text}) from None
        raise self._fault(node, self._expected(hint))

    @staticmethod
    def _expected(hint: Any) -> str:
        return {
            bool: _("Expected true or false."),
            int: _("A whole number is expected here."),
            Decimal: _("A number with a decimal point is expected here."),
            date: _("A day is expected here, as in 2025-06-30."),
        }[hint]
