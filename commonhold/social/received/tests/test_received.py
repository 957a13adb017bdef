"""What came is kept once, worked on in order, tried again, and forgotten."""

from __future__ import annotations

from datetime import datetime, timedelta
from threading import Event, Lock

import pytest

from commonhold.social.received import actions, jobs, queries
from commonhold.social.received.actions import LEASE, Arrival, Claimed
from commonhold.social.received.models import Received
from commonhold.social.received.pace import Pace
from commonhold.social.received.workers import Memory, Workers
from tests.cast import MORNING, minutes

EVE = "https://elsewhere.example/users/eve"


def arrival(number: int, *, signer: str = EVE, domain: str = "elsewhere.example") -> Arrival:
    return Arrival(f"{signer}/{number}", signer, domain, f'{{"number":{number}}}')


@pytest.mark.both_databases
def test_what_comes_twice_is_there_once(committing_db: str):
    assert actions.write_down([arrival(1), arrival(2)], now=MORNING) == [True, True]
    assert actions.write_down([arrival(2), arrival(3)], now=minutes(1)) == [False, True]
    assert queries.how_many_wait() == 3


@pytest.mark.both_databases
def test_what_is_claimed_is_nobody_elses_until_the_lease_ends(committing_db: str):
    actions.write_down([arrival(1), arrival(2)], now=MORNING)
    claimed = actions.claim(limit=10, now=MORNING)
    assert [each.body for each in claimed] == ['{"number":1}', '{"number":2}']
    assert actions.claim(limit=10, now=minutes(1)) == []
    again = actions.claim(limit=10, now=MORNING + LEASE)
    assert [each.tries for each in again] == [2, 2]
    actions.hand_back([again[0].id], now=minutes(6))
    assert [(each.id, each.tries) for each in actions.claim(limit=10, now=minutes(6))] == [(again[0].id, 2)]


@pytest.mark.django_db
def test_what_is_done_leaves_only_what_keeps_replays_away():
    actions.write_down([arrival(1), arrival(2)], now=MORNING)
    one, two = actions.claim(limit=10, now=MORNING)
    done: list[int] = []
    actions.settle_by(lambda: done.append(one.id), received_id=one.id, now=minutes(1))
    actions.settle(two.id, trouble="x" * 1000, now=minutes(1))
    assert done == [one.id]
    assert set(Received.objects.values_list("body", flat=True)) == {""}
    assert queries.troubles([f"{EVE}/1", f"{EVE}/2"]) == {f"{EVE}/1": "", f"{EVE}/2": "x" * 300}
    assert actions.write_down([arrival(1)], now=minutes(2)) == [False]
    jobs.forget(minutes(2))
    assert Received.objects.count() == 2
    jobs.forget(minutes(2) + jobs.KEPT)
    assert not Received.objects.exists()


@pytest.mark.django_db
def test_of_many_nothing_comes_at_once_and_each_says_why():
    actions.write_down([arrival(1), arrival(2), arrival(3)], now=MORNING)
    one, two, three = (each.id for each in actions.claim(limit=10, now=MORNING))
    actions.settle_all({one: "", two: "not for us", three: "not for us"}, now=minutes(1))
    why = {f"{EVE}/1": "", f"{EVE}/2": "not for us", f"{EVE}/3": "not for us"}
    assert queries.troubles(list(why)) == why
    assert queries.how_many_wait() == 0


@pytest.mark.django_db
def test_a_deed_that_fails_is_not_noted_as_done():
    actions.write_down([arrival(1)], now=MORNING)
    (row,) = actions.claim(limit=10, now=MORNING)
    with pytest.raises(ZeroDivisionError):
        actions.settle_by(lambda: 1 / 0, received_id=row.id, now=MORNING)
    assert queries.how_many_wait() == 1


@pytest.mark.django_db
def test_what_failed_is_tried_later_and_later_and_in_the_end_no_more():
    actions.write_down([arrival(1)], now=MORNING)
    now, waits = MORNING, []
    for _try in range(6):
        (row,) = actions.claim(limit=10, now=now)
        assert actions.postpone(row.id, trouble="away", now=now)
        waits.append(Received.objects.get().due_at - now)
        now = Received.objects.get().due_at
    assert waits == sorted(waits)
    assert sum(waits, timedelta()) > timedelta(days=1)
    (row,) = actions.claim(limit=10, now=now)
    assert not actions.postpone(row.id, trouble="away", now=now)
    assert queries.troubles([f"{EVE}/1"]) == {f"{EVE}/1": "away"}


@pytest.mark.django_db
def test_what_is_ruled_out_is_not_taken_in_and_no_longer_waits():
    actions.write_down([arrival(1)], now=MORNING)
    for number in (1, 2):
        actions.rule_out(f"{EVE}/{number}", signer=EVE, domain="elsewhere.example", now=minutes(1))
    assert actions.write_down([arrival(2)], now=minutes(2)) == [False]
    assert queries.how_many_wait() == 0
    assert queries.is_ruled_out(f"{EVE}/9", f"{EVE}/2")
    assert not queries.is_ruled_out(f"{EVE}/9")


