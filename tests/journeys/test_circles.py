"""Who knows whom: circles and who sees them."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.journeys.conftest import Visit
from tests.journeys.walking import Visitor
from tests.served import Coop


def is_no_wider_than_the_screen(visitor: Visitor) -> bool:
    return bool(visitor.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))


def test_a_circle_is_read_followed_from_and_kept_back(demo: Coop, visit: Visit) -> None:
    ada, gus = visit(demo, "ada"), visit(demo)
    gus.goes_to("/@ada")
    gus.page.locator("main a[href='/@ada/followers']").click()
    gus.sees("Who follows Ada Marsh")
    first = gus.page.locator("main .person-row").first.inner_text()
    gus.follows("Older")
    gus.sees("Who follows Ada Marsh")
    expect(gus.page.locator("main")).not_to_contain_text(first.split("\n")[0])
    assert is_no_wider_than_the_screen(gus)

    ada.goes_to("/settings")
    ada.follows("Who sees your circle")
    ada.page.get_by_role("radio", name="Nobody but me").check()
    ada.presses("Save")
    ada.page.locator("main a[href='/@ada/following']").click()
    ada.sees("Whom Ada Marsh follows")
    assert is_no_wider_than_the_screen(ada)

    gus.goes_to("/@ada")
    expect(gus.page.locator("main a[href='/@ada/followers']")).to_have_count(0)
    answer = gus.page.goto("/@ada/followers")
    assert answer is not None
    assert answer.status == 403
    gus.sees("doesn't show you whom they follow")
