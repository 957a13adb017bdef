"""What people of the sample co-op keep on top of their own pages."""

from __future__ import annotations

from datetime import datetime

from commonhold.house.demo.calendar import Deed
from commonhold.house.demo.town import Town
from commonhold.social.posts import actions as posts

#: Day, author, what is said, for whom.
_KEPT = [
    (
        46.2,
        "ada",
        "New here? Three doors are open to you: the seed library, the repair evening on Thursdays, and the "
        "kitchen. Walk into any of them and ask. #garden",
        "public",
    ),
    (
        48.7,
        "ada",
        "Members: whoever minds the gate this week finds the key at Rosa's, and hands it on to the next on "
        "Sunday.",
        "members",
    ),
    (47.4, "ben", "How I keep the books, and how you check them: every entry is on the record.", "public"),
    (49.3, "kira", "All my pictures of the river, from the spring on, are under #river.", "unlisted"),
]


def plan(town: Town) -> None:
    """Said some time ago, so that they would be far down otherwise."""
    for day, author, text, audience in _KEPT:
        town.calendar.on(day, _keeps(town, author, text, audience))


def _keeps(town: Town, author: str, text: str, audience: str) -> Deed:
    def deed(at: datetime) -> None:
        by = town.ids[author]
        said = posts.publish_post(by, text=text, audience=audience, language="en", now=at)
        posts.pin_post(by, post_id=said, now=at)

    return deed
