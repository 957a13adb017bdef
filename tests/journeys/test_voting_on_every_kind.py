"""Each kind of ballot is filled in, counted, challenged and carried out, as members see it on the pages."""

from __future__ import annotations

import json
import re

from playwright.sync_api import expect

from tests.journeys.conftest import Visit
from tests.journeys.deciding import casts, challenges, is_in_force, opens, resolves
from tests.served import Coop


def test_an_election_from_standing_to_the_mandate(yard: Coop, visit: Visit) -> None:
    asked = {"kind": "election", "role": "board", "seats": 1, "months": 12}
    made = opens(yard, "Who sits on our board?", asked)
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
    casts(yard, made, [[1], [2]], "ada", "finn", "hana")
    yard.console("clock", "advance", "4d")
    ben.page.reload()
    expect(ben.page.locator("#count")).to_contain_text("Elected: Ben")
    ben.sees("elected auditors alone see them")
    assert ben.fits()
    again = challenges(ben, made)
    casts(yard, again, [[2], [1]], "ada", "finn")
    yard.console("clock", "advance", "6d")
    is_in_force(ben, again)
    expect(ben.page.locator("#count")).to_contain_text("Elected: Caro")


def test_a_choice_is_counted_again_and_voted_on_again(yard: Coop, visit: Visit) -> None:
    options = ["--option", '{"title":"A quince"}', "--option", '{"title":"A pear"}']
    made = opens(yard, "What do we plant?", {"kind": "choice"}, *options)
    for name, said in (("ada", [[1], [2], [0]]), ("ben", [[1]]), ("caro", [[2], [1]])):
        casts(yard, made, said, name)
    yard.console("clock", "advance", "4d")
    finn = visit(yard, "finn")
    finn.goes_to(f"/decide/{made}")
    expect(finn.page.locator("#count")).to_contain_text("Chosen: A quince")
    again = challenges(finn, made)
    expect(finn.page.locator("#ballot")).to_be_visible()
    casts(yard, again, [[2]], "ada", "ben")
    yard.console("clock", "advance", "6d")
    is_in_force(finn, again)
    expect(finn.page.locator("#count")).to_contain_text("Chosen: A pear")


def test_consent_a_budget_and_a_number_are_filled_in_and_carried_out(yard: Coop, visit: Visit) -> None:
    ben = visit(yard, "ben")
    consent = resolves(ben, "consent", "Sundays")
    projects = [
        "--option",
        '{"title":"A lamp","cost":4000}',
        "--option",
        '{"title":"A fountain","cost":9000}',
    ]
    budget = opens(yard, "Our spring", {"kind": "budget", "money": 10000}, *projects)
    bounds = {"kind": "parameter", "key": "moderation.reports_a_day", "lowest": 3, "highest": 40}
    number = opens(yard, "How many reports?", bounds)
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
    said = {consent: ["consent"], budget: [0], number: 7}
    for made, answer in said.items():
        casts(yard, made, answer, "ada")
    yard.console("clock", "advance", "4d")
    second = {made: challenges(ben, made) for made in said}
    for made, answer in said.items():
        casts(yard, second[made], answer, "ada", "caro")
    yard.console("clock", "advance", "6d")
    for made, words in (
        (consent, "2 consented, 0 objected with a reason, 0 stood aside."),
        (budget, "Funded: A lamp"),
        (number, "The number in the middle is 7."),
    ):
        is_in_force(ben, second[made])
        expect(ben.page.locator("#count")).to_contain_text(words)


def test_an_open_vote_is_a_roll_call_and_advice_binds_nobody(yard: Coop, visit: Visit) -> None:
    caro, stranger = visit(yard, "caro"), visit(yard)
    made = resolves(caro, "advisory", "Shall we ask the neighbours?", is_open=True)
    caro.page.get_by_text("What is secret, and what is not").click()
    caro.sees("This is an open vote")
    caro.page.get_by_role("radio", name="Yes").check()
    caro.presses("Cast my ballot")
    casts(yard, made, "no", "ada", "ben")
    yard.console("clock", "advance", "4d")
    stranger.goes_to(f"/decide/{made}")
    stranger.page.get_by_text("Who took part").click()
    expect(stranger.page.locator("#count")).to_contain_text(re.compile("Caro: yes", re.DOTALL))
    again = challenges(caro, made)
    casts(yard, again, "yes", "ada", "ben", "caro")
    yard.console("clock", "advance", "6d")
    stranger.goes_to(f"/decide/{again}")
    stranger.sees("Members gave this advice. It binds nobody and changed nothing by itself.")


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
    for made in (recall, emergency):
        casts(yard, made, "yes", "ada", "caro", "finn")
    yard.console("clock", "advance", "4d")
    second = [challenges(ben, made) for made in (recall, emergency)]
    for made in second:
        casts(yard, made, "yes", "ada", "caro", "finn")
    yard.console("clock", "advance", "6d")
    for made in second:
        is_in_force(ben, made)


def test_a_vote_is_counted_by_classes_of_members(yard: Coop, visit: Visit) -> None:
    workers = {"kind": "members.set-class.v1", "key": "workers", "name": "Workers"}
    by_class = {"kind": "charter.set-rule.v1", "about": "governance.resolve.v1", "rule": "classes"}
    decided = [word for each in (workers, by_class) for word in ("--decision", json.dumps(each))]
    made = opens(yard, "Workers count apart", {"kind": "motion"}, *decided)
    casts(yard, made, "yes", "ada", "ben", "caro", "finn", "hana", "ivo")
    yard.console("clock", "advance", "7d")
    for name in ("ben", "caro"):
        yard.console("members", "move", name, "--to", "workers", "--because", "They work here", "--as", "ada")
    yard.console("clock", "advance", "60d")
    ben = visit(yard, "ben")
    made = resolves(ben, "resolve", "Sundays", is_open=True)
    ben.page.locator("[name=choice][value=no]").check()
    ben.presses("Cast my ballot")
    casts(yard, made, "yes", "ada", "finn", "hana", "ivo")
    yard.console("clock", "advance", "4d")
    ben.goes_to(f"/decide/{made}")
    ben.sees("Not enough of the votes were for it, so nothing changes.")
    expect(ben.page.locator("#count")).to_contain_text("Workers")
    assert ben.fits()
    again = challenges(ben, made)
    casts(yard, again, "yes", "ada", "ben", "caro", "finn", "hana")
    yard.console("clock", "advance", "6d")
    is_in_force(ben, again)
    expect(ben.page.locator("#count")).to_contain_text("Workers")
