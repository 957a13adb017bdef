"""Emoji are chosen beside the words, by hand or by keys, and land where the cursor stood."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.journeys.conftest import Visit
from tests.served import Coop


def test_an_emoji_lands_where_the_cursor_stood(quiet_demo: Coop, visit: Visit) -> None:
    ada = visit(quiet_demo, "ada")
    page = ada.page
    ada.goes_to("/compose")
    words = page.locator("main textarea[name=text]")
    words.fill("Bread for all")
    words.evaluate("(field) => field.setSelectionRange(5, 5)")
    opener = ada.page.get_by_role("button", name="Emoji", exact=True)
    opener.click()
    picker = page.get_by_role("dialog", name="Emoji")
    expect(opener).to_have_attribute("aria-expanded", "true")
    picker.get_by_role("button", name="🎉").click()
    expect(picker).to_be_hidden()
    expect(words).to_be_focused()
    expect(words).to_have_value("Bread🎉 for all")
    page.keyboard.type("!")
    expect(words).to_have_value("Bread🎉! for all")


def test_keys_choose_too_and_our_own_come_first(quiet_demo: Coop, visit: Visit) -> None:
    ada = visit(quiet_demo, "ada")
    page = ada.page
    own = page.request.get("/emoji.json").json()["emoji"]
    ada.goes_to("/")
    words = page.locator("#write-text")
    words.fill("Hear")
    ada.page.get_by_role("button", name="Emoji", exact=True).press("Enter")
    picker = page.get_by_role("dialog", name="Emoji")
    expect(picker.get_by_role("button").first).to_be_focused()
    for key, at in (("ArrowRight", 1), ("ArrowLeft", 0), ("End", -1), ("Home", 0)):
        page.keyboard.press(key)
        expect(picker.get_by_role("button").nth(at)).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(picker.get_by_role("button", name="😀")).to_be_focused()
    page.keyboard.press("Escape")
    expect(picker).to_be_hidden()
    ada.page.get_by_role("button", name="Emoji", exact=True).press("Enter")
    page.keyboard.press("Home")
    page.keyboard.press("Enter")
    expect(words).to_have_value(f"Hear :{own[0]['shortcode']}:")
    assert ada.fits()
