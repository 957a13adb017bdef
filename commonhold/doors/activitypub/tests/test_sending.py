"""What other servers are told, and who is told what."""

from __future__ import annotations

from datetime import timedelta

import pytest

from commonhold.civic.winding.news import CoopSealed
from commonhold.doors.activitypub.addresses import PUBLIC
from commonhold.doors.activitypub.sending import people as people_sending
from commonhold.doors.activitypub.tests.conftest import Fetch, Sent, at_home_elsewhere
from commonhold.ground.jobs import actions as jobs
from commonhold.ground.signing import multikey
from commonhold.ground.signing.proofs import is_proven
from commonhold.social.actors import following
from commonhold.social.actors.keys import Signer, public_pem
from commonhold.social.actors.models import OwnKey
from commonhold.social.actors.synchronizing import digest_of
from commonhold.social.deliveries.claiming import claim
from commonhold.social.groups.models import Group
from commonhold.social.people import actions as people
from commonhold.social.people import leaving
from commonhold.social.people.queries import Viewer
from commonhold.social.polls.actions import NewPoll
from commonhold.social.posts import actions
from commonhold.social.posts.models import Audience, Post, PostElsewhere
from commonhold.social.posts.visibility import visible_posts
from tests import cast
from tests.cast import MORNING, minutes

HERE = "http://coop.example"
EVE = "https://elsewhere.example/users/eve"
SHARED = {"https://elsewhere.example/inbox"}
OWN = {f"{EVE}/inbox"}


@pytest.fixture
def zoe(coop: str) -> int:
    """Of a third server, where nobody knows anybody here."""
    person_id = people.meet_remote_person(handle="zoe", domain="far.example", display_name="Zoe", now=MORNING)
    return at_home_elsewhere(person_id, "far.example", "zoe")


@pytest.fixture
def followed(ada: int, eve: int, sent: Sent) -> int:
    """Ada, whom Eve follows."""
    people.follow(eve, person_id=ada, now=MORNING)
    following.note_follow(eve, followed_id=ada, uri=f"{EVE}#follow-1")
    sent.new(MORNING)
    return ada


def _said_by(eve: int, text: str = "from afar") -> int:
    post_id = actions.publish_post(eve, text=text, now=MORNING)
    PostElsewhere.objects.create(
        post_id=post_id, uri=f"https://elsewhere.example/notes/{post_id}", fetched_at=MORNING
    )
    return post_id


def test_a_post_goes_to_a_followers_server_once(followed: int, zoe: int, sent: Sent):
    post_id = actions.publish_post(followed, text="hello", now=minutes(1))
    made, inboxes = sent.one(minutes(1))
    assert (made["type"], made["object"]["id"]) == ("Create", f"{HERE}/ap/posts/{post_id}")
    assert (made["to"], made["actor"]) == ([PUBLIC], f"{HERE}/ap/people/{followed}")
    assert "@context" in made
    assert inboxes == SHARED
    assert sent.new(minutes(2)) == []


def test_what_is_said_to_nobody_elsewhere_is_told_to_nobody(ada: int, zoe: int, sent: Sent):
    actions.publish_post(ada, text="hello", now=MORNING)
    assert sent.new(minutes(1)) == []


def test_whoever_is_named_is_told(ada: int, eve: int, sent: Sent):
    actions.publish_post(ada, text="hi @eve@elsewhere.example", now=MORNING)
    assert sent.one(minutes(1))[1] == SHARED


def test_what_is_said_to_one_reaches_no_follower_nor_does_an_answer_in_anothers_circle(
    followed: int, ben: int, eve: int, zoe: int, sent: Sent
):
    people.follow(zoe, person_id=followed, now=MORNING)
    cast.befriend(followed, ben)
    sent.new(MORNING)
    actions.publish_post(followed, text="hi @eve@elsewhere.example", audience="direct", now=minutes(1))
    assert sent.one(minutes(1))[1] == SHARED
    above = actions.publish_post(ben, text="among us", audience="followers", now=minutes(2))
    sent.new(minutes(2))
    actions.publish_post(followed, text="indeed", audience="followers", in_reply_to=above, now=minutes(3))
    assert {inbox for _made, inboxes in sent.new(minutes(3)) for inbox in inboxes} == set()


