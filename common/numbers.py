"""Exact numbers, typed and printed the Vietnamese way: comma for decimals, dots for thousands."""

import re
from decimal import ROUND_HALF_UP, Decimal, localcontext

MAX_DIGITS = 18
_SPACES = re.compile(r"[ \u00a0\u2009\u202f]")
_THOUSANDS = re.compile(r"(?P<whole>[1-9][0-9]{0,2}(?:(?:\.[0-9]{3})+|(?:\x20[0-9]{3})+))(?:,(?P<part>[0-9]+))?")
_PLAIN = re.compile(r"(?P<whole>[0-9]+)(?:[,.](?P<part>[0-9]+))?")

_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")


class NumberError(ValueError):
    """Typed text is no number. `code`: empty, number_bad, too_long or too_many_places."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def parse_decimal(text: str, *, places: int = 2) -> Decimal:
    """Read `8,5`, `1.520.000`, `1.234,5`; also `10.5`, when the dot can't stand before thousands.

    `1.234` is 1234. ASCII digits only, a leading minus, no exponent. Raises NumberError; never rounds.
    """
    typed = _SPACES.sub(" ", text).strip(" ")
    if not typed:
        raise NumberError("empty")
    if len(typed) > 3 * MAX_DIGITS:
        raise NumberError("too_long")
    negative = typed[0] in "-\u2212"
    body = typed[1:] if negative else typed
    match = _THOUSANDS.fullmatch(body) or _PLAIN.fullmatch(body)
    if not match:
        raise NumberError("number_bad")
    whole = re.sub(r"[. ]", "", match["whole"]).lstrip("0") or "0"
    part = (match["part"] or "").rstrip("0")
    if len(part) > places:
        raise NumberError("too_many_places")
    if len(whole) + len(part) > MAX_DIGITS:
        raise NumberError("too_long")
    value = Decimal(f"{whole}.{part}" if part else whole)
    return -value if negative and value else value


def parse_whole(text: str) -> int:
    """Read a whole number such as an amount of đồng, `1.520.000`. Raises NumberError."""
    return int(parse_decimal(text, places=0))


def half_up(value: Decimal, places: int) -> Decimal:
    """Round half away from zero, as Vietnamese papers do; the one place where figures are rounded."""
    with localcontext(prec=60):
        return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def format_decimal(value: Decimal | int, places: int | None = None) -> str:
    """`1.234,5`: as many places as the value has, or exactly `places` (rounded half up)."""
    exact = Decimal(value)
    if places is not None:
        exact = half_up(exact, places)
    text = f"{exact:,f}"
    if places is None and "." in text:
        text = text.rstrip("0").rstrip(".")
    if not exact:
        text = text.lstrip("-")
    return text.translate(str.maketrans(",.", ".,"))


def format_points(value: Decimal | int) -> str:
    """Points with two places: `84,09`."""
    return format_decimal(value, 2)


def format_money(amount: int) -> str:
    """Whole đồng with dots: `1.410.000`."""
    return format_decimal(amount, 0)


def amount_in_words(amount: int, unit: str = "") -> str:
    """A whole number in Vietnamese words, `một triệu bốn trăm mười nghìn`, and the unit if given."""
    words = ["âm"] if amount < 0 else []
    words += _read(abs(amount), full=False) or ["không"]
    return " ".join([*words, unit]).strip()


def count_text(count: int) -> str:
    """A count as papers have it, in figures and words: `14 (mười bốn)`, below ten with a zero: `05 (năm)`."""
    return f"{count:02d} ({amount_in_words(count)})"


def _read(amount: int, *, full: bool) -> list[str]:
    """`full`: a higher group stands before, so the hundreds are read even when they are zero."""
    words: list[str] = []
    for size, name in ((10**9, "tỷ"), (10**6, "triệu"), (10**3, "nghìn")):
        count, amount = divmod(amount, size)
        if count:
            words += [*_read(count, full=full), name]
            full = True
    return words + _read_group(amount, full=full)


def _read_group(number: int, *, full: bool) -> list[str]:
    if not number:
        return []
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    words = [_DIGITS[hundreds], "trăm"] if hundreds or full else []
    if tens > 1:
        words += [_DIGITS[tens], "mươi"]
    elif tens:
        words.append("mười")
    elif ones and words:
        words.append("linh")
    if ones:
        words.append({1: "mốt" if tens > 1 else "một", 5: "lăm" if tens else "năm"}.get(ones, _DIGITS[ones]))
    return words
