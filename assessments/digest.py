"""A stable fingerprint of the inputs of a result, so that a run can be checked against them years later."""

import datetime as dt
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from decimal import Decimal

from common.text import nfc


def input_digest(inputs: object) -> str:
    """Return the SHA-256 (hex) of plain values: equal values give the same digest on every machine.

    Takes None, bool, int, str (compared in NFC), Decimal (84.2 equals 84.20), dates, aware datetimes,
    sequences, sets of those, mappings with string keys, and dataclasses. Raises TypeError for anything
    else, floats included, ValueError for naive datetimes and Decimals that are no number.
    """
    text = json.dumps(_canonical(inputs), ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def _canonical(value: object) -> list[object]:
    """Write a value as [kind, content], so that 1, "1" and True stay apart."""
    if value is None:
        return ["null"]
    if isinstance(value, bool | int):
        return ["bool" if isinstance(value, bool) else "int", str(int(value))]
    if isinstance(value, str):
        return ["text", nfc(str(value))]
    if isinstance(value, Decimal):
        return ["decimal", _decimal(value)]
    if isinstance(value, dt.date):
        return ["moment", _moment(value)] if isinstance(value, dt.datetime) else ["date", value.isoformat()]
    return _container(value)


def _container(value: object) -> list[object]:
    if is_dataclass(value) and not isinstance(value, type):
        return _canonical({field.name: getattr(value, field.name) for field in fields(value)})
    if isinstance(value, Mapping):
        if not all(isinstance(key, str) for key in value):
            raise TypeError("keys of digested mappings are text")
        return ["map", sorted([nfc(key), _canonical(item)] for key, item in value.items())]
    if isinstance(value, set | frozenset):
        return ["set", sorted((_canonical(item) for item in value), key=json.dumps)]
    if isinstance(value, Sequence) and not isinstance(value, bytes | bytearray):
        return ["list", [_canonical(item) for item in value]]
    raise TypeError(f"{type(value).__name__} has no canonical form")


def _decimal(value: Decimal) -> str:
    if not value.is_finite():
        raise ValueError("only numbers can be digested")
    text = f"{value:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text if value else "0"


def _moment(value: dt.datetime) -> str:
    if value.tzinfo is None:
        raise ValueError("a moment needs its time zone")
    return value.astimezone(dt.UTC).isoformat()
