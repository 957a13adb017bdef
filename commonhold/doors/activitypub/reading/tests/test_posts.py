"""Posts as other servers write them: each in its own way, and each with the same meaning."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from commonhold.doors.activitypub.addresses import PUBLIC
from commonhold.doors.activitypub.reading import NoMore, ReadPost, Strange, audience_of, read_actor, read_post

_HERS = "https://elsewhere.example/users/eve"
_ID = "https://elsewhere.example/notes/1"
_NOW = datetime(2026, 5, 4, 9, tzinfo=UTC)


def _note(**changes: Any) -> dict[str, Any]:
    note = {"id": _ID, "type": "Note", "attributedTo": _HERS, "content": "<p>Beans</p>", "to": [PUBLIC]}
    return {**note, **changes}


def _read(**changes: Any) -> ReadPost:
    return read_post(_note(**changes), uri=_ID, now=_NOW)


def test_a_plain_note_is_read_whole() -> None:
    read = _read(
        summary="Food",
        sensitive=True,
        cc=f"{_HERS}/followers",
        published="2026-05-04T08:00:00Z",
        updated="2026-05-04T08:30:00+00:00",
        inReplyTo="https://third.example/1",
        contentMap={"en": "<p>Beans</p>"},
        url="https://elsewhere.example/@eve/1",
        replies={"id": f"{_ID}/replies", "type": "Collection"},
        tag=[
            {"type": "Mention", "href": "https://here.example/ap/people/1", "name": "@ada@here.example"},
            {"type": "Hashtag", "name": "#Beans", "href": "https://elsewhere.example/tags/beans"},
            {
                "type": "Emoji",
                "name": ":bean:",
                "icon": {"type": "Image", "url": "https://elsewhere.example/b.png"},
            },
        ],
    )
    assert (read.html, read.warning, read.is_sensitive, read.language) == ("<p>Beans</p>", "Food", True, "en")
    assert (read.to, read.cc) == ((PUBLIC,), (f"{_HERS}/followers",))
    assert read.published_at == datetime(2026, 5, 4, 8, tzinfo=UTC)
    assert read.edited_at == datetime(2026, 5, 4, 8, 30, tzinfo=UTC)
    assert (read.in_reply_to, read.replies) == ("https://third.example/1", f"{_ID}/replies")
    assert read.mentions[0].uri == "https://here.example/ap/people/1"
    assert (read.tags, read.emoji) == (("Beans",), {"bean": "https://elsewhere.example/b.png"})
    assert read.url == "https://elsewhere.example/@eve/1"


@pytest.mark.parametrize("everybody", [PUBLIC, "as:Public", "Public", [PUBLIC], [{"id": PUBLIC}]])
def test_everybody_is_written_in_many_ways(everybody: Any) -> None:
    assert audience_of(_read(to=everybody), followers="") == "public"
    assert audience_of(_read(to=[], cc=everybody), followers="") == "unlisted"


def test_whom_it_is_for_follows_from_whom_it_names() -> None:
    followers = f"{_HERS}/followers"
    assert audience_of(_read(to=followers), followers=followers) == "followers"
    assert audience_of(_read(to="https://here.example/ap/people/1"), followers=followers) == "direct"
    assert audience_of(_read(to=None), followers="") == "direct"


@pytest.mark.parametrize(
    "author",
    [
        _HERS,
        [_HERS],
        [_HERS, "https://elsewhere.example/users/other"],
        {"type": "Person", "id": _HERS},
        [{"type": "Group", "id": "https://elsewhere.example/c/films"}, {"type": "Person", "id": _HERS}],
    ],
)
def test_the_author_is_found_however_she_is_named(author: Any) -> None:
    assert _read(attributedTo=author).author == _HERS


@pytest.mark.parametrize(
    ("url", "found"),
    [
        ("https://elsewhere.example/@eve/1", "https://elsewhere.example/@eve/1"),
        (["https://elsewhere.example/a", "https://elsewhere.example/b"], "https://elsewhere.example/a"),
        (
            {"type": "Link", "href": "https://elsewhere.example/w", "mediaType": "text/html"},
            "https://elsewhere.example/w",
        ),
        (
            [
                {"type": "Link", "href": "https://elsewhere.example/f.mp4", "mediaType": "video/mp4"},
                {"type": "Link", "href": "https://elsewhere.example/w", "mediaType": "text/html"},
            ],
            "https://elsewhere.example/w",
        ),
        ("https://phishing.example/@eve/1", ""),
        ("javascript:alert(1)", ""),
        (7, ""),
    ],
)
def test_its_page_is_one_of_its_own_server(url: Any, found: str) -> None:
    assert _read(url=url).url == found


@pytest.mark.parametrize(
    ("attachment", "found"),
    [
        (
            {"type": "Document", "mediaType": "image/png", "url": "https://m.example/a"},
            [("image", "https://m.example/a")],
        ),
        ({"type": "Image", "url": "https://m.example/a"}, [("image", "https://m.example/a")]),
        ({"type": "Document", "url": "https://m.example/a.MP3"}, [("audio", "https://m.example/a.MP3")]),
        (
            {
                "type": "Video",
                "url": [{"type": "Link", "mediaType": "video/mp4", "href": "https://m.example/v"}],
            },
            [("video", "https://m.example/v")],
        ),
        (
            {"type": "Link", "href": "https://m.example/p.png", "mediaType": "image/png"},
            [("image", "https://m.example/p.png")],
        ),
        ({"type": "Link", "href": "https://m.example/page"}, []),
        ({"type": "Link", "href": "payto://iban/DE1"}, []),
        ({"type": "Document", "mediaType": "application/pdf", "url": "https://m.example/a.pdf"}, []),
        ([{"type": "Image", "url": "https://m.example/a"}] * 2, [("image", "https://m.example/a")]),
        ("https://m.example/a.png", []),
        ([None, 1, [], {}], []),
    ],
)
def test_attachments_of_all_kinds(attachment: Any, found: list[tuple[str, str]]) -> None:
    assert [(each.kind, each.source) for each in _read(attachment=attachment).media] == found


def test_a_picture_comes_with_its_description_its_point_and_its_blur() -> None:
    picture = {
        "type": "Document",
        "mediaType": "image/jpeg",
        "url": "https://m.example/a.jpg",
        "name": "A bean",
        "width": 40,
        "height": 30,
        "focalPoint": [-0.5, 0.25],
        "blurhash": "LEHV6nWB2yk8pyo0adR*.7kCMdnj",
    }
    (medium,) = _read(attachment=picture).media
    assert (medium.alt, medium.width, medium.height, medium.focus) == ("A bean", 40, 30, (-500, 250))
    assert medium.blurhash.startswith("LEHV")
    (strange,) = _read(attachment={**picture, "focalPoint": [9, "x"], "blurhash": "<b>", "width": -1}).media
    assert (strange.focus, strange.blurhash, strange.width) == ((0, 0), "", None)


@pytest.mark.parametrize(
    "quote",
    [
        {"quote": "https://q.example/1"},
        {"quote": {"id": "https://q.example/1"}},
        {"quoteUrl": "https://q.example/1"},
        {"quoteUri": "https://q.example/1"},
        {"_misskey_quote": "https://q.example/1"},
        {
            "tag": {
                "type": "Link",
                "rel": "https://misskey-hub.net/ns#_misskey_quote",
                "href": "https://q.example/1",
            }
        },
    ],
)
def test_a_quote_is_found_however_it_is_said(quote: dict[str, Any]) -> None:
    assert _read(**quote).quoted == "https://q.example/1"


def test_a_poll_has_its_answers_counts_and_end() -> None:
    options = [{"type": "Note", "name": each, "replies": {"totalItems": n}} for n, each in enumerate("abc")]
    poll = _read(type="Question", oneOf=options, endTime="2026-05-05T09:00:00Z", votersCount=3).poll
    assert poll is not None
    assert (poll.options, poll.is_multiple, poll.voters) == ((("a", 0), ("b", 1), ("c", 2)), False, 3)
    assert (poll.closes_at, poll.closed_at) == (datetime(2026, 5, 5, 9, tzinfo=UTC), None)
    closed = _read(type="Question", anyOf=options, closed=True).poll
    assert closed is not None
    assert (closed.is_multiple, closed.closed_at) == (True, _NOW)
    assert _read(type="Question", oneOf=options[:1]).poll is None


def test_a_page_of_lemmy_has_its_title_and_the_link_that_it_is_about() -> None:
    read = _read(
        type="Page",
        name="Bean news",
        content=None,
        attachment=[{"type": "Link", "href": "https://news.example/beans"}],
        image={"type": "Image", "url": "https://m.example/t.webp"},
        audience="https://elsewhere.example/c/beans",
    )
    assert (read.title, read.group) == ("Bean news", ("https://elsewhere.example/c/beans",))
    assert 'href="https://news.example/beans"' in read.html
    assert [each.source for each in read.media] == ["https://m.example/t.webp"]


def test_a_film_of_peertube_is_shown_by_its_picture_and_its_page() -> None:
    read = _read(
        type="Video",
        name="How beans grow",
        content="**Slowly** <script>x</script>",
        mediaType="text/markdown",
        attributedTo=[{"type": "Person", "id": _HERS}, {"type": "Group", "id": f"{_HERS}/channel"}],
        icon=[
            {"type": "Image", "url": "https://m.example/s.jpg", "mediaType": "image/jpeg", "width": 280},
            {"type": "Image", "url": "https://m.example/l.jpg", "mediaType": "image/jpeg", "width": 850},
        ],
        url=[
            {"type": "Link", "mediaType": "text/html", "href": "https://elsewhere.example/w/1"},
            {
                "type": "Link",
                "mediaType": "application/x-mpegURL",
                "href": "https://elsewhere.example/1.m3u8",
            },
        ],
        language={"identifier": "en", "name": "English"},
        commentsEnabled=False,
    )
    assert (read.title, read.url, read.language) == ("How beans grow", "https://elsewhere.example/w/1", "en")
    assert [each.source for each in read.media] == ["https://m.example/l.jpg"]
    assert "<strong>Slowly</strong>" in read.html
    assert "<script" not in read.html
    assert read.reply_control("") == "nobody"


@pytest.mark.parametrize(
    ("policy", "ours"),
    [
        (None, "nobody"),
        ({"canQuote": {"automaticApproval": [PUBLIC]}}, "everyone"),
        ({"canQuote": {"automaticApproval": f"{_HERS}/followers"}}, "followers"),
        ({"canQuote": {"manualApproval": ["as:Public"]}}, "ask"),
        ({"canQuote": {"automaticApproval": [_HERS]}}, "nobody"),
        ({"canQuote": 7}, "nobody"),
    ],
)
def test_who_may_quote(policy: Any, ours: str) -> None:
    assert _read(interactionPolicy=policy).quote_policy(f"{_HERS}/followers") == ours


@pytest.mark.parametrize(
    ("policy", "ours"),
    [
        (None, "everyone"),
        ({"canReply": {"always": [PUBLIC]}}, "everyone"),
        ({"canReply": {"automaticApproval": [f"{_HERS}/followers"]}}, "followers"),
        ({"canReply": {"always": [_HERS]}}, "mentioned"),
    ],
)
def test_who_may_answer(policy: Any, ours: str) -> None:
    assert _read(interactionPolicy=policy).reply_control(f"{_HERS}/followers") == ours


@pytest.mark.parametrize(
    ("strange", "reason"),
    [
        ({"id": None}, "no id"),
        ({"id": "urn:uuid:1"}, "no id"),
        ({"id": "https://other.example/1"}, "speaks for another server"),
        ({"type": "Like"}, "no post"),
        ({"type": None}, "no post"),
        ({"attributedTo": None}, "nobody wrote it"),
        ({"attributedTo": "https://other.example/users/mallory"}, "nobody wrote it"),
    ],
)
def test_what_is_no_post_or_lies_about_its_server_is_strange(strange: dict[str, Any], reason: str) -> None:
    with pytest.raises(Strange) as raised:
        _read(**strange)
    assert str(raised.value) == reason


def test_a_tombstone_is_no_more() -> None:
    with pytest.raises(NoMore):
        _read(type="Tombstone")


_WORDS = """
    id type content contentMap name summary to cc audience attributedTo url href attachment tag icon image
    inReplyTo published updated oneOf anyOf closed endTime votersCount replies totalItems focalPoint blurhash
    mediaType width quote interactionPolicy canReply canQuote always sensitive language publicKey publicKeyPem
    owner inbox endpoints sharedInbox preferredUsername alsoKnownAs value rel
