"""Coming into a group, writing there, keeping order; meeting at an event."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.journeys.conftest import Visit
from tests.journeys.walking import Visitor
from tests.served import Coop


def post_with(visitor: Visitor, words: str):
    return visitor.page.locator("main .post", has_text=words).first


def test_a_group_is_joined_written_to_and_kept_in_order(demo: Coop, visit: Visit) -> None:
    words = "Who has a spare hose?"
    dev = visit(demo, "dev")
    dev.goes_to("/g/garden")
    dev.presses("Join")
    dev.follows("Posts")
    dev.follows("Write to the group")
    expect(dev.page.locator("main [name=audience]")).to_have_value("group:" + group_number(dev))
    dev.fills(text=words)
    dev.presses("Publish")
    expect(dev.page.get_by_role("heading", name="wrote")).to_be_attached()
    expect(post_with(dev, words).get_by_role("link", name="in Garden and seeds")).to_be_visible()
    caro = visit(demo, "caro")
    caro.goes_to("/")
    expect(post_with(caro, words)).to_be_visible()  # a member reads it at home
    post_with(caro, words).get_by_role("link", name="Keep order").click()
    caro.presses("Keep it on top")
    expect(caro.page.get_by_role("heading", name="Pinned by the moderators")).to_be_visible()
    post_with(caro, words).get_by_role("link", name="Keep order").click()
    caro.presses("Announce it: tell every member")
    dev.goes_to("/g/garden/posts")
    expect(post_with(dev, words)).to_contain_text("Announcement")
    post_with(caro, words).get_by_role("link", name="Keep order").click()
    caro.presses("Take it out")
    caro.sees("Why?")
    caro.fills(reason="The hose is in the shed already")
    caro.presses("Take it out")
    caro.sees("The post is out of the group")
    caro.sees_no(words)
    dev.goes_to("/notifications")
    dev.page.locator("main").get_by_role("link", name="A moderator took a post of yours out").first.click()
    dev.sees("The hose is in the shed already")
    dev.goes_to("/drafts")
    dev.sees(words)
    dev.goes_to("/g/garden")
    dev.page.get_by_text("Leave this group").click()
    dev.presses("Leave")


def group_number(visitor: Visitor) -> str:
    options = visitor.page.locator("main [name=audience] option", has_text="Garden and seeds")
    return str(options.get_attribute("value")).removeprefix("group:")


def test_what_a_closed_group_says_stays_with_its_members(quiet_demo: Coop, visit: Visit) -> None:
    caro = visit(quiet_demo, "caro")
    caro.goes_to("/g/kitchen/posts")
    caro.sees("its members read alone")
    caro.sees_no("lentils")
    ben = visit(quiet_demo, "ben")
    ben.goes_to("/g/kitchen/posts")
    ben.sees("lentils for forty")
    expect(post_with(ben, "lentils").get_by_role("button", name="Boost")).to_have_count(0)


def test_an_event_is_planned_and_answered_and_lies_in_a_calendar(demo: Coop, visit: Visit) -> None:
    title = "Compost day"
    ada = visit(demo, "ada")
    ada.goes_to("/events/new?group=garden")
    ada.fills(title=title, place="Behind the library", starts="2030-05-04T10:00", ends="2030-05-04T12:00")
    ada.presses("Plan it")
    ada.sees(title)
    address = ada.page.url
    caro = visit(demo, "caro")
    caro.page.goto(address)
    caro.presses("I come")
    expect(caro.page.locator("main").get_by_role("button", name="I come")).to_have_attribute(
        "aria-pressed", "true"
    )
    ada.page.goto(address)
    ada.sees("Caro")
    calendar = caro.page.request.get(address + ".ics")
    assert calendar.ok
    assert f"SUMMARY:{title}" in calendar.text()
