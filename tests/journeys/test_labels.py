"""A group labels, Ben reads it behind a warning, Caro disputes, and the label is taken back."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.journeys.accessibility import axe, violations
from tests.journeys.conftest import Visit
from tests.journeys.walking import Visitor
from tests.served import Coop

_WORDS = "My grandmother's lamp, twenty crowns, come and get it."


def test_a_label_of_a_group_is_read_as_a_warning_disputed_and_taken_back(demo: Coop, visit: Visit) -> None:
    caro, ada, ben = (visit(demo, name) for name in ("caro", "ada", "ben"))
    for each in (caro, ada, ben):
        each.page.add_init_script(path=axe())
    caro.goes_to("/compose")
    caro.fills(text=_WORDS)
    post = caro.publishes()

    ben.goes_to("/more")
    ben.follows("Labelers", inside=ben.page.locator("main"))
    ben.sees("You read these")
    ben.follows("Repair evening's notes")
    ben.sees("What its words do for you")
    ben.page.get_by_label("made by a program").select_option(label="Leave the post out")
    ben.presses("Keep this")
    ben.sees("It holds for you alone")
    _can_be_used(ben)

    ada.goes_to(post)
    ada.follows("Label", inside=ada.page.locator(".post-ways"))
    ada.page.get_by_role("radio", name="advert").check()
    ada.page.get_by_label("Why?").fill("It has a price")
    _can_be_used(ada)
    ada.presses("Put this label")
    ada.sees("It has a price")
    label = ada.page.url

    ben.goes_to("/@caro")
    card = ben.page.locator("main .post", has_text="Filtered: advert").first
    expect(card.get_by_text(_WORDS)).to_be_hidden()
    card.get_by_text("Show anyway").click()
    expect(card.get_by_text(_WORDS)).to_be_visible()
    assert ben.fits()

    caro.goes_to("/notifications")
    caro.follows("Repair evening's notes labelled something of yours. You read why, and can dispute it.")
    caro.page.get_by_label("Why is it wrong?").fill("It is a gift, and a joke")
    _can_be_used(caro)
    caro.presses("Dispute this label")
    caro.sees("Unless somebody answers, the label ends")

    ada.goes_to("/labels")
    ada.sees("They wait for your answer")
    ada.page.goto(label)
    ada.page.get_by_role("radio", name="No: take it back").check()
    ada.page.get_by_label("Your answer").fill("Then it is none")
    ada.presses("Send this answer")
    ada.sees("Taken back")

    ben.goes_to("/@caro")
    expect(ben.page.locator("main .post", has_text=_WORDS).first).to_be_visible()
    gus = visit(demo)
    gus.page.goto(label)
    gus.sees("It is a gift, and a joke")
    gus.sees("Then it is none")
    assert gus.fits()


def _can_be_used(visitor: Visitor) -> None:
    assert visitor.fits()
    assert violations(visitor.page) == []