@pytest.mark.parametrize("name", ["yard.group", "eve_who_has_a_name_that_is_longer_than_any_of_ours"])
def test_whoever_has_a_name_that_nobody_of_ours_could_have_is_told_too(
    fetch: Fetch, ada: int, sent: Sent, name: str
):
    person_id = people.meet_remote_person(
        handle=name, domain="far.example", display_name="The yard", now=MORNING
    )
    at_home_elsewhere(person_id, "far.example", name, kind="Group")
    post_id = actions.publish_post(ada, text=f"hi @{name}@far.example!", now=minutes(1))
    made, inboxes = sent.one(minutes(1))
    assert inboxes == {"https://far.example/inbox"}
    assert f"https://far.example/users/{name}" in made["cc"]
    (mention,) = fetch(f"/ap/posts/{post_id}").body["tag"]
    assert mention["name"] == f"@{name}@far.example"
    assert f'href="https://far.example/@{name}"' in made["object"]["content"]


def test_who_takes_part_in_a_thread_is_told_of_its_answers(ada: int, ben: int, eve: int, sent: Sent):
    first = actions.publish_post(ada, text="one", now=MORNING)
    answer = actions.publish_post(eve, text="two", in_reply_to=first, now=minutes(1))
    PostElsewhere.objects.create(post_id=answer, uri="https://elsewhere.example/2", fetched_at=MORNING)
    sent.new(minutes(1))
    actions.publish_post(ben, text="three", in_reply_to=first, now=minutes(2))
    made, inboxes = sent.one(minutes(2))
    assert made["actor"] == f"{HERE}/ap/people/{ben}"
    assert inboxes == SHARED


@pytest.mark.parametrize("audience", ["followers", "public"])
def test_with_what_is_for_followers_alone_goes_who_they_are(followed: int, sent: Sent, audience: str):
    actions.publish_post(followed, text="close", audience=audience, now=minutes(1))
    sent.new(minutes(1))
    due = [each for _server, lanes in claim(minutes(1), most=9) for lane in lanes for each in lane.due]
    told = [each for each in due if b'"Create"' in each.body]
    me = f"{HERE}/ap/people/{followed}"
    expected = (
        f'collectionId="{me}/followers", url="{me}/followers_synchronization", digest="{digest_of([EVE])}"'
    )
    assert [each.followers for each in told] == [expected if audience == "followers" else ""]


def test_an_edit_and_a_removal_go_where_the_post_went(followed: int, sent: Sent):
    post_id = actions.publish_post(followed, text="one", now=minutes(1))
    sent.new(minutes(1))
    actions.edit_post(followed, post_id=post_id, text="two", now=minutes(2))
    update, inboxes = sent.one(minutes(2))
    assert (update["type"], update["object"]["updated"][:16]) == ("Update", "2026-05-04T09:02")
    assert inboxes == SHARED
    actions.remove_post(followed, post_id=post_id, now=minutes(3))
    delete, inboxes = sent.one(minutes(3))
    assert (delete["type"], delete["object"]) == (
        "Delete",
        {"id": f"{HERE}/ap/posts/{post_id}", "type": "Tombstone"},
    )
    assert inboxes == SHARED
    actions.restore_post(followed, post_id=post_id, now=minutes(4))
    assert sent.one(minutes(4))[0]["type"] == "Create"


def test_what_was_taken_back_at_once_is_not_told(followed: int, sent: Sent):
    post_id = actions.publish_post(followed, text="one", now=minutes(1))
    actions.remove_post(followed, post_id=post_id, now=minutes(1))
    assert [made["type"] for made, _inboxes in sent.new(minutes(1))] == ["Delete"]


def test_a_like_goes_to_the_author_alone_and_is_taken_back_by_name(
    followed: int, ben: int, eve: int, sent: Sent
):
    post_id = _said_by(eve)
    sent.new(MORNING)
    for at in (1, 3):
        actions.favourite_post(ben, post_id=post_id, now=minutes(at))
        like, inboxes = sent.one(minutes(at))
        assert (like["type"], like["object"]) == ("Like", f"https://elsewhere.example/notes/{post_id}")
        assert inboxes == SHARED
        actions.unfavourite_post(ben, post_id=post_id, now=minutes(at + 1))
        undo, _inboxes = sent.one(minutes(at + 1))
        assert (undo["type"], undo["object"]["id"]) == ("Undo", like["id"])


