"""Who knows whom: circles and who sees them, requests, acquaintances, and notes."""

from __future__ import annotations

import re

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


def test_a_profile_shows_acquaintances_and_a_note_that_nobody_else_reads(demo: Coop, visit: Visit) -> None:
    ada, finn = visit(demo, "ada"), visit(demo, "finn")
    ada.goes_to("/@hana")
    ada.sees("Brings rye on Fridays")
    ada.page.get_by_role("link", name="others whom you follow").click()
    ada.sees("Whom you follow and who follow Hana Sato")
    ada.goes_to("/@hana")
    ada.follows("Change this note")
    box = ada.page.locator("main [name=text]")
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
