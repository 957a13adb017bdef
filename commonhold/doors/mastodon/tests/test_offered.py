"""What is not built does what it says of itself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from commonhold.doors.mastodon.offered import State, Unbuilt
from commonhold.doors.mastodon.urls import urlpatterns
from tests.calling import App

_NOTHING: tuple[Any, ...] = (
    {},
    [],
    {"state": "ineligible"},
    {"annual_reports": [], "accounts": [], "statuses": []},
)


def unbuilt(state: State) -> Iterator[tuple[str, str]]:
    """Methods and addresses; parts that vary are 1."""
    for pattern in urlpatterns:
        for method, found in getattr(pattern.callback, "endpoints", {}).items():
            if isinstance(found, Unbuilt) and found.state is state and method != "HEAD":
                parts = str(pattern.pattern).split("/")
                yield method, "/" + "/".join("1" if part.startswith("<") else part for part in parts)


@pytest.mark.parametrize(("method", "path"), list(unbuilt(State.REFUSED)))
def test_what_is_refused_never_says_yes(ada: App, method: str, path: str) -> None:
    told = getattr(ada, method.lower())(path)
    assert 400 <= told.status < 500
    assert told.error


@pytest.mark.parametrize(("method", "path"), list(unbuilt(State.EMPTY)))
def test_what_is_empty_tells_nothing(ada: App, method: str, path: str) -> None:
    told = getattr(ada, method.lower())(path)
    assert told.status == 200
    assert told.body in _NOTHING


def test_what_needs_a_person_needs_her_here_too(stranger: App) -> None:
    assert stranger.get("/api/v1/annual_reports").status == 401
    assert stranger.get("/api/v1_alpha/async_refreshes/1").status == 401
    assert stranger.get("/api/v1/instance/domain_blocks").body == []
    assert stranger.get("/api/v1/instance/translation_languages").body == {}
