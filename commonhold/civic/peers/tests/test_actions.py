"""What is written down of peers, and when it is not."""

from __future__ import annotations

import pytest

from commonhold.civic.peers import queries
from commonhold.civic.peers.actions import (
    add,
    end,
    keep_cosignature,
    move_head,
    note_contradiction,
    note_visit,
)
from commonhold.civic.peers.refusals import NoSuchPeer, PeerThere
from commonhold.civic.peers.tests import other_co_op
from tests.cast import MORNING, minutes


def test_a_head_moves_on_only_from_where_it_was_and_never_back(peer: int):
    assert move_head(peer, was=0, size=5, root=bytes(32), note="five", now=MORNING)
    assert not move_head(peer, was=0, size=7, root=bytes(32), note="seven", now=MORNING)
    assert not move_head(peer, was=5, size=4, root=bytes(32), note="four", now=MORNING)
    assert queries.peer(peer).size == 5


def test_a_contradiction_is_noted_once_and_opens_again_if_it_comes_back(peer: int):
    said = {"kind": "rollback", "kept": "five", "seen": "four"}
    assert note_contradiction(peer, **said, now=MORNING)
    assert not note_contradiction(peer, **said, now=minutes(1))
    move_head(peer, was=0, size=6, root=bytes(32), note="six", now=minutes(2))
    assert queries.open_contradictions() == []
    note_contradiction(peer, **said, now=minutes(3))
    assert len(queries.open_contradictions()) == 1


def test_a_visit_that_failed_leaves_when_the_peer_was_heard_last(peer: int):
    note_visit(peer, trouble="", proposals=[], now=MORNING)
    note_visit(peer, trouble="it can't be read", now=minutes(10))
    found = queries.peer(peer)
    assert (found.heard_at, found.trouble) == (MORNING, "it can't be read")


def test_a_later_cosignature_of_one_size_takes_the_place_of_the_first(peer: int):
    for line, seconds in (("first\n", 1_800_000_000), ("second\n", 1_800_000_060)):
        keep_cosignature(peer, size=3, line=line, seconds=seconds, now=MORNING)
    (found,) = queries.witnesses(3)
    assert found.at.timestamp() == 1_800_000_060


def test_a_peer_is_added_once_and_ended_once(peer: int, because):
    with pytest.raises(PeerThere):
        add(
            name="The same again",
            url=other_co_op.URL,
            log_key=str(other_co_op.LOG_KEY),
            witness_key=str(other_co_op.WITNESS_KEY),
            is_mirrored=False,
            because=because,
        )
    end(peer, because=because)
    with pytest.raises(NoSuchPeer):
        end(peer, because=because)