def test_a_boost_goes_to_followers_and_author_and_is_taken_back(
    followed: int, eve: int, zoe: int, sent: Sent
):
    post_id = actions.publish_post(zoe, text="far", now=MORNING)
    PostElsewhere.objects.create(post_id=post_id, uri="https://far.example/1", fetched_at=MORNING)
    sent.new(MORNING)
    actions.boost_post(followed, post_id=post_id, now=minutes(1))
    announce, inboxes = sent.one(minutes(1))
    assert (announce["type"], announce["object"], announce["to"]) == (
        "Announce",
        "https://far.example/1",
        [PUBLIC],
    )
    assert inboxes == SHARED | {"https://far.example/inbox"}
    actions.unboost_post(followed, post_id=post_id, now=minutes(2))
    undo, _inboxes = sent.one(minutes(2))
    assert (undo["type"], undo["object"]["id"]) == ("Undo", announce["id"])


def test_what_others_do_is_told_by_their_own_servers(ada: int, eve: int, sent: Sent):
    post_id = actions.publish_post(ada, text="one", now=MORNING)
    actions.favourite_post(eve, post_id=post_id, now=minutes(1))
    actions.boost_post(eve, post_id=post_id, now=minutes(1))
    actions.unboost_post(eve, post_id=post_id, now=minutes(2))
    _said_by(eve)
    assert sent.new(minutes(3)) == []


def test_a_follow_is_asked_and_taken_back_by_name(ada: int, eve: int, sent: Sent):
    people.follow(ada, person_id=eve, now=minutes(1))
    follow, inboxes = sent.one(minutes(1))
    assert (follow["type"], follow["object"]) == ("Follow", EVE)
    assert inboxes == OWN
    people.unfollow(ada, person_id=eve, now=minutes(2))
    undo, _inboxes = sent.one(minutes(2))
    assert (undo["type"], undo["object"]["id"]) == ("Undo", follow["id"])


def test_a_follow_from_elsewhere_is_accepted_by_its_name(ada: int, eve: int, sent: Sent):
    people.follow(eve, person_id=ada, now=minutes(1))
    following.note_follow(eve, followed_id=ada, uri=f"{EVE}#follow-1")
    accept, inboxes = sent.one(minutes(1))
    assert accept["type"] == "Accept"
    assert accept["object"] == {
        "type": "Follow",
        "actor": EVE,
        "object": f"{HERE}/ap/people/{ada}",
        "id": f"{EVE}#follow-1",
    }
    assert inboxes == OWN


def test_who_approves_followers_accepts_or_rejects_herself(coop: str, eve: int, sent: Sent):
    una = cast.make_person("una", approves_followers=True)
    people.follow(eve, person_id=una, now=minutes(1))
    following.note_follow(eve, followed_id=una, uri=f"{EVE}#follow-1")
    assert sent.new(minutes(1)) == []
    people.accept_follow(una, person_id=eve, now=minutes(2))
    assert sent.one(minutes(2))[0]["type"] == "Accept"
    people.remove_follower(una, person_id=eve, now=minutes(3))
    reject, _inboxes = sent.one(minutes(3))
    assert (reject["type"], reject["object"]["id"]) == ("Reject", f"{EVE}#follow-1")


def test_who_stops_following_is_answered_nothing(followed: int, eve: int, sent: Sent):
    people.unfollow(eve, person_id=followed, now=minutes(1))
    assert sent.new(minutes(1)) == []


def test_a_block_is_told_with_the_end_of_the_follow_and_taken_back(followed: int, eve: int, sent: Sent):
    people.block(followed, person_id=eve, now=minutes(1))
    told = {made["type"]: made for made, _inboxes in sent.new(minutes(1))}
    assert set(told) == {"Block", "Reject"}
    assert told["Block"]["object"] == EVE
    people.unblock(followed, person_id=eve, now=minutes(2))
    undo, _inboxes = sent.one(minutes(2))
    assert undo["object"]["id"] == told["Block"]["id"]


