"""How wide a bold line of Times New Roman (or Liberation Serif, made to its measure) is, for the rules below it."""

import unicodedata

_WIDTHS = {
    220: "|",
    250: " \N{NO-BREAK SPACE},.",
    278: "'/\\il",
    333: "!()-:;[]`fjt",
    389: "Is",
    394: "{}",
    444: "cerz",
    500: "#$*0123456789?J_agovxy“”",
    520: "~",
    556: "Sbdhknpquđ",
    570: "+<=>",
    581: "^",
    611: "FP",
    667: "BELTZ",
    722: "ACDNRUVXYwĐ",
    778: "GHKOQ",
    833: "&m",
    930: "@",
    944: "M",
    1000: "%W…",
}
_WIDTH = {sign: width for width, signs in _WIDTHS.items() for sign in signs} | {'"': 555}
_HORN = "\N{COMBINING HORN}"
_WITH_HORN = {"o": 54, "u": 44, "U": 74, "O": 0}
_USUAL = 556


def bold_width(text: str, size: float) -> float:
    """Points; accents take no room, the horn of ơ and ư does."""
    total, letter = 0, ""
    for sign in unicodedata.normalize("NFD", text):
        if sign == _HORN:
            total += _WITH_HORN.get(letter, 0)
        elif not unicodedata.combining(sign):
            total += _WIDTH.get(sign, _USUAL)
            letter = sign
    return total * size / 1000
