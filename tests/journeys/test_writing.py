"""Everything that people do with the posts they write, on the pages, at both sizes."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.journeys.conftest import Visit
from tests.journeys.walking import Visitor
from tests.served import Coop


def test_a_poll_is_asked_answered_and_closes(demo: Coop, visit: Visit) -> None:
    ada, ben = visit(demo, "ada"), visit(demo, "ben")
    ada.goes_to("/compose")
    ada.fills(text="Soup or stew?")
    _opens(ada, "Poll")
    ada.page.get_by_label("Answer 1", exact=True).fill("Soup")
    ada.presses("Publish")
    ada.sees("A poll needs at least two answers")
    expect(ada.page.get_by_label("Answer 1", exact=True)).to_have_value("Soup")
    ada.page.get_by_label("Answer 2", exact=True).fill("Stew")
    ada.presses("Publish")
    ada.sees("closes")
    ben.goes_to(ada.page.url)
    ben.presses("Choose")
    ben.sees("Choose an answer first")
    ben.page.get_by_role("radio", name="Stew").check()
    ben.presses("Choose")
    expect(ben.page.locator(".poll-count-mine")).to_contain_text("100 %")
    expect(ada.page.locator("main")).to_contain_text("1 person ·")  # without a reload
    demo.console("clock", "advance", "25h")
    ben.page.reload()
    ben.sees("closed")


def test_a_quote_waits_for_consent_and_goes_when_it_is_withdrawn(demo: Coop, visit: Visit) -> None:
    ada, finn = visit(demo, "ada"), visit(demo, "finn")
    ada.goes_to("/compose")
    ada.fills(text="Words of mine.")
    _opens(ada, "Replies and quotes")
    ada.page.get_by_label("Who may quote it?").select_option("ask")
    said = ada.publishes()
    finn.goes_to(said)
    finn.follows("Quote")
    finn.sees("Words of mine.")
    finn.fills(text="Well said.")
    finn.presses("Publish")
    finn.sees("shows when its author agrees")
    quote = finn.page.url
    ada.goes_to(said)
    ada.follows("Who quotes this")
    ada.presses("Let it show my post")
    ada.sees("It shows your post")
    finn.goes_to(quote)
    expect(finn.page.locator("blockquote.quote")).to_contain_text("Words of mine.")
    ada.presses("Not any more")
    finn.goes_to(quote)
    finn.sees("does not want the quoted post shown here")


def test_replies_wait_for_the_author_and_some_threads_take_none(demo: Coop, visit: Visit) -> None:
    ada, finn, caro = visit(demo, "ada"), visit(demo, "finn"), visit(demo, "caro")
    ada.goes_to("/compose")
    ada.fills(text="Ask me, one by one.")
    _opens(ada, "Replies and quotes")
    ada.page.get_by_label("I let each reply be seen first").check()
    thread = ada.publishes()
    for words in ("A good question", "A rude question"):
        finn.goes_to(thread)
        finn.fills(text=words)
        finn.presses("Reply")
        finn.sees("Waits to be let in")
    caro.goes_to(thread)
    caro.sees_no("question")
    ada.goes_to(thread)
    ada.sees("Replies that wait for you")
    ada.page.get_by_role("button", name="Let it be seen").first.click()
    ada.presses("Send it back")
    ada.sees_no("Replies that wait for you")
    caro.goes_to(thread)
    caro.sees("A good question")
    caro.sees_no("A rude question")
    finn.goes_to("/drafts")
    finn.sees("A rude question")
    caro.goes_to("/@hana")
    caro.page.get_by_role("article").filter(has_text="I bring soup on Saturday").get_by_role(
        "link", name=re.compile("ago")
    ).click()
    caro.sees("takes no replies")


def test_words_are_changed_with_a_history_deleted_and_brought_back(demo: Coop, visit: Visit) -> None:
    ada = visit(demo, "ada")
    ada.goes_to("/")
    ada.fills(text="The gate opens at nine.")
    address = ada.publishes()
    ada.follows("Edit")
    ada.fills(text="The gate opens at ten.")
    ada.presses("Save")
    ada.sees("The gate opens at ten.")
    ada.follows("History")
    expect(ada.page.locator("del").first).to_contain_text("nine.")
    expect(ada.page.locator("ins").first).to_contain_text("ten.")
    ada.goes_to(address)
    ada.follows("Delete")
    ada.presses("Delete")
    ada.sees("You deleted this post.")
    ada.sees_no("The gate opens")
    ada.presses("Undo")
    ada.sees("The gate opens at ten.")
    ada.follows("Delete")
    ada.presses("Delete and write it anew")
    expect(ada.page.locator("main [name=text]")).to_have_value("The gate opens at ten.")


def test_drafts_keep_themselves_and_posts_wait_for_their_time(demo: Coop, visit: Visit) -> None:
    ada = visit(demo, "ada")
    ada.goes_to("/")
    ada.fills(text="Half a thought about beans")
    ada.presses("More choices")
    expect(ada.page.locator("main [name=text]")).to_have_value("Half a thought about beans")
    ada.page.wait_for_load_state()  # what keeps drafts listens from then on
    ada.fills(text="Half a thought about beans and peas")
    ada.sees("Saved in your drafts")
    ada.goes_to("/drafts")
    ada.sees("Half a thought about beans and peas")
    ada.page.locator("li.card", has_text="beans and peas").get_by_role("link", name="Go on writing").click()
    _opens(ada, "Later")
    ada.page.get_by_label("Publish it at").fill("2020-01-01T09:00")
    ada.presses("Publish")
    ada.sees("That time has passed already")
    ada.page.get_by_label("Publish it at").fill("2099-01-01T09:00")
    ada.presses("Publish")
    ada.sees("A post can wait for 366 days at most")
    ada.page.get_by_label("Publish it at").fill(_in_two_days(ada))
    ada.presses("Publish")
    expect(ada.page.get_by_role("heading", level=1)).to_have_text("Scheduled posts")
    ada.sees("beans and peas")
    demo.console("clock", "advance", "3d")
    ada.goes_to("/scheduled")
    ada.sees_no("beans and peas")
    ada.goes_to("/@ada")
    ada.sees("Half a thought about beans and peas")


def test_posts_are_written_on_the_narrowest_screen_without_a_script(demo: Coop, visit: Visit) -> None:
    ada = visit(demo, "ada")
    bare = ada.page.context.browser.new_context(
        viewport={"width": 320, "height": 640},
        base_url=demo.url,
        java_script_enabled=False,
        storage_state=ada.page.context.storage_state(),
    )
    page = bare.new_page()
    page.goto("/compose")
    page.locator("[name=text]").fill("No script at all")
    page.get_by_text("Content warning", exact=True).first.click()
    page.locator("[name=warning]").fill("Simple")
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_role("article").first).to_contain_text("Simple")
    bare.close()


def test_posts_begin_as_their_author_writes_by_habit(demo: Coop, visit: Visit) -> None:
    ada = visit(demo, "ada")
    ada.goes_to("/settings")
    ada.page.locator("main a[href='/settings/writing']").click()
    ada.page.get_by_role("radio", name="My followers").check()
    ada.page.get_by_label("In which language do I write?").select_option("de")
    ada.presses("Save")
    ada.sees("Your next post begins like this.")
    expect(ada.page.get_by_role("radio", name="My followers")).to_be_checked()
    assert ada.fits()
    ada.goes_to("/compose")
    expect(ada.page.get_by_label("Who may read it?")).to_have_value("followers")
    expect(ada.page.get_by_label("Language")).to_have_value("de")
    ada.goes_to("/")
    expect(ada.page.locator("#write-audience")).to_have_value("followers")
    ada.fills(text="Nur unter uns")
    said = ada.publishes()
    expect(ada.page.get_by_role("article").first.locator("[lang=de]").first).to_contain_text("Nur unter uns")
    gus = visit(demo)
    answer = gus.page.goto(said)
    assert answer is not None
    assert answer.status == 404


def _opens(visitor: Visitor, section: str) -> None:
    visitor.page.locator(".composer-sections > details > summary", has_text=section).click()


def _in_two_days(visitor: Visitor) -> str:
    """Two days after the co-op's now, as the field takes it."""
    return str(
        visitor.page.evaluate(
            "new Date(new Date(document.documentElement.dataset.now).getTime() + 2 * 864e5)"
            ".toISOString().slice(0, 16)"
        )
    )
