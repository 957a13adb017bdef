"""What neighbours pass on, what Ada keeps to read again, and the tag that she follows."""

from __future__ import annotations

from datetime import datetime

from commonhold.ground.spans import Span
from commonhold.house.demo.calendar import Deed
from commonhold.house.demo.town import Town
from commonhold.social.feeds import queries as feeds
from commonhold.social.people import queries as people
from commonhold.social.people.queries import ANYONE, Viewer
from commonhold.social.posts import actions as posts

_PASS_ON = ("ben", "caro", "hana", "ivo")


def plan(town: Town) -> None:
    """On the last day, so that it stands near the top."""
    town.calendar.on(59.5, _passes_on(town))


def _passes_on(town: Town) -> Deed:
    def deed(at: datetime) -> None:
        ada = Viewer(town.ids["ada"])
        latest = feeds.latest(ANYONE, Span(limit=60))
        for each in latest[2::10]:
            posts.bookmark_post(town.ids["ada"], post_id=each.id, now=at)
        # What her own people wrote stands in her home anyway.
        strangers = [each for each in latest if not people.is_following(ada, each.author.id)]
        for number, each in enumerate(strangers[:4]):
            for handle in _PASS_ON[: 1 + number % 3]:
                posts.boost_post(town.ids[handle], post_id=each.id, now=at)

    return deed
