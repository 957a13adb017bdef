"""From a stranger to a first post, with every click counted."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.journeys.conftest import Visit
from tests.journeys.walking import Visitor
from tests.served import Coop


def _signs_up(gus: Visitor) -> int:
    """Open an account from the front page; how many clicks that took."""
    gus.goes_to("/")
    gus.follows("Open an account")
    gus.fills(display_name="Gus Hale", handle="gus", email="gus@example.org", password="a lamp by the gate")
    gus.page.get_by_label("I am at least 16 years old.").check()
    gus.presses("Open my account")
    gus.sees("What do you care about?")
    return 2


def test_a_newcomer_chooses_company_and_writes_in_twelve_clicks(demo: Coop, visit: Visit) -> None:
    gus = visit(demo)
    clicks = _signs_up(gus)
    gus.page.locator(".chip").first.click()
    gus.presses("Follow and go on")
    gus.page.get_by_role("checkbox", name=re.compile("Start here: the kitchen table")).check()
    gus.page.locator("main [name=group]").first.check()
    gus.presses("Follow and go on")
    gus.sees("more people now")
    clicks += 5
    gus.fills(names="@ada\nbob@far.example\n")
    gus.presses("Look them up")
    gus.sees("Nothing is written yet.")
    gus.sees("This server doesn't speak with others yet")
    gus.presses("Follow them and go on")
    clicks += 2
    gus.fills(summary="Clocks, mostly.")
    gus.presses("Keep and go on")
    gus.sees("What should reach you?")
    gus.presses("Keep and go on")
    gus.sees("That is all.")
    clicks += 2
    expect(gus.page.locator("main .post").first).to_be_visible()
    gus.page.locator("#write-text").fill("Hello. I repair *clocks*.")
    gus.presses("Publish")
    gus.sees("Hello. I repair clocks.")
    clicks += 1
    assert clicks == 12


def test_a_newcomer_in_a_hurry_writes_in_four_and_finds_no_empty_home(demo: Coop, visit: Visit) -> None:
    gus = visit(demo)
    clicks = _signs_up(gus)
    gus.presses("Skip the rest")
    gus.sees("You follow nobody yet")
    gus.sees("People to follow")
    expect(gus.page.locator("main .post").first).to_be_visible()
    gus.page.locator("#write-text").fill("In a hurry.")
    gus.presses("Publish")
    gus.sees("In a hurry.")
    assert clicks + 2 == 4
    gus.goes_to("/settings")
    gus.follows("Your first hour")
    gus.sees("skipped")
    gus.follows("Find friends again")
    gus.page.locator("main [name=table]").set_input_files(
        {
            "name": "following.csv",
            "mimeType": "text/csv",
            "buffer": b"Account address,Show boosts\nnobody,x\n",
        }
    )
    gus.presses("Look them up")
    gus.sees("line 2")
