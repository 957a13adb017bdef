"""The repair evening of the sample co-op publishes labels: Ben reads them, and Ivo disputes one."""

from __future__ import annotations

from datetime import datetime

from commonhold.house.demo.calendar import Deed
from commonhold.house.demo.town import Town
from commonhold.social.groups import queries as groups
from commonhold.social.labels import actions as labels
from commonhold.social.people.queries import Viewer
from commonhold.social.posts import queries as posts

_WORDS = ["advert: somebody sells something", "unsafe: don't try this at home", "made by a program"]
_TOLD = "Brake pads again, from the same shop."


def plan(town: Town) -> None:
    """Put it into the last days of the calendar."""
    kept: dict[str, int] = {}
    town.calendar.on(59.62, _opened(town, kept))
    town.calendar.on(59.66, _put(town, kept))
    town.calendar.on(59.72, _disputed(town, kept))


def _opened(town: Town, kept: dict[str, int]) -> Deed:
    def deed(at: datetime) -> None:
        group_id = groups.known_as(Viewer(town.ids["ada"]), "mending")
        kept["labeler"] = labels.open_labeler(
            town.ids["ada"],
            title="Repair evening's notes",
            words="What we would say across the table: what is for sale, and what bites.",
            values=_WORDS,
            group_id=group_id,
            now=at,
        )
        labels.choose(town.ids["ben"], labeler_id=kept["labeler"], choices={"advert": "warn"}, now=at)

    return deed


def _put(town: Town, kept: dict[str, int]) -> Deed:
    """On what Ivo said last of brake pads."""

    def deed(at: datetime) -> None:
        ivo = town.ids["ivo"]
        said = posts.posts(Viewer(ivo), posts.ids_by(ivo, most=100))
        post = next(each for each in said if "brake pads" in each.text)
        kept["label"] = labels.put_label(
            town.ids["ada"],
            labeler_id=kept["labeler"],
            about=f"post:{post.id}",
            value="advert",
            words=_TOLD,
            days=60,
            now=at,
        )

    return deed


def _disputed(town: Town, kept: dict[str, int]) -> Deed:
    def deed(at: datetime) -> None:
        labels.dispute(
            town.ids["ivo"],
            label_id=kept["label"],
            words="It is my cousin's shop, and I get nothing for it. Nobody sells better ones.",
            now=at,
        )

    return deed