"""
_NAMES = some.sampled_from(_WORDS.split())
_VALUES = some.sampled_from(
    [
        _ID,
        _HERS,
        PUBLIC,
        "Note",
        "Question",
        "Person",
        "Image",
        "Mention",
        "Link",
        "Hashtag",
        "http://[",
        "https://",
    ]
)
_JSON = some.recursive(
    some.none() | some.booleans() | some.integers() | some.floats() | some.text(max_size=9) | _VALUES,
    lambda deeper: some.lists(deeper, max_size=4) | some.dictionaries(_NAMES, deeper, max_size=6),
    max_leaves=25,
)


@settings(max_examples=150, deadline=None)
@given(_JSON, some.dictionaries(_NAMES, _JSON, max_size=8))
def test_whatever_comes_is_read_or_strange(anything: Any, changes: dict[str, Any]) -> None:
    for source in (anything, {**changes, **_note()}, {**_note(), **changes}):
        try:
            read = read_post(source, uri=_ID)
        except Strange:
            continue
        assert read.uri.startswith("http")


@settings(max_examples=150, deadline=None)
@given(some.dictionaries(_NAMES, _JSON, max_size=10))
def test_whatever_comes_is_an_actor_or_strange(changes: dict[str, Any]) -> None:
    sound = {"id": _HERS, "type": "Person", "inbox": f"{_HERS}/inbox", "preferredUsername": "eve"}
    for source in (changes, {**sound, **changes}, {**changes, **sound}):
        try:
            read = read_actor(source, uri=_HERS)
        except Strange:
            continue
        assert read.inbox.startswith("http")
