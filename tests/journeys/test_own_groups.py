"""Founding a group, who comes in, and who keeps order in it."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.journeys.conftest import Visit
from tests.served import Coop


def test_a_group_is_founded_asked_for_and_entered(demo: Coop, visit: Visit) -> None:
    ada, dev = visit(demo, "ada"), visit(demo, "dev")
    assert ada.page.viewport_size is not None
    handle = f"bees{ada.page.viewport_size['width']}"  # the co-op is the same for both
    ada.goes_to("/groups/new")
    ada.fills(title="Beekeepers", handle="no spaces here", rules="1. Leave them half of the honey.")
    ada.page.get_by_label("They ask, and a moderator lets them in").check()
    ada.presses("Found the group")
    ada.sees("Please choose another")
    expect(ada.page.locator("main [name=rules]")).to_have_value("1. Leave them half of the honey.")
    ada.fills(handle=handle)
    ada.presses("Found the group")
    ada.sees("Your group is there.")
    dev.goes_to(f"/g/{handle}")
    dev.sees("Leave them half of the honey.")
    dev.page.locator("main summary", has_text="Ask to join").click()
    dev.fills(words="I have an empty hive.")
    dev.presses("Send my request")
    dev.sees("The moderators have your request.")
    ada.goes_to(f"/g/{handle}/requests")
    ada.sees("I have an empty hive.")
    ada.page.locator("main").get_by_role("button", name=re.compile("^Let them in")).first.click()
    dev.goes_to(f"/g/{handle}")
    dev.presses("Call for an election")
    dev.sees("Your call is noted.")


def test_who_was_elected_and_how_it_was_counted_can_be_read(quiet_demo: Coop, visit: Visit) -> None:
    gus = visit(quiet_demo)
    gus.goes_to("/g/garden")
    gus.page.locator("main a[href*='/elections/']").first.click()
    expect(gus.page.get_by_role("heading", level=1)).to_contain_text("elects its moderators")
    gus.sees("Elected")
    with gus.page.expect_download() as arriving:
        gus.page.get_by_role("link", name=re.compile(r"BLT")).click()
    assert arriving.value.suggested_filename.endswith(".blt")
