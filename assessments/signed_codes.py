"""The receipt code on a signed copy against that of the submission that stands (pure)."""

import re
from dataclasses import dataclass

from assessments.enums import CopyCheck

# A line may end after a dash: papers of before the code was kept whole, and copies remade by other programs.
CODE = re.compile(r"\bTN\d{2}-\s*[A-Z2-7]{4}-\s*[A-Z2-7]{4}\b")


@dataclass(frozen=True)
class Compared:
    """How the copy was checked; else the other code it carries, or nothing at all when none could be read."""

    check: CopyCheck | None
    other: str = ""


def compare_codes(*, receipt: str, text: str, typed: str = "") -> Compared:
    """Hold the text of a copy, else the code that a person typed from the paper, against the receipt's code.

    What is printed in the file decides; a typed code counts only where the file shows none (a scan, a photo).
    """
    printed = ["".join(code.split()) for code in CODE.findall(text.upper())]
    if receipt.upper() in printed:
        return Compared(CopyCheck.TEXT)
    if printed:
        return Compared(None, printed[-1])
    if not _plain(typed):
        return Compared(None)
    return Compared(CopyCheck.PERSON) if _plain(typed) == _plain(receipt) else Compared(None, typed.strip().upper())


def _plain(code: str) -> str:
    """Letters and digits alone: a code is typed with and without dashes."""
    return re.sub(r"[^A-Z0-9]", "", code.upper())
