"""A co-op ends by vote: everybody is told, and what was here is read and taken along to the last."""

from __future__ import annotations

import json

from playwright.sync_api import expect

from tests.journeys.conftest import Visit
from tests.journeys.deciding import casts, hands_in, is_in_force
from tests.served import Coop

_SOON = [
    json.dumps({"kind": "charter.set-parameter.v1", "key": f"winding.{name}", "value": days})
    for name, days in (("announced_days", 0), ("leaving_days", 7), ("settling_days", 1))
]


def test_from_the_proposal_to_a_co_op_that_can_only_be_read(yard: Coop, visit: Visit) -> None:
    caro, stranger = visit(yard, "caro"), visit(yard)
    words = [word for each in _SOON for word in ("--decision", each)]
    sooner = yard.console("proposals", "open", "--as", "caro", "--title", "Sooner", *words)["id"]
    caro.goes_to("/winding-down")
    assert caro.fits()
    caro.follows("Propose to end our co-op")
    caro.page.locator("[name=decision-liquidators]").fill("ada, ben")
    caro.page.locator("[name=decision-beneficiary]").fill("Friends of the Harbour")
    caro.fills(title="Let us end")
    caro.presses("Look at what would change")
    made = hands_in(caro, "Give notice to all members", "Let us end")
    for each in (int(sooner), made):
        casts(yard, each, "yes", "ada", "ben", "caro", "finn", "hana")
    yard.console("clock", "advance", "8d")
    is_in_force(caro, made)
    caro.goes_to("/")
    banner = caro.page.get_by_role("region", name="How we end")
    expect(banner).to_contain_text("Our members decided to end this co-op.")
    banner.get_by_role("link").click()
    caro.sees("Take everything along")
    caro.sees("Friends of the Harbour")
    assert caro.fits()
    yard.console("clock", "advance", "10d")
    caro.goes_to("/winding-down")
    caro.looks_again_until(lambda: caro.page.get_by_text("Our co-op has ended").count() > 0)
    caro.goes_to("/")
    expect(caro.page.get_by_role("link", name="Write")).to_have_count(0)
    caro.goes_to("/compose")
    caro.fills(text="One more thing")
    caro.page.get_by_role("button", name="Publish").click()
    caro.sees("nothing is written any more")
    caro.goes_to("/me/export")
    caro.sees("Taking everything along")
    stranger.goes_to("/winding-down")
    stranger.sees("Sign in to take along what is yours")
    assert stranger.fits()
