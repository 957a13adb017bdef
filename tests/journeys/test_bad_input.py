"""What people do by mistake gets a page in plain words, and nothing that they typed is lost."""

from __future__ import annotations

from playwright.sync_api import Response, expect

from commonhold.house.demo.story import PASSWORD
from tests.journeys.conftest import Visit
from tests.journeys.walking import Visitor
from tests.served import Coop

_RESOLVE = '{"kind":"governance.resolve.v1","text":"We build a bench."}'


def test_a_form_that_has_gone_stale_is_explained(quiet_demo: Coop, visit: Visit) -> None:
    stranger = visit(quiet_demo)
    stranger.goes_to("/account/login/")
    stranger.fills(login="ada", password=PASSWORD)
    stranger.page.context.clear_cookies()
    answer = _answer_to(stranger, "Sign in")
    assert answer.status == 403
    stranger.sees("This form has gone stale")


def test_an_unknown_page_says_so_and_leads_home(quiet_demo: Coop, visit: Visit) -> None:
    stranger = visit(quiet_demo)
    for path in ("/nowhere", "/decide/1", "/@nobody", "/money/entries/1", "/record/999999"):
        answer = stranger.page.goto(path)
        assert answer is not None
        assert answer.status == 404, path
        stranger.sees("There is no such page")
    stranger.follows("Go to the front page")
    expect(stranger.page).to_have_url(f"{quiet_demo.url}/")


def test_an_address_that_takes_forms_alone_says_so(quiet_demo: Coop, visit: Visit) -> None:
    stranger = visit(quiet_demo)
    answer = stranger.page.goto("/decide/1/ballot")
    assert answer is not None
    assert answer.status == 405
    assert answer.headers["allow"] == "POST"
    stranger.sees("That cannot be done here")


def test_a_ballot_without_a_choice_keeps_the_page_and_says_what_is_missing(yard: Coop, visit: Visit) -> None:
    opened = yard.console("proposals", "open", "--as", "ada", "--title", "A bench", "--decision", _RESOLVE)
    ben = visit(yard, "ben")
    ben.goes_to(f"/decide/{opened['id']}")
    ben.page.get_by_text("Add a public reason").click()
    ben.fills(reason="My knees ask for it.")
    ben.page.locator("#ballot form").evaluate("form => { form.noValidate = true }")
    answer = _answer_to(ben, "Cast my ballot")
    assert answer.status == 400
    expect(ben.page.locator("fieldset", has_text="How do you vote?")).to_contain_text(
        "Choose yes, no or abstain."
    )
    expect(ben.page.locator("[name=reason]")).to_have_value("My knees ask for it.")
    ben.page.get_by_role("radio", name="Yes").check()
    ben.presses("Cast my ballot")
    ben.sees("Your ballot is in.")


def test_a_wrong_password_keeps_the_name_and_many_wrong_ones_have_to_wait(yard: Coop, visit: Visit) -> None:
    finn = visit(yard)
    finn.goes_to("/account/login/")
    for _attempt in range(5):
        finn.fills(login="finn", password="not my password")
        _answer_to(finn, "Sign in")
        finn.sees("The email address and/or password you specified are not correct.")
        expect(finn.page.locator("main [name=login]")).to_have_value("finn")
    finn.fills(login="finn", password=PASSWORD)
    assert _answer_to(finn, "Sign in").status == 429
    finn.sees("That was very often in a short time")

    visit(yard, "ada")  # others are not held up


def _answer_to(visitor: Visitor, button: str) -> Response:
    with visitor.page.expect_navigation() as sent:
        visitor.presses(button)
    answer = sent.value
    assert answer is not None
    return answer
