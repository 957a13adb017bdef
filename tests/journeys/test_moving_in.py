"""Somebody moves in with the archive of her old account, looks through it, and takes it back."""

from __future__ import annotations

from playwright.sync_api import FilePayload, expect

from commonhold.social.archives.tests.maker import address, attached, boost, files, note, with_picture, zipped
from tests.journeys.accessibility import axe, violations
from tests.journeys.conftest import Visit
from tests.journeys.walking import Visitor
from tests.served import Coop

_PATIENCE = 30_000  # milliseconds that a busy machine may need to read and write an archive

_ARCHIVE = zipped(
    with_picture(
        note(1, "<p>The first frost on the beans</p>"),
        note(2, "<p>And then it was gone</p>", inReplyTo=address(1)),
        note(3, "<p>The beans in the sun</p>", attachment=[attached()]),
        note(4, "<p>I think so too</p>", inReplyTo="https://elsewhere.example/notes/7"),
        boost(5),
    )
)


def brings(visitor: Visitor, content: bytes, name: str = "archive.zip") -> None:
    chosen: FilePayload = {"name": name, "mimeType": "application/zip", "buffer": content}
    visitor.page.locator("main input[name=archive]").set_input_files(chosen)
    visitor.presses("Read it")


def waits_for(visitor: Visitor, words: str) -> None:
    expect(visitor.page.locator("main")).to_contain_text(words, timeout=_PATIENCE)


def test_somebody_brings_her_posts_along_and_takes_them_back(demo: Coop, visit: Visit):
    ada = visit(demo, "ada")
    ada.page.add_init_script(path=axe())
    ada.goes_to("/settings")
    ada.page.locator("main").get_by_role("link", name="Moving in").click()
    brings(ada, b"PK\x03\x04 cut short", "broken.zip")
    waits_for(ada, "“broken.zip” is damaged or was cut short")
    brings(ada, _ARCHIVE)
    waits_for(ada, "Boosts: those posts are other people's")
    assert violations(ada.page) == []
    ada.page.reload()
    ada.page.get_by_role("radio", name="Leave it behind").check()
    ada.presses("Bring them along")
    waits_for(ada, "3 posts stand among yours.")
    ada.page.reload()
    ada.sees("1 was not chosen.")
    assert violations(ada.page) == []
    ada.goes_to("/search?q=from:ada+frost+beans")
    ada.sees("The first frost on the beans")
    ben = visit(demo, "ben")
    ben.goes_to("/notifications")
    ben.sees_no("The first frost on the beans")
    ada.goes_to("/settings/import")
    ada.page.get_by_text("Take all of it back").first.click()
    ada.presses("Take all of it back")
    waits_for(ada, "All of it was taken back.")
    ada.goes_to("/search?q=from:ada+frost+beans")
    ada.sees_no("The first frost on the beans")


def test_a_long_import_shows_how_far_it_is_survives_a_reload_and_can_be_stopped(demo: Coop, visit: Visit):
    ada = visit(demo, "ada")
    ada.goes_to("/settings/import")
    brings(ada, zipped(files(*(note(each, f"<p>Bean number {each}</p>") for each in range(400)))))
    waits_for(ada, "Bring them along")
    ada.presses("Bring them along")
    waits_for(ada, "of 400 posts gone through")
    ada.page.reload()
    expect(ada.page.locator("main progress")).not_to_have_attribute("value", "0", timeout=_PATIENCE)
    ada.presses("Stop, and take it back")
    waits_for(ada, "All of it was taken back.")
    ada.goes_to("/search?q=from:ada+bean+number")
    ada.sees_no("Bean number")


def test_somebody_brings_along_whom_she_follows(demo: Coop, visit: Visit):
    ada = visit(demo, "ada")
    ada.goes_to("/settings/import")
    table = b"Account address,Show boosts\neve@elsewhere.example,true\nnobody\n"
    chosen: FilePayload = {"name": "people.csv", "mimeType": "text/csv", "buffer": table}
    field = ada.page.locator("main input[name=table]")
    field.set_input_files(chosen)
    ada.presses("Take it in")
    ada.sees("doesn't tell what is in it")
    field.set_input_files(chosen)
    ada.page.get_by_label("What it holds").select_option(label="People you follow")
    ada.presses("Take it in")
    expect(ada.page.locator("body")).to_contain_text("Line 3 holds no address.")
