"""What servers have been seen to send is read or strange, and what was read is of the kind that it claims."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from commonhold.doors.activitypub.addresses import PUBLIC
from commonhold.doors.activitypub.reading import ReadPost, Strange, audience_of, read_post
from commonhold.doors.activitypub.reading.values import is_address
from commonhold.social.posts import foreign
from commonhold.social.servers.queries import domain_of
from tests.cast import MORNING
from tests.federation.odd_objects import odd_objects

_URI = "https://elsewhere.example/notes/1"
_EVE = "https://elsewhere.example/users/eve"
_PLAIN = {
    "id": _URI,
    "type": "Note",
    "attributedTo": _EVE,
    "content": "<p>Beans</p>",
    "published": "2026-05-04T08:00:00Z",
    "to": [PUBLIC],
    "cc": [f"{_EVE}/followers"],
}
_AS_TEXT = foreign.Meanings(people={}, tags=(), pictures={})
_FIELDS = (
    *_PLAIN,
    *("name", "summary", "sensitive", "inReplyTo", "attachment", "tag", "image", "icon", "url", "replies"),
    *("updated", "contentMap", "oneOf", "anyOf", "endTime", "closed", "votersCount", "mediaType", "source"),
    *("quoteUrl", "quote", "quoteAuthorization", "interactionPolicy", "audience", "context", "location"),
)
_ODD_VALUES: tuple[Any, ...] = (
    *(None, True, 0, -1, 10**30, 1.5, "", " ", "\0", "x" * 5000, "https://", "https://[", "javascript:1"),
    *([], {}, [[]], [None], [{}], {"id": 1}, {"type": []}, {"type": "Note", "id": {"id": "x"}}),
    *({"href": ["https://a.example", {}]}, {"en": 7, "de": ["x"]}, {"@value": "x"}, {"@list": [1]}),
    *("2026-99-99T00:00:00Z", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"),
)


def _read(changes: dict[str, Any]) -> ReadPost | None:
    try:
        return read_post({**_PLAIN, **changes}, uri=_URI, now=MORNING)
    except Strange:
        return None


def _is_sound(read: ReadPost) -> None:
    """Fails at anything that our rooms could not keep."""
    assert read.uri.startswith("https://elsewhere.example/")
    assert read.author.startswith("https://elsewhere.example/")
    for words in (read.html, read.title, read.warning, read.language):
        assert isinstance(words, str)
    for page in (read.url, read.in_reply_to, read.quoted, read.quote_stamp, read.replies):
        assert page == "" or is_address(page)
    assert all(is_address(each) for each in (*read.to, *read.cc, *read.group))
    assert all(isinstance(each, str) for each in read.tags)
    assert all(domain_of(each.source) for each in read.media)
    for moment in (read.published_at, read.edited_at):
        assert moment is None or isinstance(moment, datetime)
        assert moment is None or moment.tzinfo is not None
    audience = audience_of(read, followers=f"{_EVE}/followers")
    assert audience in {"public", "unlisted", "followers", "direct"}
    written = foreign.write(foreign.read(read.html), _AS_TEXT).html
    assert "<script" not in written
    assert '="javascript:' not in written


def test_each_odd_object_is_read_soundly_or_strange() -> None:
    found = [_read(oddness) for _name, oddness in odd_objects()]
    for each in found:
        if each is not None:
            _is_sound(each)
    assert sum(each is not None for each in found) > 200


@pytest.mark.parametrize("field", _FIELDS)
def test_whatever_stands_in_a_field_is_read_soundly_or_strange(field: str) -> None:
    for value in _ODD_VALUES:
        for odd in (value, [value], [value, value], {"type": "Link", "href": value}):
            read = _read({field: odd})
            if read is not None:
                _is_sound(read)
