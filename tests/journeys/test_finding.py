"""Finding what others wrote: by a tag, by words, by looking around."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.journeys.conftest import Visit
from tests.served import Coop


def test_a_tag_is_written_followed_and_shown_on_a_profile(demo: Coop, visit: Visit) -> None:
    ben = visit(demo, "ben")
    ben.goes_to("/compose")
    ben.fills(text="The first pears are in. #Orchard")
    ben.presses("Publish")
    ben.follows("#Orchard")
    expect(ben.page.get_by_role("heading", level=1)).to_have_text("#orchard")
    ben.sees("1 public post, by one person")
    ben.presses("Follow")
    ben.sees("Stop following")
    ben.presses("Show it on my profile")
    ben.sees("Take it off my profile")
    ben.goes_to("/@ben")
    ben.follows("#orchard", inside=ben.page.get_by_role("list", name="Tags"))
    ben.sees("The first pears are in.")
    ben.goes_to("/tags/NobodyUsedThis")
    expect(ben.page).to_have_url(f"{demo.url}/tags/nobodyusedthis")
    ben.sees("Nothing here yet")
