"""Reading calmly: the feeds, what one missed, and where one was."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Visit
from tests.served import Coop

WIDTHS = pytest.mark.parametrize("width", [390, 1280])


@WIDTHS
def test_the_feeds_stand_side_by_side(demo: Coop, visit: Visit, width: int) -> None:
    ada = visit(demo, "ada")
    ada.page.set_viewport_size({"width": width, "height": 844})
    for name, words in (
        ("Here", "of this server"),
        ("Everywhere", "of all servers"),
        ("Catch up", "Whoever wrote least"),
        ("Following", "Ben Okoro"),
    ):
        ada.page.get_by_role("navigation", name="Feeds").get_by_role("link", name=name, exact=True).click()
        expect(ada.page.get_by_role("navigation", name="Feeds").locator("[aria-current]")).to_have_text(name)
        ada.sees(words)


@WIDTHS
def test_what_one_missed_lies_in_heaps_that_open(demo: Coop, visit: Visit, width: int) -> None:
    ada = visit(demo, "ada")
    ada.page.set_viewport_size({"width": width, "height": 844})
    ada.goes_to("/catch-up")
    ada.follows("the last 7 days")
    heap = ada.page.locator("main .voice").first
    expect(heap.locator(".post").first).not_to_be_visible()
    heap.locator("summary").first.click()
    expect(heap.locator(".post").first).to_be_visible()
    expect(ada.page.locator("main")).to_contain_text(re.compile("That is all|more than fits"))


@WIDTHS
def test_where_one_was_is_known_on_another_device(demo: Coop, visit: Visit, width: int) -> None:
    phone, desk, ben = visit(demo, "caro"), visit(demo, "caro"), visit(demo, "ben")
    for each in (phone, desk):
        each.page.set_viewport_size({"width": width, "height": 844})
    phone.goes_to("/")
    with phone.page.expect_response(re.compile("/read-up-to$")):
        phone.presses("Mark as read")
    desk.goes_to("/")
    desk.sees("Nothing new since you were here.")
    ben.goes_to("/compose")
    ben.fills(text=f"One more thing ({width})")
    ben.presses("Publish")
    expect(ben.page.get_by_role("heading", name="wrote")).to_be_attached()
    desk.goes_to("/")
    desk.sees("You are all caught up: you have read what follows.")
    above = desk.page.locator(".read-mark").locator("xpath=preceding-sibling::article")
    expect(above.filter(has_text=f"One more thing ({width})")).to_have_count(1)
    desk.page.wait_for_event(  # the page itself tells, once the post was before her for a while
        "response", lambda answer: answer.url.endswith("/read-up-to"), timeout=15_000
    )
    phone.goes_to("/")
    phone.sees("Nothing new since you were here.")
