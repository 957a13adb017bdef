"""What somebody is told, and what she chooses to be told."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.journeys.conftest import Visit
from tests.journeys.walking import Visitor
from tests.served import Coop

# Headless browsers reach no push service: the browser's own part is played, ours is real.
_PUSH_SERVICE = """
  const bytes = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0)).buffer;
  const keys = {
    p256dh: "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
    auth: "BTBZMqHH6r4Tts7J_aSIgg",
  };
  const subscription = { toJSON: () => ({ endpoint: "https://push.example/box", keys }) };
  const worker = {
    pushManager: { getSubscription: async () => null, subscribe: async () => subscription },
  };
  navigator.serviceWorker.register = async () => worker;
"""


def test_many_thanks_are_one_line_and_tabs_part_the_kinds(demo: Coop, visit: Visit):
    ada = visit(demo, "ada")
    ada.goes_to("/notifications?tab=appreciation")
    line = ada.page.locator(".told-line", has_text="others thanked you").first
    expect(line).to_be_visible()
    expect(line.locator(".told-faces li")).not_to_have_count(1)
    ada.page.get_by_role("navigation", name="Kinds of notifications").get_by_role(
        "link", name="Our co-op"
    ).click()
    ada.sees("In force:")
    ada.sees_no("thanked you")
    ada.goes_to("/notifications")
    ada.presses("I have read them")
    expect(ada.page.locator("[data-new]")).to_have_count(0)
    expect(ada.page.locator("[data-live-count]:visible")).to_have_count(0)


def test_a_kind_that_she_does_not_want_is_told_no_more(demo: Coop, visit: Visit):
    ada, ben = visit(demo, "ada"), visit(demo, "ben")
    ada.goes_to("/settings/notifications")
    ada.page.get_by_label("Somebody mentions you: here").uncheck()
    ada.presses("Keep these wishes")
    ada.sees("Your wishes are kept.")
    expect(ada.page.get_by_label("Somebody mentions you: here")).not_to_be_checked()
    ada.goes_to("/notifications?tab=mentions")
    before = ada.page.locator(".told-line").count()
    writes(ben, "@ada the gate is open")
    ada.goes_to("/notifications?tab=mentions")
    expect(ada.page.locator(".told-line")).to_have_count(before)


def knows_nothing_of(visitor: Visitor, handle: str) -> None:
    """Whom the sample co-op's people follow is by chance."""
    visitor.goes_to(f"/@{handle}")
    stop = visitor.page.get_by_role("button", name="Stop following", exact=True)
    if stop.count():
        stop.click()
    expect(visitor.page.get_by_role("button", name="Follow", exact=True)).to_be_visible()


def test_strangers_wait_apart_and_are_let_in(demo: Coop, visit: Visit):
    finn, newcomer = visit(demo, "finn"), visit(demo, "dev")
    knows_nothing_of(finn, "dev")
    finn.goes_to("/settings/notifications")
    for question in ("People you don't follow", "Accounts younger than thirty days"):
        finn.page.get_by_role("group", name=question).get_by_label("Keep them apart").check()
    finn.page.locator("form[action$=strangers] button").click()
    writes(newcomer, "@finn may I borrow the long ladder?")
    finn.goes_to("/notifications")
    finn.follows("1 stranger waits")
    finn.presses("Let in")
    finn.sees("Nobody waits")
    finn.goes_to("/notifications?tab=mentions")
    finn.sees("may I borrow the long ladder?")


def test_a_device_comes_on_the_list_and_goes(demo: Coop, visit: Visit):
    ada = visit(demo, "ada")
    ada.page.add_init_script(_PUSH_SERVICE)
    ada.goes_to("/settings/notifications")
    ada.presses("Let this device ring")
    ada.sees("Chrome, Linux")
    ada.presses("Show private words on it")
    expect(ada.page.get_by_role("button", name="Hide private words on it")).to_be_visible()
    ada.presses("Remove")
    ada.sees_no("Chrome, Linux")


def test_one_browser_rings_for_both_profiles_of_one_human(demo: Coop, visit: Visit):
    caro = visit(demo, "caro")
    caro.page.add_init_script(_PUSH_SERVICE)
    caro.goes_to("/settings/notifications")
    caro.sees("rings for @caro")
    caro.presses("Let this device ring")
    caro.sees("Chrome, Linux")
    caro.sees_no("also for your other profile")
    caro.page.locator(".acting-switch:visible").click()
    caro.sees("You act as Bean Lines")
    caro.goes_to("/settings/notifications")
    caro.sees_no("Chrome, Linux")
    caro.presses("Let this device ring")
    caro.sees("also for your other profile")
    assert caro.fits()


def test_a_mail_every_morning_is_kept_as_she_chose(demo: Coop, visit: Visit):
    ada = visit(demo, "ada")
    ada.goes_to("/settings/notifications")
    ada.page.get_by_label("Every morning").check()
    ada.page.locator("form[action$=digest] button").click()
    ada.sees("Your wishes are kept.")
    expect(ada.page.get_by_label("Every morning")).to_be_checked()


def test_a_thread_is_muted_and_heard_of_again(demo: Coop, visit: Visit):
    ada = visit(demo, "ada")
    writes(ada, "A long thread begins here")
    ada.presses("Hear no more of this thread")
    ada.sees("You hear no more of this thread.")
    ada.presses("Hear of this thread again")
    ada.sees("You hear of this thread again.")


def writes(visitor: Visitor, text: str) -> None:
    visitor.goes_to("/compose")
    visitor.fills(text=text)
    visitor.presses("Publish")
    expect(visitor.page.get_by_role("heading", name="wrote")).to_be_attached()
