"""toot, a program for terminals, through its own commands."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from commonhold.social.media.tests.samples import picture
from tests.clients.exchanges import Exchanges
from tests.clients.listening import listening
from tests.clients.patience import until
from tests.clients.tooting import Toot
from tests.served import Coop


@pytest.fixture(scope="session")
def ear(all_exchanges: Exchanges) -> Iterator[str]:
    with listening(all_exchanges) as address:
        yield address


@pytest.fixture(scope="session")
def of_finn(yard: Coop, ear: str, tmp_path_factory: pytest.TempPathFactory) -> Toot:
    toot = Toot(tmp_path_factory.mktemp("finn"), ear)
    toot.signs_in(yard, "finn")
    return toot


@pytest.fixture
def finn(of_finn: Toot, exchanges: Exchanges) -> Toot:
    return of_finn


def test_it_knows_who_and_where_one_is(finn, yard):
    assert finn.gives("whoami")["acct"] == "finn"
    assert "@finn" in finn.says("whoami")
    assert "Lantern Yard" in finn.says("instance", yard.url)
    assert f"finn@{yard.url.removeprefix('http://')}" in finn.says("auth")


def test_a_post_is_written_kept_and_removed(finn):
    made = finn.gives("post", "Kindling to spare", "--visibility", "unlisted", "--spoiler-text", "Wood")
    assert (made["visibility"], made["spoiler_text"]) == ("unlisted", "Wood")
    assert "Kindling to spare" in finn.says("status", made["id"])
    for there, back, flag in (
        ("favourite", "unfavourite", "favourited"),
        ("bookmark", "unbookmark", "bookmarked"),
        ("pin", "unpin", "pinned"),
    ):
        assert finn.gives(there, made["id"])[flag]
        assert not finn.gives(back, made["id"])[flag]
    assert finn.gives("reblog", made["id"])["reblog"]["id"] == made["id"]
    assert "finn" in finn.says("reblogged-by", made["id"])
    assert not finn.gives("unreblog", made["id"])["reblogged"]
    finn.says("delete", made["id"])
    assert "Record not found" in finn.says("status", made["id"], ok=False)


def test_an_answer_is_read_in_its_thread(finn):
    top = finn.gives("post", "Who has a ladder?")
    answer = finn.gives("post", "Found one", "--reply-to", top["id"])
    assert answer["in_reply_to_id"] == top["id"]
    thread = finn.says("thread", top["id"])
    assert thread.index("ladder") < thread.index("Found one")


def test_timelines_are_read(finn, yard):
    finn.says("post", "The #gate is open")
    for where in ([], ["--public"], ["--public", "--local"], ["--tag", "gate"]):
        assert "is open" in finn.says("timeline", "--once", *where)
    assert "is open" in finn.says("timeline", "--once", "--public", "--instance", yard.url)
    assert "Hello?" not in finn.says("bookmarks", "--once")


def test_a_poll_is_asked_and_answered(finn):
    words = ["post", "Soup?", "--poll-option", "Yes", "--poll-option", "No", "--poll-expires-in", "1 hour"]
    asked = finn.gives(*words)
    assert finn.gives("polls", "show", asked["poll"]["id"])["votes_count"] == 0
    assert "Yes" in finn.says("polls", "show", asked["poll"]["id"])
    assert "Your vote" in finn.says("polls", "vote", asked["poll"]["id"], "0")
    assert "Error" in finn.says("polls", "vote", asked["poll"]["id"], "1", ok=False)


def test_a_picture_is_sent_and_posted_once_it_is_ready(finn, tmp_path: Path):
    file = tmp_path / "gate.png"
    file.write_bytes(picture())
    posted = finn.gives("post", "Look", "--media", str(file), "--description", "A gate")
    assert posted["media_attachments"][0]["description"] == "A gate"
    assert finn.gives("upload", str(file), "--description", "Again")["description"] == "Again"


def test_a_post_waits_for_its_time(finn):
    waiting = finn.gives("post", "Later", "--scheduled-in", "2 hours")
    assert waiting["params"]["text"] == "Later"


def test_people_are_met_and_kept_away(finn, signed_in):
    jun = signed_in("jun")
    assert "jun" in finn.says("whois", "jun")
    finn.says("follow", "jun")
    assert "jun" in finn.says("following")
    assert "finn" in finn.says("followers", "jun")
    finn.says("mute", "jun")
    assert "jun" in finn.says("muted")
    finn.says("unmute", "jun")
    finn.says("unfollow", "jun")
    finn.says("block", "jun")
    assert "jun" in finn.says("blocked")
    finn.says("unblock", "jun")
    finn.says("update-account", "--locked", "--note", "Splits wood")
    me = jun.account_follow(jun.account_lookup("finn")["id"])
    assert me["requested"]
    assert "jun" in finn.says("follow-requests", "list")
    finn.says("follow-requests", "accept", "jun")
    assert "finn" in str(jun.account_following(jun.me()["id"]))
    finn.says("update-account", "--no-locked", "--display-name", "Finn")


def test_lists_and_tags_are_kept(finn):
    finn.says("lists", "create", "Woods")
    assert "Woods" in finn.says("lists", "list")
    finn.says("follow", "ivo")
    finn.says("lists", "add", "Woods", "ivo")
    assert "ivo" in finn.says("lists", "accounts", "Woods")
    finn.says("lists", "remove", "Woods", "ivo")
    finn.says("lists", "delete", "Woods")
    finn.says("tags", "follow", "kindling")
    assert "kindling" in finn.says("tags", "followed")
    finn.says("tags", "unfollow", "kindling")
    finn.says("tags", "feature", "kindling")
    assert "kindling" in finn.says("tags", "featured")
    finn.says("tags", "unfeature", "kindling")
    assert "kindling" not in finn.says("tags", "featured")


def test_more_timelines_search_and_what_one_is_told_are_read(finn, signed_in):
    posted = finn.gives("post", "Beech to give away #beech")
    finn.says("favourite", posted["id"])
    for where in (["home"], ["public", "--local"], ["tag", "beech"], ["account", "finn"], ["favourites"]):
        assert "Beech to give away" in finn.says("timelines", *where, "--no-pager", "--no-clear"), where
    finn.says("timelines", "trending", "--no-pager", "--no-clear")
    finn.says("timelines", "link", "https://example.org/", "--no-pager", "--no-clear")
    assert "beech" in finn.says("search", "#beech")
    assert [each["acct"] for each in finn.gives("search", "@finn")["accounts"]] == ["finn"]
    signed_in("jun").status_post("@finn I take it", in_reply_to_id=posted["id"])
    until(lambda: finn.says("notifications", "--type", "mention"), lambda told: "I take it" in told)
    finn.says("notifications", "--clear")
    assert "I take it" not in finn.says("notifications")


def test_nobody_gets_in_without_a_code(yard, ear, exchanges, tmp_path: Path):
    toot = Toot(tmp_path, ear)
    assert "Login failed" in toot.says(
        "login_cli", "-i", yard.url, "-e", "finn@example.org", "-p", "lantern light", ok=False
    )
    assert "logged in" in toot.says("whoami", ok=False)
