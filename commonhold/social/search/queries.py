"""One box for everything that is written here. Each part shows only what its own room lets the viewer see."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from commonhold.ground.charter import queries as charter
from commonhold.ground.charter.co_op import CoopCharter
from commonhold.social.groups import queries as groups
from commonhold.social.people import queries as people
from commonhold.social.people.queries import Viewer
from commonhold.social.posts import found, tagged
from commonhold.social.posts.index import marks
from commonhold.social.posts.index.match import Match
from commonhold.social.posts.queries import PostView
from commonhold.social.posts.tagged import TagUse
from commonhold.social.search import asking
from commonhold.social.search.asking import Asked
from commonhold.social.tags import queries as room_of_tags

#: How many tags are looked through at once, and how often for one page.
_AT_ONCE, _ROUNDS = 200, 5

_PLACES = {"public": "public", "everybody": "public", "members": "members"}


@dataclass(frozen=True)
class PostsFound:
    """A page of posts. `unknown` are operators that name nobody here, or that say nothing."""

    posts: Sequence[PostView]
    older: int | None
    unknown: Sequence[str]


def posts(
    viewer: Viewer,
    text: str,
    *,
    author_id: int | None = None,
    before: int | None = None,
    above: int | None = None,
    skip: int = 0,
    limit: int = 20,
) -> PostsFound:
    """Posts by their words and operators, newest first, of one author if she is named. No text raises."""
    asked = asking.read(text)
    match, unknown = _match(viewer, asked)
    if match is None or asked.is_empty:
        return PostsFound((), None, (*asked.unread, *unknown))
    zone = ZoneInfo(charter.current().read(CoopCharter).time_zone)
    since, until = _moment(asked.since, zone), _moment(asked.until, zone)
    if author_id is not None:
        match = match.also(marks.by(author_id))
    came = found.by_words(
        viewer, match, since=since, until=until, before=before, above=above, skip=skip, limit=limit
    )
    return PostsFound(came.posts, came.older, (*asked.unread, *unknown))


def tags(
    viewer: Viewer, text: str, *, after: int | None = None, limit: int = 20
) -> tuple[list[TagUse], int | None]:
    """Tags that were used where the viewer may see it, and after which one the next page begins.

    There may be more even after a page that is not full: of so many only that were never used in public.
    """
    found: list[tuple[int, TagUse]] = []
    for _round in range(_ROUNDS):
        came, after = room_of_tags.search(viewer, "_".join(text.split()), after=after, limit=_AT_ONCE)
        used = tagged.use_of(viewer, [name for _id, name in came])
        found += [(tag_id, used[name]) for tag_id, name in came if name in used]
        if after is None or len(found) > limit:
            break
    if len(found) > limit:
        after = found[limit - 1][0]
    return [use for _id, use in found[:limit]], after


def _match(viewer: Viewer, asked: Asked) -> tuple[Match | None, list[str]]:
    """What to look for, or None when it can't be anywhere; and what of it nobody knows."""
    unknown: list[str] = []
    wanted = {marks.has(each) for each in asked.has}
    wanted |= {marks.language(each) for each in asked.languages}
    for handle in sorted(asked.authors):
        person_id = _person(viewer, handle)
        if person_id is None:
            unknown.append(f"from:{handle}")
        else:
            wanted.add(marks.by(person_id))
    for name in sorted(asked.within):
        group_id = groups.known_as(viewer, name)
        if name in _PLACES:
            wanted.add(marks.within(_PLACES[name]))
        elif group_id is not None:
            wanted.add(marks.within_group(group_id))
        else:
            unknown.append(f"in:{name}")
    not_by = {_person(viewer, each) for each in asked.without_authors} - {None}
    match = Match(
        phrases=asked.phrases,
        without=asked.without,
        marks=frozenset(wanted),
        without_marks=frozenset(
            {marks.has(each) for each in asked.without_has} | {marks.by(each) for each in not_by if each}
        ),
    )
    return (None if unknown else match), unknown


def _person(viewer: Viewer, handle: str) -> int | None:
    if handle == "me":
        return viewer.person_id
    known = people.by_handles(viewer, [handle])
    return known[handle].id if handle in known else None


def _moment(day: date | None, zone: ZoneInfo) -> datetime | None:
    return None if day is None else datetime.combine(day, time(), zone).astimezone(UTC)
