"""Private company: lists that one reads."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.journeys.conftest import Visit
from tests.served import Coop


def test_a_list_is_made_filled_read_and_deleted(demo: Coop, visit: Visit) -> None:
    ada = visit(demo, "ada")
    ada.goes_to("/lists")
    ada.sees("Garden people")
    ada.fills(title="Founders")
    ada.presses("Make this list")
    ada.sees("Nobody is on this list yet")
    ada.fills(handle="nobody_at_all")
    ada.presses("Add")
    ada.sees("Nobody here has that name")
    expect(ada.page.locator("main [name=handle]")).to_have_value("nobody_at_all")
    ada.fills(handle="@ben")
    ada.presses("Add")
    ada.follows("Ben Okoro")
    ada.follows("Put on a list")
    expect(ada.page.get_by_role("checkbox", name="Founders")).to_be_checked()
    ada.page.get_by_role("checkbox", name="Garden people").check()
    ada.presses("Save")
    ada.goes_to("/lists")
    ada.follows("Founders")
    expect(ada.page.get_by_role("heading", level=1)).to_have_text("Founders")
    expect(ada.page.locator("main .post").first).to_be_visible()
    ada.follows("Change this list")
    ada.page.get_by_text("Delete this list").click()
    ada.presses("Delete")
    expect(ada.page).to_have_url(f"{demo.url}/lists")
    ada.sees_no("Founders")


def test_a_collection_shows_people_when_they_agree_and_brings_them_all_at_once(
    demo: Coop, visit: Visit
) -> None:
    ben, dev, stranger = visit(demo, "ben"), visit(demo, "dev"), visit(demo)
    ben.goes_to("/collections/new")
    ben.fills(title="Bookkeepers", summary="They count.")
    ben.presses("Make it")
    ben.sees("Nobody is in it yet")
    address = ben.page.url
    ben.fills(handle="dev")
    ben.presses("Ask")
    ben.sees("Asked, and not answered yet")
    ben.fills(handle="dev")
    ben.presses("Ask")
    ben.sees("was asked already")
    stranger.goes_to(address)
    stranger.sees_no("Dev Rao")
    dev.goes_to("/collections")
    dev.sees("They want to show you")
    dev.presses("Yes, show me")
    dev.sees("that's you")
    stranger.goes_to(address)
    stranger.sees("Dev Rao")
    dev.presses("Show me no longer")
    dev.sees_no("that's you")
    dev.goes_to("/collections")
    dev.follows("Hands in the soil")
    dev.page.wait_for_url("**/collections/*")
    follow = dev.page.get_by_role("button", name="Follow all")
    if follow.is_visible():
        follow.click()
        dev.sees("more people now")
    expect(follow).to_have_count(0)
