"""Web processes over one store of media: what one took the other shows, what goes is gone at both."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import httpx
import pytest
from PIL import Image
from pytest_django import DjangoDbBlocker

from commonhold.social.media.tests import s3_double, samples
from tests import postgres
from tests.console.typed import founding
from tests.crash.scaled import Town
from tests.databases import TEMPLATE, migrated_cluster

pytestmark = [pytest.mark.long, pytest.mark.timeout(900)]

_PATIENCE = 240.0  # seconds: a store that was away is asked again after a minute


@dataclass
class Yard:
    """Two web processes and one that works, the store that they share, and an app of ada's."""

    town: Town
    objects: s3_double.Objects
    app: httpx.Client

    def asks(self, web: str, method: str, path: str, **given: Any) -> httpx.Response:
        return self.app.request(method, f"http://localhost:{self.town.ports[web]}{path}", **given)

    def brings(self, web: str) -> str:
        """The id of a picture that was acknowledged."""
        answer = self.asks(web, "POST", "/api/v2/media", files={"file": ("a.png", samples.picture("PNG"))})
        assert answer.status_code in {200, 202}, answer.text
        return str(answer.json()["id"])

    def path_of(self, web: str, medium_id: str) -> str:
        """Where it lies once it is ready, as this process says, signed."""
        found: list[str] = []

        def is_ready() -> bool:
            answer = self.asks(web, "GET", f"/api/v1/media/{medium_id}")
            assert answer.status_code in {200, 206}, answer.text
            found.append(httpx.URL(answer.json()["url"] or "").raw_path.decode())
            return answer.status_code == httpx.codes.OK and found[-1] != "/"

        until(is_ready)
        return found[-1]

    def publishes(self, web: str, medium_id: str) -> str:
        """The id of a post with it, that everybody may see."""
        said = {"status": "Look", "media_ids": [medium_id]}
        answer = self.asks(web, "POST", "/api/v1/statuses", json=said)
        assert answer.status_code == httpx.codes.OK, answer.text
        return str(answer.json()["id"])

    def removes(self, web: str, post_id: str) -> None:
        answer = self.asks(web, "DELETE", f"/api/v1/statuses/{post_id}")
        assert answer.status_code == httpx.codes.OK, answer.text

    def shows(self, path: str) -> set[int]:
        """The statuses at both; a picture is whole."""
        answers = [self.asks(web, "GET", path) for web in ("web1", "web2")]
        for each in answers:
            if each.status_code == httpx.codes.OK:
                Image.open(BytesIO(each.content)).load()
        return {each.status_code for each in answers}


@pytest.fixture
def yard(
    shared_folder: Path, tmp_path: Path, django_db_blocker: DjangoDbBlocker, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Yard]:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "nobody")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "nothing")
    with django_db_blocker.unblock():
        cluster = migrated_cluster(shared_folder)
    server = postgres.Server(cluster, settings=postgres.FOLLOWED)
    with s3_double.served() as objects:
        town = Town(tmp_path / "coop", server.url(server.create(template=TEMPLATE)))
        town.own = {"COMMONHOLD_MEDIA": f"s3://pictures/yard?endpoint={objects.url}&region=home-1"}
        try:
            town.console("migrate")
            town.console(*founding("ada", "ben", "caro"), "--test-mode")
            token = town.console("tokens", "mint", "ada", "--scopes", "read", "write")["token"]
            for each in ("web1", "web2", "work1"):
                town.start_one(each)
            with httpx.Client(headers={"Authorization": f"Bearer {token}"}, timeout=60) as app:
                yield Yard(town, objects, app)
        finally:
            for process in town.running.values():
                process.kill()
                process.wait()
            server.stop()


def test_what_one_took_the_other_shows_and_a_store_that_is_away_loses_nothing(yard: Yard) -> None:
    first = yard.brings("web1")
    path = yard.path_of("web2", first)
    post = yard.publishes("web2", first)
    assert yard.shows(path) == {httpx.codes.OK}
    shown = set(yard.objects.held)
    unused = yard.brings("web2")
    yard.path_of("web1", unused)
    kept = set(yard.objects.held)
    assert kept > shown > set(), "all of it lies in the store"

    yard.objects.is_away = True
    second = yard.brings("web2")
    assert yard.shows(path) == {httpx.codes.SERVICE_UNAVAILABLE}
    assert yard.asks("web1", "DELETE", f"/api/v1/media/{unused}").status_code == httpx.codes.OK
    assert yard.asks("web2", "GET", f"/api/v1/media/{unused}").status_code == httpx.codes.NOT_FOUND
    assert set(yard.objects.held) == kept
    yard.objects.is_away = False

    later = yard.path_of("web1", second)
    yard.publishes("web1", second)
    assert yard.shows(later) == {httpx.codes.OK}
    until(lambda: not (kept - shown) & set(yard.objects.held))
    assert shown < set(yard.objects.held), "nothing else went"
    yard.removes("web1", post)
    assert yard.shows(path) == {httpx.codes.NOT_FOUND}
    assert yard.shows(later) == {httpx.codes.OK}


def until(happened: Callable[[], bool]) -> None:
    deadline = time.monotonic() + _PATIENCE
    while not happened():
        assert time.monotonic() < deadline, "it never happened"
        time.sleep(0.2)
