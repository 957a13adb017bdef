"""What our members do arrives at a Fedify server, which finds it well signed. Each test is one verb."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.federation.members import eventually
from tests.federation.verbs import sends


@pytest.fixture
def eves_post(eve, friends) -> str:
    """A new post of Eve's, as her server names it; Ada's home has it."""
    post = friends.peer.does("post", by=eve.name, content="<p>Bread</p>")["object"]
    friends.ada.reads(post)
    return str(post)


@sends("follow")
def test_a_follow_arrives_and_is_accepted(ada, stranger):
    ada.follows(ada.finds(stranger.address))
    stranger.received(kind="Follow", actor=ada.actor, raw={"object": stranger.id})
    eventually(lambda: ada.relationship(ada.finds(stranger.address))["following"])
    assert stranger.followers() == [ada.actor]


@sends("unfollow")
def test_an_unfollow_arrives(ada, stranger):
    account = ada.finds(stranger.address)
    ada.follows(account)
    eventually(lambda: ada.relationship(account)["following"])
    ada.posts(f"/api/v1/accounts/{account}/unfollow")
    stranger.received(kind="Undo", actor=ada.actor, raw={"object": {"type": "Follow", "object": stranger.id}})
    assert stranger.followers() == []


@sends("accept a follow")
def test_whoever_follows_an_open_member_is_accepted(ada, stranger):
    follow = stranger.does("follow", whom=ada.actor)
    answer = stranger.received(kind="Accept", actor=ada.actor)
    assert follow["id"] in str(answer["raw"]["object"])


@sends("reject a follow, let a follower go")
def test_a_locked_member_rejects_who_asks(ben, stranger):
    ben.patches("/api/v1/accounts/update_credentials", locked=True)
    stranger.does("follow", whom=ben.actor)
    account = ben.finds(stranger.address)
    eventually(lambda: [each for each in ben.gets("/api/v1/follow_requests") if each["id"] == account])
    ben.posts(f"/api/v1/follow_requests/{account}/reject")
    stranger.received(kind="Reject", actor=ben.actor)


@sends("reject a follow, let a follower go")
def test_a_follower_is_let_go(ada, stranger):
    stranger.does("follow", whom=ada.actor)
    stranger.received(kind="Accept", actor=ada.actor)
    ada.posts(f"/api/v1/accounts/{ada.finds(stranger.address)}/remove_from_followers")
    stranger.received(kind="Reject", actor=ada.actor)


@sends("post")
@pytest.mark.parametrize("visibility", ["public", "unlisted", "private"])
def test_a_post_arrives_and_can_be_read_again(visibility, eve, friends):
    said = friends.ada.says("Fresh *rye* bread #bread", visibility=visibility, spoiler_text="Hungry?")
    create = eve.received(kind="Create", actor=friends.ada.actor, raw={"object": {"id": said["uri"]}})
    note = create["raw"]["object"]
    assert (note["type"], note["summary"], note["attributedTo"]) == ("Note", "Hungry?", friends.ada.actor)
    assert "rye" in note["content"]
    assert "#bread" in str(note["tag"]).lower()
    assert ("https://www.w3.org/ns/activitystreams#Public" in str([note["to"], note["cc"]])) == (
        visibility != "private"
    )


def test_what_is_for_members_alone_never_leaves(eve, friends):
    secret = friends.ada.submits("/compose", text="For members", audience="members").rpartition("/")[2]
    later = friends.ada.says("For all")
    eve.received(kind="Create", raw={"object": {"id": later["uri"]}})
    assert not [each for each in eve.peer.all_received() if secret in str(each)]
    assert eve.does("read", id=f"{friends.ada.coop.url}/ap/posts/{secret}")["status"] == 404


@sends("mention")
def test_a_mention_arrives_though_nobody_follows(ada, stranger):
    ada.finds(stranger.address)
    said = ada.says(f"Hello {stranger.address}", visibility="direct")
    create = stranger.received(kind="Create", actor=ada.actor, raw={"object": {"id": said["uri"]}})
    assert stranger.id in str(create["raw"]["object"]["to"])
    assert {"type": "Mention", "href": stranger.id}.items() <= _tag(create, "Mention").items()


@sends("reply")
def test_a_reply_arrives(eve, friends, eves_post):
    post = friends.ada.reads(eves_post)
    said = friends.ada.says(f"{eve.address} With butter", in_reply_to_id=post["id"])
    eve.received(
        kind="Create", actor=friends.ada.actor, raw={"object": {"id": said["uri"], "inReplyTo": eves_post}}
    )


@sends("edit")
def test_an_edit_arrives(eve, friends):
    said = friends.ada.says("Rye")
    eve.received(kind="Create", raw={"object": {"id": said["uri"]}})
    friends.ada.puts(f"/api/v1/statuses/{said['id']}", status="Wheat")
    update = eve.received(kind="Update", actor=friends.ada.actor, raw={"object": {"id": said["uri"]}})
    assert "Wheat" in update["raw"]["object"]["content"]
    assert update["raw"]["object"]["updated"]


@sends("delete")
def test_a_deleted_post_becomes_a_tombstone(eve, friends):
    said = friends.ada.says("Rye")
    eve.received(kind="Create", raw={"object": {"id": said["uri"]}})
    friends.ada.deletes(f"/api/v1/statuses/{said['id']}")
    gone = eve.received(kind="Delete", actor=friends.ada.actor)
    assert said["uri"] in str(gone["raw"]["object"])
    assert eve.peer.does("read", id=said["uri"], by="instance")["status"] in {404, 410}


@sends("boost", "take back a boost")
def test_a_boost_arrives_and_is_taken_back(eve, friends, eves_post):
    post = friends.ada.reads(eves_post)
    friends.ada.posts(f"/api/v1/statuses/{post['id']}/reblog")
    boost = eve.received(kind="Announce", actor=friends.ada.actor, raw={"object": eves_post})
    friends.ada.posts(f"/api/v1/statuses/{post['id']}/unreblog")
    eve.received(kind="Undo", actor=friends.ada.actor, raw={"object": {"id": boost["id"]}})


@sends("favourite", "take back a favourite")
def test_a_favourite_arrives_and_is_taken_back(eve, friends, eves_post):
    post = friends.ada.reads(eves_post)
    friends.ada.posts(f"/api/v1/statuses/{post['id']}/favourite")
    like = eve.received(kind="Like", actor=friends.ada.actor, raw={"object": eves_post})
    friends.ada.posts(f"/api/v1/statuses/{post['id']}/unfavourite")
    eve.received(kind="Undo", actor=friends.ada.actor, raw={"object": {"id": like["id"], "type": "Like"}})


@sends("poll")
def test_a_poll_arrives_as_a_question(eve, friends):
    said = friends.ada.says("Which?", poll={"options": ["Rye", "Wheat"], "expires_in": 3600})
    create = eve.received(kind="Create", actor=friends.ada.actor, raw={"object": {"id": said["uri"]}})
    question = create["raw"]["object"]
    assert question["type"] == "Question"
    assert [each["name"] for each in question["oneOf"]] == ["Rye", "Wheat"]


@sends("vote")
def test_a_vote_in_a_poll_elsewhere_arrives(eve, friends):
    poll = {"names": ["Rye", "Wheat"]}
    question = eve.does("post", content="<p>Which?</p>", poll=poll)["object"]
    post = friends.ada.reads(question)
    friends.ada.posts(f"/api/v1/polls/{post['poll']['id']}/votes", choices=[1])
    eve.received(
        kind="Create", actor=friends.ada.actor, raw={"object": {"name": "Wheat", "inReplyTo": question}}
    )


@sends("quote")
def test_a_quote_asks_for_consent_and_names_what_it_quotes(eve, friends):
    quotable = f"{eve.id}/notes/quotable-{len(eve.peer.all_received())}"
    anybody = {"automaticApproval": ["https://www.w3.org/ns/activitystreams#Public"]}
    note = {
        "id": quotable,
        "type": "Note",
        "attributedTo": eve.id,
        "to": ["https://www.w3.org/ns/activitystreams#Public"],
        "content": "<p>Bread</p>",
        "published": datetime.now(UTC).isoformat(),
        "interactionPolicy": {"canQuote": anybody},
    }
    eve.does(
        "raw", inbox="https://a.test/ap/inbox", activity={"type": "Create", "object": note, "to": note["to"]}
    )
    post = friends.ada.reads(quotable)
    said = friends.ada.says("See this", quoted_status_id=post["id"])
    asked = eve.received(kind="QuoteRequest", actor=friends.ada.actor, raw={"object": quotable})
    assert asked["raw"]["instrument"]["id"] == said["uri"]
    assert asked["raw"]["instrument"]["quote"] == asked["raw"]["instrument"]["quoteUri"] == quotable


@sends("change a profile")
def test_a_changed_profile_arrives(eve, friends):
    friends.ada.patches("/api/v1/accounts/update_credentials", display_name="Ada of the mill")
    update = eve.received(kind="Update", actor=friends.ada.actor, raw={"object": {"id": friends.ada.actor}})
    assert update["raw"]["object"]["name"] == "Ada of the mill"


@sends("block", "unblock")
def test_a_block_arrives_and_is_undone(ada, stranger):
    account = ada.finds(stranger.address)
    ada.posts(f"/api/v1/accounts/{account}/block")
    block = stranger.received(kind="Block", actor=ada.actor, raw={"object": stranger.id})
    ada.posts(f"/api/v1/accounts/{account}/unblock")
    stranger.received(kind="Undo", actor=ada.actor, raw={"object": {"id": block["id"], "type": "Block"}})


@sends("report")
def test_a_forwarded_report_comes_from_the_server_itself(ada, stranger):
    account = ada.finds(stranger.address)
    ada.posts("/api/v1/reports", account_id=account, comment="It sells bread", forward=True)
    flag = stranger.received(kind="Flag", raw={"content": "It sells bread"})
    assert stranger.id in str(flag["raw"]["object"])
    assert flag["actor"] == "https://a.test/ap/server"
    assert ada.actor not in str(flag["raw"])


@sends("join a group", "leave a group")
def test_a_group_elsewhere_is_joined_and_left(ada, peer, stranger):
    group = peer.person(f"group-{stranger.name}")
    account = ada.finds(group)
    ada.follows(account)
    peer.received(kind="Follow", actor=ada.actor, raw={"object": group})
    eventually(lambda: ada.relationship(account)["following"])
    ada.posts(f"/api/v1/accounts/{account}/unfollow")
    peer.received(kind="Undo", actor=ada.actor, raw={"object": {"type": "Follow", "object": group}})


@sends("pass on in a group")
def test_a_group_passes_on_what_its_members_say(ada, millers, stranger):
    stranger.does("follow", whom=millers.actor)
    stranger.received(kind="Accept", actor=millers.actor)
    said = millers.says(ada, "Rye is ground on Monday")
    passed_on = stranger.received(kind="Announce", actor=millers.actor)
    assert said in str(passed_on["raw"]["object"])


@sends("move")
def test_a_member_who_moves_away_says_where_to(kai, stranger, peer):
    """His followers' servers hear of it, when the new address names the old one."""
    stranger.does("follow", whom=kai.actor)
    stranger.received(kind="Accept", actor=kai.actor)
    new = f"{stranger.name}-kai"
    peer.does("alsoKnownAs", by=new, ids=[kai.actor])
    kai.finds(f"@{new}@peer.test")
    here = "/settings/elsewhere"
    typed = {"move-address": f"{new}@peer.test", "move-handle": "kai"}
    kai.submits(here, to=f"{here}/move", **typed)
    stranger.received(kind="Move", actor=kai.actor, raw={"object": kai.actor, "target": peer.person(new)})


@pytest.mark.parametrize(("name", "scheme"), [("old.test", "cavage"), ("new.test", "rfc9421")])
def test_each_server_is_sent_the_signature_that_it_takes(name, scheme, ada, peers):
    there = peers.named(name)
    ada.follows(ada.finds(f"@finn@{name}"))
    assert there.received(kind="Follow", actor=ada.actor)["scheme"] == scheme


def _tag(create, kind: str) -> dict[str, str]:
    tags = create["raw"]["object"]["tag"]
    return dict(next(each for each in (tags if isinstance(tags, list) else [tags]) if each["type"] == kind))
