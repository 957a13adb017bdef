"""Each kind of ballot is filled in, counted, challenged and carried out, as members see it on the pages."""

from __future__ import annotations

import json
import re
from typing import Any

from playwright.sync_api import expect

from tests.journeys.conftest import Visit
from tests.journeys.walking import Visitor
from tests.served import Coop

_RESOLVE = '{"kind":"governance.resolve.v1","text":"The workshop stays open on Sundays."}'


def test_an_election_from_standing_to_the_mandate(yard: Coop, visit: Visit) -> None:
    asked = {"kind": "election", "role": "board", "seats": 1, "months": 12}
    made = _opens(yard, "Who sits on our board?", asked)
    ben, caro = visit(yard, "ben"), visit(yard, "caro")
    for who in (ben, caro):
        who.goes_to(f"/decide/{made}")
        who.fills(text="I have time on Thursdays.")
        who.presses("I stand")
        expect(who.page.locator("#options")).to_contain_text("I have time on Thursdays.")
    yard.console("clock", "advance", "7d")
    ben.goes_to(f"/decide/{made}")
    ben.page.get_by_label("Ben", exact=True).select_option("1")
    ben.page.get_by_label("Caro", exact=True).select_option("2")
    ben.presses("Cast my ballot")
    ben.sees("Your receipt:")
    expect(ben.page.locator("#count")).to_have_count(0)
    for name in ("ada", "finn", "hana"):
        _casts(yard, name, made, [[1], [2]])
    yard.console("clock", "advance", "4d")
    ben.page.reload()
    expect(ben.page.locator("#count")).to_contain_text("Elected: Ben")
    ben.sees("elected auditors alone see them")
    assert ben.fits()
    _counts_again(ben, made)
    yard.console("clock", "advance", "2d")
    ben.page.reload()
    ben.sees("Members decided this, and it took effect by itself.")


def test_a_choice_is_counted_again_and_voted_on_again(yard: Coop, visit: Visit) -> None:
    options = ["--option", '{"title":"A quince"}', "--option", '{"title":"A pear"}']
    made = _opens(yard, "What do we plant?", {"kind": "choice"}, *options)
    for name, said in (("ada", [[1], [2], [0]]), ("ben", [[1]]), ("caro", [[2], [1]])):
        _casts(yard, name, made, said)
    yard.console("clock", "advance", "4d")
    finn = visit(yard, "finn")
    finn.goes_to(f"/decide/{made}")
    expect(finn.page.locator("#count")).to_contain_text("Chosen: A quince")
    _counts_again(finn, made)
    finn.presses("Ask for a second vote")
    finn.sees("Enough members asked for a second vote, so this one decides nothing.")
    finn.follows("The second vote")
    finn.sees("This is a second vote")
    expect(finn.page.locator("#ballot")).to_be_visible()


def test_consent_a_budget_and_a_number_are_filled_in_and_carried_out(yard: Coop, visit: Visit) -> None:
    consent = _opens(yard, "Sundays", {"kind": "consent"}, "--decision", _RESOLVE)
    projects = [
        "--option",
        '{"title":"A lamp","cost":4000}',
        "--option",
        '{"title":"A fountain","cost":9000}',
    ]
    budget = _opens(yard, "Our spring", {"kind": "budget", "money": 10000}, *projects)
    bounds = {"kind": "parameter", "key": "moderation.reports_a_day", "lowest": 3, "highest": 40}
    number = _opens(yard, "How many reports?", bounds)
    ben = visit(yard, "ben")
    ben.goes_to(f"/decide/{consent}")
    ben.page.get_by_role("radio", name="I object").check()
    ben.presses("Cast my ballot")
    ben.sees("An objection needs a reason")
    ben.page.get_by_role("radio", name="I consent").check()
    ben.presses("Cast my ballot")
    ben.sees("Your receipt:")
    ben.goes_to(f"/decide/{budget}")
    ben.page.get_by_role("checkbox", name="A lamp").check()
    ben.presses("Cast my ballot")
    ben.sees("Your receipt:")
    ben.goes_to(f"/decide/{number}")
    ben.fills(number="7")
    ben.presses("Cast my ballot")
    ben.sees("Your receipt:")
    assert ben.fits()
    for name in ("ada", "caro"):
        for made, said in ((consent, ["consent"]), (budget, [0]), (number, 7)):
            _casts(yard, name, made, said)
    yard.console("clock", "advance", "4d")
    for made in (consent, budget, number):
        _counts_again(ben, made)
    yard.console("clock", "advance", "3d")
    for made, words in (
        (consent, "3 consented, 0 objected with a reason, 0 stood aside."),
        (budget, "Funded: A lamp"),
        (number, "The number in the middle is 7."),
    ):
        ben.goes_to(f"/decide/{made}")
        expect(ben.page.locator("#count")).to_contain_text(words)
        ben.sees("Members decided this, and it took effect by itself.")


