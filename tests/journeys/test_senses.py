"""For whoever sees, hears or moves differently: focus, order, stillness, chosen colours."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator

from tests.journeys.accessibility import axe, violations
from tests.journeys.conftest import Visit
from tests.served import Coop

_PAGES = ("/", "/more", "/compose", "/decide", "/settings", "/about/keyboard")
_PLACES = ":is(nav.bar, nav.places) a"
_FOCUS = """() => {
  const here = document.activeElement;
  if (!here || here === document.body) return null;
  const shown = here.closest(".choice, .poll-choice") ?? here;
  const style = getComputedStyle(shown);
  const box = shown.getBoundingClientRect();
  const seen = [0.1, 0.5, 0.9].some((across) => [0.2, 0.5, 0.8].some((down) => {
    const top = document.elementFromPoint(box.left + box.width * across, box.top + box.height * down);
    return top && (shown.contains(top) || top.contains(shown));
  }));
  const ring = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  return { what: shown.outerHTML.slice(0, 120), ring, seen };
}"""


@pytest.mark.parametrize("path", _PAGES)
def test_the_focus_always_shows_and_nothing_hides_it(quiet_demo: Coop, visit: Visit, path: str) -> None:
    ada = visit(quiet_demo, "ada")
    ada.goes_to(path)
    for _step in range(45):
        ada.page.keyboard.press("Tab")
        here = ada.page.evaluate(_FOCUS)
        if here is None:
            break
        assert here["ring"], here["what"]
        assert here["seen"], here["what"]


def test_a_thread_is_heard_in_order(demo: Coop, visit: Visit) -> None:
    ada = visit(demo, "ada")
    ada.goes_to("/")
    ada.fills(text="Who brings the kettle?")
    thread = ada.publishes()
    for words in ("I do.", "Then I bring tea."):
        ada.goes_to(thread)
        ada.page.locator("#reply-text").fill(words)
        ada.page.locator("#reply").get_by_role("button", name="Reply", exact=True).click()
        ada.sees(words)
    ada.goes_to(thread)
    heard = ada.page.locator("main").aria_snapshot()
    _in_order(
        heard,
        'heading "Ada Marsh wrote" [level=1]',
        'article "Ada Marsh"',
        'link "Ada Marsh"',
        "time",
        "Who brings the kettle?",
        'link "Reply',
        'button "Favourite"',
        'textbox "Reply to Ada Marsh"',
        "region",
        'article "Ada Marsh"',
        "I do.",
        'article "Ada Marsh"',
        "Then I bring tea.",
    )
    skeleton = ada.page.locator("body").aria_snapshot()
    _in_order(skeleton, "Skip to the content", "banner", "main", "The commons today", "contentinfo")


def test_what_opens_over_a_page_can_be_used_by_everybody(demo: Coop, visit: Visit) -> None:
    script = axe()
    ada = visit(demo, "ada")
    ada.page.add_init_script(path=script)
    broken: list[str] = []
    ada.goes_to("/compose")
    ada.page.locator("[data-emoji-for]").click()
    ada.page.locator("[data-picker]").wait_for()
    broken += violations(ada.page)
    ada.goes_to("/decide")
    ada.page.keyboard.press("?")
    ada.page.get_by_role("dialog").wait_for()
    broken += violations(ada.page)
    ada.goes_to("/@hana/mute")
    ada.presses("Mute")
    ada.page.locator("[data-toasts] .notice").wait_for()
    broken += violations(ada.page)
    assert not broken, "\n".join(broken)


def test_nothing_moves_for_whoever_asked_for_stillness(quiet_demo: Coop, visit: Visit) -> None:
    ada = visit(quiet_demo, "ada")
    for path in ("/", "/decide", "/about/components"):
        ada.goes_to(path)
        moving = ada.page.evaluate(
            """() => [...document.querySelectorAll("*")].filter((each) => {
              const { transitionDuration, animationName } = getComputedStyle(each);
              const lasts = transitionDuration.split(",").some((time) => parseFloat(time) > 0);
              return lasts || animationName !== "none";
            }).map((each) => each.outerHTML.slice(0, 80))"""
        )
        assert not moving


def test_what_colours_say_is_said_when_the_device_chooses_them(quiet_demo: Coop, visit: Visit) -> None:
    ada = visit(quiet_demo, "ada")
    ada.page.emulate_media(forced_colors="active")
    ada.goes_to("/")
    here = ada.page.locator(f"{_PLACES}[aria-current=page]:visible").first
    elsewhere = ada.page.locator(f"{_PLACES}:not([aria-current]):visible").first
    assert _lines(here) != _lines(elsewhere)
    tabs = ada.page.get_by_role("navigation", name="Feeds").get_by_role("link")
    edge = "(tab) => getComputedStyle(tab).borderBottomColor"
    assert tabs.nth(0).evaluate(edge) != tabs.nth(1).evaluate(edge)


def _lines(link: Locator) -> str:
    return str(
        link.evaluate("(link) => { const s = getComputedStyle(link); return s.outline + s.borderTopWidth }")
    )


def _in_order(heard: str, *parts: str) -> None:
    """Each part is heard after the one before."""
    at = 0
    for part in parts:
        found = heard.find(part, at)
        assert found >= 0, f"{part!r} is not heard after {heard[max(0, at - 80) : at]!r} in\n{heard}"
        at = found + len(part)
