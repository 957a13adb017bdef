"""Who knows nobody becomes a member through the panel; a member leaves and stays; books are brought."""

from __future__ import annotations

import re

from playwright.sync_api import FilePayload, expect

from commonhold.house.demo.story import PASSWORD
from tests.journeys.conftest import Visit
from tests.journeys.walking import Visitor
from tests.served import Coop

_BALANCES = "account,name,amount\nassets:loans,Loans to members,120.00\nequity:opening,Of before,-120.00\n"


def test_a_stranger_is_welcomed_by_the_panel_and_becomes_a_member(demo: Coop, visit: Visit) -> None:
    gus = visit(demo)
    gus.goes_to("/")
    _opens_an_account(gus)
    gus.goes_to("/join")
    gus.page.get_by_label("I know nobody here: the membership panel").check()
    gus.fills(statement="I came in May and repair clocks.")
    gus.presses("Apply for membership")
    gus.sees("It is with the membership panel. You need do nothing")
    assert gus.fits()
    caro = visit(demo, "caro")
    caro.goes_to("/join")
    caro.sees("Gus Hale")
    caro.sees_no("repair clocks")
    for name in ("ada", "ben"):
        _speaks(visit(demo, name))
    gus.looks_again_until(lambda: gus.page.get_by_text("Your first dues of").count() > 0)
    ben = visit(demo, "ben")
    ben.goes_to("/money/desk")
    ben.presses(re.compile("Received.*Gus Hale"))
    gus.goes_to("/join")
    expect(gus.page.locator("main")).to_contain_text(re.compile(r"You are member \d+\."))


def test_a_member_gives_notice_and_takes_it_back(demo: Coop, visit: Visit) -> None:
    caro = visit(demo, "caro")
    caro.goes_to("/join")
    caro.follows("End my membership")
    caro.sees("Your membership ends 90 days after your notice.")
    assert caro.fits()
    caro.fills(password="not my password")
    caro.presses("Give notice")
    caro.sees("This is not your password.")
    caro.fills(password=PASSWORD)
    caro.presses("Give notice")
    caro.sees("You have given notice")
    caro.presses("Take my notice back, and stay")
    caro.sees("You are member 3.")
    caro.sees_no("You are leaving")


def test_balances_are_looked_at_undone_and_brought_again(demo: Coop, visit: Visit) -> None:
    ben = visit(demo, "ben")
    ben.goes_to("/moving-in")
    ben.follows("Opening balances: balances.csv")
    ben.page.locator("main summary").click()
    ben.presses("Take all of it back")
    ben.sees("All of it was taken back.")
    ben.goes_to("/moving-in")
    ben.page.get_by_label("Opening balances").check()
    file = FilePayload(name="mine.csv", mimeType="text/csv", buffer=_BALANCES.encode())
    ben.page.locator("main [name=file]").set_input_files(file)
    ben.presses("Look at it")
    ben.sees("Debits and credits come to €120.00 each.")
    assert ben.fits()
    ben.presses("Bring it in")
    ben.sees("2 lines were brought in.")


def _opens_an_account(gus: Visitor) -> None:
    gus.follows("Open an account")
    gus.fills(display_name="Gus Hale", handle="gus", email="gus@example.org", password="a lamp by the gate")
    gus.page.get_by_label("I am at least 16 years old.").check()
    gus.presses("Open my account")
    gus.presses("Skip the rest")
    expect(gus.page.get_by_role("navigation", name="Feeds")).to_be_visible()


def _speaks(member: Visitor) -> None:
    member.goes_to("/join/panel")
    member.follows(re.compile("Read, and say what you think.*Gus Hale"))
    member.says_why()
    member.sees("I came in May and repair clocks.")
    member.page.get_by_label("Welcome her").check()
    member.presses("Say it to the panel")
    member.sees("The panel has your word on it.")
