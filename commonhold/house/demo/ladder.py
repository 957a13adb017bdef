"""One long talk about a ladder: with a fork, two who go on and on, a word taken back, and a late thought."""

from __future__ import annotations

from datetime import datetime, timedelta

from commonhold.house.demo.calendar import Deed
from commonhold.house.demo.town import Town
from commonhold.social.posts import actions as posts

_DAY = 51.4
_FIRST = "Who has a ladder that reaches the gutters of the old dairy? Four metres will do. #ladder"

# Who says it, in answer to which line (0 is the question), and what.
_LINES = (
    ("ada", 0, "I should say why: the gutter over the seed library drips on the beans."),
    ("ben", 0, "Mine is three metres. With a table under it, four. I did not say that."),
    ("caro", 2, "As a nurse: please do not put a ladder on a table."),
    ("ben", 3, "I did say that I did not say it."),
    ("caro", 4, "And I shall write that on the form."),
    ("hana", 2, "The bakery has a proper one. It is white with flour but it stands."),
    ("ada", 6, "How long is it?"),
    ("hana", 7, "Five metres. It folds, like bread does not."),
    ("ada", 8, "Could I fetch it on Thursday after eight?"),
    ("hana", 9, "Come at seven, then there is warm bread as well."),
    ("ivo", 8, "I can bring it on the long bicycle, if somebody walks in front with a flag."),
    ("kira", 11, "I have a flag."),
    ("ivo", 12, "Of course you have."),
    ("jonas", 11, "Is that allowed on the bridge?"),
    ("ivo", 14, "On foot it is. I walk very fast."),
    ("sam", 0, "The stall has one, but it is also the stall."),
    ("tea", 16, "Then we should measure the load before anybody climbs on the stall."),
    ("finn", 0, "I know somebody who knows somebody with a crane."),
    ("cyrus", 0, "Knight to gutter four."),
    ("hana", 6, "I dusted it. You could eat from it now."),
    ("tea", 20, "Please measure that as well."),
    ("ada", 1, "And thank you all. On Saturday there is tea for whoever holds the ladder."),
)
_TAKEN_BACK = 18  # Finn thinks again


def plan(town: Town) -> None:
    """On an evening of the last week but one, a line every six minutes."""
    town.calendar.on(_DAY, _talks(town))


def _talks(town: Town) -> Deed:
    def deed(at: datetime) -> None:
        said = [posts.publish_post(town.ids["ada"], text=_FIRST, language="en", now=at)]
        for number, (handle, answers, text) in enumerate(_LINES, 1):
            then = at + timedelta(minutes=6 * number)
            who = town.ids[handle]
            said.append(
                posts.publish_post(who, text=text, in_reply_to=said[answers], language="en", now=then)
            )
        posts.remove_post(town.ids["finn"], post_id=said[_TAKEN_BACK], now=then + timedelta(minutes=6))

    return deed
