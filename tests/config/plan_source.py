"""The plan as it was printed, for comparing it word for word with the plan files."""

import re
from pathlib import Path

SOURCE = Path(__file__).parent / "data" / "ke-hoach-2023.txt"

BROKEN_SENTENCES = ("Tập trung khen thưởng cán bộ,", "nếu có khó")
"""Where a page break of the source cuts a sentence: the next paragraph goes on with it."""

MENDED = {
    "**": "",
    "phân đấu": "phấn đấu",
    "phân đầu": "phấn đấu",
    "Phân đầu": "Phấn đấu",
    "Đắc Nông": "Đắk Nông",
    "khó khẩn": "khó khăn",
}
"""All that the plan files change in the plan's words."""

_LABEL = re.compile(r"^([a-d]\)|[-+]|\d\.) ")


def paragraphs() -> list[str]:
    """Paragraphs with slips as printed, broken sentences joined."""
    joined: list[str] = []
    for paragraph in re.split(r"\n\s*\n", SOURCE.read_text(encoding="utf-8").strip()):
        if joined and joined[-1].endswith(BROKEN_SENTENCES):
            joined[-1] += f" {paragraph}"
        else:
            joined.append(paragraph)
    return joined


def mended(text: str) -> str:
    for slip, right in MENDED.items():
        text = text.replace(slip, right)
    return text


def below(heading: str, *, after: str = "") -> list[str]:
    """The paragraphs below a heading, up to the next one, without their labels; mended.

    `after` names an earlier paragraph where a heading stands more than once.
    """
    lines = paragraphs()
    start = lines.index(heading, lines.index(after) if after else 0)
    found: list[str] = []
    for line in lines[start + 1 :]:
        if found and _kind(line) != _kind(lines[start + 1]):
            break
        found.append(mended(_LABEL.sub("", line)))
    return found


def _kind(line: str) -> str:
    label = _LABEL.match(line)
    if label is None:
        return "heading" if re.match(r"^[IVX]+\. ", line) else "text"
    mark = label.group(1)
    return "letter" if mark.endswith(")") else "number" if mark.endswith(".") else mark
