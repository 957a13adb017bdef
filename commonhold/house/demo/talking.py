"""Company in the sample co-op: lists that its people keep, and collections that they recommend."""

from __future__ import annotations

from datetime import datetime

from commonhold.house.demo.calendar import Deed
from commonhold.house.demo.town import Town
from commonhold.social.collections import actions as collections
from commonhold.social.lists import actions as lists
from commonhold.social.people import actions as people

#: Owner, title, whether it is read by itself, who is on it.
_LISTS = [
    ("ada", "Garden people", False, ["caro", "emil", "noa", "lea"]),
    ("ada", "Bakers and cooks", True, ["hana", "rosa", "yara", "said"]),
    ("ben", "Repair evenings", False, ["ivo", "paul", "vik", "sam"]),
    ("caro", "Night owls", False, ["xia", "ursa", "hugo"]),
]
#: Curator, title, what it brings together, who agreed, who has not answered yet.
_COLLECTIONS = [
    (
        "ada",
        "Hands in the soil",
        "Everybody here who grows something that can be eaten, or knows who does.",
        ["ada", "caro", "emil", "noa", "lea", "hana"],
        ["ben", "pia"],
    ),
    (
        "hana",
        "Start here: the kitchen table",
        "New in the yard? These are the people who will feed you, fix your bike and lend you a book.",
        ["hana", "rosa", "yara", "ivo", "mia", "said", "ada"],
        ["caro", "finn"],
    ),
]


def plan(town: Town) -> None:
    """Put lists and collections into the calendar."""
    town.calendar.on(58.7, _keeps_lists(town))
    for number, each in enumerate(_COLLECTIONS):
        town.calendar.on(50.3 + number, _collects(town, each))


def _keeps_lists(town: Town) -> Deed:
    def deed(at: datetime) -> None:
        for owner, title, is_exclusive, names in _LISTS:
            by = town.ids[owner]
            made = lists.make_list(by, title=title, is_exclusive=is_exclusive, now=at)
            for name in names:
                people.follow(by, person_id=town.ids[name], now=at)
                lists.put_on_list(by, list_id=made, person_id=town.ids[name], now=at)

    return deed


def _collects(town: Town, told: tuple[str, str, str, list[str], list[str]]) -> Deed:
    curator, title, summary, agreed, silent = told

    def deed(at: datetime) -> None:
        by = town.ids[curator]
        made = collections.make_collection(by, title=title, summary=summary, now=at)
        for name in [*agreed, *silent]:
            collections.ask_to_include(by, collection_id=made, person_id=town.ids[name], now=at)
        for name in agreed:
            if name != curator:
                collections.accept_inclusion(town.ids[name], collection_id=made, now=at)

    return deed
