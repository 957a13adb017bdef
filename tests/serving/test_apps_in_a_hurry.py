"""What the front and Django tell apps that ask too often, or while the database does not answer."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import datetime

import httpx
import pytest

from tests.console.typed import founding
from tests.served import Coop

_HOME, _SAYING = "/api/v1/timelines/home", "/api/v1/statuses"
_ALLOWED = 300
_FOR_DJANGO = {"X-Peculiar": "1"}  # the front leaves to Django what it does not know
_IN_WINDOWS = ("X-RateLimit-Limit", "X-RateLimit-Remaining", "X-RateLimit-Reset")


@pytest.fixture
def coop(coop_folder: Callable[[], Coop]) -> Coop:
    coop = coop_folder()
    coop.console(*founding("ada", "ben", "caro"))
    coop.start()
    return coop


def app_of(coop: Coop, name: str | None) -> httpx.Client:
    token = name and coop.console("tokens", "mint", name, "--scopes", "read", "write")["token"]
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    return httpx.Client(base_url=coop.url, headers=headers, timeout=60)


def until_refused(app: httpx.Client, path: str) -> tuple[list[int], httpx.Response]:
    """What is left after each call of one window, the front's and Django's by turns; and the no then."""
    left: list[int] = []
    window = ""
    for turn in range(2 * _ALLOWED + 2):
        answer = app.get(path, headers=_FOR_DJANGO if turn % 2 else {})
        limit, remaining, reset = (answer.headers[each] for each in _IN_WINDOWS)
        assert limit == str(_ALLOWED)
        if reset != window:  # five minutes are over, and all are counted anew
            window, left = reset, []
        if answer.status_code != 200:
            return left, answer
        left.append(int(remaining))
    raise AssertionError("nobody says no")


@pytest.mark.parametrize(("name", "path"), [("ada", _HOME), (None, "/api/v1/timelines/public")])
def test_the_front_and_django_count_together_and_refuse_alike(
    coop: Coop, name: str | None, path: str
) -> None:
    app = app_of(coop, name)
    left, refused = until_refused(app, path)
    assert left == list(range(_ALLOWED))[::-1]
    for answer in (refused, app.get(path), app.get(path, headers=_FOR_DJANGO), app.get("/api/v1/instance")):
        assert (answer.status_code, answer.json()) == (429, {"error": "Too many requests"})
        assert answer.headers["X-RateLimit-Remaining"] == "0"
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        assert 1 <= int(answer.headers["Retry-After"]) <= 300
        assert datetime.fromisoformat(answer.headers["X-RateLimit-Reset"]).tzinfo is not None
    assert app_of(coop, "ben").get(_HOME).status_code == 200, "somebody else is counted apart"


def test_apps_learn_that_the_database_does_not_answer_and_nothing_is_said_twice(coop: Coop) -> None:
    ada = app_of(coop, "ada")
    said = [ada.post(_SAYING, json={"status": words}).json()["id"] for words in ("Rain", "Sun")]
    assert ada.post(f"{_SAYING}/{said[0]}/bookmark").status_code == 200
    with closing(sqlite3.connect(coop.data / "commonhold.sqlite3", isolation_level=None)) as elsewhere:
        elsewhere.execute("BEGIN IMMEDIATE")  # somebody else writes, and does not come to an end
        busy = [
            ada.post(_SAYING, json={"status": "Snow"}),
            ada.post(_SAYING, json={"status": "Snow"}, headers=_FOR_DJANGO),
            ada.post(f"{_SAYING}/{said[0]}/favourite"),
        ]
        assert [each["content"] for each in ada.get(_HOME).json()] == ["<p>Sun</p>", "<p>Rain</p>"]
        elsewhere.execute("ROLLBACK")
    for answer in busy:
        assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
        assert "busy" in answer.json()["error"]
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert ada.post(_SAYING, json={"status": "Snow"}).status_code == 200
    assert ada.post(f"{_SAYING}/{said[0]}/favourite").json()["favourites_count"] == 1
    assert [each["content"] for each in ada.get(_HOME).json()] == ["<p>Snow</p>", "<p>Sun</p>", "<p>Rain</p>"]
    assert coop.log().count("the database did not answer") == 2, "operators read what Django was asked"