def test_an_open_vote_is_a_roll_call_and_advice_binds_nobody(yard: Coop, visit: Visit) -> None:
    asked = {"kind": "advisory", "mode": "open"}
    made = _opens(yard, "Shall we ask the neighbours?", asked, "--decision", _RESOLVE)
    caro, stranger = visit(yard, "caro"), visit(yard)
    caro.goes_to(f"/decide/{made}")
    caro.page.get_by_text("What is secret, and what is not").click()
    caro.sees("This is an open vote")
    caro.page.get_by_role("radio", name="Yes").check()
    caro.presses("Cast my ballot")
    for name in ("ada", "ben"):
        _casts(yard, name, made, "no")
    yard.console("clock", "advance", "4d")
    stranger.goes_to(f"/decide/{made}")
    stranger.page.get_by_text("Who took part").click()
    expect(stranger.page.locator("#count")).to_contain_text(re.compile("Caro: yes", re.DOTALL))


def test_a_mandate_is_recalled_and_an_emergency_ratified(yard: Coop, visit: Visit) -> None:
    ada, ben = visit(yard, "ada"), visit(yard, "ben")
    ben.goes_to("/decide/new")
    ben.page.get_by_role("link", name="Recall somebody").first.click()
    ben.fills(title="Another treasurer", text="The books are late again.")
    ben.page.get_by_label("Which mandate").select_option(index=1)
    ben.presses("Look at what would change")
    ben.presses("Give notice to all members")
    recall = int(ben.page.url.rsplit("/", 1)[1])
    ada.goes_to("/decide/new?kind=emergency")
    ada.page.get_by_label("What you set").select_option("moderation.reports_a_day")
    ada.fills(title="Fewer reports for now", text="Somebody floods us.", value="3")
    ada.presses("Look at what would change")
    ada.presses("Do it now, and ask the members")
    emergency = int(ada.page.url.rsplit("/", 1)[1])
    ben.goes_to(f"/decide/{emergency}")
    ben.page.get_by_role("radio", name="Yes").check()
    ben.presses("Cast my ballot")
    ben.sees("Your receipt:")
    assert ben.fits()
    for name in ("ada", "caro", "finn"):
        _casts(yard, name, recall, "yes")
        _casts(yard, name, emergency, "yes")
    yard.console("clock", "advance", "4d")
    for made in (recall, emergency):
        _counts_again(ben, made)
    yard.console("clock", "advance", "3d")
    for made in (recall, emergency):
        ben.goes_to(f"/decide/{made}")
        ben.sees("Members decided this, and it took effect by itself.")


def test_a_vote_is_counted_by_classes_of_members(yard: Coop, visit: Visit) -> None:
    workers = {"kind": "members.set-class.v1", "key": "workers", "name": "Workers"}
    by_class = {"kind": "charter.set-rule.v1", "about": "governance.resolve.v1", "rule": "classes"}
    decided = [word for each in (workers, by_class) for word in ("--decision", json.dumps(each))]
    made = _opens(yard, "Workers count apart", {"kind": "motion"}, *decided)
    for name in ("ada", "ben", "caro", "finn", "hana", "ivo"):
        _casts(yard, name, made, "yes")
    yard.console("clock", "advance", "7d")
    for name in ("ben", "caro"):
        yard.console("members", "move", name, "--to", "workers", "--because", "They work here", "--as", "ada")
    yard.console("clock", "advance", "60d")
    ben = visit(yard, "ben")
    made = _opens(yard, "Sundays", {"kind": "motion", "mode": "open"}, "--decision", _RESOLVE)
    ben.goes_to(f"/decide/{made}")
    ben.page.locator("[name=choice][value=no]").check()
    ben.presses("Cast my ballot")
    for name in ("ada", "finn", "hana", "ivo"):
        _casts(yard, name, made, "yes")
    yard.console("clock", "advance", "4d")
    ben.goes_to(f"/decide/{made}")
    expect(ben.page.locator("#count")).to_contain_text("Workers")
    assert ben.fits()
    assert yard.console("proposals", "show", str(made))["state"] == "defeated"


def _opens(coop: Coop, title: str, asked: dict[str, Any], *more: str) -> int:
    words = ["--as", "ada", "--title", title, "--kind", asked["kind"], "--asked", json.dumps(asked)]
    made = coop.console("proposals", "open", *words, *more)["id"]
    assert isinstance(made, int)
    return made


def _counts_again(visitor: Visitor, proposal: int) -> None:
    visitor.goes_to(f"/decide/{proposal}")
    visitor.page.get_by_text("Have it counted again").click()
    visitor.page.locator("#challenge [name=reason]").fill("I'd like to be sure.")
    visitor.presses("Count again")
    expect(visitor.page.locator("#challenge")).to_contain_text("Counted again: the same result.")


def _casts(coop: Coop, name: str, proposal: int, said: Any) -> None:
    ballot = ("--proposal", str(proposal), "--choices", json.dumps(said))
    coop.console("ballots", "cast", "--as", name, *ballot)