def test_several_changes_of_a_page_are_told_together(followed: int, sent: Sent):
    people.present_oneself(
        followed,
        display_name="Ada L.",
        summary="new",
        pronouns="",
        fields=[],
        approves_followers=False,
        now=minutes(1),
    )
    assert sent.new(minutes(1)) == []
    update, inboxes = sent.one(minutes(2))
    assert (update["type"], update["object"]["name"]) == ("Update", "Ada L.")
    assert inboxes == SHARED


def test_whoever_leaves_is_taken_leave_of_with_her_own_key(followed: int, sent: Sent):
    public_pem(Signer(person_id=followed), now=MORNING)
    leaving.forget(followed, now=minutes(1))
    delete, inboxes = sent.new(minutes(1))[-1]
    assert (delete["type"], delete["object"]) == ("Delete", f"{HERE}/ap/people/{followed}")
    assert inboxes == SHARED
    assert OwnKey.objects.filter(person_id=followed).exists()
    jobs.run_due(MORNING + timedelta(days=4))
    assert not OwnKey.objects.filter(person_id=followed).exists()


def test_a_choice_in_a_poll_elsewhere_is_a_note_for_its_author(ada: int, eve: int, sent: Sent):
    poll = NewPoll(options=["tea", "coffee", "water"], minutes=60, is_multiple=True)
    post_id = actions.publish_post(eve, text="Which?", poll=poll, now=MORNING)
    PostElsewhere.objects.create(post_id=post_id, uri="https://elsewhere.example/1", fetched_at=MORNING)
    sent.new(MORNING)
    actions.choose_in_poll(ada, post_id=post_id, positions=[2, 0], now=minutes(1))
    told = sent.new(minutes(1))
    assert [made["object"]["name"] for made, _inboxes in told] == ["tea", "water"]
    for made, inboxes in told:
        assert made["object"]["inReplyTo"] == "https://elsewhere.example/1"
        assert (made["to"], "content" in made["object"]) == ([EVE], False)
        assert inboxes == OWN


def test_counts_of_a_poll_are_told_together(followed: int, ben: int, finn: int, sent: Sent):
    poll = NewPoll(options=["tea", "coffee"], minutes=60)
    post_id = actions.publish_post(followed, text="Which?", poll=poll, now=minutes(1))
    sent.new(minutes(1))
    for who in (ben, finn):
        actions.choose_in_poll(who, post_id=post_id, positions=[0], now=minutes(2))
    assert sent.new(minutes(2)) == []
    update, _inboxes = sent.one(minutes(10))
    assert update["type"] == "Update"
    assert update["object"]["votersCount"] == 2


def test_pins_are_added_and_removed(followed: int, sent: Sent):
    post_id = actions.publish_post(followed, text="one", now=minutes(1))
    sent.new(minutes(1))
    actions.pin_post(followed, post_id=post_id, now=minutes(2))
    add, _inboxes = sent.one(minutes(2))
    assert (add["type"], add["target"]) == ("Add", f"{HERE}/ap/people/{followed}/featured")
    actions.unpin_post(followed, post_id=post_id, now=minutes(3))
    assert sent.one(minutes(3))[0]["type"] == "Remove"


def test_a_group_passes_on_what_is_said_in_it(ada: int, eve: int, sent: Sent):
    group_id = cast.make_group_of(ada)
    Group.objects.filter(id=group_id).update(is_readable_by_all=True)
    following.follow_group(eve, group_id=group_id, uri=f"{EVE}#follow-g", now=MORNING)
    accept, inboxes = sent.one(minutes(1))
    assert (accept["type"], accept["actor"], inboxes) == ("Accept", f"{HERE}/ap/groups/{group_id}", OWN)
    post_id = actions.publish_post(ada, text="hoe", audience="group", group_id=group_id, now=minutes(2))
    told = sent.new(minutes(2))
    assert [made["type"] for made, _inboxes in told] == ["Announce", "Announce"]
    assert told[0][0]["object"] == f"{HERE}/ap/posts/{post_id}"
    assert told[1][0]["object"]["type"] == "Create"
    assert all(inboxes == SHARED for _made, inboxes in told)


