"""Likes, boosts, reports, pins, and people who change, as other servers tell them."""

from __future__ import annotations

import pytest

from commonhold.civic.governance.decisions import SetParameter
from commonhold.civic.moderation.models import Report
from commonhold.doors.activitypub import addresses
from commonhold.doors.activitypub.incoming.tests.conftest import EVE, Mouth, OtherServers, meet, note, reads
from commonhold.doors.activitypub.incoming.whose import post_at
from commonhold.ground.charter.deciding import UNANIMOUS
from commonhold.ground.decisions.actions import enact
from commonhold.ground.jobs.models import Job
from commonhold.social.actors.models import Alias, RemoteActor
from commonhold.social.actors.synchronizing import digest_of
from commonhold.social.people import queries
from commonhold.social.people.models import Follow, Person
from commonhold.social.people.queries import Viewer
from commonhold.social.posts import actions as posts
from commonhold.social.posts.models import Boost, Favourite, Post, PostElsewhere, ProfilePin, QuoteConsent
from commonhold.social.received.models import Retractable
from tests.cast import MORNING, minutes

NEW = "https://new.example/users/eve"
YARD = "https://lemmy.example/c/yard"


@pytest.mark.parametrize("verb", ["Like", "EmojiReact"])
def test_a_post_of_ours_is_liked_once_and_no_more(mouth: Mouth, eve: int, post: int, verb: str):
    like = mouth.activity(verb, addresses.post(post), content="🏮")
    assert mouth.tell(like) == ""
    mouth.say(verb, addresses.post(post))
    assert [each.person_id for each in Favourite.objects.all()] == [eve]
    mouth.say("Undo", like)
    assert not Favourite.objects.exists()


@pytest.mark.parametrize("shape", ["address", "stub"])
@pytest.mark.parametrize("verb", ["Like", "EmojiReact", "Announce"])
def test_she_takes_back_what_she_did_by_its_address_alone(mouth: Mouth, post: int, verb: str, shape: str):
    sign = mouth.activity(verb, addresses.post(post))
    mouth.tell(sign)
    bare = sign["id"] if shape == "address" else {"id": sign["id"], "type": verb}
    sister = meet("https://elsewhere.example/users/sister")
    mouth.say("Undo", bare, by="https://elsewhere.example/users/sister")
    assert Favourite.objects.exists() or Boost.objects.exists(), f"not for {sister} to take back"
    assert mouth.say("Undo", bare) == ""
    assert not Favourite.objects.exists()
    assert not Boost.objects.exists()
    assert not Retractable.objects.exists()


def test_what_came_to_nothing_is_not_remembered(mouth: Mouth):
    mouth.say("Like", addresses.post(17))
    assert not Retractable.objects.exists()


def test_a_dislike_is_heard_and_nothing_more(mouth: Mouth, post: int):
    assert mouth.say("Dislike", addresses.post(post)) == ""
    assert mouth.say("Undo", mouth.activity("Dislike", addresses.post(post))) == ""
    assert not Favourite.objects.exists()


def test_what_she_may_not_see_she_neither_likes_nor_boosts(mouth: Mouth, ada: int):
    kept = posts.publish_post(ada, text="For us", audience="followers", now=MORNING)
    assert mouth.say("Like", addresses.post(kept)) != ""
    assert mouth.say("Announce", addresses.post(kept)) != ""
    assert mouth.say("Like", addresses.post(17)) != ""
    assert mouth.say("Like", "https://nowhere.example/1") == "what it likes isn't here"
    assert not Favourite.objects.exists()
    assert not Boost.objects.exists()


def test_a_post_of_ours_is_boosted_and_no_more(mouth: Mouth, eve: int, post: int):
    boost = mouth.activity("Announce", addresses.post(post))
    assert mouth.tell(boost) == ""
    assert [each.person_id for each in Boost.objects.all()] == [eve]
    mouth.say("Undo", boost)
    assert not Boost.objects.exists()


