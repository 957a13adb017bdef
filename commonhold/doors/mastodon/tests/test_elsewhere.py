"""Apps look for people and posts of other servers."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from commonhold.doors.calls import waiting
from commonhold.ground.clock import queries as clock
from commonhold.social.lookups import actions as lookups
from commonhold.social.lookups.models import Lookup
from commonhold.social.posts import actions as posts
from commonhold.social.posts.arrived import ArrivedPost
from tests.calling import App
from tests.cast import MORNING, make_eve

_EVE = "eve@elsewhere.example"
_URL = "https://elsewhere.example/@eve/7"


@pytest.fixture(autouse=True)
def no_seat_is_free() -> Iterator[None]:
    """So nobody waits for an answer that does not come."""
    for _seat in range(2):
        waiting._seats.acquire()
    yield
    for _seat in range(2):
        waiting._seats.release()


def _settle(**found: int) -> None:
    lookups.settle(Lookup.objects.get().id, now=clock.now(), **found)  # type: ignore[arg-type]


def test_a_name_is_looked_up_where_she_lives(ada: App) -> None:
    assert ada.get("/api/v1/accounts/lookup", acct=_EVE).status == 404
    eve = make_eve()
    _settle(person_id=eve)
    assert ada.get("/api/v1/accounts/lookup", acct=f"@{_EVE}").body["acct"] == _EVE


@pytest.mark.parametrize("name", ["nobody", "nobody@coop.example"])
def test_names_that_would_be_ours_are_asked_for_nowhere(ada: App, name: str) -> None:
    assert ada.get("/api/v1/accounts/lookup", acct=name).status == 404
    assert not Lookup.objects.exists()


def test_who_is_nobody_here_has_nobody_looked_up(stranger: App) -> None:
    assert stranger.get("/api/v1/accounts/lookup", acct=_EVE).status == 404
    assert stranger.get("/api/v2/search", q=_EVE, resolve=True).status == 401
    assert not Lookup.objects.exists()


@pytest.mark.parametrize("way", ["/api/v1/accounts/search", "/api/v2/search"])
def test_search_asks_another_server_only_on_wish(ada: App, way: str) -> None:
    def found(*, resolve: bool) -> list[str]:
        body = ada.get(way, q=f"@{_EVE}", resolve=resolve).body
        return [each["acct"] for each in (body["accounts"] if isinstance(body, dict) else body)]

    assert found(resolve=False) == []
    assert not Lookup.objects.exists()
    assert found(resolve=True) == []
    _settle(person_id=make_eve())
    assert found(resolve=True) == [_EVE]


def test_an_address_of_a_post_is_resolved_to_the_post(ada: App) -> None:
    assert ada.get("/api/v2/search", q=_URL, resolve=True).body["statuses"] == []
    arrived = ArrivedPost(uri=_URL, url=_URL, html="<p>Beans</p>", published_at=MORNING)
    post_id = posts.arrive_post(make_eve(), arrived=arrived, now=MORNING)
    _settle(post_id=post_id)
    (found,) = ada.get("/api/v2/search", q=_URL, resolve=True).body["statuses"]
    assert (found["id"], found["url"]) == (str(post_id), _URL)
