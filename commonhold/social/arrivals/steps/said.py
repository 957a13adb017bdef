"""What people said, liked and kept."""

from __future__ import annotations

import json
from collections.abc import Callable, Generator, Sequence
from sqlite3 import Row
from typing import Any

from commonhold.ground.refusal import Refusal
from commonhold.social.arrivals import coming
from commonhold.social.arrivals.files import opened
from commonhold.social.arrivals.refusals import FileMissing
from commonhold.social.arrivals.staging import Staging
from commonhold.social.arrivals.steps.step import Bringing, Outcome, Step, of_statuses
from commonhold.social.media.actions import LONGEST_ALT, describe_medium, receive_medium
from commonhold.social.people import queries as people
from commonhold.social.posts.actions import (
    OldMark,
    OldPost,
    bring_marks,
    bring_post,
    brought_among_all,
    withhold_brought,
)
from commonhold.social.posts.attaching import MOST_MEDIA
from commonhold.social.posts.wording import LONGEST_WARNING, is_language


def _posts(staging: Staging, after: int) -> Generator[Row]:
    yield from staging.each(
        "SELECT s.*, a.username FROM statuses s JOIN accounts a ON a.id = s.account_id "  # noqa: S608
        f"WHERE {coming.COMES} AND s.id > ? ORDER BY s.id",
        after,
    )


def _look_up(bringing: Bringing, some: Sequence[Row]) -> None:
    """Who wrote them, what they answer, and which of either are here."""
    answered = {row["in_reply_to_id"] for row in some} - {None}
    parents = of_statuses(bringing.staging, answered - {row["id"] for row in some})
    rows = [*some, *parents.values()]
    bringing.meet({row["account_id"] for row in rows})
    find_posts(bringing, rows)


def find_posts(bringing: Bringing, rows: Sequence[Row]) -> None:
    """Which of these posts are here, by whom they are."""
    named = {
        (author, bringing.source_of(row)): row["id"]
        for row in rows
        if (author := bringing.people.get(row["account_id"])) is not None
    }
    found = brought_among_all({author for author, _source in named}, {source for _author, source in named})
    bringing.posts |= {named[key]: post_id for key, post_id in found.items() if key in named}


def _post(bringing: Bringing, row: Row) -> Outcome:
    author = bringing.people.get(row["account_id"])
    if author is None:
        return Outcome.LEFT
    if row["id"] in bringing.posts:
        return Outcome.HERE
    parent = bringing.posts.get(row["in_reply_to_id"])
    media = _media(bringing, author, row)
    text, warning = _words(bringing, row, is_lost=row["in_reply_to_id"] is not None and parent is None)
    old = OldPost(
        source=bringing.source_of(row),
        text=text,
        published_at=coming.moment(row["created_at"], bringing.now),
        audience=coming.AUDIENCES[row["visibility"]],
        in_reply_to=parent,
        media=media,
        warning=warning,
        is_sensitive=row["sensitive"] == "t",
        language=row["language"] if is_language(row["language"]) else "",
        with_all=True,
        comes_hidden=author in bringing.hidden,
    )
    made = bring_post(author, old=old, now=bringing.now)
    if reference := bringing.hidden.get(author):
        keeper = people.coop_account_id() or author
        withhold_brought(author, reference=reference, keeper=keeper, post_ids=[made], now=bringing.now)
    bringing.posts[row["id"]] = made
    return Outcome.NEW


def _words(bringing: Bringing, row: Row, *, is_lost: bool) -> tuple[str, str]:
    """Text and warning. A warning that is too long for us is cut, and stands whole above the text."""
    warning = " ".join(row["spoiler_text"].split())
    parts = [row["text"].strip(), _poll(bringing.staging, row["poll_id"])]
    if len(warning) > LONGEST_WARNING:
        parts, warning = [warning, *parts], f"{warning[: LONGEST_WARNING - 1]}…"
    if is_lost:
        parts = [_answered(bringing, row["in_reply_to_id"]), *parts]
    return "\n\n".join(filter(None, parts)), warning


def _answered(bringing: Bringing, number: int) -> str:
    """A link to what it answered on another server, where the copy has its address."""
    rows = bringing.staging.ask("SELECT uri, url FROM statuses WHERE id = ?", number)
    address = (rows[0]["url"] or rows[0]["uri"]) if rows else ""
    return f"↩ {address}" if address.startswith(("https://", "http://")) else ""


