"""Before anything is said about us: the foreign servers do every verb with each other, and take no forgery.

So what fails with us fails because of us.
"""

from __future__ import annotations

import itertools
from typing import NamedTuple

import pytest

from tests.federation.peers import Peer

_numbers = itertools.count()


class Pair(NamedTuple):
    """Of two servers, and who lives at both of them."""

    here: Peer
    there: Peer
    name: str

    @property
    def me(self) -> str:
        return self.here.person(self.name)

    @property
    def you(self) -> str:
        return self.there.person(self.name)


@pytest.fixture(params=["peer.test old.test", "new.test peer.test"])
def pair(request: pytest.FixtureRequest, peers) -> Pair:
    """You follow me."""
    here, there = map(peers.named, request.param.split())
    pair = Pair(here, there, f"eve{next(_numbers)}")
    there.does("follow", by=pair.name, whom=pair.me)
    there.received(kind="Accept", actor=pair.me)
    return pair


def test_a_follow_is_accepted_and_undone(pair):
    follow = pair.here.received(kind="Follow", actor=pair.you)
    assert pair.here.does("followers", by=pair.name)["ids"] == [pair.you]
    pair.there.does("undo", by=pair.name, activity=follow["id"])
    pair.here.received(kind="Undo", actor=pair.you, raw={"object": {"type": "Follow"}})
    assert pair.here.does("followers", by=pair.name)["ids"] == []


@pytest.mark.parametrize("accept", [True, False], ids=["accepts", "rejects"])
def test_who_is_shy_answers_herself(accept, pair):
    shy = f"shy{pair.name}"
    asked = pair.there.does("follow", by=pair.name, whom=pair.here.person(shy))
    assert pair.here.does("followers", by=shy)["ids"] == []
    pair.here.does("answer", follow=asked["id"], accept=accept)
    pair.there.received(kind="Accept" if accept else "Reject", actor=pair.here.person(shy))


def test_a_follower_is_let_go(pair):
    pair.here.does("letGo", by=pair.name, whom=pair.you)
    pair.there.received(kind="Reject", actor=pair.me)


def test_a_post_is_edited_and_deleted(pair):
    post = pair.here.does("post", by=pair.name, content="<p>Bread</p>")["object"]
    pair.there.received(kind="Create", actor=pair.me, raw={"object": {"id": post, "content": "<p>Bread</p>"}})
    assert pair.there.does("look", id=post)["kind"] == "Note"
    pair.here.does("edit", by=pair.name, object=post, content="<p>Rye</p>")
    pair.there.received(kind="Update", actor=pair.me, raw={"object": {"id": post, "content": "<p>Rye</p>"}})
    pair.here.does("remove", by=pair.name, object=post)
    pair.there.received(kind="Delete", actor=pair.me, raw={"object": {"id": post, "type": "Tombstone"}})
    assert "finds nothing" in pair.there.refuses("look", id=post)


def test_a_reply_mentions_and_a_quote_points_to_what_it_quotes(pair):
    post = pair.here.does("post", by=pair.name, content="<p>Bread</p>")["object"]
    pair.there.does("post", by=pair.name, content="<p>With butter</p>", reply=post)
    pair.here.received(
        kind="Create", actor=pair.you, raw={"object": {"inReplyTo": post, "tag": {"href": pair.me}}}
    )
    pair.there.does("post", by=pair.name, content="<p>See</p>", quote=post)
    pair.here.received(kind="Create", actor=pair.you, raw={"object": {"quoteUrl": post}})
    pair.there.does("post", by=pair.name, content="<p>You</p>", mentions=[pair.me])
    pair.here.received(kind="Create", raw={"object": {"content": "<p>You</p>", "tag": {"href": pair.me}}})


