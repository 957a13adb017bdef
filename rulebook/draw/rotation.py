"""Taking turns in a place that has room for one: an order of the day that nobody chose, and a turn each.

The order of a day and place is the public lot with the seed “day|place”; each item then has the place for a
quarter of an hour, in that order, over and over. Who looks makes no difference, and neither does who looked.
"""

from collections.abc import Collection

from rulebook.draw.lot import in_lot_order

MINUTES_OF_A_TURN = 15
_MINUTES_OF_A_DAY = 24 * 60


def order_of_day(items: Collection[str], *, day: str, place: str) -> list[str]:
    """The order in which `items` take their turns. `day` is written 2027-03-01.

    Raises ValueError when an item stands there twice.

    >>> order_of_day(["11", "12", "13"], day="2027-03-01", place="tag:seeds")
    ['13', '11', '12']
    """
    return in_lot_order(items, seed=f"{day}|{place}|".encode(), as_bytes=str.encode)


def whose_turn(items: Collection[str], *, day: str, place: str, minute: int) -> str | None:
    """Which of them has the place in this minute of the day; None where there are none.

    `minute` counts from 0 at midnight by the clock on the wall. Raises ValueError for one that no day has.

    >>> day = "2027-03-01"
    >>> [whose_turn(["11", "12", "13"], day=day, place="tag:seeds", minute=at) for at in (0, 15, 30, 45)]
    ['13', '11', '12', '13']
    """
    if not 0 <= minute < _MINUTES_OF_A_DAY:
        raise ValueError("a minute of the day is between 0 and 1439")
    order = order_of_day(items, day=day, place=place)
    return order[minute // MINUTES_OF_A_TURN % len(order)] if order else None
