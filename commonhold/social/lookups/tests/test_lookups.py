"""What people want to see of other servers is written down once, answered once, and forgotten."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from commonhold.social.lookups import actions, queries
from commonhold.social.lookups.models import Lookup
from commonhold.social.lookups.queries import Waiting
from commonhold.social.lookups.refusals import NoSuchLookup, NothingToLookUp, TooManyLookups
from commonhold.social.lookups.sought import sought_in
from commonhold.social.lookups.workers import Workers, one_of_each_server
from commonhold.social.people.queries import ANYONE, Viewer
from commonhold.social.servers import actions as servers
from tests.cast import MORNING, make_eve, minutes


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("@eve@Elsewhere.example", "eve@elsewhere.example"),
        ("acct:eve.moss@elsewhere.example:8443", "eve.moss@elsewhere.example:8443"),
        (" https://elsewhere.example/@eve ", "https://elsewhere.example/@eve"),
        ("eve", ""),
        ("@eve", ""),
        ("eve and @ada@elsewhere.example", ""),
        ("javascript:alert(1)", ""),
        ("https://" + "x" * 600, ""),
    ],
)
def test_names_and_addresses_can_be_looked_up_and_nothing_else(typed: str, kept: str) -> None:
    assert sought_in(typed) == kept


def test_the_same_is_looked_up_once_at_a_time(ada: int, ben: int) -> None:
    first = actions.look_up(ada, sought="@eve@elsewhere.example", now=MORNING)
    assert actions.look_up(ben, sought="eve@ELSEWHERE.example", now=minutes(1)) == first
    assert [each.sought for each in queries.waiting(MORNING, limit=9)] == ["eve@elsewhere.example"]
    assert queries.waiting(MORNING, apart_from=[first], limit=9) == []


def test_an_answer_is_good_for_a_while(ada: int) -> None:
    eve = make_eve()
    first = actions.look_up(ada, sought="eve@elsewhere.example", now=MORNING)
    assert not queries.found(Viewer(ada), first).is_done
    actions.settle(first, person_id=eve, now=minutes(1))
    finding = queries.found(Viewer(ada), first)
    assert (finding.is_done, finding.person_id, finding.trouble) == (True, eve, "")
    assert actions.look_up(ada, sought="eve@elsewhere.example", now=minutes(5)) == first
    assert actions.look_up(ada, sought="eve@elsewhere.example", now=minutes(30)) != first


def test_what_was_settled_stays_as_it_is(ada: int) -> None:
    first = actions.look_up(ada, sought="eve@elsewhere.example", now=MORNING)
    actions.settle(first, trouble="away", now=MORNING)
    actions.settle(first, trouble="strange", now=minutes(1))
    assert queries.found(Viewer(ada), first).trouble == "away"


def test_nothing_is_looked_up_that_is_no_address(ada: int) -> None:
    with pytest.raises(NothingToLookUp):
        actions.look_up(ada, sought="beans", now=MORNING)


def test_nobody_has_everything_looked_up_at_once(ada: int) -> None:
    for number in range(actions.MOST_WAITING):
        actions.look_up(ada, sought=f"eve{number}@elsewhere.example", now=MORNING)
    with pytest.raises(TooManyLookups):
        actions.look_up(ada, sought="dora@elsewhere.example", now=MORNING)


def test_pages_that_freshen_do_not_count_against_what_she_looks_for(ada: int) -> None:
    for number in range(actions.MOST_WAITING):
        actions.look_up(ada, sought=f"https://elsewhere.example/{number}", what="thread", now=MORNING)
    assert actions.look_up(ada, sought="dora@elsewhere.example", now=MORNING)
    with pytest.raises(TooManyLookups):
        actions.look_up(ada, sought="https://elsewhere.example/more", what="thread", now=MORNING)


def _breaks(_wanted: Waiting, _now: datetime) -> None:
    raise ZeroDivisionError


def test_an_answer_that_breaks_us_is_asked_for_again_later_and_then_no_more(ada: int) -> None:
    first = actions.look_up(ada, sought="eve@elsewhere.example", now=MORNING)
    times = [MORNING]
    for pause in (timedelta(seconds=30), timedelta(minutes=5), timedelta(hours=1)):
        Workers(_breaks).work_through(times[-1])
        times.append(times[-1] + pause)
        assert queries.waiting(times[-1] - timedelta(seconds=1), limit=9) == []
        assert len(queries.waiting(times[-1], limit=9)) == 1
        assert not queries.found(Viewer(ada), first).is_done
    Workers(_breaks).work_through(times[-1])
    finding = queries.found(Viewer(ada), first)
    assert (finding.is_done, finding.trouble) == (True, "we don't understand what its server says")
    actions.put_off(first, now=times[-1])
    assert Lookup.objects.get().tries == 4


def test_who_is_brought_along_is_looked_up_when_nobody_waits_for_anything_else(ada: int) -> None:
    actions.look_up_in_time(sought=["eve@elsewhere.example", "dora@third.example", "beans"], now=MORNING)
    actions.look_up_in_time(sought=["eve@elsewhere.example"], now=minutes(1))
    actions.look_up(ada, sought="finn@fourth.example", now=minutes(2))
    waiting = [each.sought for each in queries.waiting(MORNING, limit=9)]
    assert waiting == ["finn@fourth.example", "dora@third.example", "eve@elsewhere.example"]


def test_what_came_of_it_is_for_who_is_signed_in(ada: int) -> None:
    first = actions.look_up(ada, sought="eve@elsewhere.example", now=MORNING)
    with pytest.raises(NoSuchLookup):
        queries.found(ANYONE, first)
    with pytest.raises(NoSuchLookup):
        queries.found(Viewer(ada), 7)


def test_what_was_looked_up_a_week_ago_is_forgotten(ada: int) -> None:
    first = actions.look_up(ada, sought="eve@elsewhere.example", now=MORNING)
    actions.settle(first, now=MORNING)
    actions.forget(MORNING + timedelta(days=6))
    assert Lookup.objects.exists()
    actions.forget(MORNING + timedelta(days=8))
    assert not Lookup.objects.exists()


def test_each_server_that_we_met_is_asked_what_it_is_once(db: None) -> None:
    make_eve()
    servers.meet("elsewhere.example", now=MORNING)
    actions.ask_servers(MORNING)
    actions.ask_servers(minutes(1))
    (waiting,) = queries.waiting(minutes(1), limit=9)
    assert (waiting.what, waiting.sought) == ("server", "elsewhere.example")


def test_a_server_is_asked_for_one_thing_at_a_time() -> None:
    waiting = [
        Waiting(1, "any", "b@third.example"),
        Waiting(2, "thread", "https://third.example/1"),
        Waiting(3, "server", "third.example"),
        Waiting(4, "any", "d@fourth.example"),
        Waiting(5, "any", "e@fifth.example"),
    ]
    assert [each.id for each in one_of_each_server(waiting, {"fifth.example"})] == [1, 4]
