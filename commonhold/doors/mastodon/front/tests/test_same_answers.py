"""Whatever happened, the front and Django say the same, to the byte: the front knows no rule of its own."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest

from commonhold.doors.calls.limits import limits
from commonhold.doors.mastodon.front.tests.asked import Both
from commonhold.doors.mastodon.front.tests.village import Village
from commonhold.ground.clock import queries as clock
from commonhold.ground.ending import actions as ending
from commonhold.ground.ending.stage import Stage
from commonhold.ground.installation.actions import install
from commonhold.ground.installation.mode import Mode
from commonhold.social.apps import actions as apps
from tests.cast import MORNING

_ROUNDS, _DEEDS, _QUESTIONS, _DOINGS = 12, 14, 15, 3


@pytest.fixture
def coop(committing_db: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "are_on", False)
    install(mode=Mode.TEST, public_url="http://coop.example", now=MORNING)


@pytest.fixture
def both(coop: None) -> Iterator[Both]:
    with closing(Both()) as asked:
        yield asked


@pytest.mark.parametrize("seed", range(8))
def test_the_front_and_django_say_the_same(both: Both, seed: int) -> None:
    _they_say_the_same(both, seed)


@pytest.mark.both_databases
@pytest.mark.only_on("postgresql")
@pytest.mark.parametrize("seed", range(2))
def test_the_front_and_django_say_the_same_over_postgresql(both: Both, seed: int, caplog) -> None:
    _they_say_the_same(both, seed)
    assert not [each for each in caplog.records if each.name == "commonhold.changes"]


def test_in_a_co_op_that_has_ended_the_front_does_nothing(both: Both) -> None:
    village = Village(1)
    for _deed in range(_DEEDS):
        village.happens()
    token = apps.mint_token(person_id=village.people[0], scopes="read write", now=clock.now())
    likes: list[tuple[str, str, dict[str, str]]] = [
        (f"/api/v1/statuses/{each}/favourite", token, {}) for each in village.said
    ]
    said = ("/api/v1/statuses", token, {"status": "Bread for everybody"})
    assert not any(both.do(*each) for each in (*likes, *likes, said, said))
    before = both.done, both.done_at_once
    assert sum(before)
    ending.begin(Stage.READING, reference="proposal:1", now=clock.now())
    assert not any(both.do(*each) for each in (*likes, *likes, said, said))
    assert (both.done, both.done_at_once) == before


def _they_say_the_same(both: Both, seed: int) -> None:
    village, rng = Village(seed), random.Random(seed)  # noqa: S311 - the same questions in every run
    tokens = {
        each: apps.mint_token(person_id=each, scopes="read write", now=clock.now()) for each in village.people
    }
    for _round in range(_ROUNDS):
        for _deed in range(_DEEDS):
            village.happens()
        for _question in range(_QUESTIONS):
            reader = rng.choice([*village.people, None])
            wrong = both.differ(_question_of(rng, village), None if reader is None else tokens[reader])
            assert wrong is None, wrong
        for _doing in range(_DOINGS):
            wrong = both.do(*_doing_of(rng, village, tokens[rng.choice(village.people)]))
            assert wrong is None, wrong
    assert both.done > _ROUNDS // 2
    assert both.done_at_once > _ROUNDS // 6
    assert both.answered > _ROUNDS * _QUESTIONS // 3
    assert both.at_once > _ROUNDS * _QUESTIONS // 4


def _doing_of(rng: random.Random, village: Village, token: str) -> tuple[str, str, dict[str, Any]]:
    some = rng.choice(village.said) if village.said else 1
    verb = rng.choice(("favourite", "unfavourite", "bookmark", "unbookmark", ""))
    if verb:
        return f"/api/v1/statuses/{some}/{verb}", token, {}
    sent: dict[str, Any] = {"status": f"Bread for @p{rng.randrange(10)} #garden {rng.random()}"}
    if rng.random() < 0.5:
        sent["in_reply_to_id"] = str(some)
    if rng.random() < 0.5:
        sent["visibility"] = rng.choice(("public", "unlisted", "private", "direct", "nonsense"))
    if rng.random() < 0.2:
        sent["quoted_status_id"] = str(some)
    return "/api/v1/statuses", token, sent


def _question_of(rng: random.Random, village: Village) -> str:
    some = rng.choice(village.said) if village.said else 1
    path = rng.choice(
        [
            "/api/v1/timelines/home",
            "/api/v1/timelines/home",
            "/api/v1/timelines/public",
            "/api/v1/notifications",
            "/api/v2/instance",
            "/api/v1/instance",
            f"/api/v1/statuses/{some}",
            f"/api/v1/statuses/{some}/context",
            f"/api/v1/timelines/tag/{rng.choice(('garden', 'River'))}",
            f"/api/v1/accounts/{rng.choice(village.people)}/statuses",
        ]
    )
    params = []
    is_list = "/statuses/" not in path and "instance" not in path
    if rng.random() < 0.4 and is_list:
        params.append(f"limit={rng.choice((1, 3, 7, 40, 90))}")
    if rng.random() < 0.3 and is_list:
        params.append(f"max_id={some}")
    if rng.random() < 0.1 and is_list and "notifications" not in path:
        params.append(f"since_id={rng.choice(village.said)}" if village.said else "since_id=0")
    if path.endswith("public") and rng.random() < 0.5:
        params.append("local=true")
    if path.endswith("/statuses") and rng.random() < 0.5:
        params.append("exclude_replies=true")
    return f"{path}?{'&'.join(params)}" if params else path
