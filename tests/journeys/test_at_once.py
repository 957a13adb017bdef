"""Buttons that answer at once, say so when they were refused, and what was done is taken back."""

from __future__ import annotations

from playwright.sync_api import Locator, expect

from tests.journeys.conftest import Visit
from tests.journeys.walking import Visitor
from tests.served import Coop


def test_a_favourite_and_thanks_show_at_once_and_stay(demo: Coop, visit: Visit) -> None:
    ada = visit(demo, "ada")
    ada.goes_to("/@caro")
    for verb in ("favourite", "thank"):
        button = _button(ada, verb)
        before = button.get_attribute("aria-pressed")
        with ada.page.expect_response(lambda answer: answer.request.method == "POST") as sent:
            button.click()
        expect(button).not_to_have_attribute("aria-pressed", str(before))
        assert sent.value.ok
        assert ada.page.url == f"{demo.url}/@caro"
        ada.page.reload()
        expect(button).not_to_have_attribute("aria-pressed", str(before))


def test_a_button_comes_back_with_a_word_when_offline_or_refused(demo: Coop, visit: Visit) -> None:
    ada, caro = visit(demo, "ada"), visit(demo, "caro")
    ada.goes_to("/@caro")
    # One of her own: whom she passes on does not block Ada.
    button = ada.page.locator('main form[action^="/@caro/"][action$="/favourite"] button').first
    before = str(button.get_attribute("aria-pressed"))
    ada.page.context.set_offline(True)
    button.click()
    button.click()
    button.click()
    ada.sees("You are offline. Nothing was changed")
    expect(button).to_have_attribute("aria-pressed", before)
    ada.page.context.set_offline(False)
    ada.presses("Close")
    ada.sees_no("You are offline")
    ada.troubles.clear()
    caro.goes_to("/@ada/block")
    caro.presses("Block")
    button.click()
    expect(ada.page.locator("[data-toasts] .notice")).to_be_visible()
    expect(button).to_have_attribute("aria-pressed", before)


def test_one_follows_and_stops_without_leaving_the_page(demo: Coop, visit: Visit) -> None:
    ada = visit(demo, "ada")
    ada.goes_to("/@caro")
    follow = ada.page.locator('main form[action="/@caro/follow"] button')
    first = follow.inner_text()
    with ada.page.expect_response(lambda answer: answer.request.method == "POST"):
        follow.click()
    expect(follow).not_to_have_text(first)
    with ada.page.expect_response(lambda answer: answer.request.method == "POST"):
        follow.click()
    expect(follow).to_have_text(first)
    ada.page.reload()
    expect(follow).to_have_text(first)


def test_deleting_muting_and_blocking_offer_a_way_back(demo: Coop, visit: Visit) -> None:
    ada = visit(demo, "ada")
    toast = ada.page.locator("[data-toasts]")
    expect(toast).to_have_attribute("role", "status")
    ada.goes_to("/")
    ada.fills(text="Gone in a moment")
    ada.presses("Publish")
    ada.follows("Delete")
    ada.presses("Delete")
    expect(toast).to_contain_text("You deleted this post.")
    ada.sees_no("Gone in a moment")
    toast.get_by_role("button", name="Undo").click()
    ada.sees("Gone in a moment")
    for way, button in (("mute", "Mute"), ("block", "Block")):
        ada.goes_to(f"/@hana/{way}")
        ada.presses(button)
        toast.get_by_role("button", name="Undo").click()
        ada.page.wait_for_url("**/@hana")
        ada.sees_no("You muted this person")
        expect(ada.page.get_by_role("heading", level=1)).to_contain_text("Hana")


def test_a_boost_is_taken_back_by_the_word_that_tells_of_it(demo: Coop, visit: Visit) -> None:
    ada = visit(demo, "ada")
    toast = ada.page.locator("[data-toasts]")
    ada.goes_to("/@hana")
    button = ada.page.locator("main form[action$='/boost']:has([aria-pressed=false]) button").first
    form = ada.page.locator(
        f"main form[action='{button.locator('xpath=..').get_attribute('action')}'] button"
    )
    button.click()
    expect(toast).to_contain_text("You boosted this post.")
    expect(form).to_have_attribute("aria-pressed", "true")
    assert ada.fits()
    toast.get_by_role("button", name="Undo").click()
    expect(form).to_have_attribute("aria-pressed", "false")
    ada.page.reload()
    expect(form).to_have_attribute("aria-pressed", "false")


def test_without_a_script_the_way_back_is_a_form(demo: Coop, visit: Visit) -> None:
    ada = visit(demo, "ada")
    bare = ada.page.context.browser.new_context(
        base_url=demo.url, java_script_enabled=False, storage_state=ada.page.context.storage_state()
    )
    page = bare.new_page()
    page.goto("/@hana/mute")
    page.locator("main").get_by_role("button", name="Mute").click()
    notice = page.locator(".notices")
    expect(notice).to_contain_text("is muted.")
    notice.get_by_role("button", name="Undo").click()
    expect(page.locator(".notices")).to_contain_text("You read them again.")
    bare.close()


def _button(visitor: Visitor, verb: str) -> Locator:
    return visitor.page.locator(f'main form[action$="/{verb}"] button').first
