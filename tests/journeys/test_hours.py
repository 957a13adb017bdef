"""An hour of repair, paid through two people who trust each other, and given back."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.journeys.conftest import Visit
from tests.journeys.walking import Visitor
from tests.served import Coop


def test_an_hour_is_paid_through_two_people(yard: Coop, visit: Visit) -> None:
    ada, ben, caro, finn = (visit(yard, name) for name in ("ada", "ben", "caro", "finn"))
    _trusts(ben, "ada", "5")
    _trusts(caro, "ben", "4:00")
    _trusts(finn, "caro", "90 min")
    assert finn.fits()

    ada.goes_to("/more")
    ada.page.locator("main").get_by_role("link", name="Hours", exact=True).click()
    ada.follows("Pay somebody")
    ada.fills(to="@finn", minutes="2", words="The lamp shines again")
    ada.presses("Show the way")
    ada.sees("Trust between you two reaches no further than 1 h 30 min now.")
    ada.fills(minutes="1")
    ada.presses("Show the way")
    ada.sees("through Ben, whom Caro trusts up to 4 h, and Caro, whom Finn trusts up to 1 h 30 min")
    assert ada.fits()
    ada.presses("Pay 1 h")
    expect(ada.page.get_by_role("heading", level=1)).to_have_text("Ada paid Finn 1 h")

    finn.goes_to("/notifications")
    finn.looks_again_until(lambda: finn.page.get_by_text("Ada paid you 1 h").count() > 0)
    finn.goes_to("/credit")
    finn.sees("You are owed 1 h in all.")
    finn.page.locator("#history a").first.click()
    finn.sees("The lamp shines again")

    ben.goes_to("/credit")
    ben.sees("You are owed as much as you owe.")
    ben.page.locator("#history a").first.click()
    expect(ben.page.get_by_role("heading", level=1)).to_have_text("1 h went through you")
    assert ben.page.get_by_text("Finn").count() == 0
    assert ben.page.get_by_text("The lamp shines again").count() == 0
    assert ben.fits()

    finn.presses("Give it back")
    finn.sees("This payment was reversed")
    ada.goes_to("/credit")
    ada.sees("You owe nothing, and nobody owes you.")


def _trusts(visitor: Visitor, handle: str, hours: str) -> None:
    visitor.goes_to(f"/@{handle}")
    visitor.follows("Trust this person with hours, or pay in hours")
    expect(visitor.page).to_have_url(re.compile(r"/credit/with/\d+"))
    visitor.fills(minutes=hours)
    visitor.presses("Set the limit")
    visitor.sees("From now on this person may owe you up to")
