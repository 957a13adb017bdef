"""What keeps people safe from words, and from each other."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.journeys.conftest import Visit
from tests.served import Coop


def test_a_filter_folds_away_hides_ends_and_loses_nothing_that_was_typed(demo: Coop, visit: Visit) -> None:
    ada = visit(demo, "ada")
    ada.goes_to("/local")
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
    ada.sees("This is still missing.")
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


def test_a_report_goes_to_those_with_a_mandate_and_its_answer_comes_back(demo: Coop, visit: Visit) -> None:
    dev, ben, finn = visit(demo, "dev"), visit(demo, "ben"), visit(demo, "finn")
    dev.goes_to("/@finn")
    dev.page.locator("main .post details.more > summary").first.click()
    dev.page.locator("main .post details.more").first.get_by_role("link", name="Report").click()
    dev.sees("Whoever you report is not told")
    dev.page.locator("main form.form").evaluate("form => { form.noValidate = true }")
    dev.page.get_by_role("radio", name="Something else; I say it below").check()
    dev.page.get_by_role("radio", name="Mute them: they stay out of your feeds").check()
    dev.presses("Send this report")
    dev.sees("Say in your words what is wrong")
    expect(dev.page.get_by_role("radio", name="Mute them: they stay out of your feeds")).to_be_checked()
    dev.fills(words="He laughs at my soup.")
    dev.presses("Send this report")
    dev.sees("Waits to be read")

    ben.goes_to("/notifications?tab=co-op")
    ben.goes_to("/moderation/reports")
    mine = ben.page.locator("main .report", has_text="He laughs at my soup.")
    mine.locator("textarea").fill("We talked, and he is sorry.")
    mine.get_by_role("button", name="Dismiss it").click()
    ben.sees("It is dismissed.")

    dev.goes_to("/reports")
    dev.sees("We talked, and he is sorry.")
    dev.goes_to("/@finn")
    dev.sees("You muted this person.")
    finn.goes_to("/reports")
    finn.sees("You have reported nothing")
    answer = finn.page.goto("/moderation/reports")
    assert answer is not None
    assert answer.status == 403
