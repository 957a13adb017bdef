"""Who of the sample co-op knows whom, as far as they show it."""

from __future__ import annotations

from datetime import datetime

from commonhold.house.demo.calendar import Deed
from commonhold.house.demo.town import Town
from commonhold.social.people import actions as people

#: Who does not show everybody whom she follows and who follows her.
_SHOWN_TO = {"finn": "followers", "quin": "nobody"}


def plan(town: Town) -> None:
    for handle, shown_to in _SHOWN_TO.items():
        town.calendar.on(58.1, _keeps(town, handle, shown_to))


def _keeps(town: Town, handle: str, shown_to: str) -> Deed:
    def deed(at: datetime) -> None:
        people.choose_who_sees_circle(town.ids[handle], shown_to=shown_to, now=at)

    return deed
