"""Blocks, mutes, hidden boosts and blocked servers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from hypothesis.extra.django import TestCase

from commonhold.social.people import actions, jobs, personal_data, queries, safety
from commonhold.social.people.hiding import are_apart, boosts_hidden_by, deaf_rows, muted_by
from commonhold.social.people.queries import ANYONE, Viewer
from commonhold.social.people.refusals import (
    AccountClosed,
    KeepsOneselfAway,
    NoSuchPerson,
    NoSuchServer,
    StrangeEnd,
)
from tests.cast import MORNING, befriend, make_eve, make_person, minutes


def finds(one: int, other: int) -> list[str]:
    """By which queries `one` comes upon `other`, who lets herself be suggested."""
    viewer = Viewer(one)
    her = queries.person(ANYONE, other)
    found = {
        "search": [each.id for each in queries.search(viewer, her.handle)],
        "suggested": [each.id for each, _shared in queries.suggested(viewer)],
        "followers": [each.id for each in queries.followers(viewer, one)],
        "following": [each.id for each in queries.following(viewer, one)],
        "requests": [each.id for each in queries.follow_requests(viewer)[0]],
        "by_handles": [each.id for each in queries.by_handles(viewer, [her.handle.lower()]).values()],
        "found_among": list(queries.found_among(viewer, [other])),
        "followed_among": list(queries.followed_among(viewer, [other])),
    }
    named = [name for name, ids in found.items() if other in ids]
    asked: dict[str, Callable[[], object]] = {
        "person": lambda: queries.person(viewer, other),
        "by_handle": lambda: queries.by_handle(viewer, her.handle),
        "profile": lambda: queries.profile(viewer, her.handle),
    }
    for name, ask in asked.items():
        try:
            ask()
            named.append(name)
        except NoSuchPerson:
            pass
    return named


class AfterABlock(TestCase):
    """Whatever stood between two people before, a block on either side hides both from each other."""

    @settings(deadline=None, max_examples=30)
    @given(
        follows=some.sets(some.tuples(some.integers(0, 2), some.integers(0, 2)), max_size=6),
        blocks=some.sets(some.tuples(some.integers(0, 2), some.integers(0, 2)), max_size=4),
        shy=some.sets(some.integers(0, 2)),
    )
    def test_neither_finds_the_other_by_any_query(self, follows, blocks, shy):
        people = [make_person(f"p{n}", approves_followers=n in shy) for n in range(3)]
        for each in people:
            actions.choose_to_be_found(each, is_searchable=True, is_discoverable=True, now=MORNING)
        for one, other in follows:
            if one != other:
                actions.follow(people[one], person_id=people[other], now=MORNING)
        apart = {frozenset(pair) for pair in blocks if len(set(pair)) == 2}
        for one, other in blocks:
            if one != other:
                actions.block(people[one], person_id=people[other], now=MORNING)
        for one in range(3):
            for other in range(3):
                if frozenset((one, other)) in apart:
                    assert finds(people[one], people[other]) == []
                    with pytest.raises(NoSuchPerson):
                        actions.follow(people[one], person_id=people[other], now=MORNING)
                elif one != other:
                    assert {"person", "profile", "search"} <= set(finds(people[one], people[other]))


def test_a_block_ends_follows_both_ways_and_unblocking_brings_none_back(ada: int, finn: int) -> None:
    befriend(ada, finn)
    for _again in range(2):
        actions.block(ada, person_id=finn, now=MORNING)
    assert are_apart(finn, ada)
    assert [each.person.id for each in safety.blocks(Viewer(ada))[0]] == [finn]
    assert safety.blocks(Viewer(finn))[0] == safety.blocks(ANYONE)[0] == []
    assert safety.blocked_called(Viewer(ada), "@Finn").id == finn
    assert safety.blocked_called(Viewer(finn), "ada") is None
    actions.unblock(finn, person_id=ada, now=MORNING)
    assert are_apart(ada, finn)
    actions.unblock(ada, person_id=finn, now=MORNING)
    assert not are_apart(ada, finn)
    assert not queries.is_following(Viewer(ada), finn)
    assert not queries.is_following(Viewer(finn), ada)


def test_who_was_blocked_may_block_as_well_and_both_must_undo(ada: int, finn: int) -> None:
    actions.block(ada, person_id=finn, now=MORNING)
    actions.block(finn, person_id=ada, now=MORNING)
    actions.unblock(ada, person_id=finn, now=MORNING)
    with pytest.raises(NoSuchPerson):
        queries.profile(Viewer(ada), "finn")


def test_a_mute_ends_by_itself_when_its_time_comes(ada: int, ben: int, finn: int) -> None:
    actions.mute(ada, person_id=finn, until=minutes(60), hides_notifications=False, now=MORNING)
    actions.mute(ada, person_id=ben, now=MORNING)
    jobs.end_mutes(minutes(59))
    assert set(muted_by(ada)) == {finn, ben}
    jobs.end_mutes(minutes(60))
    assert set(muted_by(ada)) == {ben}
    (left,) = safety.mutes(Viewer(ada))[0]
    assert (left.person.id, left.until, left.hides_notifications) == (ben, None, True)
    assert queries.profile(Viewer(ada), "ben").id == ben


def test_muting_again_changes_the_end_and_unmuting_ends_it(ada: int, ben: int) -> None:
    actions.mute(ada, person_id=ben, now=MORNING)
    actions.mute(ada, person_id=ben, until=minutes(5), now=MORNING)
    (only,) = safety.mutes(Viewer(ada))[0]
    assert only.until == minutes(5)
    assert safety.distance(Viewer(ada), ben).is_muted
    actions.unmute(ada, person_id=ben, now=MORNING)
    assert not safety.distance(Viewer(ada), ben).is_muted
    assert not safety.distance(ANYONE, ben).is_muted


def test_boosts_are_hidden_and_shown_again(ada: int, ben: int) -> None:
    for _again in range(2):
        actions.hide_boosts(ada, person_id=ben, now=MORNING)
    assert list(boosts_hidden_by(ada)) == [ben]
    assert [each.person.id for each in safety.hidden_boosts(Viewer(ada))[0]] == [ben]
    actions.show_boosts(ada, person_id=ben, now=MORNING)
    assert list(boosts_hidden_by(ada)) == []


def test_a_blocked_server_hides_its_people_from_who_blocked_it_alone(ada: int, ben: int, eve: int) -> None:
    actions.follow(eve, person_id=ada, now=MORNING)
    actions.block_server(ada, domain=" @eve@Elsewhere.example. ", now=MORNING)
    assert [each.domain for each in safety.blocked_servers(Viewer(ada))[0]] == ["elsewhere.example"]
    with pytest.raises(NoSuchPerson):
        queries.by_handle(Viewer(ada), "eve@elsewhere.example")
    assert queries.by_handle(Viewer(ben), "eve@elsewhere.example").id == eve
    assert queries.followers(Viewer(ben), ada) == []
    with pytest.raises(NoSuchPerson):
        actions.follow(eve, person_id=ada, now=MORNING)
    actions.unblock_server(ada, domain="elsewhere.example", now=MORNING)
    assert queries.by_handle(Viewer(ada), "eve@elsewhere.example").id == eve


@pytest.mark.parametrize(
    "domain", ["", "here", "elsewhere..example", "a b.example", "x" * 300, "https://a.b"]
)
def test_only_the_name_of_a_server_is_blocked(ada: int, domain: str) -> None:
    with pytest.raises(NoSuchServer):
        actions.block_server(ada, domain=domain, now=MORNING)


def deaf_to(actor_id: int, people_ids: list[int]) -> set[int]:
    return {person_id for rows in deaf_rows([actor_id], people_ids) for (person_id,) in rows}


def test_who_keeps_somebody_away_is_told_nothing_of_her(ada: int, ben: int, caro: int, dev: int) -> None:
    finn, eve = make_person("finn"), make_eve()
    people = [ada, ben, caro, dev]
    actions.block(ada, person_id=finn, now=MORNING)
    actions.block(finn, person_id=ben, now=MORNING)
    actions.mute(caro, person_id=finn, now=MORNING)
    actions.mute(dev, person_id=finn, hides_notifications=False, now=MORNING)
    actions.block_server(dev, domain="elsewhere.example", now=MORNING)
    assert deaf_to(finn, people) == {ada, ben, caro}
    assert deaf_to(eve, people) == {dev}


def test_nobody_keeps_herself_away_nor_somebody_who_is_not_there(ada: int) -> None:
    for act in (actions.block, actions.mute, actions.hide_boosts):
        with pytest.raises(KeepsOneselfAway):
            act(ada, person_id=ada, now=MORNING)
        with pytest.raises(NoSuchPerson):
            act(ada, person_id=1, now=MORNING)


def test_a_mute_ends_later_than_now_and_within_a_year(ada: int, ben: int) -> None:
    for until in (MORNING, minutes(-1), MORNING + timedelta(days=400)):
        with pytest.raises(StrangeEnd):
            actions.mute(ada, person_id=ben, until=until, now=MORNING)


def test_whoever_left_keeps_nobody_away(ada: int, ben: int) -> None:
    personal_data.erase(ada, MORNING)
    acts: list[Callable[..., None]] = [
        *(
            partial(actions.block_server, domain="a.example"),
            partial(actions.unblock_server, domain="a.example"),
        ),
        *(partial(act, person_id=ben) for act in (actions.block, actions.unblock, actions.mute)),
        *(partial(act, person_id=ben) for act in (actions.unmute, actions.hide_boosts, actions.show_boosts)),
    ]
    for act in acts:
        with pytest.raises(AccountClosed):
            act(ada, now=MORNING)


def test_whom_one_keeps_away_is_exported_and_erased(ada: int, ben: int, eve: int) -> None:
    actions.block(ada, person_id=ben, now=MORNING)
    actions.mute(ada, person_id=eve, now=MORNING)
    actions.hide_boosts(ada, person_id=eve, now=MORNING)
    actions.block_server(ada, domain="bad.example", now=MORNING)
    hers = personal_data.export_of(ada)
    assert hers["blocks"] == ["ben"]
    assert hers["mutes"] == hers["hidden_boosts"] == ["eve@elsewhere.example"]
    assert hers["blocked_servers"] == ["bad.example"]
    personal_data.erase(ben, MORNING)
    assert safety.blocks(Viewer(ada))[0] == []
    personal_data.erase(ada, MORNING)
    assert safety.mutes(Viewer(ada))[0] == []
    assert safety.blocked_servers(Viewer(ada))[0] == []
