"""Which ad a page shows: worked out from the page and the time alone. Pure.

Of the reader it knows one thing, whether she wants ads; and of her browser, how many it was shown today.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from commonhold.civic.sponsors import cap
from rulebook.draw.rotation import whose_turn


@dataclass(frozen=True)
class Running:
    """What of an ad decides where it is shown. `language` is empty where it is for pages in any."""

    id: int
    category: str
    language: str
    spots: frozenset[str]  # "local", "discover", "tag:seeds", "group:ID"


@dataclass(frozen=True)
class Page:
    """Where and when: all that an ad is chosen by. `minute` counts from midnight."""

    spot: str
    language: str
    day: str
    minute: int


@dataclass(frozen=True)
class Wish:
    """Does she want ads, and how many was her browser shown today?"""

    wants: bool
    shown_today: int


def eligible(running: Collection[Running], page: Page, *, allowed: Collection[str]) -> list[Running]:
    """Those that may stand on this page, in no order."""
    return [
        each
        for each in running
        if page.spot in each.spots and each.category in allowed and each.language in {"", page.language}
    ]


def chosen(
    running: Collection[Running], page: Page, wish: Wish, *, allowed: Collection[str], most_a_day: int
) -> int | None:
    """The id of the ad that this page shows now; None for none."""
    if not wish.wants or not cap.has_room(wish.shown_today, most=most_a_day):
        return None
    ids = {str(each.id) for each in eligible(running, page, allowed=allowed)}
    turn = whose_turn(ids, day=page.day, place=page.spot, minute=page.minute)
    return None if turn is None else int(turn)
