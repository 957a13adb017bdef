"""A year is closed by two people, its surplus voted on, and its report read by everybody, on paper too."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from playwright.sync_api import expect

from tests.journeys.conftest import Visit
from tests.served import Coop


def test_a_year_is_closed_voted_on_and_read_by_everybody(yard: Coop, visit: Visit) -> None:
    year = datetime.now(UTC).year
    ben, ada, stranger = visit(yard, "ben"), visit(yard, "ada"), visit(yard)
    ben.goes_to("/money/desk")
    ben.fills(amount="90.00")
    ben.presses("Book it")
    ben.page.locator("main form:has-text('Received') button").first.click()
    days = (datetime(year + 1, 1, 9, tzinfo=UTC) - datetime.now(UTC)).days
    yard.console("clock", "advance", f"{days}d")
    for asks in _asked():
        ben.goes_to("/money/periods")
        ben.presses(asks)
        ben.sees("Another person with a mandate confirms it")
        ada.goes_to("/money/periods")
        ada.presses("Confirm and close")
        ada.sees("The books of that time are closed")
    assert ada.fits()
    report = f"/money/report/{year}"
    stranger.goes_to(report)
    expect(stranger.page.locator("main")).not_to_contain_text("What is our own")
    ben.goes_to(report)
    assert ben.fits()
    ben.follows("Propose what becomes of it")
    expect(ben.page.locator("main [name=decision-year]")).to_have_value(str(year))
    ben.fills(title="What becomes of our first year")
    ben.presses("Look at what would change")
    ben.sees("reserve")
    ben.presses("Give notice to all members")
    expect(ben.page.get_by_role("heading", level=1)).to_have_text("What becomes of our first year")
    proposal_id = ben.page.url.rsplit("/", 1)[1]
    for name in ("ada", "ben", "caro", "finn", "hana"):
        yard.console("ballots", "cast", "--as", name, "--proposal", proposal_id, "--choices", "yes")
    yard.console("clock", "advance", "30d")
    stranger.looks_again_until(
        lambda: stranger.page.get_by_text("The members adopted these accounts").count() > 0
    )
    for words in ("To the reserve", "What is our own", "Work it out again"):
        stranger.sees(words)
    assert stranger.fits()
    paper = stranger.page.request.get(f"{report}.pdf")
    assert paper.headers["content-type"] == "application/pdf"
    assert paper.body().startswith(b"%PDF-")


def _asked() -> list[re.Pattern[str]]:
    """The months in which the yard lived, then its year."""
    now = datetime.now(UTC)
    months = [datetime(now.year, month, 1, tzinfo=UTC) for month in range(now.month, 13)]
    return [
        *(re.compile(f"Ask to close {month:%B %Y}") for month in months),
        re.compile("Ask to close the year"),
    ]
