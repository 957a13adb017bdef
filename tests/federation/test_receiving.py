"""What people of a Fedify server do shows here. Each test is one verb."""

from __future__ import annotations

import pytest

from tests.federation.members import eventually
from tests.federation.verbs import receives


@receives("follow")
def test_a_follow_shows_among_followers(ada, stranger):
    stranger.does("follow", whom=ada.actor)
    ada.told("follow", stranger.id)
    assert ada.relationship(ada.finds(stranger.address))["followed_by"]


@receives("unfollow")
def test_an_unfollow_is_heard(ada, stranger):
    follow = stranger.does("follow", whom=ada.actor)
    account = ada.finds(stranger.address)
    eventually(lambda: ada.relationship(account)["followed_by"])
    stranger.does("undo", activity=follow["id"])
    eventually(lambda: not ada.relationship(account)["followed_by"])


@receives("accept a follow")
def test_an_accepted_follow_holds(ada, shy_stranger):
    account = ada.finds(shy_stranger.address)
    ada.follows(account)
    follow = shy_stranger.received(kind="Follow", actor=ada.actor)
    assert ada.relationship(account)["requested"]
    shy_stranger.does("answer", follow=follow["id"], accept=True)
    eventually(lambda: ada.relationship(account)["following"])


@receives("reject a follow, let a follower go")
def test_a_rejected_follow_ends(ada, shy_stranger):
    account = ada.finds(shy_stranger.address)
    ada.follows(account)
    follow = shy_stranger.received(kind="Follow", actor=ada.actor)
    shy_stranger.does("answer", follow=follow["id"], accept=False)
    eventually(lambda: not ada.relationship(account)["requested"])
    assert not ada.relationship(account)["following"]


@receives("post")
@pytest.mark.parametrize(("to", "visibility"), [("public", "public"), ("followers", "private")])
def test_a_post_shows_in_the_home_feed(to, visibility, eve, friends):
    post = eve.does("post", content="<p>Fresh <em>rye</em></p><script>x()</script>", to=to, warning="Hungry?")
    shown = friends.ada.reads(post["object"])
    assert (shown["visibility"], shown["spoiler_text"], shown["account"]["acct"]) == (
        visibility,
        "Hungry?",
        eve.address[1:],
    )
    assert "rye" in shown["content"]
    assert "script" not in shown["content"]


@receives("post")
def test_a_post_to_named_people_is_a_conversation(eve, friends):
    post = eve.does(
        "post", content="<p>For you alone</p>", to=[friends.ada.actor], mentions=[friends.ada.actor]
    )
    eventually(lambda: post["object"] in str(friends.ada.gets("/api/v1/conversations")))


@receives("mention")
def test_a_mention_is_told(ada, stranger):
    stranger.does("post", content="<p>Hello</p>", mentions=[ada.actor])
    told = ada.told("mention", stranger.id)
    assert "Hello" in told["status"]["content"]


@receives("reply")
def test_a_reply_stands_in_the_thread(eve, friends):
    said = friends.ada.says("Bread")
    reply = eve.does("post", content="<p>With butter</p>", reply=said["uri"])["object"]
    path = f"/api/v1/statuses/{said['id']}/context"
    eventually(lambda: reply in [each["uri"] for each in friends.ada.gets(path)["descendants"]])
    assert eventually(lambda: friends.ada.gets(f"/api/v1/statuses/{said['id']}")["replies_count"]) == 1


@receives("edit")
def test_an_edit_shows_with_its_history(eve, friends):
    post = eve.does("post", content="<p>Rye</p>")["object"]
    shown = friends.ada.reads(post)
    eve.does("edit", object=post, content="<p>Wheat</p>")
    path = f"/api/v1/statuses/{shown['id']}"
    eventually(lambda: "Wheat" in friends.ada.gets(path)["content"])
    assert friends.ada.gets(path)["edited_at"]
    assert "Rye" in friends.ada.gets(f"{path}/history")[0]["content"]


@receives("delete")
def test_a_deleted_post_is_gone(eve, friends):
    post = eve.does("post", content="<p>Rye</p>")["object"]
    shown = friends.ada.reads(post)
    eve.does("remove", object=post)
    eventually(lambda: friends.ada.status_of(f"/api/v1/statuses/{shown['id']}") == 404)


@receives("boost", "take back a boost")
def test_a_boost_is_told_counted_and_taken_back(eve, friends):
    said = friends.ada.says("Bread")
    boost = eve.does("boost", object=said["uri"])
    friends.ada.told("reblog", eve.id)
    path = f"/api/v1/statuses/{said['id']}"
    eventually(lambda: friends.ada.gets(path)["reblogs_count"] == 1)
    eve.does("undo", activity=boost["id"])
    eventually(lambda: friends.ada.gets(path)["reblogs_count"] == 0)


