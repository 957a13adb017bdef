"""Whom somebody followed on Bluesky or X is found again by what stands on pages here, and ticked by her."""

from __future__ import annotations

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from commonhold.social.actors.actions import ActorFacts, know_actor
from commonhold.social.archives import acquainted
from commonhold.social.archives.acquainted import acquaintances, follow_acquaintances
from commonhold.social.archives.friends import read_names
from commonhold.social.archives.refusals import NobodyTicked
from commonhold.social.archives.tests.bringing import bring
from commonhold.social.archives.tests.car_maker import repository
from commonhold.social.archives.tests.maker import zipped
from commonhold.social.archives.tests.test_from_elsewhere import said, script, tweet
from commonhold.social.people import queries as people
from commonhold.social.people.actions import Described, add_to_description
from commonhold.social.people.models import ProfileField
from commonhold.social.people.queries import Viewer
from tests.cast import MORNING, make_person


def shows(person_id: int, link: str) -> None:
    add_to_description(person_id, pronouns="", fields=[("There", link)], now=MORNING)


def met(did: str) -> int:
    """Somebody whom the bridge brought."""
    uri = f"https://bsky.brid.gy/ap/{did}"
    described = Described(handle="eve.bsky.social", domain="bsky.brid.gy", name="Eve")
    return know_actor(ActorFacts(uri, "Person", described, f"{uri}/inbox"), now=MORNING)


def follows_there(*dids: str) -> bytes:
    records = {f"app.bsky.graph.follow/3{n}": {"subject": did} for n, did in enumerate(dids)}
    return repository({"app.bsky.feed.post/3a": said("Beans"), **records})


def test_of_bluesky_the_bridge_and_links_say_who_it_is(coop: str, ada: int, ben: int, caro: int) -> None:
    eve = met("did:plc:eve")
    shows(ben, "https://bsky.app/profile/did:plc:ben")
    shows(caro, "https://bsky.app/profile/did:plc:other")
    bring(ada, follows_there("did:plc:eve", "did:plc:ben", "did:plc:nobody"), filename="repo.car")
    first, second = acquaintances(Viewer(ada))
    assert (first.person.id, first.is_sure) == (eve, True)
    assert (second.person.id, second.is_sure) == (ben, False)
    assert not people.followed_among(Viewer(ada), [eve, ben])


def test_of_x_names_are_learnt_from_posts_that_named_them(coop: str, ada: int, ben: int, caro: int) -> None:
    shows(ben, "https://twitter.com/Ben_Wright")
    ProfileField.objects.filter(person_id=ben).update(verified_at=MORNING, confirmed_at=MORNING)
    shows(caro, "https://x.com/caro")
    named = {
        "user_mentions": [
            {"id_str": "2", "screen_name": "ben_wright"},
            {"id_str": "9", "screen_name": "caro"},
        ]
    }
    files = {
        "data/tweets.js": script("tweets", tweet(1, "@ben_wright @caro hello", entities=named)),
        "data/following.js": script("following", {"following": {"accountId": "2"}}),
    }
    bring(ada, zipped(files), filename="twitter.zip")
    (only,) = acquaintances(Viewer(ada))
    assert (only.person.id, only.is_sure, only.shown) == (ben, True, "https://twitter.com/Ben_Wright")


def test_she_follows_whom_she_ticks_and_nobody_else(coop: str, ada: int, ben: int, caro: int) -> None:
    shows(ben, "https://bsky.app/profile/did:plc:ben")
    shows(caro, "https://bsky.app/profile/did:plc:caro")
    bring(ada, follows_there("did:plc:ben", "did:plc:caro"), filename="repo.car")
    stranger = make_person("gus")
    for ticked in ([], [stranger]):
        with pytest.raises(NobodyTicked):
            follow_acquaintances(ada, people_ids=ticked, now=MORNING)
    assert follow_acquaintances(ada, people_ids=[ben, stranger], now=MORNING) == 1
    assert people.followed_among(Viewer(ada), [ben, caro, stranger]) == {ben}
    assert [each.person.id for each in acquaintances(Viewer(ada))] == [caro]


def test_a_line_that_is_not_for_everybody_tells_nothing(coop: str, ada: int, ben: int) -> None:
    shows(ben, "https://bsky.app/profile/did:plc:ben")
    ProfileField.objects.update(shown_to="members")
    bring(ada, follows_there("did:plc:ben"), filename="repo.car")
    assert acquaintances(Viewer(ada)) == []


def test_a_name_of_bluesky_is_an_address_of_the_bridge(coop: str) -> None:
    table = read_names("@eve.bsky.social ada", filename="names")
    assert [each.address for each in table.entries] == ["eve.bsky.social@bsky.brid.gy", "ada@coop.example"]


def test_the_page_shows_them_and_follows_whom_she_ticked(coop: str, ben: int) -> None:
    ada = make_person("ada", signs_in=True)
    shows(ben, "https://bsky.app/profile/did:plc:ben")
    client = Client()
    client.force_login(get_user_model().objects.get(people=ada))
    assert "Nobody is found" in client.get("/settings/import/people").content.decode()
    bring(ada, follows_there("did:plc:ben"), filename="repo.car")
    assert "did:plc:ben" in client.get("/settings/import/people").content.decode()
    assert client.post("/settings/import/people").status_code == 400
    assert client.post("/settings/import/people", {"person": [ben, "x"]}).status_code == 303
    assert acquainted.acquaintances(Viewer(ada)) == []
