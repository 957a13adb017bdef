"""Nobody asks one server for much at a time."""

from __future__ import annotations

from commonhold.doors.activitypub.turns import Turns


def test_two_questions_to_one_server_are_a_pause_apart_and_others_wait_for_nothing() -> None:
    now, rests = 100.0, list[float]()
    turns = Turns(0.25, clock=lambda: now, rest=rests.append)
    for domain in ("elsewhere.example", "third.example", "elsewhere.example", "elsewhere.example"):
        turns.wait(domain)
    assert rests == [0.25, 0.5]
    now = 101.0
    turns.wait("elsewhere.example")
    assert rests == [0.25, 0.5]


def test_servers_of_long_ago_are_forgotten() -> None:
    now = 0.0
    turns = Turns(0.25, clock=lambda: now, rest=lambda _seconds: None)
    for number in range(1000):
        turns.wait(f"{number}.example")
    now = 10.0
    turns.wait("elsewhere.example")
    assert list(turns._next) == ["elsewhere.example"]
