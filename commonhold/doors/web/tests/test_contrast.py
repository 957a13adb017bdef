"""The colours of tokens.css, computed: 7:1 for text, 4.5:1 for what is pressed (WCAG 2.2)."""

from __future__ import annotations

import re
from math import cos, radians, sin
from pathlib import Path

import pytest

TOKENS = Path(__file__).parent.parent / "static" / "commonhold" / "css" / "tokens.css"
PAIR = re.compile(r"--([\w-]+): light-dark\(oklch\(([\d. ]+)\), oklch\(([\d. ]+)\)\);")
GROUNDS = ("paper", "raised", "sunken")
STATES = ("grey", "blue", "violet", "amber", "green", "rust")


def luminance(lightness: float, chroma: float, hue: float) -> float:
    """Relative luminance of an oklch colour (Ottosson 2020), clipped to sRGB as a screen does."""
    a, b = chroma * cos(radians(hue)), chroma * sin(radians(hue))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    red = 4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short
    green = -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short
    blue = -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short
    red, green, blue = (min(1.0, max(0.0, part)) for part in (red, green, blue))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def read_tokens() -> dict[str, tuple[float, float]]:
    """Luminance of each token in light and in dark."""
    colours = {}
    for name, *pair in PAIR.findall(TOKENS.read_text()):
        light, dark = (luminance(*map(float, colour.split())) for colour in pair)
        colours[name] = (light, dark)
    return colours


def contrast(one: float, other: float) -> float:
    darker, lighter = sorted((one, other))
    return (lighter + 0.05) / (darker + 0.05)


TEXT = [
    *((ink, ground) for ink in ("ink", "ink-quiet", "accent", "accent-strong") for ground in GROUNDS),
    *((state, f"{state}-soft") for state in STATES),
    *((state, ground) for state in ("rust", "green", "amber") for ground in ("paper", "raised")),
    *(("ink", f"{state}-soft") for state in STATES),
    ("ink", "accent-soft"),
    ("ink-quiet", "accent-soft"),
    ("accent-strong", "accent-soft"),
    ("on-accent", "accent"),
    ("on-accent", "accent-strong"),
    ("paper", "rust"),
]
CONTROLS = [("edge", ground) for ground in GROUNDS] + [
    ("accent", ground) for ground in (*GROUNDS, "accent-soft")
]


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), TEXT)
def test_text_reaches_seven_to_one(ink: str, ground: str, scheme: int) -> None:
    colours = read_tokens()

    assert contrast(colours[ink][scheme], colours[ground][scheme]) >= 7


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("edge", "ground"), CONTROLS)
def test_controls_reach_four_and_a_half_to_one(edge: str, ground: str, scheme: int) -> None:
    colours = read_tokens()

    assert contrast(colours[edge][scheme], colours[ground][scheme]) >= 4.5


def test_black_on_white_is_twenty_one_to_one() -> None:
    assert contrast(luminance(0, 0, 0), luminance(1, 0, 0)) == pytest.approx(21, abs=0.01)


def test_grey_on_white_agrees_with_a_published_value() -> None:
    """#767676 is known as the lightest grey that reaches 4.5:1 on white; its oklch lightness is 0.5657."""
    assert contrast(luminance(0.5657, 0, 0), 1) == pytest.approx(4.54, abs=0.02)
