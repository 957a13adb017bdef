"""Messages in the sample co-op: between two, among a few, and what strangers asked."""

from __future__ import annotations

from datetime import datetime

from commonhold.house.demo.calendar import Deed
from commonhold.house.demo.pictures import bring_rolls
from commonhold.house.demo.town import Town
from commonhold.social.conversations import actions as conversations
from commonhold.social.posts import actions as posts

#: Who sits there, and what each said on which day.
_TALKS: list[tuple[list[str], list[tuple[float, str, str]]]] = [
    (
        ["ada", "ben"],
        [
            (57.30, "ada", "The printer for the labels: did the bill come in yet?"),
            (57.31, "ben", "Yesterday. 42.75, and I have entered it already."),
            (57.32, "ben", "You still have to look at it as the second pair of eyes, under *Money*."),
            (57.40, "ada", "Done. Thank you for being so quick, as always."),
            (58.60, "ben", "Are you coming to the repair evening? Ivo asks who brings the soup."),
            (58.62, "ada", "I am. I bring bread, somebody else the soup."),
            (59.70, "ben", "Hana has said yes to the soup. So we are complete."),
            (
                59.71,
                "ben",
                "One more thing: could you read the text for the autumn budget?",
            ),
        ],
    ),
    (
        ["caro", "ada", "hana"],
        [
            (58.10, "caro", "The seed swap: Saturday or Sunday?"),
            (58.12, "hana", "Sunday. On Saturday I bake until three."),
            (58.20, "ada", "Sunday then. I write it into the events."),
            (59.30, "hana", "picture"),
            (59.31, "caro", "I will be there at nine. For the seeds, obviously."),
        ],
    ),
    (
        ["ada", "emil"],
        [(54.2, "emil", "May I borrow the ladder?"), (54.3, "ada", "It leans at the shed.")],
    ),
    (["jun", "ada"], [(59.5, "jun", "Hello Ada, we don't know each other. May I show you a loom?")]),
    (
        ["dev", "ada"],
        [(59.6, "dev", "I have one vouch so far. Would you have half an hour for me?")],
    ),
    (["noa", "ben"], [(59.1, "noa", "Ben, is the till open on Friday? I want to pay in person.")]),
]


def plan(town: Town) -> None:
    """Put the letters into the calendar."""
    for names, said in _TALKS:
        for day, author, text in said:
            town.calendar.on(day, _writes(town, names, author, text))
    town.calendar.on(58.9, _has_read(town))


def _writes(town: Town, names: list[str], author: str, text: str) -> Deed:
    def deed(at: datetime) -> None:
        by = town.ids[author]
        others = [town.ids[each] for each in names]
        where = conversations.between(by, people_ids=others, now=at)
        media = [bring_rolls(by, at)] if text == "picture" else []
        words = "This is what Saturday looks like." if media else text
        made = posts.publish_post(by, text=words, media=media, channel=where, audience="direct", now=at)
        conversations.mark_read(by, conversation_id=where, up_to=made, now=at)

    return deed


def _has_read(town: Town) -> Deed:
    def deed(at: datetime) -> None:
        """Ben and Caro are up to date by now."""
        for name, with_whom in (("ben", ["ada"]), ("caro", ["ada", "hana"])):
            by = town.ids[name]
            where = conversations.between(by, people_ids=[town.ids[each] for each in with_whom], now=at)
            conversations.mark_read(by, conversation_id=where, up_to=1 << 62, now=at)

    return deed
