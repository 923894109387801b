"""Make the fonts of the pages: Latin and Vietnamese letters of Be Vietnam Pro, digits of Inter.

usage: python scripts/build_fonts.py FOLDER

Writes FOLDER/fonts/: one woff2 a weight, the style sheet fonts.css that names them, and the licence of
each family, which has to stand beside the files. Inter lends the digits only: those of Be Vietnam Pro
differ in width, so columns of points would not align.
"""

import shutil
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

WEIGHTS = {400: "Regular", 500: "Medium", 600: "SemiBold", 700: "Bold"}

LETTERS = [
    *range(0x20, 0x7F),
    *range(0xA0, 0x180),
    *(0x1A0, 0x1A1, 0x1AF, 0x1B0),
    *range(0x300, 0x30A),  # marks that stand alone where a text was not composed
    *(0x309, 0x323),
    *range(0x1EA0, 0x1EFA),
    *range(0x2010, 0x2027),
    *(0x202F, 0x2030, 0x2032, 0x2033, 0x2039, 0x203A, 0x20AB, 0x20AC),
    *(0x2190, 0x2191, 0x2192, 0x2193, 0x2212, 0x2248, 0x2260, 0x2264, 0x2265),
]
DIGITS = [ord(sign) for sign in "0123456789 .,%+-–−/:()"] + [0xA0, 0x202F]

FACE = """@font-face {{
  font-family: "{family}";
  font-style: normal;
  font-weight: {weight};
  font-display: swap;
  src: url("{file}") format("woff2");
}}
"""


def package_folder(name: str) -> Path:
    """Return the folder of the installed package that carries a family."""
    spec = find_spec(name)
    if spec is None or spec.origin is None:
        raise SystemExit(f"{name} is not installed: run scripts/run --prepare")
    return Path(spec.origin).parent


def write_subset(
    font: TTFont, letters: list[int], features: list[str], target: Path, flavor: str | None = "woff2"
) -> None:
    """Write the glyphs for `letters`, as woff2 or (None) as plain TrueType."""
    options = subset.Options(flavor=flavor, layout_features=features, hinting=False, notdef_outline=True)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=letters)
    subsetter.subset(font)
    font.flavor = flavor
    font.save(target)


def build_text(folder: Path) -> str:
    """Write Be Vietnam Pro and return its part of the style sheet."""
    source = package_folder("fontpkg_be_vietnam_pro")
    rules = []
    for weight, name in WEIGHTS.items():
        file = f"be-vietnam-pro-{weight}.woff2"
        with TTFont(source / "files" / f"BeVietnamPro-{name}.ttf") as font:
            write_subset(font, LETTERS, ["ccmp", "locl", "mark", "mkmk", "kern", "liga"], folder / file)
        rules.append(FACE.format(family="Be Vietnam Pro", weight=weight, file=file))
    shutil.copyfile(source / "LICENSE", folder / "be-vietnam-pro-LICENSE.txt")
    return "".join(rules)


def build_digits(folder: Path) -> str:
    """Write the digits of Inter, all of one width, and return their part of the style sheet."""
    source = package_folder("fontpkg_inter")
    rules = []
    with tempfile.TemporaryDirectory() as scratch:
        # The few glyphs are taken out first and read again: the whole font takes seconds a weight.
        small = Path(scratch) / "digits.ttf"
        with TTFont(source / "files" / "Inter[opsz,wght].ttf") as font:
            write_subset(font, DIGITS, ["tnum", "kern"], small, flavor=None)
        for weight in WEIGHTS:
            file = f"inter-digits-{weight}.woff2"
            with TTFont(small) as variable:
                font = instantiateVariableFont(variable, {"wght": weight, "opsz": 14})
                font.flavor = "woff2"
                font.save(folder / file)
            rules.append(FACE.format(family="Inter Digits", weight=weight, file=file))
    shutil.copyfile(source / "LICENSE", folder / "inter-LICENSE.txt")
    return "".join(rules)


def build(target: Path) -> None:
    """Make everything beside `target`, then put it in place at once."""
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target) as scratch:
        folder = Path(scratch) / "fonts"
        folder.mkdir()
        rules = build_text(folder) + build_digits(folder)
        (folder / "fonts.css").write_text(rules, encoding="utf-8")
        shutil.rmtree(target / "fonts", ignore_errors=True)
        folder.rename(target / "fonts")


if __name__ == "__main__":
    build(Path(sys.argv[1]))
