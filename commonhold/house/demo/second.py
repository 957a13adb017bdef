"""Caro's second profile, for the garden work that she is paid for. Nobody in the co-op knows whose it is."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from commonhold.house.demo.town import Town
from commonhold.social.people import actions as people
from commonhold.social.people import queries
from commonhold.social.people.queries import ANYONE
from commonhold.social.posts import actions as posts

_HANDLE = "bean_lines"
_NAME = "Bean Lines"
_SUMMARY = "Kitchen gardens, planned and dug. Ask for a date; rates on request."
#: Day, what is said.
_SAYS = [
    (
        44.2,
        "Two beds free from Monday: if your balcony faces south, I can tell you what will still grow there "
        "this year. #garden",
    ),
    (
        50.6,
        "Before and after, without the pictures: forty bags of rubble out, forty bags of compost in. My back "
        "asks for tea. #garden",
    ),
]


def plan(town: Town) -> None:
    """Opened in the sixth week, followed by those who need a gardener."""
    town.calendar.on(43.0, partial(_opens, town))
    for day, text in _SAYS:
        town.calendar.on(day, partial(_says, text))


def _opens(town: Town, at: datetime) -> None:
    made = people.add_profile(town.ids["caro"], handle=_HANDLE, display_name=_NAME, now=at)
    people.describe_person(made, display_name=_NAME, summary=_SUMMARY, now=at)
    people.choose_to_be_found(made, is_searchable=True, is_discoverable=True, now=at)
    for follower in ("hana", "rosa", "kira"):
        people.follow(town.ids[follower], person_id=made, now=at)
    for followed in ("emil", "rosa"):
        people.follow(made, person_id=town.ids[followed], now=at)


def _says(text: str, at: datetime) -> None:
    posts.publish_post(queries.by_handle(ANYONE, _HANDLE).id, text=text, language="en", now=at)
