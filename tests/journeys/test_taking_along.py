"""Somebody takes everything along, and asks to be forgotten; then she thinks again."""

from __future__ import annotations

import json
import zipfile

from playwright.sync_api import expect

from tests.journeys.accessibility import axe, violations
from tests.journeys.conftest import Visit
from tests.served import Coop

_PATIENCE = 120_000  # milliseconds that a busy machine may need to write an archive
_PASSWORD = "lantern light"


def test_caro_takes_everything_along_and_thinks_again_about_going(demo: Coop, visit: Visit):
    caro = visit(demo, "caro")
    caro.page.add_init_script(path=axe())
    caro.goes_to("/settings")
    caro.page.locator("main").get_by_role("link", name="Taking everything along").click()
    caro.page.wait_for_url("**/me/export")
    assert violations(caro.page) == []
    caro.presses("Make my archive")
    fetch = caro.page.get_by_role("link", name="Fetch it")
    expect(fetch).to_be_visible(timeout=_PATIENCE)
    assert violations(caro.page) == []
    with caro.page.expect_download() as coming:
        fetch.click()
    with zipfile.ZipFile(coming.value.path()) as packed:
        assert packed.testzip() is None
        assert json.loads(packed.read("actor.json"))["preferredUsername"] == "caro"
        assert json.loads(packed.read("rooms/members.json"))["memberships"]
    caro.goes_to("/settings")
    caro.page.locator("main").get_by_role("link", name="Erasing my account").click()
    caro.sees("What stays, and why")
    assert violations(caro.page) == []
    caro.page.get_by_label("Your password").fill(_PASSWORD)
    caro.presses("Erase my account")
    caro.sees("Your account will be erased")
    caro.presses("Think again, and stay")
    caro.sees("You stay, and everything is as it was.")
