"""Elections, choices, budgets and numbers: proposed through their forms, and found on their pages."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.journeys.conftest import Visit
from tests.journeys.deciding import casts, hands_in
from tests.journeys.walking import Visitor
from tests.served import Coop


def test_every_kind_is_proposed_through_its_form(yard: Coop, visit: Visit) -> None:
    ada = visit(yard, "ada")
    choice = _chooses_among_ways(ada)
    budget = _shares_out(ada)
    number = _asks_how_much(ada)
    election = _elects(ada)
    ben = visit(yard, "ben")
    ben.goes_to("/decide")
    ben.follows("Needs me (4)")
    for made, words in ((choice, "Which tree?"), (budget, "Our spring"), (election, "Elect our board")):
        link = ben.page.locator(f"main a[href^='/decide/{made}']").first
        expect(link).to_contain_text(words)
    for made, said in ((choice, [[2], [1]]), (budget, [0]), (number, 7)):
        casts(yard, made, said, "ada", "ben", "caro", "finn")
    yard.console("clock", "advance", "7d")
    for made in (choice, budget, number):
        assert yard.console("proposals", "show", str(made))["state"] == "enacted"
    ben.takes("Charter")
    clause = ben.page.locator("[id='moderation.reports_a_day']")
    expect(clause.locator(".parameter-value")).to_contain_text("7")
    ben.goes_to(f"/decide/{election}")
    ben.sees("Elect our board")


def test_a_vote_is_passed_on_and_taken_back(yard: Coop, visit: Visit) -> None:
    ada = visit(yard, "ada")
    ada.goes_to("/decide/mine")
    ada.sees("Nothing waits for you")
    ada.follows("Let somebody whom you trust vote for you")
    ada.page.get_by_label("Who votes for you").select_option(label="Ben")
    ada.presses("Pass it on")
    expect(ada.page.locator("#given")).to_contain_text(re.compile("you.*Ben", re.DOTALL))
    ada.presses("Take it back")
    expect(ada.page.locator("#given")).to_have_count(0)


def _chooses_among_ways(ada: Visitor) -> int:
    ada.takes("Decide")
    ada.follows("Make a proposal")
    ada.page.locator("#common").get_by_role("link", name="Choose among ways").click()
    ada.fills(title="Which tree?", **{"options-0-title": "A quince", "options-1-title": "A pear"})
    ada.presses("More rows")
    expect(ada.page.locator("[name=options-1-title]")).to_have_value("A pear")
    ada.fills(**{"options-5-title": "An apple"})
    ada.presses("Look at the ballot")
    expect(ada.page.locator("#preview")).to_contain_text("An apple")
    assert ada.fits()
    return hands_in(ada, "Give notice to all members", "Which tree?")


def _shares_out(ada: Visitor) -> int:
    ada.goes_to("/decide/new?kind=budget")
    ada.fills(title="Our spring", money="100.00")
    ada.fills(**{"options-0-title": "A lamp", "options-0-cost": "140.00"})
    ada.presses("Look at the ballot")
    ada.sees("A project costs something, and no more than there is to share out.")
    ada.fills(**{"options-0-cost": "40.00"})
    ada.presses("Look at the ballot")
    expect(ada.page.locator("#preview")).to_contain_text("€40.00")
    return hands_in(ada, "Give notice to all members", "Our spring")


def _asks_how_much(ada: Visitor) -> int:
    ada.goes_to("/decide/new?number=moderation.reports_a_day")
    ada.fills(title="How many reports?", lowest="3", highest="40")
    ada.presses("Look at what comes next")
    return hands_in(ada, "Give notice to all members", "How many reports?")


def _elects(ada: Visitor) -> int:
    ada.goes_to("/decide/new")
    ada.page.locator("#common").get_by_role("link", name="Elect a board").click()
    expect(ada.page.locator("main [name=title]")).to_have_value("Elect our board")
    ada.page.get_by_label("I stand myself").check()
    ada.presses("Look at what comes next")
    expect(ada.page.locator("#preview")).to_contain_text("Members stand")
    return hands_in(ada, "Hand it in", "Elect our board")
