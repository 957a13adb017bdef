"""One human with two profiles: opened, switched with one click, told apart on every page, and closed."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.journeys.accessibility import axe, violations
from tests.journeys.conftest import Visit
from tests.journeys.walking import Visitor
from tests.served import Coop


def _acts_as(visitor: Visitor, name: str) -> None:
    """One click, in the rail or below a phone's top bar."""
    visitor.page.locator(".acting-switch:visible", has_text=f"Act as {name}").click()
    visitor.sees(f"You act as {name}")


def test_a_second_profile_is_opened_acted_as_and_closed(demo: Coop, visit: Visit) -> None:
    ben, gus = visit(demo, "ben"), visit(demo)
    ben.takes("Settings")
    ben.follows("Your profiles")
    ben.fills(display_name="Okoro Accounts", handle="ben")
    ben.presses("Open it")
    ben.sees("already called")
    expect(ben.page.locator("[name=display_name]")).to_have_value("Okoro Accounts")
    ben.fills(handle="okoro_accounts")
    ben.presses("Open it")
    ben.sees("Your second profile is open")

    other_tab = ben.page.context.new_page()
    other_tab.goto("/compose")
    expect(other_tab.get_by_text("You write as Ben Okoro (@ben)")).to_be_visible()
    other_tab.locator("main [name=text]").fill("As Ben")
    _acts_as(ben, "Okoro Accounts")
    ben.page.locator("main [name=text]").first.fill("Books for small shops #ledgers")
    ben.presses("Publish")
    expect(ben.page.locator("main").get_by_text("Books for small shops").first).to_be_visible()
    other_tab.get_by_role("button", name="Publish").click()
    expect(other_tab.get_by_text("changed to another profile")).to_be_visible()
    other_tab.close()

    ben.goes_to("/decide")
    ben.sees("Here you act as Ben Okoro (@ben)")
    gus.goes_to("/@okoro_accounts")
    gus.sees("Books for small shops")
    expect(gus.page.locator("body")).not_to_contain_text("Ben Okoro")
    gus.goes_to("/@ben")
    expect(gus.page.locator("body")).not_to_contain_text("Okoro Accounts")
    gus.sees_no("As Ben")

    _acts_as(ben, "Ben Okoro")
    ben.goes_to("/settings/profiles")
    ben.page.get_by_text("Close this profile").click()
    ben.page.locator("[name=closing-handle]").fill("okoro")
    ben.presses("Close it for good")
    ben.sees("Nothing was closed")
    ben.page.locator("[name=closing-handle]").fill("okoro_accounts")
    ben.presses("Close it for good")
    ben.sees("Your second profile is closed")
    expect(ben.page.locator(".acting-switch")).to_have_count(0)
    gus.goes_to("/@okoro_accounts")
    gus.sees_no("Books for small shops")


def _opens_a_second(visitor: Visitor, name: str, handle: str) -> None:
    visitor.goes_to("/settings/profiles")
    visitor.fills(display_name=name, handle=handle)
    visitor.presses("Open it")
    visitor.sees("Your second profile is open")


def _ends_membership(moderator: Visitor, name: str, reason: str) -> None:
    """Send somebody away from the garden for good."""
    moderator.goes_to("/g/garden/members")
    moderator.follows(re.compile(f"^End membership.*{name}"))
    moderator.fills(reason=reason)
    moderator.presses("End it, and no return")
    moderator.page.wait_for_url(lambda url: not re.search(r"/members/\d+$", url))


def test_whom_a_group_sent_away_comes_to_its_events_as_neither_profile(demo: Coop, visit: Visit) -> None:
    caro, ben = visit(demo, "caro"), visit(demo, "ben")
    _opens_a_second(ben, "Okoro Accounts", "okoro_accounts")
    caro.goes_to("/events/new?group=garden")
    caro.fills(title="Compost day", place="Behind the library", starts="2030-05-04T10:00")
    caro.presses("Plan it")
    caro.page.wait_for_url(re.compile(r"/events/\d+$"))
    event = caro.page.url
    _ends_membership(caro, "Ben Okoro", "Took the tomatoes of others")

    for name, words in (
        ("Okoro Accounts", "your other profile can't come to it, and that goes for both"),
        ("Ben Okoro", "you can't come to it. Its page says why."),
    ):
        _acts_as(ben, name)
        ben.page.goto(event)
        ben.presses("I come")
        ben.sees(words)
        assert ben.fits()
        ben.page.goto(event)
        ben.sees("0 yes")
        expect(ben.page.get_by_role("button", name="I come")).to_have_attribute("aria-pressed", "false")
    ben.goes_to("/g/garden")
    ben.sees("Took the tomatoes of others")

    caro.goes_to("/g/garden/edit")
    caro.page.get_by_label("Its members; others find its name and rules").check()
    caro.presses("Save")
    caro.sees("its members read it")
    for name in ("Okoro Accounts", "Ben Okoro"):
        _acts_as(ben, name)
        ben.page.goto(event)
        ben.sees("There is no such page")
        ben.sees_no("Behind the library")


def test_pages_of_who_has_two_can_be_used_by_everybody(quiet_demo: Coop, visit: Visit) -> None:
    caro = visit(quiet_demo, "caro")
    caro.page.add_init_script(path=axe())
    broken: list[str] = []
    for name in ("Bean Lines", "Caro Lind"):
        _acts_as(caro, name)
        for path in ("/", "/settings/profiles", "/compose", "/decide", "/@bean_lines", "/messages"):
            caro.goes_to(path)
            caro.page.set_viewport_size({"width": 320, "height": 640})
            assert caro.page.evaluate("document.documentElement.scrollWidth") <= 320, path
            broken += violations(caro.page)
    assert not broken, "\n".join(broken)
