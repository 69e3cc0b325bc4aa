"""Colours of the pages: text can be read by day and by night (WCAG AA, 4.5 to 1)."""

import re

import pytest

from tests.house.tree import ROOT

STYLE = ROOT / "handlers" / "web" / "page" / "colours.css"
LEAST = 4.5
GROUNDS = ("panel", "raised", "ground")
TEXTS = ("text", "dim", "accent", "soon", "overdue", "held", "way", "well")
PAIRS = [
    *((text, ground) for text in TEXTS for ground in GROUNDS if text in {"text", "dim"} or ground == "panel"),
    ("on-accent", "accent"), ("on-urgent", "overdue"), ("overdue", "overdue-ground"), ("soon", "warn-ground"),
    ("text", "overdue-ground"), ("text", "warn-ground"), ("text", "said-ground"), ("dim", "overdue-ground"),
    ("dim", "warn-ground"),
]  # fmt: skip


def colours(theme: str) -> dict[str, str]:
    """The colours of *theme* by name."""
    [block] = re.findall(rf'\[data-theme="{theme}"\] \{{(.*?)\n\}}', STYLE.read_text(encoding="utf8"), re.DOTALL)
    return dict(re.findall(r"--([a-z-]+): #([0-9a-f]{6});", block))


def light(colour: str) -> float:
    """Relative luminance, 0 to 1, as WCAG 2 defines it."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """1 to 21."""
    high, low = sorted((light(one), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", ["night", "day"])
def test_text_can_be_read(theme: str) -> None:
    """Every text on the ground on which it stands."""
    named = colours(theme)
    poor = {
        f"{text} on {ground}": round(found, 2)
        for text, ground in PAIRS
        if (found := contrast(named[text], named[ground])) < LEAST
    }
    assert poor == {}
