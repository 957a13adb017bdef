"""A vote from the charter's own link to what it changes, and the two ways in which it changes nothing."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, expect

from tests.journeys.conftest import Visit
from tests.journeys.deciding import casts, counts_again
from tests.journeys.walking import Visitor
from tests.served import Coop

_TITLE = "Four euros are enough"
_PAID_OR_NOT = re.compile("to pay|received")  # what the co-op owed him may have paid it at once
_FOUR = re.compile(r"^€4\.00")  # and what credit pays of it
_LOWER_DUES = '{"kind":"treasury.set-dues.v1","cents":400}'


def test_a_vote_changes_the_dues_by_itself(demo: Coop, visit: Visit) -> None:
    ada, caro, finn, stranger = visit(demo, "ada"), visit(demo, "caro"), visit(demo, "finn"), visit(demo)
    proposal_id = _proposes_from_the_charter(ada)
    ada.votes(proposal_id, "Yes")
    receipt = caro.votes(proposal_id, "Yes")
    finn.votes(proposal_id, "No")
    casts(demo, proposal_id, "yes", "hana", "ivo", "jun", "kai", "lea", "mia", "noa")
    stranger.goes_to(f"/decide/{proposal_id}")
    expect(stranger.page.locator("#count")).to_have_count(0)

    demo.console("clock", "advance", "4d")
    counts_again(finn, proposal_id)
    finn.presses("Ask for a second vote")
    finn.sees("You have asked for one.")
    demo.console("clock", "advance", "2d")

    stranger.page.reload()
    stranger.sees("Members decided this, and it took effect by itself.")
    expect(stranger.page.locator("#count")).to_contain_text(
        re.compile(rf"\b10 of {_roll(stranger)} members took part\. It is carried\.")
    )
    assert _counted(stranger) == {"Yes": "9", "No": "1", "Abstained": "0"}
    stranger.fills(receipt=receipt)
    stranger.presses("Find")
    stranger.sees("This ballot is in the count: yes.")

    stranger.takes("Charter")
    dues = _monthly_dues(stranger)
    expect(dues.locator(".parameter-value")).to_have_text("€4.00")
    stranger.follows(_TITLE, inside=dues)
    expect(stranger.page).to_have_url(f"{demo.url}/decide/{proposal_id}")
    _next_dues_are_due(demo, finn, caro)
    _nobody_reads_whom_the_fund_carries(stranger)
    _nobody_reads_whom_the_fund_carries(finn)


def test_a_vote_that_too_few_take_part_in_changes_nothing(yard: Coop, visit: Visit) -> None:
    opened = yard.console("proposals", "open", "--as", "ada", "--title", _TITLE, "--decision", _LOWER_DUES)
    ben = visit(yard, "ben")
    ben.votes(opened["id"], "Yes")
    yard.console("clock", "advance", "6d")
    ben.goes_to(f"/decide/{opened['id']}")
    ben.sees("Too few members took part, so nothing is decided and nothing changes.")
    expect(ben.page.locator("#count")).to_contain_text("1 of 7 members took part. The quorum was missed.")
    _the_founding_still_decides(ben)


def test_a_vote_that_is_lost_changes_nothing(yard: Coop, visit: Visit) -> None:
    opened = yard.console("proposals", "open", "--as", "ada", "--title", _TITLE, "--decision", _LOWER_DUES)
    caro = visit(yard, "caro")
    caro.votes(opened["id"], "No")
    casts(yard, opened["id"], "no", "ben")
    casts(yard, opened["id"], "yes", "ada")
    yard.console("clock", "advance", "6d")
    caro.goes_to(f"/decide/{opened['id']}")
    caro.sees("Not enough of the votes were for it, so nothing changes.")
    expect(caro.page.locator("#count")).to_contain_text("3 of 7 members took part. It is not carried.")
    assert _counted(caro) == {"Yes": "1", "No": "2", "Abstained": "0"}
    _the_founding_still_decides(caro)


def _proposes_from_the_charter(ada: Visitor) -> int:
    ada.takes("Charter")
    ada.follows(re.compile("Propose a change"), inside=_monthly_dues(ada))
    ada.fills(value="4.00", title=_TITLE, text="We have more than we need.")
    ada.presses("Look at what would change")
    expect(ada.page.locator(".difference del")).to_contain_text("5.00")
    expect(ada.page.locator(".difference ins")).to_contain_text("4.00")
    ada.presses("Give notice to all members")
    expect(ada.page.get_by_role("heading", level=1)).to_have_text(_TITLE)
    assert _roll(ada) > 40
    return int(ada.page.url.rsplit("/", 1)[1])


def _roll(visitor: Visitor) -> int:
    """How many may vote, as the proposal's page says it."""
    said = visitor.page.get_by_text("on the roll, fixed at notice.").inner_text()
    return int(said.split()[0])


def _counted(visitor: Visitor) -> dict[str, str]:
    rows = visitor.page.locator("#count tbody tr").all()
    return {row.locator("th").inner_text(): row.locator("td").inner_text() for row in rows}


def _monthly_dues(visitor: Visitor) -> Locator:
    return visitor.page.locator("[id='treasury.dues_cents']")


def _cents(amount: str) -> int:
    return int(re.sub(r"\D", "", amount))


def _next_dues_are_due(demo: Coop, finn: Visitor, caro: Visitor) -> None:
    """First as promised, then when the month has come."""
    finn.goes_to("/money/mine")
    promised = finn.page.locator("main li", has_text="Your dues for")
    credit = finn.page.locator("main li", has_text="Credit for later dues").locator(".amount")
    left = 400 - (_cents(credit.inner_text()) if credit.count() else 0)
    expect(promised.locator(".amount")).to_have_text(f"€{left // 100}.{left % 100:02}")
    month = promised.inner_text().removeprefix("Your dues for ").split(":")[0]
    caro.goes_to("/money/mine")
    expect(caro.page.locator("main li", has_text="Your dues for").locator(".amount")).to_have_text("€0.00")

    demo.console("clock", "advance", "31d")
    for visitor, state, amount in ((finn, _PAID_OR_NOT, _FOUR), (caro, "nothing to pay", "€0.00")):
        visitor.page.reload()
        cells = visitor.page.get_by_role("row").filter(has_text=month).get_by_role("cell")
        expect(cells).to_have_text([month, state, amount])


def _nobody_reads_whom_the_fund_carries(visitor: Visitor) -> None:
    visitor.goes_to("/money/entries")
    links = visitor.page.locator("main table a").all()
    addresses = {str(each.get_attribute("href")) for each in links}
    pages = sorted(each for each in addresses if each.startswith(("/money/dues/", "/money/entries/")))
    assert len(pages) > 2
    for page in ("/money/entries", *pages):
        visitor.goes_to(page)
        visitor.sees_no("Caro")
    visitor.goes_to("/@caro")
    expect(visitor.page.locator("main > header")).not_to_contain_text(re.compile("fund|dues", re.IGNORECASE))


def _the_founding_still_decides(visitor: Visitor) -> None:
    visitor.takes("Charter")
    dues = _monthly_dues(visitor)
    expect(dues.locator(".parameter-value")).to_have_text("€5.00")
    expect(dues).to_contain_text("the founding")
