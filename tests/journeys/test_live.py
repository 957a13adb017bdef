"""Two people at their own browsers: what one does, the other hears of, and misses nothing."""

from __future__ import annotations

import re
import signal

from playwright.sync_api import expect

from tests.journeys.conftest import Visit
from tests.journeys.walking import Visitor
from tests.served import Coop


def writes(visitor: Visitor, text: str) -> None:
    visitor.goes_to("/compose")
    visitor.fills(text=text)
    visitor.presses("Publish")
    expect(visitor.page.get_by_role("heading", name="wrote")).to_be_attached()


def button(visitor: Visitor, words: str | re.Pattern[str]):
    return visitor.page.locator("main").get_by_role("button", name=words, exact=True)


def test_what_one_writes_the_other_hears_of_and_reads_when_she_likes(demo: Coop, visit: Visit):
    ada, ben = visit(demo, "ada"), visit(demo, "ben")
    ada.goes_to("/")
    writes(ben, "The first loaf is out of the oven")
    expect(button(ada, "1 new post")).to_be_visible()
    ada.sees_no("The first loaf")
    writes(ben, "And the second")
    button(ada, "2 new posts").click()
    ada.sees("The first loaf is out of the oven")
    ada.sees("And the second")
    expect(ada.page.locator("[data-live-hint]")).to_be_empty()
    assert "And the second" in ada.page.evaluate("document.activeElement.textContent")


def test_a_page_that_lost_its_connection_misses_nothing(demo: Coop, visit: Visit):
    ada, ben = visit(demo, "ada"), visit(demo, "ben")
    ada.goes_to("/")
    with ada.page.expect_response(re.compile("/live")):
        ada.page.reload()
    ada.page.context.set_offline(True)
    writes(ben, "Written while Ada was away")
    writes(ben, "And this as well")
    ada.page.context.set_offline(False)
    button(ada, "2 new posts").click()
    ada.sees("Written while Ada was away")
    ada.sees("And this as well")
    ada.troubles.clear()  # the browser's own words about the lost connection


def test_a_server_that_starts_again_loses_nothing(demo: Coop, visit: Visit):
    ada, ben = visit(demo, "ada"), visit(demo, "ben")
    ada.goes_to("/")
    assert demo.stop(how=signal.SIGINT) == 0
    demo.start()
    writes(ben, "A new server, an old page")
    expect(button(ada, "1 new post")).to_be_visible()


def test_replies_and_the_bell_arrive_in_an_open_thread_and_typed_words_stay(demo: Coop, visit: Visit):
    ada, ben = visit(demo, "ada"), visit(demo, "ben")
    writes(ada, "Who brings the ladder?")
    thread = ada.page.url
    ada.page.locator("#reply-text").fill("half a sentence")
    ben.goes_to(thread)
    ben.page.locator("#reply-text").fill("I do")
    ben.presses("Reply")
    button(ada, "1 new reply").click()
    ada.sees("I do")
    expect(ada.page.locator("#reply-text")).to_have_value("half a sentence")
    expect(ada.page.locator("[data-live-count]:visible").first).to_contain_text("new")


def test_a_stranger_is_offered_nothing_that_lives(quiet_demo: Coop, visit: Visit):
    stranger = visit(quiet_demo)
    stranger.goes_to("/")
    expect(stranger.page.locator("[data-live-hint]")).to_have_count(0)
    assert stranger.page.locator("html").get_attribute("data-live-since") is None
