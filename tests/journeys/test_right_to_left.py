"""Pages in a language that runs from right to left: mirrored, whole, and as narrow as the screen."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Visit
from tests.journeys.walking import Visitor
from tests.mirrored import LANGUAGE, mirrored, write_mirrored
from tests.served import Coop

_PAGES = (
    "/",
    "/more",
    "/compose",
    "/@ada",
    "/notifications",
    "/messages",
    "/discover",
    "/groups",
    "/events",
    "/decide",
    "/money",
    "/charter",
    "/record",
    "/settings",
    "/about/keyboard",
    "/about/components",
)


@pytest.fixture(scope="module")
def mirror(demo_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Coop]:
    """The sample co-op with one more language to choose."""
    folder = tmp_path_factory.mktemp("mirror")
    locale = write_mirrored(folder / "locale")
    coop = Coop(shutil.copytree(demo_folder, folder / "demo"), COMMONHOLD_MIRRORED_LOCALE=str(locale))
    coop.start()
    yield coop
    coop.stop()


@pytest.fixture
def ada(mirror: Coop, visit: Visit) -> Visitor:
    """She chose the language on its page, and every page is in it."""
    ada = visit(mirror, "ada")
    ada.goes_to("/settings/language")
    ada.page.locator(f"main input[value={LANGUAGE}]").check()
    ada.presses("Save")
    expect(ada.page.locator("html")).to_have_attribute("dir", "rtl")
    return ada


def test_pages_are_mirrored_and_stay_within_the_screen(ada: Visitor) -> None:
    page = ada.page
    for path in _PAGES:
        ada.goes_to(path)
        expect(page.locator("html")).to_have_attribute("dir", "rtl")
        assert not _overflow(page), path
        if page.locator("nav.places").is_visible():
            assert _starts(page, ".rail") > _starts(page, "main"), path
        else:
            assert _starts(page, ".top .brand") > _starts(page, ".top-links"), path
            bar = page.locator("nav.bar a")
            assert bar.first.bounding_box()["x"] > bar.last.bounding_box()["x"]  # type: ignore[index]


def test_arrows_turn_and_what_has_no_side_does_not(ada: Visitor) -> None:
    ada.goes_to("/")
    scale = "(icon) => getComputedStyle(icon).scale"
    assert ada.page.locator(".post-action .icon-turns").first.evaluate(scale) == "-1 1"
    assert ada.page.locator(".post-action .icon:not(.icon-turns)").first.evaluate(scale) == "none"
    handle = ada.page.locator(".person-handle").first
    assert handle.evaluate("(name) => getComputedStyle(name).direction") == "ltr"


def test_emoji_and_the_offline_page_follow(ada: Visitor) -> None:
    page = ada.page
    ada.goes_to("/")
    opener = page.locator("[data-emoji-for]").first
    opener.click()
    picker = page.locator("[data-picker]")
    expect(picker).to_be_visible()
    page.keyboard.press("ArrowLeft")
    expect(picker.get_by_role("button").nth(1)).to_be_focused()
    if page.locator("nav.places").is_visible():
        box, button = picker.bounding_box(), opener.bounding_box()
        assert box is not None
        assert button is not None
        assert abs(box["x"] + box["width"] - button["x"] - button["width"]) < 3
    page.wait_for_function(
        "async () => (await caches.match('/offline'))?.headers.get('Content-Language') === 'ar-xb'"
    )
    ada.goes_to("/offline")
    expect(page.get_by_role("heading", level=1)).to_have_text(mirrored("You are offline"))


def _starts(page: Page, part: str) -> float:
    box = page.locator(part).first.bounding_box()
    assert box is not None
    return box["x"]


def _overflow(page: Page) -> list[str]:
    """What sticks out on either side."""
    found: list[str] = page.evaluate(
        """() => {
          const width = document.documentElement.clientWidth;
          if (document.documentElement.scrollWidth <= width) return [];
          return [...document.querySelectorAll("body *")].filter((each) => {
            const { left, right } = each.getBoundingClientRect();
            return left < -1 || right > width + 1;
          }).map((each) => each.outerHTML.slice(0, 120));
        }"""
    )
    return found
