"""Shares: voted, taken, paid, certified, given back; and an offer that succeeds."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.journeys.conftest import Visit
from tests.journeys.deciding import casts, hands_in, is_in_force
from tests.journeys.walking import Visitor
from tests.served import Coop

_SHARES = [
    '{"kind":"charter.set-parameter.v1","key":"shares.notice_days","value":30}',
    '{"kind":"shares.set-nominal.v1","cents":500}',
    '{"kind":"charter.set-parameter.v1","key":"shares.most_shares","value":20}',
]


def test_a_member_takes_shares_pays_them_and_gets_her_money_back(yard: Coop, visit: Visit) -> None:
    caro, ben = visit(yard, "caro"), visit(yard, "ben")
    _has_shares(yard, caro)
    caro.goes_to("/money/shares")
    caro.follows("My shares")
    caro.fills(shares="3")
    caro.presses("Take them")
    caro.sees("Write this on your transfer")
    assert caro.fits()
    _is_paid(ben, "Caro")
    caro.looks_again_until(lambda: caro.page.get_by_text("Write this on your transfer").count() == 0)
    with caro.page.expect_download() as waiting:
        caro.follows("Certificate (PDF)")
    assert waiting.value.suggested_filename == "shares.pdf"
    caro.page.get_by_text("Give shares back", exact=True).click()
    caro.page.locator("form[action$='/notice'] [name=shares]").fill("1")
    caro.presses("Give notice")
    caro.sees("Keep them after all")
    yard.console("clock", "advance", "31d")
    caro.goes_to("/money/shares/mine")
    caro.looks_again_until(lambda: caro.page.get_by_text("Given back").count() > 0)
    # Her dues were open, so that is where it went.
    caro.sees("paid to you, or towards your dues")
    caro.goes_to("/money/shares")
    caro.sees("They say the same")
    assert caro.fits()


def test_an_offer_that_reaches_its_least_makes_shares(yard: Coop, visit: Visit) -> None:
    caro, ben, stranger = visit(yard, "caro"), visit(yard, "ben"), visit(yard)
    _has_shares(yard, caro)
    caro.goes_to("/money/shares/offers")
    caro.follows("Propose an offer")
    caro.fills(name="A bread oven", purpose="Stones and iron.", least="2", most="6", days="5")
    caro.fills(title="Shares for an oven")
    caro.presses("Look at what would change")
    made = hands_in(caro, "Give notice to all members", "Shares for an oven")
    _everybody_agrees(yard, caro, made)
    caro.goes_to("/money/shares/offers")
    caro.follows("A bread oven")
    caro.fills(shares="3")
    caro.presses("Pledge")
    caro.sees("Write this on your transfer")
    assert caro.fits()
    _is_paid(ben, "Caro")
    stranger.goes_to(caro.page.url)
    stranger.looks_again_until(lambda: stranger.page.get_by_text("3 of 6 shares paid").count() > 0)
    yard.console("clock", "advance", "6d")
    stranger.looks_again_until(lambda: stranger.page.get_by_text("It succeeded").count() > 0)
    caro.goes_to("/money/shares/mine")
    expect(caro.page.locator("main .lead").first).to_contain_text("3 shares")


def _has_shares(yard: Coop, visitor: Visitor) -> None:
    words = [word for each in _SHARES for word in ("--decision", each)]
    made = yard.console("proposals", "open", "--as", "caro", "--title", "Shares", *words)
    _everybody_agrees(yard, visitor, int(made["id"]))


def _everybody_agrees(yard: Coop, visitor: Visitor, made: int) -> None:
    casts(yard, made, "yes", "ada", "ben", "caro", "finn", "hana")
    yard.console("clock", "advance", "8d")
    is_in_force(visitor, made)


def _is_paid(ben: Visitor, name: str) -> None:
    ben.goes_to("/money/shares/desk")
    ben.page.get_by_role("button", name=re.compile(rf"It is here\s*: {name}")).first.click()
    ben.sees("Nothing is expected for shares.")
