"""An idea from the first word to what shipped, and a vote on what comes first."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.journeys.conftest import Visit
from tests.journeys.deciding import casts, challenges, is_in_force
from tests.journeys.walking import Visitor
from tests.served import Coop

_BIKE, _BOX, _TOOLS = "A cargo bike to lend", "A bike with a box", "A tool library"


def test_an_idea_finds_support_and_ships(yard: Coop, visit: Visit) -> None:
    ada, ben = visit(yard, "ada"), visit(yard, "ben")
    bike = _writes(ada, _BIKE)
    ada.presses("Support it")
    ada.sees("1 supports it · you too")
    box = _writes(ben, _BOX)
    ben.presses("Support it")
    ben.page.get_by_text("Merge it into another idea").click()
    ben.page.get_by_label("The idea that leads from now on").select_option(label=_BIKE)
    ben.presses("Merge")
    ben.sees("2 support it · you too")
    assert ben.fits()
    ben.goes_to(box)
    ben.sees("This idea is now part of another")
    ada.goes_to(bike)
    ada.page.get_by_text("Say where it stands").click()
    ada.page.get_by_label("Where it stands").select_option("shipped")
    ada.fills(link="https://yard.example/bike")
    ada.presses("Put it on record")
    expect(ada.page.locator("main .state").first).to_have_text("Shipped")
    ben.goes_to("/notifications")
    ben.looks_again_until(lambda: ben.page.get_by_text(f"It is there: {_BIKE}").count() > 0)
    ben.goes_to("/roadmap/shipped")
    ben.sees(_BIKE)


def test_a_vote_says_what_comes_first(yard: Coop, visit: Visit) -> None:
    ada, stranger = visit(yard, "ada"), visit(yard)
    for title in (_BIKE, _TOOLS, _BOX):
        _writes(ada, title)
        ada.presses("Support it")
    ada.goes_to("/roadmap")
    ada.follows("Propose what comes first")
    expect(ada.page.get_by_label(_BOX)).to_be_checked()
    ada.page.get_by_label(_BOX).uncheck()
    ada.presses("Make it a proposal")
    expect(ada.page.get_by_role("heading", level=1)).to_have_text("What comes first?")
    made = int(ada.page.url.rsplit("/", 1)[1])
    ada.page.get_by_label(_TOOLS).select_option("1")
    ada.page.get_by_label(_BIKE).select_option("2")
    ada.presses("Cast my ballot")
    casts(yard, made, [[2], [1]], "caro", "finn", "hana")
    yard.console("clock", "advance", "4d")
    ada.goes_to(f"/decide/{made}")
    ada.sees("In this order:")
    again = challenges(ada, made)
    for name, order in (("caro", [[1], [2]]), ("finn", [[1], [2], [0]]), ("hana", [[2], [1]])):
        casts(yard, again, order, name)
    yard.console("clock", "advance", "6d")
    is_in_force(ada, again)
    stranger.goes_to("/roadmap")
    expect(stranger.page.locator("#priorities li")).to_have_text([_BIKE, _TOOLS])
    assert stranger.fits()


def _writes(visitor: Visitor, title: str) -> str:
    """Writes an idea down; gives its page's address."""
    visitor.goes_to("/roadmap/new")
    visitor.fills(title=title)
    visitor.presses("Put it on the roadmap")
    expect(visitor.page.get_by_role("heading", level=1)).to_have_text(title)
    return visitor.page.url