def test_what_she_boosts_of_others_is_fetched_for_who_reads_her(
    mouth: Mouth, servers: OtherServers, ada: int, eve: int
):
    other = meet("https://third.example/users/tom")
    fetched = posts.publish_post(other, text="From afar", now=MORNING)
    uri = "https://third.example/notes/1"
    servers.posts[uri] = fetched
    assert mouth.say("Announce", uri) == "nobody here reads who passes it on"
    reads(ada, eve)
    assert mouth.say("Announce", uri) == ""
    assert [(each.post_id, each.person_id) for each in Boost.objects.all()] == [(fetched, eve)]


def test_a_group_elsewhere_passes_on_what_was_said_in_it(mouth: Mouth, servers: OtherServers, ada: int):
    yard = meet(YARD, kind="Group")
    tom = meet("https://third.example/users/tom")
    reads(ada, yard)
    uri = "https://third.example/notes/1"
    servers.posts[uri] = posts.publish_post(tom, text="In the yard", now=MORNING)
    create = {
        "type": "Create",
        "actor": "https://third.example/users/tom",
        "object": note("1", by="https://third.example/users/tom"),
    }
    assert mouth.say("Announce", create, by=YARD) == ""
    assert [each.person_id for each in Boost.objects.all()] == [yard]
    assert servers.taken == []  # its own server said it, not the group
    asked = len(servers.asked)
    gone = {"type": "Delete", "actor": YARD, "object": uri}
    assert mouth.say("Announce", gone, by=YARD) == "what it changes isn't here"
    PostElsewhere.objects.create(post_id=servers.posts[uri], uri=uri, fetched_at=MORNING)
    assert mouth.say("Announce", gone, by=YARD) == ""
    assert uri in servers.asked[asked:]
    assert Post.objects.filter(removed_at=None).exists()  # it is there still, where it was said
    servers.gone.add(uri)
    assert mouth.say("Announce", gone, by=YARD) == ""
    assert not Post.objects.filter(removed_at=None).exists()
    like = {"type": "Like", "actor": EVE, "object": uri}
    assert mouth.say("Announce", like, by=YARD) == ""
    assert not Favourite.objects.exists()


def test_a_group_takes_back_what_it_passed_on_by_its_address_alone(
    mouth: Mouth, servers: OtherServers, ada: int
):
    reads(ada, meet(YARD, kind="Group"))
    tom = "https://third.example/users/tom"
    uri = "https://third.example/notes/1"
    servers.posts[uri] = posts.publish_post(meet(tom), text="In the yard", now=MORNING)
    PostElsewhere.objects.create(post_id=servers.posts[uri], uri=uri, fetched_at=MORNING)
    create = {"id": f"{uri}/create", "type": "Create", "actor": tom, "object": {"id": uri, "type": "Note"}}
    announce = mouth.activity("Announce", create, by=YARD)
    for undone in (announce["id"], announce):
        announce = announce | {"id": f"{announce['id']}-{isinstance(undone, str)}"}
        assert mouth.tell(announce, by=YARD) == ""
        assert Boost.objects.exists()
        assert mouth.say("Undo", announce["id"] if isinstance(undone, str) else announce, by=YARD) == ""
        assert not Boost.objects.exists()


def test_somebody_who_is_no_group_passes_no_activities_on(
    mouth: Mouth, servers: OtherServers, ada: int, eve: int
):
    reads(ada, eve)
    create = {"type": "Create", "actor": NEW, "object": note("1", by=NEW)}
    assert mouth.say("Announce", create) != ""
    assert not Boost.objects.exists()


def test_a_report_names_nobody_but_their_server(mouth: Mouth, ada: int, post: int):
    server = "https://elsewhere.example/actor"
    actor = meet(server, kind="Application")
    reported = [addresses.person(ada), addresses.post(post)]
    assert mouth.say("Flag", reported, by=server, content="Too bright") == ""
    row = Report.objects.get()
    assert (row.reporter_id, row.about, row.person_id, row.words) == (actor, str(post), ada, "Too bright")
    assert mouth.say("Flag", reported, by=server) == ""
    assert Report.objects.count() == 1


def test_of_what_their_server_may_not_see_the_person_is_reported(mouth: Mouth, ada: int):
    kept = posts.publish_post(ada, text="For us", audience="followers", now=MORNING)
    assert mouth.say("Flag", [addresses.person(ada), addresses.post(kept)]) == ""
    assert Report.objects.get().kind == "person"
    assert mouth.say("Flag", ["https://third.example/1"]) == "it reports nothing of ours"


