"""What a person says, on her page: what she keeps on top, and the tabs."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.journeys.conftest import Visit
from tests.served import Coop


def test_a_post_rings_a_bell_and_is_kept_on_top_for_a_while(demo: Coop, visit: Visit) -> None:
    caro, ada, gus = visit(demo, "caro"), visit(demo, "ada"), visit(demo)
    words = "The beans are up"
    ada.goes_to("/@caro")
    ada.presses("Tell me of each post")
    ada.sees("You are told of each new post by Caro Lind.")
    caro.goes_to("/compose")
    caro.fills(text=words)
    caro.presses("Publish")
    caro.goes_to("/@caro")
    caro.page.locator("main .post", has_text=words).locator(".post-time a").first.click()
    caro.presses("Keep on top of my page")
    caro.sees("It stands on top of your page now.")
    top = caro.page.get_by_role("region", name="Pinned")
    expect(top.locator(".post")).to_contain_text(words)
    expect(caro.page.locator("main .post", has_text=words)).to_have_count(1)

    ada.goes_to("/notifications")
    told = ada.page.locator(".told-line", has_text=words)
    ada.looks_again_until(lambda: told.count() == 1)
    expect(told).to_contain_text("Caro Lind wrote something new")
    ada.goes_to("/@caro")
    ada.presses("Tell me no more of each post")
    ada.sees("You are told no more of each post.")

    gus.goes_to("/@caro")
    expect(gus.page.get_by_role("region", name="Pinned")).to_contain_text(words)
    assert gus.fits()

    top.locator(".post-time a").first.click()
    caro.presses("Take down from the top of my page")
    caro.sees("Taken down from the top of your page.")
    expect(caro.page.get_by_role("region", name="Pinned")).to_have_count(0)
    expect(caro.page.locator("main .post", has_text=words)).to_have_count(1)


def test_a_stranger_reads_each_tab_page_by_page(quiet_demo: Coop, visit: Visit) -> None:
    gus = visit(quiet_demo)
    gus.goes_to("/@ada")
    top = gus.page.get_by_role("region", name="Pinned")
    expect(top).to_contain_text("New here?")
    expect(top).not_to_contain_text("Members:")
    gus.goes_to("/@hana")
    expect(gus.page.locator("main .post-boosted").first).to_contain_text("Hana Sato boosted")
    gus.follows("Posts and replies")
    expect(gus.page.get_by_role("link", name="Posts and replies")).to_have_attribute("aria-current", "page")
    expect(gus.page.locator("main .post").first).to_be_visible()
    gus.goes_to("/@kira")
    gus.follows("Media")
    expect(gus.page.get_by_role("link", name="Media", exact=True)).to_have_attribute("aria-current", "page")
    gus.page.wait_for_load_state()
    shown = gus.page.locator("main .feed > .post")
    assert shown.count() == gus.page.locator("main .feed > .post:has(.media)").count() > 0
    gus.goes_to("/@ada/replies")
    first = gus.page.locator("main .post").first.get_attribute("id")
    gus.follows("Older")
    expect(gus.page.locator("main .post").first).to_be_visible()
    expect(gus.page.locator(f"#{first}")).to_have_count(0)
    assert gus.fits()


def test_a_verified_link_says_so_and_its_owner_learns_how(quiet_demo: Coop, visit: Visit) -> None:
    gus, ada = visit(quiet_demo), visit(quiet_demo, "ada")
    gus.goes_to("/@ada")
    line = gus.page.locator(".facts-list > div").filter(has_text="https://ada.example/bench")
    expect(line).to_contain_text("Verified: that page links back here, since")
    expect(line.get_by_role("link")).to_have_attribute("rel", "me nofollow noopener")
    ada.goes_to("/settings/profile")
    ada.page.get_by_text("Show that a link is really yours").click()
    ada.sees('<a rel="me" href="')
    ada.sees("https://ada.example/bench is verified.")
    assert ada.fits()


def test_a_pinned_post_that_was_deleted_comes_back_pinned(demo: Coop, visit: Visit) -> None:
    ada = visit(demo, "ada")
    ada.goes_to("/@ada")
    top = ada.page.get_by_role("region", name="Pinned")
    expect(top).to_contain_text("New here?")
    said = top.locator(".post", has_text="New here?").locator(".post-time a").get_attribute("href")
    ada.goes_to(f"{said}/remove")
    ada.presses("Delete")
    ada.sees("You deleted this post.")
    ada.sees_no("New here?")
    ada.page.locator("[data-toasts]").get_by_role("button", name="Undo").click()
    ada.page.wait_for_url(f"**{said}")
    ada.goes_to("/@ada")
    expect(top).to_contain_text("New here?")
    assert ada.fits()
