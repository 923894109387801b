"""Vietnamese text: one form for storing, one for searching, one for sorting."""

import re
import unicodedata

_CONTROLS = re.compile(r"[\x01-\x08\x0e-\x1f\x7f-\x9f]")
_NEWLINES = re.compile(r"\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_UNSTORABLE = re.compile(r"[\x00\ud800-\udfff]")
_SPACES = re.compile(r"\s+")

# Letters of the Vietnamese alphabet (TCVN order), f j w z at their Latin places.
_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
# Other characters come before letters, in the order of the Unicode root collation.
_SIGNS = " _-‐–—,;:!?.…'‘’\"“”()[]{}@*/\\&#%`^+<=>|~$"
_BASE = "123456789abcdefghijklmnopqrstuvwxyz"
# Ngang, huyền, hỏi, ngã, sắc, nặng.
_TONES = {"\u0300": "2", "\u0309": "3", "\u0303": "4", "\u0301": "5", "\u0323": "6"}
_SHAPES = {"\u0306", "\u0302", "\u031b"}


class TextError(ValueError):
    """The text holds a character that no database of ours can keep."""

    code = "text_bad"


def nfc(text: str) -> str:
    """The composed Unicode form in which all text is stored."""
    return unicodedata.normalize("NFC", text)


def clean_text(text: str) -> str:
    """Text as stored: NFC, line ends `\\n`, no invisible controls.

    Raises TextError on NUL and lone surrogates.
    """
    refuse_unstorable(text)
    return nfc(_CONTROLS.sub("", _NEWLINES.sub("\n", text)))


def refuse_unstorable(text: str) -> None:
    """Raise TextError on NUL (PostgreSQL refuses it, SQLite keeps it) and on lone surrogates."""
    if _UNSTORABLE.search(text):
        raise TextError("text holds NUL or a lone surrogate")


def replace_unstorable(text: str) -> str:
    """For looking up only: a text that can't be stored must find nothing instead of raising."""
    return _UNSTORABLE.sub("\ufffd", text)


def search_text(text: str) -> str:
    """Folded for searching: lower case, no marks, đ as d, single spaces. The same on every database."""
    bare = unicodedata.normalize("NFD", replace_unstorable(text).casefold())
    letters = "".join(char for char in bare if not unicodedata.combining(char))
    return _SPACES.sub(" ", letters.replace("đ", "d")).strip()


def sort_key(text: str) -> str:
    """A key whose plain order is the Vietnamese one: letters, then tones, then lower before upper case.

    It holds only digits and small letters, so that every database and every collation orders it alike.
    """
    primary, tones, cases = [], [], []
    for char, marks in _clusters(_SPACES.sub(" ", text).strip()):
        primary.append(_weight(char.lower()))
        tones.append(next((_TONES.get(mark, "7") for mark in marks), "1"))
        cases.append("2" if char != char.lower() else "1")
    # Equal letters mean equal length, so the neutral end of the lower levels says nothing.
    return "0".join(("".join(primary), "".join(tones).rstrip("1"), "".join(cases).rstrip("1")))


def person_sort_key(full_name: str) -> str:
    """Vietnamese lists of people go by given name (the last word), then by family and middle names."""
    *rest, given = full_name.split() or [""]
    return sort_key(given) + "0" + sort_key(" ".join(rest))


def _clusters(text: str) -> list[tuple[str, list[str]]]:
    """Each letter with the marks that are not part of the letter: `ấ` gives (`â`, [sắc])."""
    found: list[tuple[str, list[str]]] = []
    for char in unicodedata.normalize("NFD", text):
        if not unicodedata.combining(char) or not found:
            found.append((char, []))
            continue
        letter, marks = found[-1]
        shaped = unicodedata.normalize("NFC", letter + char)
        if char in _SHAPES and len(shaped) == 1:
            found[-1] = (shaped, marks)
        else:
            marks.append(char)
    return found


def _weight(char: str) -> str:
    for first, row in ((0, _SIGNS), (100, "0123456789"), (200, _ALPHABET)):
        place = row.find(char)
        if place >= 0:
            return _pair(first + place)
    # Foreign letters come last, by code point, at a fixed width.
    return _BASE[-1] + f"{ord(char[0]):06x}".translate(str.maketrans("0123456789abcdef", _BASE[:16]))


def _pair(number: int) -> str:
    return _BASE[number // len(_BASE)] + _BASE[number % len(_BASE)]
