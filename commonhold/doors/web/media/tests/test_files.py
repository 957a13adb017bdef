"""Who gets a file, how, and with which words around it."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from itertools import product

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from PIL import Image

from commonhold.ground.clock import queries as clock
from commonhold.ground.installation.actions import install
from commonhold.ground.installation.mode import Mode
from commonhold.social.media import jobs, queries
from commonhold.social.media.actions import receive_medium
from commonhold.social.people.queries import Viewer
from commonhold.social.posts.actions import publish_post, remove_post
from commonhold.social.posts.visibility import may_see
from tests.cast import MORNING, befriend, make_member, make_person, minutes

SOUND = b"RIFF\x24\x08\0\0WAVEfmt " + bytes(range(256)) * 8


@pytest.fixture(autouse=True)
def founded(db: None) -> None:
    install(mode=Mode.TEST, public_url="http://coop.example", now=MORNING)


@pytest.fixture
def ada(founded: None) -> int:
    return make_person("ada", member=True, signs_in=True)


def as_person(person_id: int | None) -> Client:
    client = Client()
    if person_id is not None:
        client.force_login(get_user_model().objects.get(people=person_id))
    return client


def brought(by: int, data: bytes = b"", purpose: str = "post") -> queries.MediumView:
    if not data:
        made = BytesIO()
        Image.new("RGB", (30, 20), "green").save(made, "PNG")
        data = made.getvalue()
    medium_id = receive_medium(by, file=BytesIO(data), filename="f", purpose=purpose, now=MORNING)
    jobs.make_waiting(MORNING)
    return queries.own_medium(Viewer(by), medium_id)


def posted(by: int, data: bytes = b"", audience: str = "public") -> str:
    view = brought(by, data)
    publish_post(by, text="look", audience=audience, media=[view.id], now=MORNING)
    return view.url


def test_a_public_picture_is_served_to_everybody_and_kept_by_browsers(ada: int) -> None:
    answer = Client().get(posted(ada))
    assert answer.status_code == 200
    assert Image.open(BytesIO(answer.getvalue())).size == (30, 20)
    assert answer["Content-Type"] == "image/webp"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer["Content-Disposition"].startswith("inline; filename=")
    assert answer["Cache-Control"] == "public, max-age=31536000, immutable"
    assert "Cookie" not in answer.get("Vary", "")


def test_a_browser_that_has_it_is_told_so(ada: int) -> None:
    url = posted(ada)
    etag = Client().get(url)["ETag"]
    answer = Client().get(url, headers={"If-None-Match": etag})
    assert (answer.status_code, answer.content, answer["ETag"]) == (304, b"", etag)


def test_every_viewer_gets_the_media_of_the_posts_that_she_may_see_and_of_no_others(ada: int) -> None:
    ben = make_person("ben", member=True, signs_in=True)
    dev = make_person("dev", signs_in=True)
    befriend(ada, dev)
    for audience, viewer in product(("public", "unlisted", "followers", "members"), (ada, ben, dev, None)):
        view = brought(ada)
        post_id = publish_post(ada, text="look", audience=audience, media=[view.id], now=MORNING)
        sees = audience in {"public", "unlisted"} if viewer is None else may_see(viewer, post_id)
        for url in (view.url, view.small_url):
            answer = as_person(viewer).get(url)
            assert (answer.status_code == 200) == sees, (audience, viewer)
            if sees:
                assert ("public" in answer["Cache-Control"]) == (audience in {"public", "unlisted"})


def test_what_is_in_no_post_yet_is_its_owners_alone(ada: int) -> None:
    ben = make_person("ben", signs_in=True)
    url = brought(ada).url
    assert [as_person(each).get(url).status_code for each in (ada, ben, None)] == [200, 404, 404]


def test_a_removed_posts_picture_is_gone_for_others(ada: int) -> None:
    view = brought(ada)
    post_id = publish_post(ada, text="look", media=[view.id], now=MORNING)
    remove_post(ada, post_id=post_id, now=minutes(1))
    assert Client().get(view.url).status_code == 404


@pytest.mark.parametrize("purpose", ["avatar", "header", "emoji"])
def test_a_persons_picture_is_for_everybody(ada: int, purpose: str) -> None:
    assert Client().get(brought(ada, purpose=purpose).url).status_code == 200


def test_a_signed_address_opens_for_a_day_and_no_other_file(ada: int) -> None:
    view = brought(ada)
    publish_post(ada, text="look", audience="members", media=[view.id], now=MORNING)
    now = clock.now()
    url = queries.signed_url(view.id, until=now + timedelta(hours=24))
    assert Client().get(url).status_code == 200
    assert Client().get(url.replace(view.url, view.small_url)).status_code == 404
    assert Client().get(url + "0").status_code == 404
    over = queries.signed_url(view.id, until=now - timedelta(seconds=1))
    assert Client().get(over).status_code == 404


def test_an_address_signed_for_good_opens_only_what_federates(ada: int) -> None:
    for audience, status in (("followers", 200), ("members", 404)):
        view = brought(ada)
        publish_post(ada, text="look", audience=audience, media=[view.id], now=MORNING)
        assert Client().get(view.url).status_code == 404
        assert Client().get(queries.signed_url(view.id, until=None)).status_code == status


@pytest.mark.parametrize(
    ("asked", "first", "stop"),
    [("bytes=0-9", 0, 10), ("bytes=10-", 10, None), ("bytes=-5", -5, None), ("bytes=5-999999", 5, None)],
)
def test_a_player_may_ask_for_a_part(ada: int, asked: str, first: int, stop: int | None) -> None:
    answer = Client().get(posted(ada, SOUND), headers={"Range": asked})
    part = SOUND[first:stop]
    assert answer.status_code == 206
    assert answer.getvalue() == part
    assert answer["Content-Length"] == str(len(part))
    start = first % len(SOUND)
    assert answer["Content-Range"] == f"bytes {start}-{start + len(part) - 1}/{len(SOUND)}"
    assert answer["Content-Type"] == "audio/wav"


@pytest.mark.parametrize("asked", ["bytes=5-2", "bytes=-", "lines=0-1", "bytes=0-1,4-5", "bytes=a-b"])
def test_what_is_no_range_gets_all(ada: int, asked: str) -> None:
    answer = Client().get(posted(ada, SOUND), headers={"Range": asked})
    assert (answer.status_code, answer.getvalue()) == (200, SOUND)
    assert answer["Accept-Ranges"] == "bytes"


def test_a_part_beyond_the_end_is_refused(ada: int) -> None:
    for asked in (f"bytes={len(SOUND)}-", "bytes=-0"):
        answer = Client().get(posted(ada, SOUND), headers={"Range": asked})
        assert answer.status_code == 416
        assert answer["Content-Range"] == f"bytes */{len(SOUND)}"


def test_a_part_of_something_else_is_not_mixed_in(ada: int) -> None:
    url = posted(ada, SOUND)
    answer = Client().get(url, headers={"Range": "bytes=0-9", "If-Range": '"another"'})
    assert (answer.status_code, answer.getvalue()) == (200, SOUND)
    etag = answer["ETag"]
    assert Client().get(url, headers={"Range": "bytes=0-9", "If-Range": etag}).status_code == 206


def test_only_the_head_says_how_long_it_is(ada: int) -> None:
    answer = Client().head(posted(ada, SOUND))
    assert (answer.status_code, answer["Content-Length"], answer.content) == (200, str(len(SOUND)), b"")


@pytest.mark.parametrize("path", ["x/full.webp", "../../etc/passwd", "%2e%2e/full.webp"])
def test_an_address_that_is_none_is_not_found(ada: int, path: str) -> None:
    assert Client().get(f"/media/{path}").status_code == 404


def test_who_is_a_member_no_more_loses_members_pictures(ada: int) -> None:
    dev = make_person("dev", signs_in=True)
    url = posted(ada, audience="members")
    assert as_person(dev).get(url).status_code == 404
    make_member(dev)
    assert as_person(dev).get(url).status_code == 200
