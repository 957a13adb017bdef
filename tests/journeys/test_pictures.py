"""Somebody sends pictures, describes them, and others look at them."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import FilePayload, expect

from tests.journeys.conftest import Visit
from tests.journeys.walking import Visitor
from tests.served import Coop

_PATIENCE = 30_000  # milliseconds that a busy machine may need to make a picture


def drawn(colour: str) -> FilePayload:
    made = BytesIO()
    Image.new("RGB", (900, 600), colour).save(made, "JPEG")
    return {"name": f"{colour}.jpg", "mimeType": "image/jpeg", "buffer": made.getvalue()}


def test_pictures_are_sent_described_published_and_looked_at(demo: Coop, visit: Visit):
    ada = visit(demo, "ada")
    ada.goes_to("/compose")
    ada.page.locator("main [name=text]").first.fill("Two colours of the day")
    ada.page.locator("input[type=file]").set_input_files([drawn("green"), drawn("orange")])
    words = ada.page.locator(".media-list textarea")
    expect(words).to_have_count(2, timeout=_PATIENCE)
    expect(ada.page.locator(".media-item-picture img")).to_have_count(2, timeout=_PATIENCE)
    words.first.fill("A green field.")
    ada.presses("Publish")
    expect(ada.page.locator("[data-media-said]")).to_contain_text("no description yet")
    words.last.fill("An orange evening.")
    said = ada.publishes()
    ben = visit(demo, "ben")
    ben.goes_to(said)
    pictures = ben.page.locator("main .medium-link")
    expect(pictures).to_have_count(2)
    pictures.first.click()
    sheet = ben.page.get_by_role("dialog")
    expect(sheet).to_contain_text("A green field.")
    expect(sheet).to_contain_text("1 of 2")
    ben.page.keyboard.press("ArrowRight")
    expect(sheet).to_contain_text("An orange evening.")
    ben.page.keyboard.press("Escape")
    expect(sheet).to_be_hidden()
    expect(pictures.last).to_be_focused()


def test_what_is_no_picture_is_told_and_the_words_stay(demo: Coop, visit: Visit):
    ada = visit(demo, "ada")
    ada.goes_to("/compose")
    ada.page.locator("main [name=text]").first.fill("Look at this")
    bad: FilePayload = {"name": "logo.svg", "mimeType": "image/svg+xml", "buffer": b"<svg></svg>"}
    ada.page.locator("input[type=file]").set_input_files(bad)
    expect(ada.page.locator("[data-media-said]")).to_contain_text("is no picture, sound or film")
    expect(ada.page.locator("main [name=text]").first).to_have_value("Look at this")
    expect(ada.page.locator(".media-item")).to_have_count(0)


def test_a_click_says_what_stays_in_view(demo: Coop, visit: Visit):
    ada = visit(demo, "ada")
    ada.goes_to("/compose")
    ada.page.locator("input[type=file]").set_input_files(drawn("teal"))
    expect(ada.page.locator(".media-item-picture img")).to_be_visible(timeout=_PATIENCE)
    ada.goes_to(str(ada.page.locator(".media-item a").get_attribute("href")))
    picture = ada.page.locator("[data-focal]")
    box = picture.bounding_box()
    assert box is not None
    picture.click(position={"x": box["width"] * 0.9, "y": box["height"] * 0.1})
    ada.fills(alt="A teal wall.")
    ada.presses("Save")
    ada.sees("Saved.")
    assert int(ada.page.locator("[name=across]").input_value()) == pytest.approx(800, abs=15)
    assert int(ada.page.locator("[name=up]").input_value()) == pytest.approx(800, abs=15)


def test_without_a_script_files_travel_with_the_form(demo: Coop, visit: Visit):
    ada = visit(demo, "ada")
    context = ada.page.context.browser.new_context(
        base_url=demo.url, java_script_enabled=False, storage_state=ada.page.context.storage_state()
    )
    page = context.new_page()
    page.goto("/compose")
    page.locator("main [name=text]").first.fill("Plain, with a picture")
    page.locator("input[type=file]").set_input_files(drawn("purple"))
    page.locator("main").get_by_role("button", name="Publish", exact=True).click()
    expect(page.locator("main .medium").first).to_be_visible()
    link = page.locator("main .medium-link").first
    Visitor(page, demo).looks_again_until(lambda: link.count() > 0)
    expect(page.get_by_role("link", name="Describe it")).to_be_visible()
    href = link.get_attribute("href")
    assert page.request.get(str(href)).headers["content-type"] == "image/jpeg"
    context.close()