@pytest.mark.parametrize(("verb", "kind"), [("favourite", "Like"), ("boost", "Announce")])
def test_a_favourite_and_a_boost_are_undone(verb, kind, pair):
    post = pair.here.does("post", by=pair.name, content="<p>Bread</p>")["object"]
    liked = pair.there.does(verb, by=pair.name, object=post)
    pair.here.received(kind=kind, actor=pair.you, raw={"object": post})
    pair.there.does("undo", by=pair.name, activity=liked["id"])
    pair.here.received(kind="Undo", actor=pair.you, raw={"object": {"id": liked["id"], "type": kind}})


def test_a_poll_is_voted_in(pair):
    poll = {"names": ["Rye", "Wheat"], "votes": [1, 2]}
    question = pair.here.does("post", by=pair.name, content="<p>Which?</p>", poll=poll)["object"]
    pair.there.received(kind="Create", raw={"object": {"id": question, "type": "Question"}})
    pair.there.does("vote", by=pair.name, question=question, names=["Rye"])
    pair.here.received(kind="Create", actor=pair.you, raw={"object": {"name": "Rye", "inReplyTo": question}})


def test_a_move_names_where_to(pair):
    target = f"https://somewhere.test/users/{pair.name}"
    pair.here.does("move", by=pair.name, target=target)
    pair.there.received(kind="Move", actor=pair.me, raw={"object": pair.me, "target": target})
    assert pair.there.does("look", id=pair.me)["object"]["movedTo"] == target


def test_a_block_is_undone(pair):
    block = pair.here.does("block", by=pair.name, whom=pair.you)
    pair.there.received(kind="Block", actor=pair.me, raw={"object": pair.you})
    pair.here.does("undo", by=pair.name, activity=block["id"])
    pair.there.received(kind="Undo", actor=pair.me, raw={"object": {"id": block["id"], "type": "Block"}})


def test_a_report_comes_from_the_server_itself(pair):
    post = pair.there.does("post", by=pair.name, content="<p>Spam</p>")["object"]
    pair.here.does("report", whom=pair.you, objects=[post], content="It sells bread")
    pair.there.received(
        kind="Flag",
        actor=pair.here.person("instance"),
        raw={"object": [pair.you, post], "content": "It sells bread"},
    )


def test_a_group_is_joined_passes_on_and_is_left(pair):
    group = f"group-{pair.name}"
    joined = pair.there.does("follow", by=pair.name, whom=pair.here.person(group))
    pair.there.received(kind="Accept", actor=pair.here.person(group))
    pair.there.does("post", by=pair.name, content="<p>To all</p>", to=[pair.here.person(group)])
    passed_on = pair.there.received(kind="Announce", actor=pair.here.person(group))
    assert passed_on["raw"]["object"]["type"] == "Create"
    for verb, kind in (("join", "Join"), ("leave", "Leave")):
        pair.there.does(verb, by=pair.name, whom=pair.here.person(group))
        pair.here.received(kind=kind, actor=pair.you)
    pair.there.does("undo", by=pair.name, activity=joined["id"])
    pair.here.received(kind="Undo", actor=pair.you, raw={"object": {"type": "Follow"}})


def test_each_server_is_sent_the_signature_that_it_takes(peer, old_peer, new_peer):
    for there, scheme in ((old_peer, "cavage"), (new_peer, "rfc9421")):
        peer.does("follow", by="finn", whom=there.person("finn"))
        assert there.received(kind="Follow", actor=peer.person("finn"))["scheme"] == scheme


def test_what_is_not_signed_is_not_received_and_not_shown(peer, old_peer):
    said = {"type": "Follow", "object": peer.person("hana")}
    inbox = "https://peer.test/inbox"
    forged = old_peer.does("raw", by="hana", inbox=inbox, activity={**said, "actor": old_peer.person("ivo")})
    assert forged["status"] == 401
    assert old_peer.does("raw", by="hana", inbox=inbox, activity=said)["status"] == 202
    peer.received(kind="Follow", actor=old_peer.person("hana"))
    assert not [each for each in peer.all_received() if each["actor"] == old_peer.person("ivo")]
    assert old_peer.does("read", id=peer.person("hana"))["status"] == 401
    assert old_peer.does("read", id=peer.person("hana"), by="instance")["status"] == 200
