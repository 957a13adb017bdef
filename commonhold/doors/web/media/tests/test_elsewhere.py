"""Pictures and sounds of other servers that are not here yet: a colour stands in their place meanwhile."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from commonhold.social.media import queries
from commonhold.social.media.models import Medium, MediumElsewhere
from commonhold.social.people.queries import Viewer
from commonhold.social.posts.actions import arrive_post
from commonhold.social.posts.arrived import ArrivedMedium, ArrivedPost
from tests.cast import MORNING, make_eve


@pytest.fixture
def eve(coop: str) -> int:
    return make_eve()


def _address(eve: int, medium: ArrivedMedium, audience: str = "public") -> str:
    uri = "https://elsewhere.example/notes/1"
    said = ArrivedPost(
        uri=uri,
        url=uri,
        html="",
        media=[medium],
        published_at=MORNING - timedelta(minutes=2),
        audience=audience,
    )
    arrive_post(eve, arrived=said, now=MORNING)
    medium_id = Medium.objects.get().id
    view = queries.media(Viewer(eve), [medium_id])[medium_id]
    return view.small_url or view.url


def _is_wanted() -> bool:
    return MediumElsewhere.objects.filter(due_at__isnull=False).exists()


def test_a_colour_of_the_picture_stands_here_until_it_is_fetched(client: Client, eve: int) -> None:
    hashed = "LEHV6nWB2yk8pyo0adR*.7kCMdnj"
    address = _address(eve, ArrivedMedium("https://elsewhere.example/1.png", "image", blurhash=hashed))
    assert not _is_wanted()
    answer = client.get(address)
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/svg+xml")
    assert answer["Cache-Control"] == "no-store"
    assert b'fill="#' in answer.content
    assert _is_wanted()


def test_a_sound_that_is_not_here_is_asked_for_again_soon(client: Client, eve: int) -> None:
    address = _address(eve, ArrivedMedium("https://elsewhere.example/1.mp3", "audio"))
    answer = client.get(address)
    assert (answer.status_code, answer["Retry-After"]) == (503, "10")
    assert _is_wanted()


def test_nobody_has_a_picture_fetched_that_is_not_for_them(client: Client, eve: int) -> None:
    medium = ArrivedMedium("https://elsewhere.example/1.png", "image")
    assert client.get(_address(eve, medium, audience="direct")).status_code == 404
    assert not _is_wanted()
