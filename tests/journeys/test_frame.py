"""The frame around every page: one gets everywhere, on a phone, on a desktop, and without a script."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Visit
from tests.served import Coop

_NARROW = [{"width": 320, "height": 640}, {"width": 640, "height": 450}]  # the latter: 1280 px at 200 %
_NOT_IN_THE_RAIL = {
    *("/search", "/members", "/cases", "/emoji", "/about", "/about/data"),
    *("/credit", "/credit/about", "/labelers", "/me/privacy", "/holders", "/open-data", "/winding-down"),
}


@pytest.mark.parametrize("name", [None, "ben"], ids=["stranger", "ben"])
def test_every_place_is_reached_and_marked(quiet_demo: Coop, visit: Visit, name: str | None) -> None:
    visitor = visit(quiet_demo, name)
    page = visitor.page
    visitor.goes_to("/more")
    places = page.locator("main .all-places a:not([href^='/account'])").evaluate_all(
        "all => all.map((a) => a.pathname)"
    )
    assert {"/", "/discover", "/search", "/groups", "/events", "/collections", "/decide"} <= set(places)
    assert {"/money", "/charter", "/record", "/about"} <= set(places)
    mine = {"/notifications", "/messages", "/lists", "/drafts", "/@ben", "/settings", "/members"}
    assert (mine <= set(places)) == (name is not None)
    for path in places:
        answer = page.goto(path)
        assert answer is not None
        assert answer.ok, path
        expect(page.get_by_role("heading", level=1)).to_have_count(1)
        assert _fits(page), path
        if path not in _NOT_IN_THE_RAIL or page.locator("nav.bar").is_visible():
            expect(page.locator("nav:visible [aria-current]:visible").first).to_be_attached()


def test_a_phone_has_five_places_at_hand_and_a_desktop_a_column(quiet_demo: Coop, visit: Visit) -> None:
    ada = visit(quiet_demo, "ada")
    expect(ada.page.locator("nav.bar:visible, nav.places:visible")).to_have_count(1)
    if ada.page.locator("nav.bar").is_visible():
        expect(ada.page.locator("nav.bar a")).to_contain_text(
            ["Home", "Discover", "Messages", "Decide", "More"]
        )
    ada.takes("Lists")
    expect(ada.page.get_by_role("heading", level=1)).to_have_text("Lists")
    expect(
        ada.page.locator("nav:visible [aria-current=page]:visible, nav.bar:visible [aria-current]")
    ).to_have_text(["Lists"] if ada.page.locator("nav.places").is_visible() else ["More"])
    ada.page.get_by_role("link", name="Write", exact=False).first.click()
    expect(ada.page.get_by_role("heading", level=1)).to_have_text("Write")


def test_the_content_is_one_key_away(quiet_demo: Coop, visit: Visit) -> None:
    stranger = visit(quiet_demo)
    stranger.goes_to("/decide")
    stranger.page.keyboard.press("Tab")
    expect(stranger.page.get_by_role("link", name="Skip to the content")).to_be_focused()
    stranger.page.keyboard.press("Enter")
    expect(stranger.page.locator("main")).to_be_focused()


def test_everything_is_reached_without_a_script(quiet_demo: Coop, visit: Visit) -> None:
    ada = visit(quiet_demo, "ada")
    size = ada.page.viewport_size
    bare = ada.page.context.browser.new_context(
        viewport=size,
        base_url=quiet_demo.url,
        java_script_enabled=False,
        storage_state=ada.page.context.storage_state(),
    )
    page = bare.new_page()
    page.goto("/")
    if page.locator("nav.bar").is_visible():
        page.locator("nav.bar").get_by_role("link", name="More").click()
        page.locator("main").get_by_role("link", name="Drafts").click()
    else:
        page.locator("summary.place").click()
        page.locator("nav.places").get_by_role("link", name="Drafts").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Drafts")
    bare.close()


def _fits(page: Page) -> bool:
    """Does the page stay within the narrowest screens?"""
    given = page.viewport_size
    wide = []
    for size in _NARROW:
        page.set_viewport_size(size)  # type: ignore[arg-type]
        wide.append(page.evaluate("() => document.documentElement.scrollWidth") > size["width"])
    assert given is not None
    page.set_viewport_size(given)
    return not any(wide)
