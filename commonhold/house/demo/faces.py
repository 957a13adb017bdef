"""What the cast say of themselves beside a summary, and whose links are verified."""

from __future__ import annotations

from datetime import datetime

from commonhold.house.demo.calendar import Deed
from commonhold.house.demo.town import Town
from commonhold.social.people import actions as people
from commonhold.social.people import queries

_SAYS = {
    "ada": (
        "she/her",
        [("Workshop", "Thursdays from six, in the old forge"), ("Site", "https://ada.example/bench")],
    ),
    "ben": ("he/him", [("Ask me about", "Dues, bills and how the surplus is shared")]),
    "caro": ("she/they", [("Garden", "Plot 12, behind the water butt")]),
}


def say_more(handle: str, person_id: int, at: datetime) -> None:
    """Pronouns and lines for who is of the cast."""
    if handle in _SAYS:
        pronouns, fields = _SAYS[handle]
        people.add_to_description(person_id, pronouns=pronouns, fields=fields, now=at)


def plan(town: Town) -> None:
    """The pages are made up like the people: that they link back is told here, and nothing is fetched."""
    town.calendar.on(53.3, _links_back())


def _links_back() -> Deed:
    def deed(at: datetime) -> None:
        for each in queries.links_to_look_at(at, limit=10):
            people.note_whether_it_links_back(each.field_id, value=each.url, found=True, now=at)

    return deed
