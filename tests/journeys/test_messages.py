"""Talking in private: two people and a small group, strangers, and what each may do with her own side."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.journeys.conftest import Visit
from tests.journeys.test_pictures import drawn
from tests.served import Coop


def test_two_people_talk_and_see_it_at_once(demo: Coop, visit: Visit) -> None:
    ada, ben = visit(demo, "ada"), visit(demo, "ben")
    ada.goes_to("/messages")
    ada.sees("autumn budget")
    ada.sees("2 new")
    ada.follows("Ben Okoro")
    ada.sees("New since you were here")
    ada.sees("not end-to-end encrypted")
    ben.goes_to("/@ada")
    ben.follows("Message")
    ada.fills(text="Reading it *now*.")
    ada.presses("Send")
    ada.sees("Reading it now.")
    expect(ben.page.locator(".talk .bubble").last).to_have_text("Reading it now.", timeout=30_000)
    ada.presses("Send")
    ada.sees("Not sent yet")
    ben.page.locator(".talk-attach > summary").click()
    ben.page.locator("main [name=media]").set_input_files([drawn("green")])
    ben.page.locator(".media-list textarea").fill("A green field.")
    ben.fills(text="And the picture.")
    ben.presses("Send")
    expect(ben.page.locator(".talk .bubble").last.locator(".medium")).to_be_visible()


def test_a_small_group_is_chosen_by_name_and_left(demo: Coop, visit: Visit) -> None:
    ada, caro = visit(demo, "ada"), visit(demo, "caro")
    ada.goes_to("/messages/new")
    ada.fills(text="Soup on Friday?")
    for words, name in (("caro", "Caro Lind"), ("finn", "Finn")):
        ada.fills(search=words)
        ada.page.get_by_role("button", name="Search").click()
        ada.page.get_by_role("button", name=f"Add {name}").click()
    expect(ada.page.locator("main [name=text]")).to_have_value("Soup on Friday?")
    ada.presses("Send")
    ada.sees("Soup on Friday?")
    caro.goes_to("/messages")
    caro.sees("Soup on Friday?")
    caro.page.locator(".talk-line a").first.click()
    caro.page.locator(".talk-menu summary").click()
    caro.presses("Leave")
    caro.sees("You left the conversation.")
    caro.sees_no("Soup on Friday?")


def test_a_stranger_waits_until_she_is_let_in_or_sent_away(demo: Coop, visit: Visit) -> None:
    ada = visit(demo, "ada")
    ada.goes_to("/messages")
    ada.sees_no("a loom")
    ada.page.get_by_role("link", name="Requests").click()
    ada.sees("May I show you a loom?")
    ada.presses("Accept Jun Park")
    ada.sees("They stand among your messages now")
    ada.page.locator(".talk-menu summary").click()
    ada.page.get_by_role("link", name="Block Jun Park").click()
    ada.presses("Block")
    ada.goes_to("/messages")
    ada.sees_no("a loom")


def test_one_deletes_mutes_and_chooses_for_oneself(demo: Coop, visit: Visit) -> None:
    ada = visit(demo, "ada")
    ada.goes_to("/messages")
    ada.follows("Emil Hansen")
    last = ada.page.locator(".bubble-line").last
    last.locator(".bubble-more summary").click()
    last.get_by_role("button", name="Delete for me").click()
    ada.sees_no("It leans at the shed.")
    ada.page.locator(".talk-menu summary").click()
    ada.presses("Mute")
    ada.sees("You hear no more of what is new here")
    ada.page.locator(".talk-menu summary").click()
    ada.presses("Delete for me")
    ada.sees_no("Emil Hansen")
    ada.follows("Settings")
    ada.page.get_by_label("Nobody; conversations that have begun go on").check()
    ada.presses("Save")
    ada.sees("Your wishes are kept.")
