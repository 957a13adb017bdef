"""Ada's post that many thank for, a newcomer whom Ben keeps apart, Caro's Monday mail."""

from __future__ import annotations

from datetime import datetime

from commonhold.house.demo.calendar import Deed
from commonhold.house.demo.town import Town
from commonhold.social.notifications.actions import digests, wishes
from commonhold.social.posts import actions as posts

_GRATEFUL = ("ben", "caro", "hana", "rosa", "yara", "kai")


def plan(town: Town) -> None:
    """The last two days, so that it stands near the top of everybody's notifications."""
    town.calendar.on(30.2, lambda at: digests.choose_digest(town.ids["caro"], rhythm="weekly", now=at))
    town.calendar.on(30.3, _keeps_strangers_apart(town, "ben"))
    town.calendar.on(59.05, _is_thanked(town))


def _keeps_strangers_apart(town: Town, handle: str) -> Deed:
    return lambda at: wishes.keep_apart(town.ids[handle], strangers="accept", newcomers="apart", now=at)


def _is_thanked(town: Town) -> Deed:
    def deed(at: datetime) -> None:
        text = "The bread oven is warm until ten. Bring dough, or come and eat what others brought."
        made = posts.publish_post(town.ids["ada"], text=text, audience="public", now=at)
        for handle in _GRATEFUL:
            posts.thank_author(town.ids[handle], post_id=made, now=at)
            posts.favourite_post(town.ids[handle], post_id=made, now=at)
        posts.publish_post(
            town.ids["dev"], text="@ben, I am new here: who mends the radio at the kitchen?", now=at
        )

    return deed
