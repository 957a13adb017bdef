"""From a stranger at the front page to a member whom others answer."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.journeys.conftest import Visit
from tests.journeys.walking import Visitor
from tests.served import Coop


def test_a_stranger_finds_the_front_page_and_joins(demo: Coop, visit: Visit) -> None:
    gus = visit(demo)
    gus.goes_to("/")
    expect(gus.page).to_have_url(f"{demo.url}/")
    expect(gus.page.get_by_role("heading", level=1)).to_have_text("Lantern Yard")
    _opens_an_account(gus)
    _applies(gus)
    for name in ("ada", "ben"):
        _vouches(visit(demo, name))
    _records_dues(visit(demo, "ben"))
    gus.goes_to("/join")
    expect(gus.page.locator("main")).to_contain_text(re.compile(r"You are member \d+\."))
    _has_a_ballot(gus)


def test_what_a_newcomer_writes_is_read_answered_and_thanked(demo: Coop, visit: Visit) -> None:
    gus, caro = visit(demo), visit(demo, "caro")
    gus.goes_to("/")
    _opens_an_account(gus)
    gus.goes_to("/compose")
    gus.fills(text="Hello. I repair *clocks*.")
    gus.presses("Publish")
    gus.sees("Hello. I repair clocks.")

    caro.goes_to("/@gus")
    with caro.page.expect_response(re.compile(r"/follow$")):
        caro.presses("Follow")
    caro.sees("Stop following")
    caro.takes("Home")
    newest = caro.page.get_by_role("article").first
    expect(newest).to_contain_text("Hello. I repair clocks.")
    with caro.page.expect_response(re.compile(r"/thank$")):
        newest.get_by_role("button", name="Thank").click()
    caro.goes_to("/")
    expect(caro.page.get_by_role("article").first.get_by_role("button", name="Thank")).to_have_attribute(
        "aria-pressed", "true"
    )
    caro.page.get_by_role("article").first.get_by_role("link", name="Reply").click()
    caro.fills(text="Mine has stopped at nine. Welcome.")
    caro.presses("Reply")
    caro.sees("Mine has stopped at nine. Welcome.")

    demo.console("clock", "advance", "1m")  # returns when everybody has been told
    gus.goes_to("/")
    gus.takes("Notifications 3 new")
    for words in ("follows you now", "thanked you", "replied to you"):
        gus.sees(words)
    gus.follows("Caro Lind replied to you")
    gus.sees("Mine has stopped at nine. Welcome.")


def _opens_an_account(gus: Visitor) -> None:
    gus.follows("Open an account")
    gus.fills(display_name="Gus Hale", handle="gus", email="gus@example.org", password="a lamp by the gate")
    gus.page.get_by_label("I am at least 16 years old.").check()
    gus.presses("Open my account")
    gus.presses("Skip the rest")
    expect(gus.page.get_by_role("navigation", name="Feeds")).to_be_visible()


def _applies(gus: Visitor) -> None:
    gus.takes("Join")
    gus.fills(statement="I live by the gate and repair clocks.")
    gus.presses("Apply for membership")
    gus.sees("0 of 2 vouches")


def _vouches(member: Visitor) -> None:
    member.goes_to("/join")
    member.follows(re.compile("Read and vouch.*Gus Hale"))
    member.sees("I live by the gate and repair clocks.")
    member.fills(words="He mended our clock.")
    member.presses("I vouch for them")
    member.sees("Your vouch is given.")


def _records_dues(ben: Visitor) -> None:
    ben.goes_to("/money")
    ben.follows("The treasurer's desk")
    ben.presses(re.compile("Received.*Gus Hale"))
    ben.sees("The dues are in the books.")


def _has_a_ballot(gus: Visitor) -> None:
    """In the sample co-op nobody waits: the next proposal is his to decide."""
    opened = gus.coop.console(
        *("proposals", "open", "--as", "ada", "--title", "A bench by the gate", "--decision"),
        '{"kind":"governance.resolve.v1","text":"We build a bench by the gate."}',
    )
    gus.votes(opened["id"], "Yes")
