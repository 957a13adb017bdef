"""The annual meeting: from its notice to the minutes, and a vote that adopts a report."""

from __future__ import annotations

from datetime import datetime, timedelta

from playwright.sync_api import expect

from tests.journeys.conftest import Visit
from tests.journeys.walking import Visitor
from tests.served import Coop

_TITLE = "Our first annual meeting"


def test_members_meet_and_read_what_was_said(yard: Coop, visit: Visit) -> None:
    ada, ben, stranger = visit(yard, "ada"), visit(yard, "ben"), visit(yard)
    _calls(ada)
    address = ada.page.url
    assert ada.fits()

    ben.goes_to(address)
    ben.presses("I come online")
    expect(ben.page.get_by_role("button", name="I come online")).to_have_attribute("aria-pressed", "true")
    ben.sees("0 come · 1 online · 0 sent regrets")
    stranger.goes_to(address)
    stranger.sees("Those whom it is for see the link.")
    stranger.follows("Treasurer's report")
    stranger.sees("Left of the year")
    assert stranger.fits()

    yard.console("clock", "advance", "20d")
    ada.goes_to(address)
    ada.presses("Open the meeting")
    ben.goes_to(address)
    ben.presses("I am here online")
    ben.sees("You are on the list of those who are there.")
    ada.goes_to(address)
    ada.presses("Close the meeting")
    ada.page.get_by_label("Money").fill("Nobody asked for more.")
    ada.presses("Publish the minutes")
    ada.sees("Nobody asked for more.")
    ben.goes_to(address)
    ben.follows("Read the minutes")
    ben.sees("0 in the room · 1 online · 0 sent regrets")
    ben.sees("Nobody asked for more.")
    assert ben.fits()
    stranger.goes_to(address)
    stranger.sees("Members read the minutes.")


def test_a_vote_adopts_a_report_of_the_year(yard: Coop, visit: Visit) -> None:
    ada, ben = visit(yard, "ada"), visit(yard, "ben")
    _calls(ada)
    address = ada.page.url
    ada.follows("Treasurer's report")
    ada.presses("Put its adoption to the vote")
    ada.presses("Hand it in")
    proposal_id = int(ada.page.url.rsplit("/", 1)[1])
    for name in ("ada", "caro", "finn", "hana"):
        yard.console("ballots", "cast", "--as", name, "--proposal", str(proposal_id), "--choices", '"yes"')
    yard.console("clock", "advance", "7d")
    ben.goes_to(address)
    ben.follows("Treasurer's report")
    ben.sees("A vote adopted this report.")


def _calls(ada: Visitor) -> None:
    """Plans it three weeks ahead with two items, and gives notice."""
    ada.goes_to("/decide")
    ada.follows("Meetings")
    ada.follows("Call a meeting")
    ada.page.get_by_role("radio", name="Annual meeting").check()
    ada.page.get_by_role("radio", name="In person and online").check()
    now = datetime.fromisoformat(ada.coop.console("clock", "advance", "1s")["now"])
    starts = f"{now + timedelta(days=20):%Y-%m-%dT%H:%M}"
    ada.fills(title=_TITLE, starts=starts, place="The brewery", link="https://meet.example/yard")
    ada.presses("On to the agenda")
    ada.fills(title="Money")
    ada.page.get_by_label("One of the year's reports").select_option("treasurer")
    ada.presses("Put it on the agenda")
    ada.sees("Money")
    ada.fills(title="What we would like next")
    ada.presses("Put it on the agenda")
    ada.presses("Give notice to all")
    expect(ada.page.get_by_role("heading", level=1)).to_have_text(_TITLE)
