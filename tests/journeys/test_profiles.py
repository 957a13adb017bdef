"""How somebody appears to others."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.journeys.conftest import Visit
from tests.served import Coop


def test_a_profile_is_told_refused_mended_and_read_by_a_stranger(demo: Coop, visit: Visit) -> None:
    ben, gus = visit(demo, "ben"), visit(demo)
    ben.goes_to("/@ben")
    ben.follows("Change how you appear")
    ben.fills(pronouns="he/him", label_0="Garden", value_0="", summary="I keep the books.")
    ben.page.get_by_role("checkbox", name="People ask before they follow me").check()
    ben.presses("Save")
    ben.sees("A line needs both")
    expect(ben.page.locator("[name=label_0]")).to_have_value("Garden")
    ben.fills(value_0="https://ben.example/plot")
    ben.presses("Save")
    ben.sees("he/him")

    gus.goes_to("/@ben")
    gus.sees("he/him")
    gus.sees("I keep the books.")
    link = gus.page.get_by_role("link", name="https://ben.example/plot")
    expect(link).to_have_attribute("rel", "me nofollow noopener")
    assert gus.fits()
