"""A vote makes another co-op our peer, and ends it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from commonhold.civic.peers import queries
from commonhold.civic.peers.decisions import AddPeer, EndPeer
from commonhold.civic.peers.refusals import NoSuchPeer, NotAKey, NotAnAddress, PeerIsUs, PeerNamed, PeerThere
from commonhold.civic.peers.tests import other_co_op
from commonhold.ground.charter import queries as charter
from commonhold.ground.charter.deciding import UNANIMOUS
from commonhold.ground.installation.models import Installation
from commonhold.ground.record import queries as record
from commonhold.ground.refusal import Refusal

GOOD = AddPeer(
    name="The other co-op",
    url=f"{other_co_op.URL}/",
    log_key=str(other_co_op.LOG_KEY),
    witness_key=f" {other_co_op.WITNESS_KEY}\n",
)


def test_a_vote_makes_a_peer_on_the_record_and_freezes_our_address(our_record, because):
    GOOD.check(charter.current(), UNANIMOUS)
    assert GOOD.preview(charter.current()).after == "The other co-op"
    GOOD.enact(because)
    (found,) = queries.peers()
    assert (found.url, found.because, found.is_mirrored) == (other_co_op.URL, "proposal:1", False)
    assert record.leaves(kind="peers.")[0].body["peer"] == str(other_co_op.LOG_KEY)
    assert Installation.objects.get().frozen_at is not None
    assert queries.witness_keys() == f"{other_co_op.WITNESS_KEY}\n"


def test_a_vote_ends_it_and_it_can_come_back(our_record, because, peer):
    end = EndPeer(peer=str(peer))
    end.check(charter.current(), UNANIMOUS)
    assert "The other co-op" in end.words()
    end.enact(because)
    assert queries.peers() == []
    with pytest.raises(NoSuchPeer):
        end.enact(because)
    for nobody in ("x", "²"):
        with pytest.raises(NoSuchPeer):
            EndPeer(peer=nobody).enact(because)
    GOOD.enact(because)
    assert len(queries.peers()) == 1


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"name": "x"}, PeerNamed),
        ({"url": "peer.example"}, NotAnAddress),
        ({"url": "https://a@peer.example"}, NotAnAddress),
        ({"url": "http://coop.example/"}, PeerIsUs),
        ({"log_key": "nonsense"}, NotAKey),
        ({"log_key": str(other_co_op.WITNESS_KEY)}, NotAKey),
        ({"witness_key": str(other_co_op.LOG_KEY)}, NotAKey),
        ({"mirror": "perhaps"}, Refusal),
    ],
)
def test_what_is_no_other_co_op_is_refused_in_words(our_record, change, refusal):
    with pytest.raises(refusal):
        replace(GOOD, **change).check(charter.current(), UNANIMOUS)


def test_our_own_key_and_a_peer_that_is_there_are_refused(our_record, because, peer):
    with pytest.raises(PeerThere):
        GOOD.check(charter.current(), UNANIMOUS)
    with pytest.raises(PeerIsUs):
        replace(GOOD, url="http://x.example", log_key=record.vkey()).check(charter.current(), UNANIMOUS)
    with pytest.raises(NoSuchPeer):
        EndPeer(peer="5").check(charter.current(), UNANIMOUS)
