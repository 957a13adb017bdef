"""A picture beside one's name, and where others meet it."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.journeys.conftest import Visit
from tests.journeys.test_pictures import drawn
from tests.served import Coop


def test_a_picture_is_refused_chosen_met_by_others_and_taken_down(demo: Coop, visit: Visit) -> None:
    finn, gus = visit(demo, "finn"), visit(demo)
    finn.goes_to("/settings/profile")
    finn.page.locator("input[name=avatar]").set_input_files(
        {"name": "beans.txt", "mimeType": "text/plain", "buffer": b"beans"}
    )
    finn.fills(summary="I grow what climbs.")
    finn.presses("Save")
    finn.sees("is no picture")
    expect(finn.page.locator("[name=summary]")).to_have_value("I grow what climbs.")
    finn.page.locator("input[name=avatar]").set_input_files(drawn("teal"))
    finn.fills(avatar_alt="A teal square")
    finn.presses("Save")
    gus.goes_to("/@finn")
    teal = gus.page.locator("main").get_by_alt_text("A teal square")
    gus.looks_again_until(lambda: teal.count() > 0)
    expect(teal).to_be_visible()
    expect(gus.page.locator("main .post .avatar img, main .post img.avatar").first).to_be_visible()
    finn.goes_to("/settings/profile")
    finn.page.get_by_role("checkbox", name="Take this picture down").first.check()
    finn.presses("Save")
    gus.goes_to("/@finn")
    expect(gus.page.locator("main").get_by_alt_text("A teal square")).to_have_count(0)
