"""The letters of the paper font: their widths for fitting, and a small copy of each face for embedding."""

import io
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.utils.translation import gettext_lazy as _
from fontTools import subset
from fontTools.ttLib import TTFont

from documents.rendering import PaperUnavailable

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
            *(0x1A0, 0x1A1, 0x1AF, 0x1B0),
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
    return {style: _face(style, name) for style, name in FILES.items()}


def _face(style: str, name: str) -> Face:
    for path in _found(name):
        font = TTFont(path)
        if all(ord(sign) in font.getBestCmap() for sign in LETTERS):
            return _read(style, font)
    raise PaperUnavailable(
        _(
            "PDF papers cannot be made: the font Liberation Serif 2 with all Vietnamese letters is missing on "
            "the server. It comes with the package fonts-liberation2."
        )
    )


def _found(name: str) -> list[Path]:
    return [path for folder in FOLDERS for path in sorted(Path(folder).expanduser().rglob(name))]


def _read(style: str, font: TTFont) -> Face:
    unit = font["head"].unitsPerEm
    heads, angle = font["hhea"], font["post"].italicAngle
    cap_height = font["OS/2"].sCapHeight / unit
    options = subset.Options(hinting=False, layout_features=[], notdef_outline=True)
    options.drop_tables += _NOT_EMBEDDED
    tool = subset.Subsetter(options)
    tool.populate(text=LETTERS)
    tool.subset(font)
    font["head"].modified = font["head"].created  # the same bytes in every process
    font.recalcTimestamp = False
    kept = io.BytesIO()
    font.save(kept)
    cmap, metrics = font.getBestCmap(), font["hmtx"]
    box = font["head"]
    return Face(
        style=style,
        file=kept.getvalue(),
        glyphs={sign: font.getGlyphID(cmap[ord(sign)]) for sign in LETTERS},
        widths={sign: metrics[cmap[ord(sign)]][0] / unit for sign in LETTERS},
        ascent=heads.ascent / unit,
        descent=-heads.descent / unit,
        box=(*(round(side * 1000 / unit) for side in (box.xMin, box.yMin, box.xMax, box.yMax)),),
        angle=angle,
        cap_height=cap_height,
    )
