"""Whatever is typed into any form: nothing breaks, a no has words and answers 400, and all is still there.

A new form adds a line to `FORMS`: its address, and what a person would type. `BAD` is tried in each field.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import partial
from html import unescape
from io import BytesIO
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from commonhold.ground import ids
from commonhold.ground.installation.actions import install
from commonhold.ground.installation.mode import Mode
from commonhold.social.collections.actions import make_collection
from commonhold.social.groups.actions.founding import found_group
from commonhold.social.lists.actions import make_list
from commonhold.social.media.tests import samples
from commonhold.social.people import actions as people
from commonhold.social.people.models import Login, Person
from commonhold.social.posts import actions as posts
from commonhold.social.posts.models import Post
from tests.begun import Begun
from tests.cast import MORNING, befriend, make_person, minutes
from tests.timing import takes_at_most

HOSTILE = '<script>alert(1)</script><img src=x onerror=alert(1)>" onload="x'
BAD = {
    "nothing": "",
    "gaps": " \t\r\n \u00a0\u2003",
    "too long": "x" * 30_000,
    "hostile": HOSTILE,
    "hostile markdown": "[a](javascript:alert(1)) ![](x) [[[[((((\n> > > > `````\n<!--",
    "marks": "o" + "\u0301" * 400,
    "unseen": "\u202e\u200f\u2066a\u0000b\u0007\ufeff\u200b",
    "emoji": "\U0001f469\u200d\U0001f467\u200d\U0001f466" * 60,
    "half a character": b"\xff\xfe\xc3(".decode("latin-1"),
    "a number": "9" * 4000,
    "braces": "{name} {0} %s %(n)s ${x} {{ x }} {% x %}",
}


@dataclass(frozen=True)
class Form:
    """`typed`: what goes into its fields; `{…}` in the address is filled from the village."""

    address: str
    typed: dict[str, str]
    chosen: dict[str, str] = field(default_factory=dict)


FORMS = [
    Form(
        "/compose",
        {"text": "Bread at nine", "warning": "Food", "option": "Rye", "due": ""},
        {"audience": "public", "language": "en", "do": "publish"},
    ),
    Form("/compose", {"text": "I bring jam"}, {"reply_to": "{post}", "do": "publish"}),
    Form("/@ada/{own}/edit", {"text": "Bread at ten", "warning": "Food"}, {"language": "en"}),
    Form("/messages/new", {"text": "Psst"}, {"to": "ben"}),
    Form("/messages/{talk}", {"text": "Psst again"}),
    Form("/settings/profile", {"display_name": "Ada", "summary": "I bake", "pronouns": "she/her"}),
    Form("/@ben/note", {"text": "Met at the oven"}),
    Form("/lists", {"title": "Near"}),
    Form("/lists/{list}/people", {"handle": "ben"}),
    Form("/lists/{list}/change", {"title": "Nearer"}),
    Form("/collections/new", {"title": "Bakers", "summary": "They bake"}),
    Form("/collections/{collection}/change", {"title": "Bakers", "summary": "They bake"}),
    Form("/collections/{collection}/ask", {"handle": "ben"}),
    Form(
        "/groups/new",
        {"title": "Bakers", "handle": "bakers", "summary": "We bake", "rules": "No burning"},
        {"joining": "open", "readers": "everybody"},
    ),
    Form(
        "/g/yard/edit",
        {"title": "Yard", "summary": "We sit", "rules": "No shouting"},
        {"joining": "open", "readers": "everybody"},
    ),
    Form("/g/yard/invite", {"person": "ben"}),
    Form(
        "/events/new",
        {"title": "Feast", "place": "Yard", "link": "https://a.example/x", "capacity": "9", "text": "Come"},
        {"starts": "2031-05-05T19:00", "time_zone": "Europe/Berlin", "audience": "public"},
    ),
    Form(
        "/settings/filters/new",
        {"title": "Sweets", "phrases": "marzipan"},
        {"reach": "whole", "act": "warn", "places": "home", "lasts": "0"},
    ),
    Form("/settings/servers", {"domain": "elsewhere.example"}),
    Form("/settings/elsewhere", {"address": "eve@elsewhere.example"}),
    Form("/report", {"words": "Ugly"}, {"about": "post:{post}", "rule": "other", "keep_away": "mute"}),
]


@pytest.fixture
def village(begun: Begun) -> dict[str, Any]:
    return begun(settle)


def settle() -> dict[str, Any]:
    install(mode=Mode.TEST, public_url="http://testserver", now=MORNING)
    ada, ben = make_person("ada", member=True), make_person("ben", member=True)
    login = Login.objects.create(email="ada@example.org", created_at=MORNING)
    Person.objects.filter(id=ada).update(login=login)
    befriend(ada, ben)
    found_group(ada, handle="yard", title="Yard", now=MORNING)
    said = posts.publish_post(ada, text="@ben hello", audience="direct", now=MORNING)
    return {
        "ada": ada,
        "ben": ben,
        "own": posts.publish_post(ada, text="Bread", now=MORNING),
        "post": posts.publish_post(ben, text="Who comes?", now=MORNING),
        "list": make_list(ada, title="Near me", now=MORNING),
        "collection": make_collection(ada, title="Good people", now=MORNING),
        "talk": Post.objects.values_list("channel_id", flat=True).get(id=said),
    }


@pytest.fixture
def client(village: dict[str, Any]) -> Client:
    client = Client()
    client.force_login(get_user_model().objects.get(email="ada@example.org"))
    return client


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.address)
def test_whatever_is_typed_into_a_form_nothing_breaks_and_nothing_is_lost(
    form: Form, village: dict[str, Any], client: Client
) -> None:
    address = form.address.format(**village)
    chosen = {name: value.format(**village) for name, value in form.chosen.items()}
    for name in form.typed:
        for what, value in BAD.items():
            typed = form.typed | {name: value}
            answer = client.post(address, chosen | typed)
            where = f"{address}, {what} as {name}"
            assert answer.status_code in {200, 303, 400, 403}, f"{where}: {answer.status_code}"
            if answer.status_code == 303:
                answer = client.get(answer["Location"])
            page = answer.content.decode()
            assert "<script>alert" not in page, where
            assert "<img src=x" not in page, where
            if answer.status_code == 400:
                for other, words in typed.items():
                    assert _stands_in(words, page), f"{where}: lost {other}"


def _stands_in(words: str, page: str) -> bool:
    """The words, or as much of them as anybody could read, in a field or on the page."""
    seen, shown = _readable(words)[:60].strip(), _readable(unescape(page))
    return seen in shown


def _readable(text: str) -> str:
    return " ".join(text.replace("\0", "").split())


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "is empty"),
        (samples.picture("JPEG")[:30], "damaged"),
        (samples.png_of(10_000, 10_000), "million"),
        (b"<svg onload=alert(1)>", "no picture"),
    ],
    ids=["empty", "half", "a hundred megapixels", "a script"],
)
@pytest.mark.parametrize("address", ["/compose", "/@ada/{own}/edit"])
def test_a_file_that_is_refused_takes_no_words_along(
    address: str, data: bytes, words: str, village: dict[str, Any], client: Client
) -> None:
    good = SimpleUploadedFile("good.png", _small_picture())
    bad = SimpleUploadedFile("holiday.png", data)
    said = {"text": "Kept words", "warning": "Kept warning", "audience": "public", "language": "en"}
    answer = client.post(address.format(**village), said | {"do": "publish", "media": [good, bad]})
    page = answer.content.decode()
    assert answer.status_code == 400
    assert words in page
    assert "Kept words" in page
    assert "Kept warning" in page
    assert len(set(re.findall(r'name="media_id" value="(\d+)"', page))) == 1  # the good one stays
    assert not Post.objects.filter(text="Kept words").exists()


def test_what_one_may_not_see_cannot_be_quoted_or_answered_and_says_so(
    village: dict[str, Any], client: Client
) -> None:
    ben = village["ben"]
    dev = make_person("dev")
    secret = posts.publish_post(ben, text="walrus-one @dev", audience="direct", now=minutes(1))
    people.block(dev, person_id=village["ada"], now=minutes(1))
    apart = posts.publish_post(dev, text="walrus-two", now=minutes(2))
    for post_id in (secret, apart, 17):
        for link in ("quote", "reply_to"):
            answer = client.post("/compose", {"text": "Kept words", link: str(post_id), "audience": "public"})
            page = answer.content.decode()
            assert answer.status_code in {400, 404}, link
            assert "walrus" not in page
            if link == "quote":
                assert "Kept words" in page
    assert not Post.objects.filter(text="Kept words").exists()


def test_a_reply_to_what_was_deleted_meanwhile_is_kept(village: dict[str, Any], client: Client) -> None:
    posts.remove_post(village["ben"], post_id=village["post"], now=minutes(1))
    for said in ({"reply_to": str(village["post"])}, {"quote": str(village["post"]), "audience": "public"}):
        answer = client.post("/compose", {"text": "Kept words", **said})
        assert answer.status_code == 400
        assert "Kept words" in answer.content.decode()


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"option": ["Rye", " "]}, "at least two answers"),
        ({"option": ["x" * 400, "b"]}, "Rye-free"),
        ({"due": "2001-01-01T10:00"}, "passed already"),
        ({"due": "9999-12-31T23:59"}, "Nothing is lost"),
        ({"due": "half past"}, "valid date"),
        ({"poll_minutes": "-5", "option": ["a", "b"]}, "is not in the list"),
        ({"language": "xx-nowhere-at-all-that-is-known"}, "is not in the list"),
    ],
)
def test_a_post_that_cannot_be_keeps_everything(
    changed: dict[str, object], words: str, village: dict[str, Any], client: Client
) -> None:
    said = {"text": "Rye-free bread", "warning": "Kept warning", "audience": "public", "language": "en"}
    answer = client.post("/compose", said | {"do": "publish"} | changed)
    page = unescape(answer.content.decode())
    assert answer.status_code == 400
    assert words in page
    assert "Rye-free bread" in page
    assert "Kept warning" in page
    for option in changed.get("option", ()):  # type: ignore[attr-defined]  # where there is a list
        assert option.strip()[:100] in page
    assert not Post.objects.filter(warning="Kept warning").exists()


def test_a_thread_ten_thousand_deep_has_pages_and_takes_a_reply_at_its_bottom(
    village: dict[str, Any], client: Client
) -> None:
    first = village["post"]
    rows, above = [], first
    for _number in range(10_000):
        above_now = above
        above = ids.new_id(minutes(1))
        rows.append(
            Post(
                id=above,
                author_id=village["ben"],
                audience="public",
                circle_of_id=village["ben"],
                in_reply_to_id=above_now,
                thread_id=first,
                text="deeper",
                html="<p>deeper</p>",
                published_at=minutes(1),
            )
        )
    Post.objects.bulk_create(rows, batch_size=500)
    for post_id in (first, rows[5000].id, above):
        assert client.get(f"/@ben/{post_id}").status_code == 200
        takes_at_most(10, partial(client.get, f"/@ben/{post_id}"))
    answer = client.post("/compose", {"text": "The bottom", "reply_to": str(above), "do": "publish"})
    assert answer.status_code == 303
    assert "The bottom" in client.get(answer["Location"]).content.decode()


@pytest.mark.parametrize("value", BAD.values(), ids=BAD)
def test_addresses_made_of_anything_are_answered(value: str, village: dict[str, Any], client: Client) -> None:
    for path in ("/search", "/report", "/compose", "/messages/new", "/notifications", "/", "/live"):
        for name in ("q", "about", "before", "reply_to", "quote", "text", "to", "tab", "since", "thread"):
            assert client.get(path, {name: value}).status_code in {200, 302, 303, 400, 404}, (path, name)


def _small_picture() -> bytes:
    file = BytesIO()
    Image.new("RGB", (30, 20), "green").save(file, "PNG")
    return file.getvalue()
