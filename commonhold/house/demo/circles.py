"""Who of the sample co-op knows whom, as far as they show it, and what Ada notes about some of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from commonhold.house.demo.calendar import Deed
from commonhold.house.demo.town import Town
from commonhold.social.people import actions as people

#: Who does not show everybody whom she follows and who follows her.
_SHOWN_TO = {"finn": "followers", "quin": "nobody"}
#: Who lets people ask first, and who begins anew by asking.
_ASKED = {"ben": ("rhea", "vera", "wim"), "nils": ("ada", "ben")}
#: By whom, about whom.
_NOTES = [
    ("ada", "hana", "Met at the oven party. Brings rye on Fridays; allergic to nuts."),
    ("ada", "ben", "Ask him about the roof estimate before the next assembly."),
    ("ben", "finn", "Means it kindly. Call instead of writing."),
]


def plan(town: Town) -> None:
    on = town.calendar.on
    for handle, shown_to in _SHOWN_TO.items():
        on(58.1, _deed(town, handle, _keeps, shown_to))
    for handle, askers in _ASKED.items():
        on(58.2, _deed(town, handle, _lets_them_ask, askers))
    for by, about, text in _NOTES:
        on(58.3, _deed(town, by, _notes, about, text))


def _deed(town: Town, handle: str, act: Callable[..., None], *given: object) -> Deed:
    def deed(at: datetime) -> None:
        act(town, town.ids[handle], *given, at)

    return deed


def _keeps(_town: Town, by: int, shown_to: str, at: datetime) -> None:
    people.choose_who_sees_circle(by, shown_to=shown_to, now=at)


def _lets_them_ask(town: Town, by: int, askers: tuple[str, ...], at: datetime) -> None:
    people.choose_to_approve_followers(by, approves=True, now=at)
    for each in askers:
        people.unfollow(town.ids[each], person_id=by, now=at)
        people.follow(town.ids[each], person_id=by, now=at)


def _notes(town: Town, by: int, about: str, text: str, at: datetime) -> None:
    people.write_note(by, person_id=town.ids[about], text=text, now=at)
