"""What keeps people safe from words, and from each other."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.journeys.conftest import Visit
from tests.served import Coop


def test_a_filter_folds_away_hides_ends_and_loses_nothing_that_was_typed(demo: Coop, visit: Visit) -> None:
    ada = visit(demo, "ada")
    ada.goes_to("/?feed=latest")
    ada.sees("Filtered: Worms.")
    words = ada.page.locator("main").get_by_text("worms included")
    expect(words).to_be_hidden()
    ada.page.locator("main details.filtered > summary").first.click()
    expect(words).to_be_visible()

    ada.goes_to("/settings")
    ada.follows("Filters")
    ada.follows("Make another filter")
    ada.fills(title="Birds", phrases="  ")
    ada.page.locator("main form").evaluate("form => { form.noValidate = true }")
    ada.page.get_by_role("radio", name="It is not shown at all").check()
    ada.presses("Make this filter")
    ada.sees("This field is required.")
    expect(ada.page.locator("main [name=title]")).to_have_value("Birds")
    expect(ada.page.get_by_role("radio", name="It is not shown at all")).to_be_checked()
    ada.fills(phrases="KINGFISHER")
    ada.presses("Make this filter")
    ada.sees("Birds")
    ada.goes_to("/@kira")
    ada.sees_no("kingfisher")

    ada.goes_to("/settings/filters")
    ada.follows("Birds")
    ada.page.get_by_text("Delete this filter").click()
    ada.presses("Delete")
    ada.goes_to("/@kira")
    ada.sees("kingfisher")
