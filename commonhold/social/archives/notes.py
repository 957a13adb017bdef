"""One entry of an outbox (ActivityPub, as Mastodon exports it): a post to be brought along, or why not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from commonhold.social.archives.markup import LONGEST_HTML, MOST_TAGS, OldText, escaped, host_of, read_html

LONGEST_SOURCE, LONGEST_TEXT, LONGEST_WARNING, LONGEST_ALT, MOST_MEDIA = 500, 19_000, 200, 1500, 8
_PUBLIC = frozenset({"https://www.w3.org/ns/activitystreams#Public", "as:Public", "Public"})
_EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}")
_POSTS = frozenset({"Note", "Question", "Article", "Page"})


class LeftOut(Exception):
    """This entry is not brought along; `why` is a code that pages know the words of."""

    def __init__(self, why: str) -> None:
        self.why = why
        super().__init__(why)


@dataclass(frozen=True)
class OldMedium:
    """A file that a post carried. `focus` counts thousandths from the middle, right and up."""

    path: str
    alt: str = ""
    focus: tuple[int, int] | None = None


@dataclass(frozen=True)
class Note:
    """What somebody said elsewhere. `answers` is the address of what it answers, whosever that is."""

    source: str
    at: datetime
    audience: str
    text: str
    format: str
    warning: str = ""
    is_sensitive: bool = False
    language: str = ""
    media: tuple[OldMedium, ...] = ()
    answers: str = ""
    has_poll: bool = False
    missing: int = field(default=0)  # media beyond those that one post of ours can carry


def read_note(entry: Any, *, author: str, now: datetime) -> Note:
    """Read one entry of the outbox of `author`, whose address may be unknown. Raises LeftOut."""
    activity = _object(entry)
    said = activity.get("object")
    done = _word(activity.get("type"))
    if done == "Announce":
        raise LeftOut("boost")
    if done in _POSTS:
        said = activity
    note = _object(said)
    if _word(note.get("type")) not in _POSTS or done not in {"Create", *_POSTS}:
        raise LeftOut("other")
    writer = _word(note.get("attributedTo"))
    if author and writer and writer != author:
        raise LeftOut("not-theirs")
    source = _word(note.get("id"))
    if not source.startswith(("http://", "https://")) or len(source) > LONGEST_SOURCE:
        raise LeftOut("no-address")
    audience = _audience(note)
    at = dated(_word(note.get("published")) or _word(activity.get("published")), now)
    every = tuple(_media(note))
    text, warning = _words(note)
    if not text.text and not every:
        raise LeftOut("empty")
    return Note(
        source=source,
        at=at,
        audience=audience,
        text=text.text,
        format=text.format,
        warning=warning,
        is_sensitive=note.get("sensitive") is True,
        language=_language(note),
        media=every[:MOST_MEDIA],
        answers=_word(note.get("inReplyTo"))[:2000],
        has_poll=bool(_options(note)),
        missing=len(every[MOST_MEDIA:]),
    )


def mended(value: Any) -> str:
    """A text that pages and databases can bear, from whatever stands there."""
    text = value if isinstance(value, str) else ""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").replace("\0", "")


def _object(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _word(value: Any) -> str:
    """An address that stands alone, in an object, or first in a list."""
    if isinstance(value, list):
        value = value[0] if value else ""
    if isinstance(value, dict):
        value = value.get("id") or value.get("href")
    return mended(value).strip()


def _several(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _audience(note: Mapping[str, Any]) -> str:
    to = {_word(each) for each in _several(note.get("to"))}
    copies = {_word(each) for each in _several(note.get("cc"))}
    if to & _PUBLIC:
        return "public"
    if copies & _PUBLIC:
        return "unlisted"
    if any(each.endswith("/followers") for each in to | copies):
        return "followers"
    raise LeftOut("direct")


def dated(written: str, now: datetime) -> datetime:
    """The moment that somebody wrote down. Raises LeftOut where there is none, or it has not come yet."""
    try:
        at = datetime.fromisoformat(written)
        at = at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise LeftOut("no-date") from error
    if not _EARLIEST <= at <= now:
        raise LeftOut("no-date")
    return at


def _words(note: Mapping[str, Any]) -> tuple[OldText, str]:
    """Text and warning. A warning longer than ours may be is cut, and stands whole above the text."""
    content = mended(note.get("content"))
    if len(content) > LONGEST_HTML or content.count("<") > MOST_TAGS:
        raise LeftOut("too-long")
    found = read_html(content, _mentions(note))
    title = mended(note.get("name")).strip() if _word(note.get("type")) in {"Article", "Page"} else ""
    warning = " ".join(mended(note.get("summary")).split())
    before = [title] if title else []
    if len(warning) > LONGEST_WARNING:
        before.append(warning)
        warning = warning[: LONGEST_WARNING - 1] + "…"
    as_is = str if found.format == "plain" else escaped
    poll = "\n".join(as_is(each) for each in _options(note))
    text = "\n\n".join(filter(None, [*map(as_is, before), found.text, poll]))
    if len(text) > LONGEST_TEXT:
        raise LeftOut("too-long")
    return OldText(text, found.format), warning


def _options(note: Mapping[str, Any]) -> list[str]:
    """The answers of a poll with their votes, one a line."""
    if _word(note.get("type")) != "Question":
        return []
    answers = [_object(each) for each in [*_several(note.get("oneOf")), *_several(note.get("anyOf"))]][:50]
    votes = [_count(_object(each.get("replies")).get("totalItems")) for each in answers]
    voters = _count(note.get("votersCount")) or sum(votes)
    return [
        f"• {' '.join(mended(each.get('name')).split())[:200]}: {count}"
        + (f" ({(200 * count + voters) // (2 * voters)} %)" if voters else "")
        for each, count in zip(answers, votes, strict=True)
    ]


def _count(value: Any) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 10**9 else 0


def _mentions(note: Mapping[str, Any]) -> dict[str, str]:
    """By the address of a person's page: her name with her server."""
    found = {}
    for each in map(_object, _several(note.get("tag"))[:500]):
        href, name = _word(each.get("href")), mended(each.get("name")).strip()
        if each.get("type") == "Mention" and href and re.fullmatch(r"@[\w.-]+(@[\w.:-]+)?", name):
            server = host_of(href)
            found[href] = name if "@" in name[1:] or not server else f"{name}@{server}"
    return found


def _media(note: Mapping[str, Any]) -> Iterator[OldMedium]:
    for each in map(_object, _several(note.get("attachment"))[:100]):
        path = mended(_word(each.get("url"))).split("?")[0]
        if "://" in path:
            path = path.partition("://")[2].partition("/")[2]
        path = path.lstrip("/").removeprefix("system/")
        if path and each.get("type") != "Link":
            alt = mended(each.get("name")).strip()
            yield OldMedium(path[:500], alt[:LONGEST_ALT], _focus(each.get("focalPoint")))


def _focus(value: Any) -> tuple[int, int] | None:
    if not (isinstance(value, list) and len(value) == 2):
        return None
    parts = [each for each in value if isinstance(each, int | float) and abs(each) <= 1]
    return (round(parts[0] * 1000), round(parts[1] * 1000)) if len(parts) == 2 else None


def tongue(value: Any) -> str:
    """A language's code, nothing where it is none."""
    known = mended(value)
    return known if _LANGUAGE.fullmatch(known) and known not in {"und", "zxx", "qme", "qst"} else ""


def _language(note: Mapping[str, Any]) -> str:
    known = [mended(each) for each in _object(note.get("contentMap"))]
    return known[0] if len(known) == 1 and _LANGUAGE.fullmatch(known[0]) else ""