def _poll(staging: Staging, poll_id: int | None) -> str:
    """The answers of a poll with their votes, which can't be counted again."""
    rows = [] if poll_id is None else staging.ask("SELECT * FROM polls WHERE id = ?", poll_id)
    if not rows:
        return ""
    options, tallies = array_in(rows[0]["options"]), array_in(rows[0]["cached_tallies"])
    counts = [*tallies, *[""] * len(options)]
    return "\n".join(
        f"• {option}: {count}" if count else f"• {option}"
        for option, count in zip(options, counts, strict=False)
    )


def array_in(written: str) -> list[str]:
    """The texts of an array as PostgreSQL writes it.

    >>> array_in('{yes,"no, never"}')
    ['yes', 'no, never']
    """
    found, at, inside = [""], 1, False
    while at < len(written) - 1:
        sign = written[at]
        if sign == "\\" and inside:
            at += 1
            found[-1] += written[at]
        elif sign == '"':
            inside = not inside
        elif sign == "," and not inside:
            found.append("")
        else:
            found[-1] += sign
        at += 1
    return found if len(written) > 2 else []


def _media(bringing: Bringing, author: int, row: Row) -> list[int]:
    """The files of a post as far as they are there and the media room takes them; the rest is remarked on."""
    found = bringing.staging.ask("SELECT * FROM media_attachments WHERE status_id = ? ORDER BY id", row["id"])
    brought = []
    for each in found[:MOST_MEDIA]:
        path = coming.medium_path(bringing.media, each)
        try:
            with opened(path) as file:
                made = receive_medium(author, file=file, filename=path.name, now=bringing.now)
            alt = each["description"].strip()[:LONGEST_ALT]
            describe_medium(
                author, medium_id=made, alt=alt, focus=_focus(each["file_meta"]), now=bringing.now
            )
            brought.append(made)
            bringing.count("media")
        except FileMissing:
            bringing.count("media missing")
        except Refusal as refusal:
            bringing.count("media refused")
            bringing.remark(f"{row['username']}/{row['id']}: {path.name}", str(refusal))
    return brought


def _focus(written: str) -> tuple[int, int] | None:
    try:
        meta: Any = json.loads(written or "{}")
        point = meta["focus"]
        x, y = round(float(point["x"]) * 1000), round(float(point["y"]) * 1000)
    except (ValueError, KeyError, TypeError):
        return None
    return (x, y) if abs(x) <= 1000 and abs(y) <= 1000 else None


def _marks_of(table: str) -> Callable[[Staging, int], Generator[Row]]:
    def rows(staging: Staging, after: int) -> Generator[Row]:
        statement = (
            f"SELECT t.* FROM {table} t JOIN accounts a ON a.id = t.account_id "  # noqa: S608 - our own names
            "JOIN statuses s ON s.id = t.status_id JOIN accounts b ON b.id = s.account_id "
            "WHERE a.domain = '' AND b.domain = '' AND t.id > ? ORDER BY t.id"
        )
        yield from staging.each(statement, after)

    return rows


def _look_up_marked(bringing: Bringing, some: Sequence[Row]) -> None:
    marked = list(of_statuses(bringing.staging, {row["status_id"] for row in some}).values())
    bringing.meet({row["account_id"] for row in (*some, *marked)})
    find_posts(bringing, marked)


def _marked(
    bringing: Bringing, some: Sequence[Row], bring: Callable[[list[OldMark]], set[tuple[int, int]]]
) -> list[Outcome]:
    marks = [_mark(bringing, row) for row in some]
    new = bring([each for each in marks if each is not None])
    found = []
    for each in marks:
        pair = (0, 0) if each is None else (each.person_id, each.post_id)
        found.append(Outcome.LEFT if each is None else Outcome.NEW if pair in new else Outcome.HERE)
        new.discard(pair)  # the same line twice came once
    return found


def _mark(bringing: Bringing, row: Row) -> OldMark | None:
    one, post = bringing.people.get(row["account_id"]), bringing.posts.get(row["status_id"])
    if one is None or post is None:
        return None
    return OldMark(one, post, coming.moment(row["created_at"], bringing.now))


def _favourite(bringing: Bringing, some: Sequence[Row]) -> list[Outcome]:
    return _marked(bringing, some, lambda marks: bring_marks(favourites=marks))


def _bookmark(bringing: Bringing, some: Sequence[Row]) -> list[Outcome]:
    return _marked(bringing, some, lambda marks: bring_marks(bookmarks=marks))


posts = Step(_posts, _post, begin=_look_up, called=lambda row: f"{row['username']}/{row['id']}")
favourites = Step(_marks_of("favourites"), together=_favourite, begin=_look_up_marked)
bookmarks = Step(_marks_of("bookmarks"), together=_bookmark, begin=_look_up_marked)
