"""Archives of Bluesky and of X: dates, links, threads, described pictures; damage is refused."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from commonhold.social.archives.actions import undo_import
from commonhold.social.archives.car import NotACar, Repository, decode
from commonhold.social.archives.models import Import
from commonhold.social.archives.queries import import_of
from commonhold.social.archives.tests.bringing import bring, move_in
from commonhold.social.archives.tests.car_maker import DID, cid_of, repository
from commonhold.social.archives.tests.maker import picture, zipped
from commonhold.social.archives.writing import undo_some
from commonhold.social.people.queries import Viewer
from commonhold.social.posts import queries as posts
from commonhold.social.posts.models import Post
from tests.cast import MORNING

_POST = "app.bsky.feed.post/"
_PAGE = f"https://bsky.app/profile/{DID}/post/"


def said(text: str, minute: int = 0, **more: Any) -> dict[str, Any]:
    at = f"2024-05-04T08:{minute:02}:00.000Z"
    return {"$type": "app.bsky.feed.post", "text": text, "createdAt": at, "langs": ["en"], **more}


def tweet(key: int, text: str, **more: Any) -> dict[str, Any]:
    at = f"Mon Mar 04 08:{key:02}:00 +0000 2019"
    return {"tweet": {"id_str": str(key), "full_text": text, "created_at": at, "lang": "en", **more}}


def script(name: str, *values: Any) -> bytes:
    return f"window.YTD.{name}.part0 = {json.dumps(values)}".encode()


def brought(source: str) -> Post:
    return Post.objects.get(imported_as=source)


def test_real_repositories_are_read(vectors: Path) -> None:
    counts = {}
    for each in ("greenground", "fakermaker"):
        with (vectors / "bluesky" / f"{each}.repo.car").open("rb") as file:
            keys = [key.partition("/")[0] for key, _record in Repository(file).records()]
        counts[each] = {name: keys.count(name) for name in sorted(set(keys))}
    assert counts["greenground"] == {"app.bsky.graph.follow": 2}
    assert counts["fakermaker"]["app.bsky.feed.post"] > 0
    assert counts["fakermaker"]["app.bsky.graph.follow"] > 0


def test_a_repository_alone_becomes_posts_with_threads_and_whole_links(ada: int) -> None:
    uri = f"at://{DID}/{_POST}"
    text = "Wé saw exa... today"
    facet = {
        "index": {"byteStart": 8, "byteEnd": 14},
        "features": [{"$type": "app.bsky.richtext.facet#link", "uri": "https://example.org/beans"}],
    }
    records = {
        f"{_POST}3a": said(text, facets=[facet]),
        f"{_POST}3b": said(
            "And again", 1, reply={"parent": {"uri": f"{uri}3a"}, "root": {"uri": f"{uri}3a"}}
        ),
        f"{_POST}3c": said(
            "Look", 2, embed={"external": {"uri": "https://example.org/more", "title": "More"}}
        ),
        f"{_POST}3d": said("To others", 3, reply={"parent": {"uri": f"at://did:plc:eve/{_POST}9"}}),
        "app.bsky.feed.repost/3a": {"subject": {"uri": "at://x/y/z"}, "createdAt": "2024-05-04T08:00:00Z"},
        "app.bsky.feed.like/3a": {"subject": {"uri": "at://x/y/z"}},
        "app.bsky.graph.follow/3a": {"subject": "did:plc:eve"},
    }
    done = move_in(ada, repository(records), filename="repo.car")
    assert (done.state, done.written, done.refused) == (Import.State.DONE, 4, 0)
    survey = done.survey
    assert (survey.likes, survey.follows, survey.left_out, survey.to_others) == (1, 1, {"boost": 1}, 1)
    first, second = brought(f"{_PAGE}3a"), brought(f"{_PAGE}3b")
    assert first.text == "Wé saw https://example.org/beans today"
    assert first.published_at.isoformat() == "2024-05-04T08:00:00+00:00"
    assert (second.in_reply_to_id, second.language) == (first.id, "en")
    assert brought(f"{_PAGE}3c").text == "Look\n\nhttps://example.org/more"
    assert "https://bsky.app/profile/did:plc:eve/post/9" in brought(f"{_PAGE}3d").text


def test_pictures_beside_a_repository_are_found_by_their_cid_and_undone_with_it(ada: int) -> None:
    cid = cid_of(picture(), raw=True)
    blob = {"$type": "blob", "ref": cid, "mimeType": "image/png", "size": 9}
    lost = {"$type": "blob", "ref": cid_of(b"lost", raw=True), "mimeType": "image/png", "size": 9}
    images = [{"image": blob, "alt": "A bean"}, {"image": lost, "alt": ""}]
    car = repository({f"{_POST}3a": said("Look", embed={"$type": "app.bsky.embed.images", "images": images})})
    archive = zipped({"repo.car": car, f"blobs/{cid.text()}.png": picture()})
    done = move_in(ada, archive)
    assert (done.survey.media, done.survey.media_missing, done.written) == (1, 1, 1)
    (medium,) = posts.post(Viewer(ada), brought(f"{_PAGE}3a").id).media
    assert medium.alt == "A bean"
    undo_import(ada, import_id=done.id, now=MORNING)
    assert undo_some(done.id, now=MORNING) is False
    assert not Post.objects.filter(removed_at=None).exists()


@pytest.mark.parametrize("damage", ["torn", "changed", "circle", "head"])
def test_a_damaged_repository_is_refused_and_nothing_is_brought(ada: int, damage: str) -> None:
    whole = repository({f"{_POST}3a": said("Look at the beans")})
    tree = cid_of(b"nothing")
    content = {
        "torn": whole[:-5],
        "changed": whole.replace(b"beans", b"beets"),
        "circle": repository({}, data=tree),
        "head": whole[:60] + b"\0" * 400,
    }[damage]
    row = import_of(Viewer(ada), bring(ada, content, filename="repo.car"))
    assert row.state == Import.State.REFUSED
    assert not Post.objects.exists()


@pytest.mark.parametrize("data", [b"", b"\x9f", b"\x81", b"\xfb\0", b"\x63a", b"\xd8\x2a\x40", b"\x81" * 100])
def test_what_is_no_value_is_said_to_be_none(data: bytes) -> None:
    with pytest.raises(NotACar):
        decode(data)


def test_an_archive_of_x_becomes_posts_with_threads_links_and_pictures(ada: int) -> None:
    link = {"url": "https://t.co/a", "expanded_url": "https://example.org/beans"}
    carried = {
        "url": "https://t.co/p",
        "media_url_https": "https://pbs.twimg.com/media/Ebean.png",
        "ext_alt_text": "A bean",
    }
    tweets = [
        tweet(1, "Beans &amp; peas https://t.co/a", entities={"urls": [link]}),
        tweet(2, "More", in_reply_to_status_id_str="1", in_reply_to_screen_name="Ada"),
        tweet(3, "I think so", in_reply_to_status_id_str="77", in_reply_to_screen_name="eve"),
        tweet(4, "Look https://t.co/p", extended_entities={"media": [carried]}),
        tweet(5, "RT @eve: Beans"),
    ]
    files = {
        "data/account.js": script("account", {"account": {"username": "ada", "accountId": "1"}}),
        "data/tweets.js": script("tweets", *tweets[:3]),
        "data/tweets-part1.js": script("tweets", *tweets[3:]),
        "data/tweets_media/4-Ebean.png": picture(),
        "data/following.js": script("following", {"following": {"accountId": "2"}}),
        "data/like.js": script("like", {"like": {"tweetId": "9"}}),
    }
    done = move_in(ada, zipped(files), filename="twitter.zip")
    assert (done.written, done.refused, done.survey.left_out) == (4, 0, {"boost": 1})
    assert (done.survey.likes, done.survey.follows, done.survey.media) == (1, 1, 1)
    page = "https://twitter.com/ada/status/"
    first, second = brought(f"{page}1"), brought(f"{page}2")
    assert first.text == "Beans & peas https://example.org/beans"
    assert first.published_at.isoformat() == "2019-03-04T08:01:00+00:00"
    assert second.in_reply_to_id == first.id
    assert "https://twitter.com/eve/status/77" in brought(f"{page}3").text
    fourth = brought(f"{page}4")
    assert fourth.text == "Look"
    (medium,) = posts.post(Viewer(ada), fourth.id).media
    assert medium.alt == "A bean"


def test_what_is_no_list_behind_its_name_is_refused(ada: int) -> None:
    archive = zipped({"data/tweets.js": b"window.YTD.tweets.part0 = {broken"})
    assert import_of(Viewer(ada), bring(ada, archive)).state == Import.State.REFUSED
