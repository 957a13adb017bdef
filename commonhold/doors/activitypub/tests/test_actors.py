"""Actors as other servers read them."""

from __future__ import annotations

import pytest
from cryptography.hazmat.primitives.serialization import load_pem_public_key

from commonhold.doors.activitypub.tests.conftest import Fetch
from commonhold.social.groups.models import Group
from commonhold.social.people import actions as people
from commonhold.social.people import leaving
from commonhold.social.people.actions import circles
from commonhold.social.posts import actions as posts
from tests import cast
from tests.cast import MORNING

HERE = "http://coop.example"


def test_an_actor_has_all_that_others_need(fetch: Fetch, ada: int):
    people.present_oneself(
        ada,
        display_name="Ada",
        summary="Founder <b>",
        pronouns="she",
        fields=[("Garden", "plot 12"), ("Web", "https://ada.example")],
        approves_followers=True,
        now=MORNING,
    )
    got = fetch(f"/ap/people/{ada}")
    actor, uri = got.body, f"{HERE}/ap/people/{ada}"
    assert got.headers["Content-Type"].startswith("application/activity+json")
    assert (actor["id"], actor["type"], actor["preferredUsername"]) == (uri, "Person", "ada")
    assert actor["url"] == f"{HERE}/@ada"
    assert actor["manuallyApprovesFollowers"]
    assert "&lt;b&gt;" in actor["summary"]
    assert [each["name"] for each in actor["attachment"]] == ["Garden", "Web"]
    assert 'rel="nofollow noopener me"' in actor["attachment"][1]["value"]
    assert actor["endpoints"] == {"sharedInbox": f"{HERE}/ap/inbox"}
    key = actor["publicKey"]
    assert (key["id"], key["owner"]) == (f"{uri}#main-key", uri)
    assert load_pem_public_key(key["publicKeyPem"].encode())
    for part in ("outbox", "followers", "following", "featured"):
        collection = fetch(actor[part])
        assert (collection.status, collection.body["id"]) == (200, actor[part])
    assert fetch(actor["featuredTags"]).body["type"] == "Collection"


def test_the_server_itself_is_an_actor(fetch: Fetch):
    actor = fetch("/ap/server").body
    assert actor["type"] == "Application"
    found = fetch(f"/.well-known/webfinger?resource=acct:{actor['preferredUsername']}@coop.example")
    assert found.body["links"][0]["href"] == actor["id"]
    assert fetch(actor["outbox"]).body["totalItems"] == 0


def test_a_group_is_an_actor(fetch: Fetch, ada: int):
    group_id = cast.make_group_of(ada)
    Group.objects.filter(id=group_id).update(is_readable_by_all=True)
    actor = fetch(f"/ap/groups/{group_id}").body
    assert actor["type"] == "Group"
    assert actor["attributedTo"] == actor["moderators"] == f"{HERE}/ap/groups/{group_id}/moderators"
    assert actor["@context"][-1]["postingRestrictedToMods"] == "lemmy:postingRestrictedToMods"
    moderators = fetch(actor["moderators"]).body
    assert (moderators["type"], moderators["orderedItems"]) == (
        "OrderedCollection",
        [f"{HERE}/ap/people/{ada}"],
    )
    assert fetch(actor["followers"]).body["totalItems"] == 0


def test_whoever_left_is_gone(fetch: Fetch, ada: int):
    leaving.forget(ada, now=MORNING)
    got = fetch(f"/ap/people/{ada}")
    assert (got.status, got.body["type"]) == (410, "Tombstone")


def test_somebody_of_another_server_is_no_actor_of_ours(fetch: Fetch, eve: int):
    assert fetch(f"/ap/people/{eve}").status == 404
    assert fetch("/ap/people/12345").status == 404


@pytest.mark.parametrize("path", ["/@ada", "/@Ada"])
def test_a_page_asked_for_as_data_leads_to_the_document(fetch: Fetch, ada: int, path: str):
    got = fetch(path)
    assert (got.status, got.headers["Location"]) == (302, f"{HERE}/ap/people/{ada}")
    assert "Accept" in got.headers["Vary"]


def test_a_browser_gets_the_page_at_either_address(fetch: Fetch, ada: int):
    browser = "text/html,application/xhtml+xml,*/*;q=0.8"
    got = fetch(f"/ap/people/{ada}", accept=browser)
    assert (got.status, got.headers["Location"]) == (302, f"{HERE}/@ada")
    page = fetch("/@ada", accept=browser)
    assert page.status == 200
    assert "Accept" in page.headers["Vary"]


def test_a_circle_that_is_kept_back_is_not_even_counted(fetch: Fetch, ada: int, ben: int):
    cast.befriend(ada, ben)
    shown = fetch(f"/ap/people/{ada}/followers?page=true").body
    assert shown["orderedItems"] == [f"{HERE}/ap/people/{ben}"]
    circles.choose_who_sees_circle(ada, shown_to="nobody", now=MORNING)
    kept = fetch(f"/ap/people/{ada}/followers?page=true").body
    assert "totalItems" not in kept
    assert "orderedItems" not in kept


def test_an_outbox_holds_what_is_for_everybody(fetch: Fetch, ada: int):
    said = posts.publish_post(ada, text="hello", now=MORNING)
    posts.publish_post(ada, text="secret", audience="followers", now=MORNING)
    posts.publish_post(ada, text="ours", audience="members", now=MORNING)
    assert fetch(f"/ap/people/{ada}/outbox").body["totalItems"] == 1
    (item,) = fetch(f"/ap/people/{ada}/outbox?page=true").body["orderedItems"]
    assert (item["type"], item["object"]["id"]) == ("Create", f"{HERE}/ap/posts/{said}")
