"""Dev of the sample co-op is in the middle of his first hour."""

from __future__ import annotations

from datetime import datetime

from commonhold.house.demo.town import Town
from commonhold.social.first_hour import actions as first_hour
from commonhold.social.tags import actions as tags


def plan(town: Town) -> None:
    """Put his first steps into the calendar."""

    def deed(at: datetime) -> None:
        dev = town.ids["dev"]
        for name in ("repair", "tools"):
            tags.follow_tag(dev, name=name, now=at)
        for step in ("interests", "yourself"):
            first_hour.take_step(dev, step=step, now=at)
        first_hour.skip_step(dev, step="news", now=at)

    town.calendar.on(55.1, deed)
