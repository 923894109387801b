"""Reads the faces of the paper font: a process of its own, since the tools for it take memory that workers would keep.

Asked by `documents/certificates/faces.py`, JSON in and out: letters, tables to leave out, files to try by style; the
values of each face, or null where no file has every letter.
"""

import base64
import io
import json
import sys
from typing import Any

from fontTools import subset
from fontTools.ttLib import TTFont


def main() -> int:
    asked = json.load(sys.stdin)
    read = {style: face(paths, asked["letters"], asked["not_embedded"]) for style, paths in asked["files"].items()}
    json.dump(read, sys.stdout)
    return 0


def face(paths: list[str], letters: str, not_embedded: list[str]) -> dict[str, Any] | None:
    """The first file with every letter."""
    for path in paths:
        font = TTFont(path)
        if all(ord(sign) in font.getBestCmap() for sign in letters):
            return values(font, letters, not_embedded)
    return None


def values(font: TTFont, letters: str, not_embedded: list[str]) -> dict[str, Any]:
    unit = font["head"].unitsPerEm
    heads, angle = font["hhea"], font["post"].italicAngle
    cap_height = font["OS/2"].sCapHeight / unit
    options = subset.Options(hinting=False, layout_features=[], notdef_outline=True)
    options.drop_tables += not_embedded
    tool = subset.Subsetter(options)
    tool.populate(text=letters)
    tool.subset(font)
    font["head"].modified = font["head"].created  # the same bytes in every process
    font.recalcTimestamp = False
    kept = io.BytesIO()
    font.save(kept)
    cmap, metrics, box = font.getBestCmap(), font["hmtx"], font["head"]
    return {
        "file": base64.b64encode(kept.getvalue()).decode(),
        "glyphs": {sign: font.getGlyphID(cmap[ord(sign)]) for sign in letters},
        "widths": {sign: metrics[cmap[ord(sign)]][0] / unit for sign in letters},
        "ascent": heads.ascent / unit,
        "descent": -heads.descent / unit,
        "box": [round(side * 1000 / unit) for side in (box.xMin, box.yMin, box.xMax, box.yMax)],
        "angle": angle,
        "cap_height": cap_height,
    }


if __name__ == "__main__":
    sys.exit(main())
