"""The colours of the tokens: contrast in both themes, and that the dark sheet changes known tokens only."""

import re

import pytest
from django.conf import settings

CSS = settings.BASE_DIR / "static" / "css"
TOKEN = re.compile(r"(--[\w-]+): (#[0-9a-f]{6});")

LIGHT = dict(TOKEN.findall((CSS / "tokens.css").read_text()))
WISHED, CHOSEN = (dict(TOKEN.findall(part)) for part in (CSS / "dark.css").read_text().split(":root[data-theme"))
THEMES = {"light": LIGHT, "dark": LIGHT | CHOSEN}

TEXT = [
    *((f"--{tone}", f"--{tone}-soft") for tone in ("ok", "warn", "info", "error", "neutral")),
    *(
        (f"--{tone}", "--surface")
        for tone in ("ok", "warn", "info", "error", "neutral", "link", "ink", "ink-2", "ink-3")
    ),
    *((f"--{tone}", "--bg") for tone in ("ink", "ink-2", "ink-3", "link")),
    *((f"--{tone}", "--surface-3") for tone in ("ink", "ink-2", "ink-3", "link")),
    *(("--ink", f"--{tone}-soft") for tone in ("ok", "warn", "info", "error")),
    ("--gold-ink", "--gold-soft"),
    ("--on-brand", "--brand"),
    ("--on-brand", "--brand-strong"),
    ("--on-navy", "--navy"),
    ("--on-navy-2", "--navy"),
    ("--on-navy-2", "--navy-2"),
    ("--on-navy", "--navy-line"),
    ("--chart-ink-2", "--surface"),
]
SHAPES = [
    ("--line-strong", "--surface"),
    ("--focus", "--surface"),
    ("--focus", "--bg"),
    ("--gold-bright", "--navy"),
    *((f"--chart-{number}", "--surface") for number in range(1, 7)),
]


def luminance(colour):
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("ink", "ground"), TEXT)
def test_text_stands_out(theme, ink, ground):
    assert contrast(THEMES[theme][ink], THEMES[theme][ground]) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("shape", "ground"), SHAPES)
def test_borders_and_shapes_stand_out(theme, shape, ground):
    assert contrast(THEMES[theme][shape], THEMES[theme][ground]) >= 3


def test_the_wish_of_the_system_and_the_choice_give_the_same_dark():
    assert WISHED == CHOSEN
    assert set(CHOSEN) <= set(LIGHT)


def test_no_colour_stands_outside_the_tokens():
    for sheet in CSS.glob("*.css"):
        if sheet.name in {"tokens.css", "dark.css", "print.css", "document.css"}:
            continue
        assert not re.findall(r"#[0-9a-fA-F]{3,8}\b(?=[;\s,)])", sheet.read_text()), sheet.name


def test_no_rule_beyond_the_oldest_browser():
    for sheet in CSS.glob("*.css"):
        text = sheet.read_text()
        for word in ("color-mix", "oklch(", "light-dark(", "@container", "\n  &"):
            assert f"{word}" not in re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL), (sheet.name, word)
