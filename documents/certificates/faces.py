"""The letters of the paper font: their widths for fitting, and a small copy of each face for embedding."""

import base64
import json
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _

from documents.rendering import PaperUnavailable

CHILD = Path(__file__).with_name("faces_child.py")
FILES = {
    "regular": "LiberationSerif-Regular.ttf",
    "bold": "LiberationSerif-Bold.ttf",
    "italic": "LiberationSerif-Italic.ttf",
}
FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts", "/Library/Fonts")
# All letters of Vietnamese and of the peoples of the province; U+00D0 shares its glyph with Đ and would be read for it.
LETTERS = "".join(
    map(
        chr,
        [
            *range(0x20, 0x7F),
            *(code for code in range(0xA1, 0x180) if code not in (0xAD, 0xD0)),
            *(0x180, 0x1A0, 0x1A1, 0x1AF, 0x1B0, 0x243),
            *range(0x1EA0, 0x1EFA),
            *(0x2013, 0x2014, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2026, 0x20AB),
        ],
    )
)
_NOT_EMBEDDED = ["kern", "GPOS", "GSUB", "GDEF", "DSIG", "name", "OS/2", "post", "FFTM"]


@dataclass(frozen=True)
class Face:
    """One face. Widths, `ascent` and `descent` are parts of the size of the letters; `box` is in thousandths."""

    style: str
    file: bytes
    glyphs: Mapping[str, int]
    widths: Mapping[str, float]
    ascent: float
    descent: float
    box: tuple[int, int, int, int]
    angle: float
    cap_height: float

    def width(self, text: str, size: float) -> float:
        """Millimetres; a letter that the face lacks counts as wide as an m."""
        usual = self.widths["m"]
        return sum(self.widths.get(sign, usual) for sign in text) * size * 25.4 / 72

    def has(self, text: str) -> bool:
        return all(sign in self.glyphs for sign in text)


@lru_cache(maxsize=1)
def faces() -> dict[str, Face]:
    """Every face by its style, read once a process. Raises PaperUnavailable where the font is missing."""
    asked = {
        "letters": LETTERS,
        "not_embedded": _NOT_EMBEDDED,
        "files": {style: [str(path) for path in _found(name)] for style, name in FILES.items()},
    }
    done = subprocess.run(  # noqa: S603 - our own script, no argument of others
        [sys.executable, "-I", str(CHILD)], input=json.dumps(asked).encode(), capture_output=True, check=True
    )
    read = json.loads(done.stdout)
    if None in read.values():
        raise PaperUnavailable(
            _(
                "PDF papers cannot be made: the font Liberation Serif 2 with all Vietnamese letters is missing on "
                "the server. It comes with the package fonts-liberation2."
            )
        )
    return {style: _face(style, values) for style, values in read.items()}


def _face(style: str, values: dict[str, Any]) -> Face:
    return Face(style, **{**values, "file": base64.b64decode(values["file"]), "box": tuple(values["box"])})


def _found(name: str) -> list[Path]:
    return [path for folder in FOLDERS for path in sorted(Path(folder).expanduser().rglob(name))]
