"""Stories between two co-ops of ours, in the browser, each told both ways: what one does, the other sees."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import pytest
from playwright.sync_api import Locator, expect

from tests.federation.groups import OpenGroup
from tests.federation.members import Member, eventually
from tests.journeys.walking import Visitor


class Sides(NamedTuple):
    """Somebody acts `there`; `here` her friend reads. They follow each other."""

    there: Visitor
    here: Visitor
    author: Member
    reader: Member


@pytest.fixture(scope="session")
def neighbours(a_test, b_test) -> tuple[Member, Member]:
    """Ada of a.test and Ben of b.test follow each other."""
    ada, ben = Member(a_test, "ada"), Member(b_test, "ben")
    for one, other in ((ada, ben), (ben, ada)):
        one.follows(one.finds(other.address))
    for one, other in ((ada, ben), (ben, ada)):
        account = one.finds(other.address)
        eventually(lambda one=one, account=account: one.relationship(account)["following"])  # type: ignore[misc]
    return ada, ben


@pytest.fixture(params=["a tells b", "b tells a"])
def sides(request: pytest.FixtureRequest, neighbours, ada_at_a, ben_at_b) -> Iterator[Sides]:
    """Scripts that complained in either browser are failures."""
    ada, ben = neighbours
    if request.param == "a tells b":
        yield Sides(ada_at_a, ben_at_b, ada, ben)
    else:
        yield Sides(ben_at_b, ada_at_a, ben, ada)
    troubles = [*ada_at_a.troubles, *ben_at_b.troubles]
    ada_at_a.troubles.clear()
    ben_at_b.troubles.clear()
    assert not troubles


def test_a_stranger_is_found_followed_and_accepts(sides):
    """By her address, on pages alone."""
    there, here = sides.there, sides.here
    name = f"@hana@{there.coop.name}"
    here.goes_to(f"/search?q={name}&what=people")
    here.page.wait_for_url(f"**/{name}")  # the page of search looks again by itself, and leads there
    here.presses("Follow")
    here.looks_again_until(
        lambda: here.page.locator("main").get_by_role("button", name="Stop following").count() > 0
    )


def test_a_post_is_read_answered_boosted_and_favoured(sides):
    there, here = sides.there, sides.here
    words = f"Fresh bread from {there.coop.name}"
    there.goes_to("/compose")
    there.fills(text=words)
    said = there.publishes()
    here.goes_to("/")
    _comes(here, words).get_by_role("button", name="Favourite").click()
    _post(here, words).get_by_role("button", name="Boost").click()
    _post(here, words).get_by_role("link", name="Reply").click()
    here.fills(text=f"With butter, says {here.coop.name}")
    here.presses("Reply")
    here.sees("With butter")
    there.goes_to(said)
    there.looks_again_until(lambda: there.page.get_by_text("With butter, says").count() > 0)
    there.looks_again_until(lambda: _count(there, words, "Favourite") == "1")
    there.looks_again_until(lambda: _count(there, words, "Boost") == "1")


def test_what_was_said_is_edited_and_deleted(sides):
    there, here = sides.there, sides.here
    words = f"Rye at {there.coop.name}"
    there.goes_to("/compose")
    there.fills(text=words)
    said = there.publishes()
    here.goes_to("/")
    _comes(here, words)
    there.goes_to(f"{said}/edit")
    there.fills(text=f"Wheat instead at {there.coop.name}")
    there.presses("Save")
    _comes(here, f"Wheat instead at {there.coop.name}")
    there.goes_to(f"{said}/remove")
    there.presses("Delete")
    here.goes_to("/")
    here.looks_again_until(lambda: _post(here, f"Wheat instead at {there.coop.name}").count() == 0)


def test_a_poll_is_voted_in_from_elsewhere(sides):
    there, here = sides.there, sides.here
    question = f"Soup or stew at {there.coop.name}?"
    there.goes_to("/compose")
    there.fills(text=question)
    there.page.locator("main summary").filter(has_text="Poll").click()
    there.page.get_by_label("Answer 1", exact=True).fill("Soup")
    there.page.get_by_label("Answer 2", exact=True).fill("Stew")
    said = there.publishes()
    here.goes_to("/")
    post = _comes(here, question)
    post.get_by_role("radio", name="Stew").check()
    post.get_by_role("button", name="Choose").click()
    expect(post.locator(".poll-count-mine")).to_be_visible()
    there.goes_to(said)
    there.looks_again_until(lambda: "1 person" in there.page.locator("main").inner_text())


def test_who_wants_to_be_asked_accepts_by_hand(sides):
    """Hana here asks to follow Caro there, who reads it on her page and says yes."""
    caro, hana = Member(sides.author.coop, "caro"), Member(sides.reader.coop, "hana")
    caro.patches("/api/v1/accounts/update_credentials", locked=True)
    account = hana.finds(caro.address)
    hana.follows(account)
    page = "/me/follow-requests"
    eventually(lambda: hana.address[1:] in caro.own_page(page))
    assert hana.relationship(account)["requested"]
    assert not hana.relationship(account)["following"]
    caro.submits(page, person_id=caro.finds(hana.address), answer="accept")
    eventually(lambda: hana.relationship(account)["following"])
    caro.patches("/api/v1/accounts/update_credentials", locked=False)


def test_a_block_ends_what_was_between_them_until_it_is_taken_back(sides):
    """Caro there blocks Ivo here, who followed her; afterwards he may follow her again."""
    caro, ivo = Member(sides.author.coop, "caro"), Member(sides.reader.coop, "ivo")
    account, blocked = ivo.finds(caro.address), caro.finds(ivo.address)
    ivo.follows(account)
    eventually(lambda: ivo.relationship(account)["following"])
    caro.submits(f"/{ivo.address}/block")
    eventually(lambda: not ivo.relationship(account)["following"])
    eventually(lambda: ivo.relationship(account)["blocked_by"])
    caro.submits("/settings/blocks", to="/settings/blocks/undo", person_id=blocked)
    eventually(lambda: not ivo.relationship(account)["blocked_by"])
    ivo.follows(account)
    eventually(lambda: ivo.relationship(account)["following"])


def test_a_report_reaches_those_who_can_act(sides):
    there, here = sides.there, sides.here
    words = f"Spam from {there.coop.name}"
    there.goes_to("/compose")
    there.fills(text=words)
    there.publishes()
    here.goes_to("/")
    more = _comes(here, words).locator("details.more")
    more.locator("summary").click()
    more.get_by_role("link", name="Report").click()
    here.page.get_by_role("radio", name="Something else; I say it below").check()
    here.page.get_by_role("checkbox", name="Tell their own server").check()
    here.page.locator("main textarea").first.fill(f"It sells bread, says {here.coop.name}")
    here.presses("Send this report")
    here.page.wait_for_url(lambda url: "/report?" not in url)
    desk = Member(sides.author.coop, "caro")  # nobody answers a report on herself
    eventually(lambda: f"says {here.coop.name}" in desk.own_page("/moderation/reports"))


def test_a_group_is_followed_from_elsewhere(sides):
    here = sides.here
    group = OpenGroup(sides.author, f"Bakers of {sides.author.coop.name[0]}")
    account = sides.reader.finds(group.actor)
    sides.reader.follows(account)
    eventually(lambda: sides.reader.relationship(account)["following"])
    group.says(sides.author, f"Rye on Monday at {sides.author.coop.name}")
    here.goes_to("/")
    _comes(here, f"Rye on Monday at {sides.author.coop.name}")


def test_whoever_moves_takes_her_followers_along(sides):
    """Somebody there moves to who is called alike here; a member there followed her."""
    name, reader = {"a.test": ("jun", "hana"), "b.test": ("finn", "ivo")}[sides.author.coop.name]
    old, new = Member(sides.author.coop, name), Member(sides.reader.coop, name)
    follower = Member(sides.author.coop, reader)
    follower.follows(old.id)
    new.finds(old.address)
    new.submits("/settings/elsewhere", address=old.address[1:])
    old.finds(new.address)
    typed = {"move-address": new.address[1:], "move-handle": name}
    old.submits("/settings/elsewhere", to="/settings/elsewhere/move", **typed)
    eventually(lambda: follower.relationship(follower.finds(new.address))["following"])


def _post(visitor: Visitor, words: str) -> Locator:
    return visitor.page.locator("main .post").filter(has_text=words).first


def _comes(visitor: Visitor, words: str) -> Locator:
    """The post, once it came from the other server."""
    visitor.looks_again_until(lambda: visitor.page.locator("main .post").filter(has_text=words).count() > 0)
    return _post(visitor, words)


def _count(visitor: Visitor, words: str, action: str) -> str:
    found = _post(visitor, words).locator(".post-action").filter(has_text=action).locator(".count")
    return found.inner_text() if found.count() else ""