def test_of_a_report_that_names_too_much_what_fits_is_taken_and_it_says_so(mouth: Mouth, ada: int):
    named = [
        addresses.post(posts.publish_post(ada, text=f"Lantern {each}", now=minutes(each)))
        for each in range(22)
    ]
    assert mouth.say("Flag", named, content="Too bright") == ""
    assert Report.objects.count() == 20
    assert {each.words for each in Report.objects.all()} == {
        "Too bright\n\n2 more posts were named in this report than are taken from one."
    }


def test_of_a_report_what_a_server_may_pass_on_in_a_day_is_taken(mouth: Mouth, ada: int):
    fewer = SetParameter("moderation.server_reports_a_day", 10)
    assert enact([fewer], reference="proposal:1", rule=UNANIMOUS, now=MORNING).done
    named = [
        addresses.post(posts.publish_post(ada, text=f"Lantern {each}", now=minutes(each)))
        for each in range(12)
    ]
    assert mouth.say("Flag", named, content="Too bright") == ""
    assert Report.objects.count() == 10
    assert mouth.say("Flag", named[10:], content="Too bright") != ""
    assert Report.objects.count() == 10


def test_she_pins_and_unpins_her_own_posts(mouth: Mouth, ada: int, eve: int, post: int):
    reads(ada, eve)
    said = note("lanterns")
    mouth.say("Create", said)
    assert mouth.say("Add", said["id"], target=f"{EVE}/featured") == ""
    assert ProfilePin.objects.get().post_id == post_at(said["id"])
    assert mouth.say("Remove", said["id"], target=f"{EVE}/featured") == ""
    assert not ProfilePin.objects.exists()
    assert mouth.say("Add", said["id"], target=f"{EVE}/tags") != ""
    assert mouth.say("Add", addresses.post(post), target=f"{EVE}/featured") != ""
    assert not ProfilePin.objects.exists()


def test_how_she_describes_herself_is_asked_of_her_own_server(mouth: Mouth, servers: OtherServers):
    assert mouth.say("Update", {"type": "Person", "id": EVE, "name": "Evelyn"}) == ""
    assert servers.asked[-1] == EVE
    assert "somebody else" in mouth.say("Update", {"type": "Person", "id": NEW})
    assert "what is new" in mouth.say("Update", EVE)


def test_who_is_gone_leaves_tombstones(mouth: Mouth, ada: int, eve: int):
    reads(ada, eve)
    mouth.say("Create", note("lanterns"))
    assert mouth.say("Delete", EVE) == ""
    assert Person.objects.get(id=eve).removed_at == MORNING
    assert Post.objects.get(author_id=eve).removed_at == MORNING
    assert not Follow.objects.exists()
    assert RemoteActor.objects.get(uri=EVE).gone_at == MORNING
    assert mouth.say("Delete", addresses.person(ada)) != ""
    assert Person.objects.get(id=ada).removed_at is None


def moving(servers: OtherServers, *, says_old: bool = True, says_new: bool = True) -> int:
    new = meet(NEW)
    servers.describes[EVE] = {"moved_to": NEW if says_old else ""}
    servers.describes[NEW] = {"also_known_as": [EVE] if says_new else []}
    return new


def test_who_follows_somebody_follows_her_where_she_moves(
    mouth: Mouth, servers: OtherServers, ada: int, eve: int
):
    reads(ada, eve)
    new = moving(servers)
    assert mouth.say("Move", EVE, target=NEW) == ""
    assert queries.follow_between(ada, new) is not None
    assert not queries.is_following(Viewer(ada), eve)


def test_who_moves_to_us_is_followed_here_if_she_said_so(
    mouth: Mouth, servers: OtherServers, ada: int, ben: int, eve: int
):
    reads(ada, eve)
    servers.describes[EVE] = {"moved_to": addresses.person(ben)}
    assert mouth.say("Move", EVE, target=addresses.person(ben)) != ""
    Alias.objects.create(person_id=ben, uri=EVE, called="eve@elsewhere.example", since=MORNING)
    assert mouth.say("Move", EVE, target=addresses.person(ben)) == ""
    assert queries.is_following(Viewer(ada), ben)


