"""What people of the sample co-op keep from themselves, and what they report."""

from __future__ import annotations

from datetime import datetime

from commonhold.civic.moderation import actions as moderation
from commonhold.civic.moderation import queries as reports
from commonhold.house.demo.calendar import Deed
from commonhold.house.demo.town import Town
from commonhold.social.filters import actions as filters
from commonhold.social.filters.matching import Place
from commonhold.social.posts import actions as posts

#: Owner, name, phrases, whether posts that bear them are not shown at all.
_FILTERS = [
    ("ada", "Spoilers", ["spoiler", "last episode", "who did it"], False),
    ("ada", "Worms", ["worms"], False),
    ("ben", "Football", ["football", "world cup", "fu\u00dfball"], True),
    ("caro", "Waking early", ["five in the morning", "sunrise run"], False),
]


#: Who reports whom for saying what, which rule by its place, in which words, and what was answered: nothing
#: yet, or that it is kept for a case, or why it is dismissed.
_REPORTS = [
    (
        "hana",
        "finn",
        "Whoever voted against the bench may eat my soup outside. All winter.",
        0,
        "He means it kindly, but it reads like a threat to the soup.",
        "We talked: it is a joke among friends, and he is sorry that it was read otherwise.",
    ),
    ("yara", "ivo", "Cheap brake pads again! Third time this week, same shop, same price.", 3, "", ""),
    ("ada", "vik", "My new picture of the bridge in the fog.", None, "That is Kira's picture.", None),
    ("ben", "xia", "Found a fox by the tram, not a pretty sight. I called the rangers.", 4, "", None),
]


def plan(town: Town) -> None:
    """Put them into the calendar."""
    town.calendar.on(57.2, _keep_filters(town))
    for number, each in enumerate(_REPORTS):
        town.calendar.on(58.1 + number / 3, _reports(town, each))


def _keep_filters(town: Town) -> Deed:
    def deed(at: datetime) -> None:
        for owner, title, phrases, hides in _FILTERS:
            filters.make_filter(
                town.ids[owner],
                title=title,
                phrases=phrases,
                are_whole=True,
                places=[Place.HOME, Place.PUBLIC, Place.THREADS],
                hides=hides,
                now=at,
            )

    return deed


def _reports(town: Town, told: tuple[str, str, str, int | None, str, str | None]) -> Deed:
    """Somebody says something, and somebody reports it; Ada holds a mandate and gives the answer."""
    who, whom, text, rule, words, answer = told

    def deed(at: datetime) -> None:
        by = town.ids[who]
        said = posts.publish_post(town.ids[whom], text=text, audience="public", language="en", now=at)
        law = "" if rule is None else reports.rules()[rule]
        sent = moderation.report(by, about=f"post:{said}", rule=law, words=words, now=at)
        if answer is not None:
            moderation.answer_report(
                town.ids["ada"], report_id=sent, is_kept=not answer, answer=answer, now=at
            )

    return deed