@pytest.mark.django_db
def test_of_several_nothing_comes_at_once_and_what_was_ruled_out_meanwhile_stays_so():
    actions.write_down([arrival(1), arrival(2), arrival(3)], now=MORNING)
    one, two, three = actions.claim(limit=10, now=MORNING)
    actions.rule_out(f"{EVE}/2", signer=EVE, domain="elsewhere.example", now=minutes(1))
    actions.settle_all({one.id: "nobody", two.id: "nobody", three.id: "no verb"}, now=minutes(2))
    assert queries.how_many_wait() == 0
    assert queries.is_ruled_out(f"{EVE}/2")
    assert queries.troubles([f"{EVE}/1", f"{EVE}/3"]) == {f"{EVE}/1": "nobody", f"{EVE}/3": "no verb"}


@pytest.mark.django_db
def test_nobody_rules_out_what_somebody_else_told():
    actions.write_down([arrival(1)], now=MORNING)
    actions.rule_out(f"{EVE}/1", signer="https://bad.example/m", domain="bad.example", now=minutes(1))
    assert queries.how_many_wait() == 1


@pytest.mark.both_databases
def test_what_she_did_is_found_by_her_alone_until_she_takes_it_back_or_it_is_long_ago(committing_db: str):
    for number in (1, 2):
        actions.remember(
            f"{EVE}/{number}", signer=EVE, verb="Like", about="https://coop.example/1", now=MORNING
        )
    assert queries.done_as(f"{EVE}/1", signer=EVE) == queries.Done("Like", "https://coop.example/1")
    assert queries.done_as(f"{EVE}/1", signer=f"{EVE}la") is None
    actions.retract(f"{EVE}/1", signer=f"{EVE}la")
    actions.retract(f"{EVE}/1", signer=EVE)
    assert queries.done_as(f"{EVE}/1", signer=EVE) is None
    jobs.forget(MORNING + jobs.RETRACTABLE)
    assert queries.done_as(f"{EVE}/2", signer=EVE) is not None
    jobs.forget(MORNING + jobs.RETRACTABLE + timedelta(seconds=1))
    assert queries.done_as(f"{EVE}/2", signer=EVE) is None


class Hands:
    """What workers did; it waits for `go` at rows of `slow`."""

    def __init__(self) -> None:
        self.done: list[str] = []
        self.go, self.stands, self.five = Event(), Event(), Event()
        self._lock = Lock()

    def carry_out(self, row: Claimed, now: datetime, memory: Memory) -> None:
        if row.domain == "slow.example":
            self.stands.set()
            assert self.go.wait(30)
        actions.settle(row.id, now=now)
        with self._lock:
            self.done.append(row.signer.rpartition("/")[2] + row.body)
            if len(self.done) == 5:
                self.five.set()


def test_a_slow_server_holds_up_nobody_else_and_each_signer_keeps_her_order(committing_db: str):
    hands = Hands()
    slow = [arrival(1, signer=f"https://slow.example/{n}", domain="slow.example") for n in range(20)]
    actions.write_down(slow, now=MORNING)
    actions.write_down([arrival(n) for n in range(5)], now=minutes(0))
    workers = Workers(hands.carry_out, lambda: minutes(1), pace=Pace())
    assert workers.take_up(minutes(0))
    assert hands.stands.wait(30)
    assert hands.five.wait(30)
    assert hands.done == [f'eve{{"number":{n}}}' for n in range(5)]
    hands.go.set()
    workers.finish(minutes(2))
    left = queries.how_many_wait()
    assert left == 25 - len(hands.done)
    assert len(actions.claim(limit=100, now=minutes(2))) == left  # due again at once


def test_while_much_comes_at_once_it_is_answered_first_but_not_for_ever(committing_db: str):
    hands, pace = Hands(), Pace()
    actions.write_down([arrival(n) for n in range(5)], now=MORNING)
    workers = Workers(hands.carry_out, lambda: minutes(1), pace=pace)
    for tenth in range(95):
        now = minutes(0) + timedelta(seconds=tenth / 10)
        pace.note(60, now)
    assert workers.take_up(now)
    assert hands.done == []
    for tenth in range(95, 200):
        now = minutes(0) + timedelta(seconds=tenth / 10)
        pace.note(60, now)
    assert workers.take_up(now)
    assert hands.five.wait(30)
    workers.finish(minutes(2))


def test_a_clock_that_went_back_holds_nothing_back_any_longer(committing_db: str):
    hands, pace = Hands(), Pace()
    actions.write_down([arrival(n) for n in range(5)], now=MORNING)
    workers = Workers(hands.carry_out, lambda: minutes(1), pace=pace)
    for now in (minutes(60), minutes(0)):
        pace.note(60, now)
        assert workers.take_up(now)
    assert hands.five.wait(30)
    workers.finish(minutes(2))


def test_the_pace_is_high_while_twenty_come_within_a_tenth_of_a_second():
    pace = Pace()
    for each in range(19):
        pace.note(1, MORNING + timedelta(milliseconds=each))
    assert not pace.is_high(MORNING)
    pace.note(1, MORNING + timedelta(milliseconds=99))
    assert pace.is_high(MORNING + timedelta(milliseconds=150))
    assert not pace.is_high(MORNING + timedelta(milliseconds=300))
    assert not pace.is_high(MORNING - timedelta(hours=1)), "a clock that was put back holds nothing up"
