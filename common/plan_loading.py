"""Loading the plan: what is missing is made, what differs is left as it stands and told.

A stored value that differs from the plan's is taken for changed by hand; nothing is ever overwritten.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _

from common.text import clean_text


@dataclass(frozen=True)
class Difference:
    """One value that stands otherwise in the database than in the plan, in words."""

    object: str
    field: str
    stored: str
    planned: str


class PlanLoad:
    """One run over the plan: what it made and what it found to differ."""

    def __init__(self) -> None:
        self.created: Counter[str] = Counter()
        self.differences: list[Difference] = []

    def row(
        self, model: type[Model], *, key: Mapping[str, Any], values: Mapping[str, Any], label: str
    ) -> tuple[Any, bool]:
        """The row of a key and whether it was made now; a row that stood is compared, never written."""
        found = model._default_manager.filter(**key).first()
        if found is not None:
            self.compare(found, values, label=label)
            return found, False
        return self.create(model, {**key, **values}), True

    def create(self, model: type[Model], values: Mapping[str, Any]) -> Any:
        row = model._default_manager.create(**values)
        self.created[str(model._meta.verbose_name_plural)] += 1
        return row

    def compare(self, row: Model, values: Mapping[str, Any], *, label: str) -> None:
        """Notes each field whose stored value is not the plan's."""
        for name, planned in values.items():
            stored = getattr(row, name)
            if stored != (clean_text(planned) if isinstance(planned, str) else planned):
                field = row._meta.get_field(name)
                self.note(row, label, str(getattr(field, "verbose_name", name)), stored, planned)

    def compare_many(self, row: Model, name: str, planned: Iterable[Model], *, label: str) -> None:
        """Notes a list of related rows that is not the plan's."""
        stored = list(getattr(row, name).all())
        wanted = list(planned)
        if set(stored) != set(wanted):
            words = [", ".join(sorted(map(str, rows))) for rows in (stored, wanted)]
            self.note(row, label, name, *words)

    def dated(
        self,
        model: type[Model],
        *,
        of: Mapping[str, Any],
        rows: Collection[Mapping[str, Any]],
        label: str,
    ) -> None:
        """The dated rows of one thing, found by their first day.

        A row that would fall together with one whose days were changed by hand is told of, not made.
        """
        stored = list(model._default_manager.filter(**of))
        by_start = {getattr(row, "valid_from"): row for row in stored}  # noqa: B009 - any dated model
        for values in rows:
            known = by_start.get(values["valid_from"])
            if known is not None:
                self.compare(known, values, label=label)
            elif any(_collide(row, values) for row in stored):
                self.note(model(), label, _("dates"), _("other dates"), _span(values))
            else:
                self.create(model, {**of, **values})

    def children(
        self,
        rows: QuerySet,
        wanted: Iterable[tuple[Any, Mapping[str, Any]]],
        *,
        by: str,
        label: Callable[[Any], str],
    ) -> list[tuple[Model | None, Mapping[str, Any]]]:
        """Compares the rows below a frozen one with the plan's, by one field; both sides' extra rows are told."""
        stored = {getattr(row, by): row for row in rows}
        pairs: list[tuple[Model | None, Mapping[str, Any]]] = []
        for key, values in wanted:
            row = stored.pop(key, None)
            if row is None:
                self.note(rows.model(), label(key), "", _("missing"), _("in the plan"))
            else:
                self.compare(row, values, label=label(key))
            pairs.append((row, values))
        for key, row in stored.items():
            self.note(row, label(key), "", _("in the database"), _("missing"))
        return pairs

    def note(self, row: Model, label: str, field: str, stored: object, planned: object) -> None:
        name = f"{row._meta.verbose_name} {label}"
        self.differences.append(Difference(name, field, _words(stored), _words(planned)))


def _words(value: object) -> str:
    if value is None or value == "":
        return "-"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return str(value)


def _span(values: Mapping[str, Any]) -> str:
    return " - ".join(f"{day:%d/%m/%Y}" if day else "…" for day in (values["valid_from"], values["valid_to"]))


def _collide(row: Any, values: Mapping[str, Any]) -> bool:
    first, last = values["valid_from"], values["valid_to"]
    starts_later = row.valid_from is not None and last is not None and row.valid_from > last
    ends_earlier = row.valid_to is not None and first is not None and row.valid_to < first
    return not starts_later and not ends_earlier
