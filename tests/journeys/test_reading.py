"""Reading calmly: the feeds, what one missed, and where one was."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.journeys.conftest import Visit
from tests.journeys.walking import Visitor
from tests.served import Coop


def test_the_feeds_stand_side_by_side(quiet_demo: Coop, visit: Visit) -> None:
    ada = visit(quiet_demo, "ada")
    for name, words in (
        ("Here", "of this server"),
        ("Everywhere", "of all servers"),
        ("Catch up", "Whoever wrote least"),
        ("Following", "Ben Okoro"),
    ):
        ada.page.get_by_role("navigation", name="Feeds").get_by_role("link", name=name, exact=True).click()
        expect(ada.page.get_by_role("navigation", name="Feeds").locator("[aria-current]")).to_have_text(name)
        ada.sees(words)


def test_what_one_missed_lies_in_heaps_that_open(demo: Coop, visit: Visit) -> None:
    ada = visit(demo, "ada")
    ada.goes_to("/catch-up")
    ada.follows("the last 7 days")
    heap = ada.page.locator("main .voice").first
    expect(heap.locator(".post").first).not_to_be_visible()
    heap.locator("summary").first.click()
    expect(heap.locator(".post").first).to_be_visible()
    expect(ada.page.locator("main")).to_contain_text(re.compile("That is all|more than fits"))


def test_where_one_was_is_known_on_another_device(demo: Coop, visit: Visit) -> None:
    phone, desk, ben = visit(demo, "caro"), visit(demo, "caro"), visit(demo, "ben")
    _writes(ben, "Something to read")
    phone.goes_to("/")
    with phone.page.expect_response(re.compile("/read-up-to$")):
        phone.presses("Mark as read")
    desk.goes_to("/")
    desk.sees("Nothing new since you were here.")
    _writes(ben, "One more thing")
    desk.goes_to("/")
    desk.sees("You are all caught up: you have read what follows.")
    above = desk.page.locator(".read-mark").locator("xpath=preceding-sibling::article")
    expect(above.filter(has_text="One more thing")).to_have_count(1)
    desk.page.wait_for_event(  # the page itself tells, once the post was before her for a while
        "response", lambda answer: answer.url.endswith("/read-up-to"), timeout=15_000
    )
    phone.goes_to("/")
    phone.sees("Nothing new since you were here.")


def _writes(visitor: Visitor, words: str) -> None:
    visitor.goes_to("/compose")
    visitor.fills(text=words)
    visitor.presses("Publish")
    expect(visitor.page.get_by_role("heading", name="wrote")).to_be_attached()
