"""Single keys: they write, find, go and answer, rest while one types, and can be switched off."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, expect

from tests.journeys.conftest import Visit
from tests.journeys.walking import Visitor
from tests.served import Coop


def test_keys_go_to_places_and_write(demo: Coop, visit: Visit) -> None:
    ada = visit(demo, "ada")
    ada.goes_to("/decide")  # and waits for its scripts
    keys = ada.page.keyboard
    for second, path in (
        ("n", "/notifications"),
        ("m", "/messages"),
        ("d", "/decide"),
        ("p", "/@ada"),
        ("h", "/"),
    ):
        keys.press("g")
        keys.press(second)
        ada.page.wait_for_url(f"{demo.url}{path}")
    keys.press("n")
    expect(ada.page.locator("#write-text")).to_be_focused()
    keys.type("j and ? are letters here")
    expect(ada.page.locator("#write-text")).to_have_value("j and ? are letters here")
    ada.goes_to("/money")
    keys.press("n")
    expect(ada.page.locator("main textarea[name=text]")).to_be_focused()
    ada.goes_to("/money")
    keys.press("/")
    expect(ada.page.get_by_role("searchbox")).to_be_focused()


def test_keys_step_through_posts_and_answer_them(demo: Coop, visit: Visit) -> None:
    ada = visit(demo, "ada")
    ada.goes_to("/@caro")
    posts = ada.page.locator("main article.post")
    _press(ada, "j")
    expect(posts.nth(0)).to_be_focused()
    _press(ada, "jk" + "j")
    expect(posts.nth(1)).to_be_focused()
    outline = posts.nth(1).evaluate("(post) => getComputedStyle(post).outlineStyle")
    assert outline != "none"
    heart = posts.nth(1).get_by_role("button", name=re.compile("Favourite"))
    before = _pressed(heart)
    with ada.page.expect_response(re.compile(r"/favourite$")):
        _press(ada, "f")
    ada.goes_to("/@caro")
    assert _pressed(heart) != before
    _press(ada, "jo")
    ada.page.wait_for_url(re.compile(r"/@\w+/\d+$"))  # hers, or one that she passed on
    _press(ada, "jr")
    expect(ada.page.locator("#reply-text")).to_be_focused()


def test_a_sheet_lists_the_keys_and_the_page_does_without_it(demo: Coop, visit: Visit) -> None:
    ada = visit(demo, "ada")
    ada.goes_to("/")  # and waits for its scripts
    _press(ada, "?")
    sheet = ada.page.get_by_role("dialog", name="Keyboard")
    expect(sheet.get_by_text("Next post")).to_be_visible()
    _press(ada, "j")  # nothing beneath it moves
    expect(ada.page.locator("article.post:focus")).to_have_count(0)
    ada.page.keyboard.press("Escape")
    expect(sheet).to_be_hidden()
    ada.goes_to("/settings")
    ada.follows("Keyboard")
    ada.sees("Next post")
    ada.page.get_by_label("Single keys work on every page").uncheck()
    ada.presses("Save")
    ada.sees("Single keys do nothing from now on.")
    ada.goes_to("/@caro")
    _press(ada, "j?")
    expect(ada.page.locator("article.post:focus, dialog[open]")).to_have_count(0)


def _press(visitor: Visitor, keys: str) -> None:
    for key in keys:
        visitor.page.keyboard.press(key)


def _pressed(button: Locator) -> str | None:
    return button.get_attribute("aria-pressed")
