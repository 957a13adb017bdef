"""Where the parts of a picture lie: bars and flows, in whole pixels and thousandths of the width.

Widths are percentages, heights pixels, so that a picture fills its column and its words keep their size.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

_PLOTS = 7
_BAR_PITCH = 56
_BAR_TOP = 28
_FLOW_HEIGHT = 240
_LABEL_PITCH = 52
_LONGEST_LABEL = 30


@dataclass(frozen=True)
class Part:
    """One row of a picture: what it is, how big (a whole number), and the size in words ("€40.00")."""

    label: str
    size: int
    words: str


@dataclass(frozen=True)
class Bar:
    label: str
    words: str
    plot: int
    y: int
    bar_y: int
    width: str


@dataclass(frozen=True)
class Band:
    label: str
    words: str
    plot: int
    path: str  # in a box 100 wide, stretched to half the picture
    y: int
    height: int
    label_y: int
    words_y: int


@dataclass(frozen=True)
class Flow:
    sources: tuple[Band, ...]
    uses: tuple[Band, ...]
    height: int
    pot_y: int
    pot_height: int


def percent(part: int, whole: int) -> str:
    """ "62.5%", as SVG wants it."""
    thousandths = 0 if whole <= 0 else min(1000, max(0, part) * 1000 // whole)
    return f"{thousandths // 10}.{thousandths % 10}%"


def lay_bars(parts: Sequence[Part], whole: int) -> tuple[Bar, ...]:
    """One bar under each label; the full width stands for `whole`."""
    return tuple(
        Bar(
            label=_short(part.label),
            words=part.words,
            plot=index % _PLOTS + 1,
            y=index * _BAR_PITCH + 18,
            bar_y=index * _BAR_PITCH + _BAR_TOP,
            width=percent(part.size, whole),
        )
        for index, part in enumerate(parts)
    )


def bars_height(parts: Sequence[Part]) -> int:
    return max(1, len(parts)) * _BAR_PITCH - 12


def lay_flow(sources: Sequence[Part], uses: Sequence[Part]) -> Flow:
    """Bands run from each source into one pot and from the pot to each use; thickness is proportion."""
    whole = max(sum(part.size for part in sources), sum(part.size for part in uses), 1)
    rows = max(len(sources), len(uses), 1)
    height = max(_FLOW_HEIGHT, rows * _LABEL_PITCH) + _LABEL_PITCH // 2
    pot_height = height * 3 // 5
    pot_y = (height - pot_height) // 2
    return Flow(
        sources=_bands(sources, whole, height, pot_y, pot_height, first_plot=1, towards_pot=True),
        uses=_bands(uses, whole, height, pot_y, pot_height, first_plot=1 + len(sources), towards_pot=False),
        height=height,
        pot_y=pot_y,
        pot_height=pot_height,
    )


def _bands(
    parts: Sequence[Part],
    whole: int,
    height: int,
    pot_y: int,
    pot_height: int,
    *,
    first_plot: int,
    towards_pot: bool,
) -> tuple[Band, ...]:
    thicknesses = [max(2, part.size * pot_height // whole) for part in parts]
    slots = [max(_LABEL_PITCH, thickness + 8) for thickness in thicknesses]
    y = max(0, (height - sum(slots)) // 2)
    inside = pot_y
    bands = []
    for index, (part, thickness, slot) in enumerate(zip(parts, thicknesses, slots, strict=True)):
        outside = y + (slot - thickness) // 2
        ends = (outside, inside) if towards_pot else (inside, outside)
        middle = y + slot // 2
        bands.append(
            Band(
                label=_short(part.label),
                words=part.words,
                plot=(first_plot + index - 1) % _PLOTS + 1,
                path=_band_path(*ends, thickness),
                y=outside,
                height=thickness,
                label_y=middle - 4,
                words_y=middle + 15,
            )
        )
        y += slot
        inside += thickness
    return tuple(bands)


def _band_path(left: int, right: int, thickness: int) -> str:
    return (
        f"M0 {left}C50 {left} 50 {right} 100 {right}"
        f"V{right + thickness}C50 {right + thickness} 50 {left + thickness} 0 {left + thickness}Z"
    )


def _short(label: str) -> str:
    return label if len(label) <= _LONGEST_LABEL else label[: _LONGEST_LABEL - 1].rstrip() + "…"
