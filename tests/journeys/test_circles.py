"""Who knows whom: circles and who sees them, requests, acquaintances, and notes."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing

from playwright.sync_api import expect

from tests.journeys.conftest import Visit
from tests.served import Coop


def test_a_circle_is_read_followed_from_and_kept_back(demo: Coop, visit: Visit) -> None:
    ada, gus = visit(demo, "ada"), visit(demo)
    gus.goes_to("/@ada")
    gus.page.locator("main a[href='/@ada/followers']").click()
    gus.sees("Who follows Ada Marsh")
    first = gus.page.locator("main .person-row").first.inner_text()
    gus.follows("Older")
    gus.sees("Who follows Ada Marsh")
    expect(gus.page.locator("main")).not_to_contain_text(first.split("\n")[0])
    assert gus.fits()

    ada.goes_to("/settings")
    ada.follows("Who sees your circle")
    ada.page.get_by_role("radio", name="Nobody but me").check()
    ada.presses("Save")
    ada.page.locator("main a[href='/@ada/following']").click()
    ada.sees("Whom you follow")
    assert ada.fits()

    gus.goes_to("/@ada")
    expect(gus.page.locator("main a[href='/@ada/followers']")).to_have_count(0)
    answer = gus.page.goto("/@ada/followers")
    assert answer is not None
    assert answer.status == 403
    gus.sees("doesn't show you whom they follow")


def test_a_request_is_taken_back_another_accepted_and_a_follower_removed(demo: Coop, visit: Visit) -> None:
    ada, ben = visit(demo, "ada"), visit(demo, "ben")
    ada.goes_to("/settings")
    ada.follows("Requests to follow")
    asked = ada.page.get_by_role("region", name="You asked to follow them")
    with ada.page.expect_response(re.compile(r"/follow$")):
        asked.get_by_role("button", name="Take my request back Nils Holm").click()
    expect(asked.get_by_role("button", name="Ask to follow Nils Holm")).to_be_visible()
    ada.goes_to("/me/follow-requests")
    expect(ada.page.locator("main")).not_to_contain_text("Nils Holm")

    ben.goes_to("/@ben")
    ben.follows("3 people ask to follow you")
    assert ben.fits()
    waiting = ben.page.get_by_role("region", name="They ask to follow you")
    ben.page.get_by_role("button", name="Accept Vera Sokol").click()
    expect(waiting.locator(".person-row")).to_have_count(2)
    ben.page.get_by_role("button", name="Decline Wim de Boer").click()
    expect(waiting.locator(".person-row")).to_have_count(1)
    ben.goes_to("/@ben/followers")
    ben.follows("Remove Vera Sokol")
    ben.sees("They are not told.")
    assert ben.fits()
    ben.presses("Remove")
    ben.sees("Who follows you")
    ben.sees_no("Vera Sokol")
    assert ben.fits()


def _follow_ben_no_more_but_ask(coop: Coop) -> None:
    with closing(sqlite3.connect(coop.data / "commonhold.sqlite3", timeout=30)) as database, database:
        database.execute(
            "UPDATE people_follow SET accepted_at = NULL"
            " WHERE followed_id = (SELECT id FROM people_person WHERE handle = 'ben')"
        )


def test_requests_that_fill_more_than_a_page_are_read_to_the_last(demo: Coop, visit: Visit) -> None:
    _follow_ben_no_more_but_ask(demo)
    ben = visit(demo, "ben")
    ben.goes_to("/@ben")
    asking = ben.page.locator("main").get_by_role("link", name=re.compile("people ask to follow you"))
    waiting = int(asking.inner_text().split()[0])
    asking.click()
    region = ben.page.get_by_role("region", name="They ask to follow you")
    names = region.locator(".person-row .person-handle")
    expect(names).to_have_count(40)
    assert ben.fits()
    read = names.all_inner_texts()
    ben.follows("Older", inside=region)
    ben.page.wait_for_url(re.compile(r"\?before="))
    expect(names).to_have_count(waiting - 40)
    expect(region.get_by_role("link", name="Older")).to_have_count(0)
    assert ben.fits()
    assert len({*read, *names.all_inner_texts()}) == waiting > 40, "everybody once"

    region.get_by_role("button", name=re.compile("^Accept")).last.click()
    expect(ben.page.get_by_role("heading", level=1)).to_have_text("Requests to follow")
    ben.goes_to("/@ben")
    ben.sees(f"{waiting - 1} people ask to follow you")


def test_a_profile_shows_acquaintances_and_a_note_that_nobody_else_reads(demo: Coop, visit: Visit) -> None:
    ada, finn = visit(demo, "ada"), visit(demo, "finn")
    ada.goes_to("/@hana")
    ada.sees("Brings rye on Fridays")
    ada.page.get_by_role("link", name="others whom you follow").click()
    ada.sees("Whom you follow and who follow Hana Sato")
    ada.goes_to("/@hana")
    ada.follows("Change this note")
    box = ada.page.locator("main [name=text]")
    # The browser would cut it off; where the page's own script counts, nothing that was typed is lost.
    expect(box).not_to_have_attribute("maxlength", "2000")
    ada.fills(text="Rye " * 501)
    ada.presses("Save")
    expect(box).to_have_value("Rye " * 501)
    ada.fills(text="Brings rye, and stories")
    ada.presses("Save")
    ada.sees("Brings rye, and stories")
    assert ada.fits()
    finn.goes_to("/@hana")
    finn.sees("Hana Sato")
    finn.sees_no("Brings rye, and stories")
    finn.sees("Write a note that only you see")