def test_a_quote_of_somebody_elsewhere_asks_her(ada: int, eve: int, sent: Sent):
    quoted = _said_by(eve)
    Post.objects.filter(id=quoted).update(quote_policy="ask")
    quote = actions.publish_post(ada, text="look", quoted=quoted, now=minutes(1))
    told = {made["type"]: (made, inboxes) for made, inboxes in sent.new(minutes(1))}
    request, inboxes = told["QuoteRequest"]
    assert request["object"] == f"https://elsewhere.example/notes/{quoted}"
    assert request["instrument"]["id"] == f"{HERE}/ap/posts/{quote}"
    assert inboxes == OWN


def test_what_the_co_op_announces_bears_a_proof_that_its_document_checks(fetch: Fetch, eve: int, sent: Sent):
    speaker = people.open_coop_account(
        wanted_handles=["garden"], name="Garden", summary="", followers=[eve], now=MORNING
    )
    actions.publish_post(speaker, text="A vote opens", now=minutes(1))
    made, _inboxes = sent.one(minutes(1))
    (method,) = fetch(f"/ap/people/{speaker}").body["assertionMethod"]
    assert method["controller"] == made["actor"]
    key = multikey.read_public(method["publicKeyMultibase"])
    assert is_proven(made, key_id=method["id"], key=key, now=minutes(2))
    forged = {**made, "object": {**made["object"], "content": "No vote opens"}}
    assert not is_proven(forged, key_id=method["id"], key=key, now=minutes(2))


def test_a_quote_bears_the_stamp_that_came_for_it(fetch: Fetch, followed: int, eve: int, sent: Sent):
    quoted = _said_by(eve)
    Post.objects.filter(id=quoted).update(quote_policy="ask")
    quote = actions.publish_post(followed, text="look", quoted=quoted, now=minutes(1))
    sent.new(minutes(1))
    assert "quoteAuthorization" not in fetch(f"/ap/posts/{quote}").body
    actions.allow_quote(eve, post_id=quote, stamp="https://elsewhere.example/stamps/1", now=minutes(2))
    update, inboxes = sent.one(minutes(2))
    assert update["object"]["quoteAuthorization"] == "https://elsewhere.example/stamps/1"
    assert inboxes == SHARED


@pytest.mark.parametrize("audience", [each.value for each in Audience])
@pytest.mark.parametrize("names_eve", [True, False], ids=["naming her", "naming nobody"])
@pytest.mark.parametrize("eve_follows", [True, False], ids=["followed", "not followed"])
def test_no_server_is_told_what_its_people_may_not_see(
    ada: int, eve: int, zoe: int, sent: Sent, audience: str, names_eve: bool, eve_follows: bool
):
    if eve_follows:
        cast.befriend(eve, ada)
    group_id = cast.make_group_of(ada) if audience == "group" else None
    list_id = cast.make_list_of(ada) if audience == "list" else None
    sent.new(MORNING)
    text = "hello @eve@elsewhere.example" if names_eve or audience == "direct" else "hello"
    post_id = actions.publish_post(
        ada, text=text, audience=audience, list_id=list_id, group_id=group_id, now=minutes(1)
    )
    actions.edit_post(ada, post_id=post_id, text=f"{text} again", now=minutes(2))
    actions.remove_post(ada, post_id=post_id, now=minutes(3))
    reached = {inbox for _made, inboxes in sent.new(minutes(4)) for inbox in inboxes}
    assert reached <= SHARED  # Zoe's server has nothing to do with it
    if not visible_posts(Viewer(eve)).filter(id=post_id):
        assert reached == set()
    if audience in {"members", "mutuals", "list"}:
        assert reached == set()


def test_when_the_co_op_is_sealed_every_server_hears_of_each_of_ours(followed: int, ben: int, sent: Sent):
    people_sending.on_coop_sealed(CoopSealed(1), minutes(1))
    told = sent.new(minutes(1))
    gone = {made["object"] for made, _inboxes in told if made["type"] == "Delete"}
    assert gone >= {f"{HERE}/ap/people/{followed}", f"{HERE}/ap/people/{ben}"}
    assert all(inboxes == SHARED for _made, inboxes in told)
