"""What people of the sample co-op keep from themselves, and what they report."""

from __future__ import annotations

from datetime import datetime

from commonhold.civic.moderation import actions as moderation
from commonhold.civic.moderation import queries as reports
from commonhold.house.demo.calendar import Deed
from commonhold.house.demo.town import Town
from commonhold.social.filters import actions as filters
from commonhold.social.filters.matching import Place
from commonhold.social.people.queries import Viewer
from commonhold.social.posts import queries as posts

#: Owner, name, phrases, whether posts that bear them are not shown at all.
_FILTERS = [
    ("ada", "Spoilers", ["spoiler", "last episode", "who did it"], False),
    ("ada", "Worms", ["worms"], False),
    ("ben", "Football", ["football", "world cup", "fu\u00dfball"], True),
    ("caro", "Waking early", ["five in the morning", "sunrise run"], False),
]


#: Who reports whose latest words, which rule by its place, in which words, and what was answered.
_REPORTS = [
    (
        "hana",
        "finn",
        0,
        "He means it kindly, but it reads like a threat to the soup.",
        "It is a joke among friends.",
    ),
    ("yara", "ivo", 3, "The third time this week for the same shop.", ""),
    ("ada", "vik", None, "This is somebody else's photograph.", None),
    ("ben", "xia", 4, "", None),
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


def _reports(town: Town, told: tuple[str, str, int | None, str, str | None]) -> Deed:
    """Somebody reports the latest of somebody's posts; with an answer, whoever holds a mandate gives it."""
    who, whom, rule, words, answer = told

    def deed(at: datetime) -> None:
        by = town.ids[who]
        said = posts.by_author(Viewer(by), town.ids[whom], limit=1)
        about = f"post:{said[0].id}" if said else f"person:{town.ids[whom]}"
        law = "" if rule is None else reports.rules()[rule]
        sent = moderation.report(by, about=about, rule=law, words=words, now=at)
        if answer is not None:
            moderation.answer_report(
                town.ids["ada"], report_id=sent, is_kept=not answer, answer=answer, now=at
            )

    return deed