@receives("favourite", "take back a favourite")
def test_a_favourite_is_told_counted_and_taken_back(eve, friends):
    said = friends.ada.says("Bread")
    like = eve.does("favourite", object=said["uri"])
    friends.ada.told("favourite", eve.id)
    path = f"/api/v1/statuses/{said['id']}"
    eventually(lambda: friends.ada.gets(path)["favourites_count"] == 1)
    eve.does("undo", activity=like["id"])
    eventually(lambda: friends.ada.gets(path)["favourites_count"] == 0)


@receives("poll")
def test_a_question_shows_as_a_poll(eve, friends):
    poll = {"names": ["Rye", "Wheat"], "votes": [2, 3]}
    question = eve.does("post", content="<p>Which?</p>", poll=poll)["object"]
    shown = friends.ada.reads(question)["poll"]
    assert [(each["title"], each["votes_count"]) for each in shown["options"]] == [("Rye", 2), ("Wheat", 3)]
    assert not shown["multiple"]


@receives("vote")
def test_a_vote_is_counted(eve, friends):
    said = friends.ada.says("Which?", poll={"options": ["Rye", "Wheat"], "expires_in": 3600})
    eve.does("vote", question=said["uri"], names=["Rye"])
    path = f"/api/v1/polls/{said['poll']['id']}"
    eventually(lambda: friends.ada.gets(path)["votes_count"] == 1)
    assert friends.ada.gets(path)["options"][0]["votes_count"] == 1


@receives("quote")
def test_a_quote_request_is_answered(eve, friends):
    said = friends.ada.says("Bread", quote_approval_policy="public")
    quoting = eve.does("post", content="<p>See this</p>", quote=said["uri"])["object"]
    request = {"type": "QuoteRequest", "object": said["uri"], "instrument": quoting}
    asked = eve.does("raw", inbox=f"{friends.ada.actor}/inbox", activity=request)
    assert asked["status"] == 202, asked
    answer = eve.received(kind="Accept", actor=friends.ada.actor, raw={"object": {"id": asked["id"]}})
    assert answer["raw"]["result"].startswith("https://a.test/")


@receives("change a profile")
def test_a_changed_profile_shows(ada, stranger):
    account = ada.finds(stranger.address)
    stranger.does("follow", whom=ada.actor)
    stranger.does("rename", name="Eve of the mill", whom=ada.actor)
    eventually(lambda: ada.gets(f"/api/v1/accounts/{account}")["display_name"] == "Eve of the mill")


@receives("move")
def test_a_move_takes_followers_along(ada, stranger, shy_stranger, peer):
    old = ada.finds(stranger.address)
    ada.follows(old)
    eventually(lambda: ada.relationship(old)["following"])
    there = peer.person(f"{stranger.name}-new")
    peer.does("alsoKnownAs", by=f"{stranger.name}-new", ids=[stranger.id])
    stranger.does("move", target=there)
    peer.received(kind="Follow", actor=ada.actor, raw={"object": there})
    eventually(lambda: ada.relationship(ada.finds(there))["following"])


@receives("block", "unblock")
def test_a_block_ends_what_was_between_them(ada, stranger):
    account = ada.finds(stranger.address)
    ada.follows(account)
    eventually(lambda: ada.relationship(account)["following"])
    block = stranger.does("block", whom=ada.actor)
    eventually(lambda: not ada.relationship(account)["following"])
    assert ada.relationship(account)["blocked_by"]
    stranger.does("undo", activity=block["id"])
    eventually(lambda: not ada.relationship(account)["blocked_by"])


@receives("report")
def test_a_report_arrives_as_a_report(ada, ben, stranger):
    said = ada.says("Bread for sale")
    stranger.peer.does("report", whom=ada.actor, objects=[said["uri"]], content=f"Spam, says {stranger.name}")
    eventually(lambda: f"Spam, says {stranger.name}" in ben.own_page("/moderation/reports"))


@receives("join a group", "leave a group")
def test_a_group_is_followed_and_left(millers, stranger):
    follow = stranger.does("follow", whom=millers.actor)
    stranger.received(kind="Accept", actor=millers.actor)
    stranger.does("undo", activity=follow["id"])
    eventually(lambda: '"totalItems":0' in stranger.does("read", id=f"{millers.actor}/followers")["said"])


@receives("pass on in a group")
def test_what_a_group_elsewhere_passes_on_is_read(ada, peer, stranger):
    group = peer.person(f"group-{stranger.name}")
    account = ada.finds(group)
    ada.follows(account)
    eventually(lambda: ada.relationship(account)["following"])
    post = stranger.does("post", content="<p>To the group</p>", to=[group])["object"]
    eventually(lambda: post in str(ada.home()))


@pytest.mark.parametrize(("name", "scheme"), [("old.test", "cavage"), ("new.test", "rfc9421")])
def test_both_kinds_of_signatures_are_taken(name, scheme, ada, peers):
    there = peers.named(name)
    there.does("follow", by="hana", whom=ada.actor)
    there.received(kind="Accept", actor=ada.actor)
    ada.told("follow", there.person("hana"))
    taken = [each for each in there.sent() if each["method"] == "POST" and "//a.test/" in each["url"]]
    assert {each["scheme"] for each in taken} == {scheme}
