"""An ad from a sponsor's words to a tag's page, and out of sight for whoever wants none."""

from __future__ import annotations

import json

from playwright.sync_api import expect

from tests.journeys.conftest import Visit
from tests.journeys.places import FOUNDERS
from tests.served import Coop

_CHARTER = {"books": "allowed", "own_default": "on", "panel": "board"}
_WORDS = "Second-hand books, by the river."


def test_an_ad_is_handed_in_approved_by_two_paid_shown_and_switched_off(yard: Coop, visit: Visit) -> None:
    _allow_books(yard)
    caro = visit(yard, "caro")
    caro.goes_to("/money")
    caro.follows("Sponsors")
    caro.follows("Hand in an ad")
    caro.fills(
        sponsor="Paper Lantern Books",
        imprint="Paper Lantern Books, 3 Mill Lane",
        contact="hello@lantern-books.example",
        text=_WORDS,
        link="https://lantern-books.example/",
        tags="seeds",
        weeks="2",
    )
    caro.presses("Hand it in")
    caro.sees("0 of 2 approve")
    assert caro.fits()
    ad = caro.page.url
    ada, ben = visit(yard, "ada"), visit(yard, "ben")
    ada.goes_to("/money/sponsors/desk")
    ada.follows("Paper Lantern Books")
    ada.presses("Approve")
    ada.sees("1 of 2 approve")
    ben.goes_to(ad)
    ben.presses("Approve")
    ben.presses("The money is here: book it, and let it run")
    expect(ben.page.locator("main .state").first).to_have_text("Runs")
    finn = visit(yard, "finn")
    finn.goes_to("/tags/seeds")
    finn.sees(_WORDS)
    shown = finn.page.get_by_role("complementary", name="Sponsored")
    expect(shown.get_by_text("Sponsored", exact=True)).to_be_visible()
    assert finn.fits()
    finn.follows("Why is this here?")
    finn.sees("Nothing about you was looked at")
    finn.follows("Choose whether you are shown ads")
    finn.page.get_by_label("Show me none").check()
    finn.presses("Save")
    finn.goes_to("/tags/seeds")
    finn.sees_no(_WORDS)
    caro.goes_to("/tags/seeds")
    caro.presses("No more today")
    caro.sees_no(_WORDS)
    stranger = visit(yard)
    stranger.goes_to("/money/sponsors")
    stranger.sees("Paper Lantern Books")
    stranger.sees("10.00")
    stranger.goes_to("/tags/seeds")
    stranger.sees_no(_WORDS)
    assert not any(each.troubles for each in (caro, ada, ben, finn, stranger))


def _allow_books(yard: Coop) -> None:
    """By a vote of all."""
    words = ["--title", "Ads for books"]
    for key, value in _CHARTER.items():
        decision = {"kind": "charter.set-parameter.v1", "key": f"sponsors.{key}", "value": value}
        words += ["--decision", json.dumps(decision)]
    made = yard.console("proposals", "open", "--as", "ada", *words)["id"]
    for name in FOUNDERS:
        ballot = ["--as", name.lower(), "--proposal", str(made), "--choices", '"yes"']
        yard.console("ballots", "cast", *ballot)
    yard.console("clock", "advance", "30d")
    assert yard.console("proposals", "show", str(made))["state"] == "enacted"
