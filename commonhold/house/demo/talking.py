"""Private company in the sample co-op: lists that its people keep."""

from __future__ import annotations

from datetime import datetime

from commonhold.house.demo.calendar import Deed
from commonhold.house.demo.town import Town
from commonhold.social.lists import actions as lists
from commonhold.social.people import actions as people

#: Owner, title, whether it is read by itself, who is on it.
_LISTS = [
    ("ada", "Garden people", False, ["caro", "emil", "noa", "lea"]),
    ("ada", "Bakers and cooks", True, ["hana", "rosa", "yara", "said"]),
    ("ben", "Repair evenings", False, ["ivo", "paul", "vik", "sam"]),
    ("caro", "Night owls", False, ["xia", "ursa", "hugo"]),
]


def plan(town: Town) -> None:
    """Put the lists into the calendar."""
    town.calendar.on(58.7, _keeps_lists(town))


def _keeps_lists(town: Town) -> Deed:
    def deed(at: datetime) -> None:
        for owner, title, is_exclusive, names in _LISTS:
            by = town.ids[owner]
            made = lists.make_list(by, title=title, is_exclusive=is_exclusive, now=at)
            for name in names:
                people.follow(by, person_id=town.ids[name], now=at)
                lists.put_on_list(by, list_id=made, person_id=town.ids[name], now=at)

    return deed
