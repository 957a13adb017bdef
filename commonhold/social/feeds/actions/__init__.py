"""What somebody does about her feeds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commonhold.ground import later

if TYPE_CHECKING:
    from commonhold.social.feeds.actions.allowing import allow, read_as_ever, recommend_me
    from commonhold.social.feeds.actions.choosing import follow_the_community, order_by, order_newest_first
    from commonhold.social.feeds.actions.making import discard_feed, keep_feed, publish_feed, take_feed_back
    from commonhold.social.feeds.actions.ordering import order_home
    from commonhold.social.feeds.actions.reading import remember_place
else:
    __getattr__ = later.shown_by(__name__, __file__)

__all__ = [
    "allow",
    "discard_feed",
    "follow_the_community",
    "keep_feed",
    "order_by",
    "order_home",
    "order_newest_first",
    "publish_feed",
    "read_as_ever",
    "recommend_me",
    "remember_place",
    "take_feed_back",
]