@pytest.mark.parametrize(("says_old", "says_new"), [(True, False), (False, True)])
def test_nobody_is_moved_where_one_side_knows_nothing_of_it(
    mouth: Mouth, servers: OtherServers, ada: int, eve: int, says_old: bool, says_new: bool
):
    reads(ada, eve)
    moving(servers, says_old=says_old, says_new=says_new)
    assert mouth.say("Move", EVE, target=NEW) != ""
    assert mouth.say("Move", EVE, by=NEW, target=NEW) != ""
    assert queries.is_following(Viewer(ada), eve)


def test_a_quote_that_is_asked_for_is_answered_as_its_author_wishes(
    mouth: Mouth, servers: OtherServers, ada: int, eve: int
):
    reads(ada, eve)
    quoted = posts.publish_post(ada, text="Quote me", now=MORNING)
    mouth.say("Create", note("quoting"))
    quote = post_at(note("quoting")["id"]) or 0
    Post.objects.filter(id=quote).update(quoted_id=quoted)
    QuoteConsent.objects.create(post_id=quote, state="given", since=MORNING)
    asked = mouth.activity("QuoteRequest", addresses.post(quoted), instrument=note("quoting"))
    assert mouth.tell(asked) == ""
    assert QuoteConsent.objects.get().asked_as == asked["id"]
    assert "another server" in mouth.say("QuoteRequest", addresses.post(quoted), instrument=note("q", by=NEW))


def test_consent_to_a_quote_of_ours_comes_and_goes(mouth: Mouth, ada: int, eve: int):
    reads(ada, eve)
    mouth.say("Create", note("lanterns"))
    theirs = post_at(note("lanterns")["id"])
    ours = posts.publish_post(ada, text="See this", now=MORNING)
    Post.objects.filter(id=ours).update(quoted_id=theirs)
    consent = QuoteConsent.objects.create(post_id=ours, state="asked", since=MORNING)
    request = {"type": "QuoteRequest", "instrument": addresses.post(ours), "object": note("lanterns")["id"]}
    stamp = {"type": "QuoteAuthorization", "id": f"{EVE}/stamps/1", "interactingObject": addresses.post(ours)}

    def state() -> str:
        consent.refresh_from_db()
        return consent.state

    assert mouth.say("Accept", request) == ""
    assert state() == "given"
    assert mouth.say("Delete", stamp) == ""
    assert state() == "withdrawn"
    meet(NEW)
    assert mouth.say("Accept", request, by=NEW) != ""
    assert state() == "withdrawn"


def test_followers_that_differ_come_to_agree(
    mouth: Mouth, servers: OtherServers, ada: int, ben: int, caro: int, eve: int
):
    reads(ada, eve)
    reads(ben, eve)
    Follow.objects.filter(follower_id=ben).update(accepted_at=None)
    said, url = [addresses.person(each) for each in (ben, caro)], f"{EVE}/synchronization"
    servers.members[url] = said
    header = f'collectionId="{EVE}/followers", url="{url}", digest="{digest_of(said)}"'
    mouth.tell(mouth.activity("View", EVE), followers=header)
    assert not queries.is_following(Viewer(ada), eve)  # her server doesn't know her
    assert queries.is_following(Viewer(ben), eve)  # its answer was lost on the way
    told = Job.objects.filter(payload__event="people.unfollowed", payload__facts__follower_id=caro)
    assert told.exists()  # she follows nobody there, and her server hears it
    servers.asked.clear()
    header = header.replace(digest_of(said), digest_of(said[:1]))
    mouth.tell(mouth.activity("View", EVE), followers=header, now=minutes(1))
    assert url not in servers.asked  # where the digests agree nobody is asked


def test_followers_of_somebody_else_are_not_compared(mouth: Mouth, servers: OtherServers, ada: int, eve: int):
    reads(ada, eve)
    for other, url in ((f"{NEW}/followers", f"{EVE}/s"), (f"{EVE}/followers", "https://bad.example/s")):
        header = f'collectionId="{other}", url="{url}", digest="00"'
        mouth.tell(mouth.activity("View", EVE), followers=header)
    assert servers.asked == [EVE, EVE]
    assert queries.is_following(Viewer(ada), eve)
