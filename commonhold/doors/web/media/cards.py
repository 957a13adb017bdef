"""Media as `components/post_media.html` and `components/media_field.html` show them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from commonhold.social.media.queries import MediumView

_STEPS = 8  # the stylesheet has a class for each step of the point that stays in view
_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz#$%*+,-.:;=?@[]^_{|}~"


@dataclass(frozen=True)
class MediumCard:
    """What the components read. `colour` fills the place of a picture until it is there."""

    id: int
    kind: str
    state: str
    url: str
    small_url: str
    mime: str
    alt: str
    width: int | None
    height: int | None
    focus: str
    colour: str
    is_animated: bool
    is_mine: bool
    source: str = ""

    @property
    def edit_url(self) -> str:
        return f"/media/{self.id}/edit"


def medium_card(medium: MediumView) -> MediumCard:
    return MediumCard(
        id=medium.id,
        kind=medium.kind,
        state=medium.state,
        url=medium.url,
        small_url=medium.small_url,
        mime=medium.mime,
        alt=medium.alt,
        width=medium.width,
        height=medium.height,
        focus=f"focus-x-{_step(medium.focus_x)} focus-y-{_step(-medium.focus_y)}",
        colour=mean_colour(medium.blurhash),
        is_animated=medium.is_animated,
        is_mine=medium.is_mine,
        source=medium.source,
    )


def medium_cards(media: Iterable[MediumView]) -> tuple[MediumCard, ...]:
    return tuple(medium_card(each) for each in media)


def _step(thousandths: int) -> int:
    """From the left or top edge, 0, to the other one."""
    return round((thousandths + 1000) * _STEPS / 2000)


def mean_colour(blurhash: str) -> str:
    """The mean colour: four digits of base 83 after the first two (BlurHash's algorithm)."""
    if len(blurhash) < 6:
        return ""
    value = 0
    for digit in blurhash[2:6]:
        value = value * len(_DIGITS) + _DIGITS.index(digit)
    return f"#{value:06x}"
