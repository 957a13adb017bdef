"""A long talk on one page: folded, linked into, answered in its midst, heard in order."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect

from tests.journeys.accessibility import axe, violations
from tests.journeys.conftest import Visit
from tests.journeys.walking import Visitor
from tests.served import Coop


def _opens_the_talk(visitor: Visitor) -> str:
    """The sample co-op's talk about a ladder; its address."""
    visitor.goes_to("/tags/ladder")
    address = str(visitor.page.locator("main .post-time a").first.get_attribute("href"))
    visitor.goes_to(address)
    return address


def _folded(page: Page) -> Locator:
    """What opens the first folded strand."""
    return page.locator("details.strand:not([open]) > summary").first


def test_a_thread_stands_on_its_page_as_it_is_heard(quiet_demo: Coop, visit: Visit) -> None:
    ada = visit(quiet_demo, "ada")
    _opens_the_talk(ada)
    replies = ada.page.get_by_role("region", name="Replies")
    names = re.compile(r"^.+: answer to .+$|^.+: answer to a post")
    expect(replies.get_by_role("heading", name=names).first).to_be_visible()
    expect(_folded(ada.page)).to_have_text(re.compile("15 replies"))
    ada.page.evaluate("for (const each of document.querySelectorAll('details.strand')) each.open = true")
    heard = re.findall(r'article "([^"]+)"', replies.aria_snapshot())
    seen = ada.page.locator("[data-live-region] article.post")
    assert heard == [each.locator(".person-name").inner_text() for each in seen.all()]
    tops = [box["y"] for each in seen.all() if (box := each.bounding_box())]
    assert tops == sorted(tops)
    expect(replies.get_by_text("A post was removed here")).to_be_visible()
    starts = [box["x"] for each in seen.all() if (box := each.bounding_box())]
    assert max(starts) - min(starts) < 80
    assert ada.fits()


def test_a_link_opens_what_is_folded_and_leads_there(quiet_demo: Coop, visit: Visit) -> None:
    ada = visit(quiet_demo, "ada")
    address = _opens_the_talk(ada)
    deep = ada.page.locator("details.strand:not([open]) article.post").last.get_attribute("id")
    ada.goes_to("/")
    ada.goes_to(f"{address}#{deep}")
    expect(ada.page.locator(f"#{deep}")).to_be_focused()
    expect(ada.page.locator(f"#{deep}")).to_be_visible()
    ada.page.get_by_role("link", name=re.compile("Go on reading")).first.click()
    ada.page.locator("article.post", has_text="On foot it is").locator(".post-time a").click()
    way = ada.page.get_by_role("list", name="What led to this post")
    expect(way.get_by_text("… 3 posts between …")).to_be_visible()
    expect(way.get_by_role("article").first).to_contain_text("Who has a ladder")


def test_a_reply_is_written_beneath_the_post_that_it_answers(demo: Coop, visit: Visit) -> None:
    ada, ben = visit(demo, "ada"), visit(demo, "ben")
    address = _opens_the_talk(ada)
    ben.goes_to(address)
    ada.page.locator("#reply-text").fill("Shall we paint it")
    place = ada.page.locator("li[data-reply-to]", has_text="it is also the stall").last
    place.locator("> article").get_by_role("link", name="Reply").click()
    area = place.get_by_label("Reply to Sam Keita")
    expect(area).to_be_focused()
    expect(area).to_have_value("Shall we paint it")
    area.fill("Shall we paint it green?")
    ben.page.locator("#reply-text").fill("Blue, rather")
    ben.presses("Reply")
    ada.page.locator("main").get_by_role("button", name="1 new reply").click()
    ada.sees("Blue, rather")
    expect(area).to_have_value("Shall we paint it green?")
    place.get_by_role("button", name="Reply", exact=True).click()
    expect(ada.page.get_by_role("list", name="What led to this post")).to_contain_text("it is also the stall")
    ada.sees("Shall we paint it green?")
    ada.goes_to(address)
    expect(ada.page.locator("#reply-text")).to_have_value("")


def test_a_new_reply_that_stands_elsewhere_is_led_to(demo: Coop, visit: Visit) -> None:
    ada, ben = visit(demo, "ada"), visit(demo, "ben")
    address = _opens_the_talk(ada)
    ada.page.locator("article.post", has_text="it is also the stall").locator(".post-time a").click()
    expect(ada.page.get_by_role("list", name="What led to this post")).to_be_visible()
    ben.goes_to(address)
    ben.page.locator("#reply-text").fill("I found another one")
    ben.presses("Reply")
    ada.page.locator("main").get_by_role("button", name="1 new reply").click()
    ada.page.get_by_role("link", name="It stands further on in this thread").click()
    ada.sees("I found another one")
    ada.goes_to(address)
    ada.page.locator("article.post", has_text="I found another one").locator(".person-name").focus()
    ada.page.keyboard.press("r")
    expect(ada.page.get_by_label("Reply to Ben Okoro")).to_be_focused()


def test_a_thread_can_be_used_by_everybody(quiet_demo: Coop, visit: Visit) -> None:
    ada = visit(quiet_demo, "ada")
    ada.page.add_init_script(path=axe())
    _opens_the_talk(ada)
    _folded(ada.page).click()
    assert violations(ada.page) == []
