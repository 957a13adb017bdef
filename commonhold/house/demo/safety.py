"""What people of the sample co-op keep from themselves, and what they report."""

from __future__ import annotations

from datetime import datetime

from commonhold.house.demo.calendar import Deed
from commonhold.house.demo.town import Town
from commonhold.social.filters import actions as filters
from commonhold.social.filters.matching import Place

#: Owner, name, phrases, whether posts that bear them are not shown at all.
_FILTERS = [
    ("ada", "Spoilers", ["spoiler", "last episode", "who did it"], False),
    ("ada", "Worms", ["worms"], False),
    ("ben", "Football", ["football", "world cup", "fu\u00dfball"], True),
    ("caro", "Waking early", ["five in the morning", "sunrise run"], False),
]


def plan(town: Town) -> None:
    """Put them into the calendar."""
    town.calendar.on(57.2, _keep_filters(town))


def _keep_filters(town: Town) -> Deed:
    def deed(at: datetime) -> None:
        for owner, title, phrases, hides in _FILTERS:
            filters.make_filter(
                town.ids[owner],
                title=title,
                phrases=phrases,
                are_whole=True,
                places=[Place.HOME, Place.PUBLIC, Place.THREADS],
                hides=hides,
                now=at,
            )

    return deed
