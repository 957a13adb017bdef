"""Boosting, and keeping what one wants to read again."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.journeys.conftest import Visit
from tests.served import Coop


def test_a_post_is_boosted_and_kept_and_found_among_the_bookmarks(demo: Coop, visit: Visit) -> None:
    caro = visit(demo, "caro")
    caro.goes_to("/local")
    post = caro.page.locator("main .post").filter(has=caro.page.get_by_role("button", name="Boost")).nth(2)
    number = post.get_attribute("id")
    for name in ("Boost", "Bookmark"):
        button = caro.page.locator(f"#{number}").get_by_role("button", name=name)
        with caro.page.expect_response(re.compile(rf"/{name.lower()}$")):
            button.click()
        expect(button).to_have_attribute("aria-pressed", "true")
    caro.goes_to("/bookmarks")
    kept = caro.page.locator(f"#{number}")
    for name in ("Boost", "Bookmark"):
        button = kept.get_by_role("button", name=name)
        expect(button).to_have_attribute("aria-pressed", "true")
        with caro.page.expect_response(re.compile(rf"/{name.lower()}$")):
            button.click()
    caro.goes_to("/bookmarks")
    expect(caro.page.locator(f"#{number}")).to_have_count(0)
