"""A year of three hundred members from the first dues to the adopted report, through the rooms' own actions.

It ends with books that two checkers of other people accept, payment files that fit their schema, a register
of shares that equals the books, and a split that its bundle gives again.
"""

from __future__ import annotations

import importlib.resources
import subprocess
import sys
from collections.abc import Iterable
from datetime import timedelta
from fractions import Fraction
from pathlib import Path

import pytest
import xmlschema

from commonhold.civic.accounting import queries as accounting
from commonhold.civic.accounting import standing
from commonhold.civic.accounting.actions.closing import ask_to_close, confirm_closing
from commonhold.civic.accounting.decisions import AppropriateSurplus
from commonhold.civic.contributions import queries as contributions
from commonhold.civic.contributions.actions.opening import open_bundle
from commonhold.civic.contributions.decisions import SetSharing
from commonhold.civic.governance.decisions import SetParameter
from commonhold.civic.payments import queries as payments
from commonhold.civic.payments import references
from commonhold.civic.payments.actions import assigning, details, runs
from commonhold.civic.payments.queries.asked import asked_for
from commonhold.civic.shares import queries as shares
from commonhold.civic.shares.actions import pledging, subscribing, withdrawing
from commonhold.civic.shares.decisions import OpenOffer, SetNominal
from commonhold.civic.shares.reconciling import reconcile
from commonhold.civic.sponsors.actions.answering import approve_ad, end_ad
from commonhold.civic.sponsors.actions.handing_in import Offer, hand_in_ad
from commonhold.civic.sponsors.actions.paying import book_refund
from commonhold.civic.treasury.accounts import BANK
from commonhold.civic.treasury.decisions import SetBudgetLine
from commonhold.ground.ledger import export
from commonhold.ground.ledger import queries as ledger
from commonhold.ground.ledger.queries import Balance
from commonhold.ground.record import sequencer
from commonhold.social.people.queries import ANYONE, Viewer
from tests.checkers import must_accept
from tests.year.village import CARRIED, OURS, PEOPLE, THEIRS, Village, found

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(900)]

_SCHEMA = "pain.001.001.03.xsd"
_AD = Offer(
    sponsor="Paper Lantern Books",
    imprint="Paper Lantern Books, 3 Mill Lane",
    contact="hello@lantern-books.example",
    category="books",
    text="Second-hand books, by the river.",
    link="https://lantern-books.example/",
    weeks=4,
    tags=["#Seeds"],
)


def test_a_year_of_three_hundred_members_ends_in_books_that_others_accept(tmp_path: Path) -> None:
    village = found()
    _january(village)
    for _month in range(1, 12):
        _usual_month(village)
    _closes(village)

    _books_are_accepted(tmp_path)
    _nothing_is_lost(village)
    _the_report_says_what_the_books_say(village)
    _a_split_is_given_again_by_its_bundle(village, tmp_path)


def _january(village: Village) -> None:
    """What members decide at first; then the month goes as all others do."""
    village.decide(
        SetParameter("payments.account", OURS),
        SetParameter("payments.account_holder", "Three Hundred"),
        SetParameter("shares.notice_days", 30),
        SetNominal(2_500),
        SetParameter("shares.most_shares", 40),
        SetParameter("sponsors.books", "allowed"),
        SetBudgetLine(2026, "tools", "Tools", 40_000),
        SetSharing("own_slice_v1", fund_pot_cents=1_000, reserve_share="1/10", reserve_target_cents=100_000),
    )
    for number in range(0, 60, 2):
        subscribing.subscribe(village.ids[village.name(number)], shares=1 + number % 3, now=village.now)
    for number in range(12):
        name = village.name(number)
        if number != 3:  # who never says where he is paid
            details.set_bank_details(village.ids[name], iban=THEIRS, name=name.capitalize(), now=village.now)
    _goes_by(village)


def _usual_month(village: Village) -> None:
    village.wait(days=1)
    match village.now.month:
        case 3:
            _a_sponsor_comes(village)
        case 4:
            village.decide(OpenOffer("A kiln", "For the pottery corner.", least=60, most=100, days=20))
            (offer,) = shares.offers(ANYONE, now=village.now)
            for number in range(60, 100):
                pledging.pledge(
                    village.ids[village.name(number)], offer_id=offer.id, shares=2, now=village.now
                )
        case 6:
            for number in (10, 20):
                withdrawing.give_notice(village.ids[village.name(number)], shares=1, now=village.now)
        case 7:
            village.pays_bill(12_000, "A lathe, second hand", line="tools")
        case 8:
            _money_of_a_stranger_goes_back(village)
        case 9 | 12:
            _pays_out(village)
        case _:
            pass
    _goes_by(village)


def _goes_by(village: Village) -> None:
    """Hosting, dues and what else was expected, thanks; and the month is over."""
    village.pays_bill(9_500, "Server")
    village.dues_arrive(but=8)
    _what_is_expected_arrives(village)
    village.thank(givers=40, each=4)
    village.month_ends()


def _what_is_expected_arrives(village: Village) -> None:
    waiting = payments.expected(Viewer(village.ids["ben"]), now=village.now)
    references_of = (references.reference(references.EXPECTED, each.id) for each in waiting)
    rows = [("Somebody", each, line.cents) for each, line in zip(references_of, waiting, strict=True)]
    if rows:
        village.statement(rows)
        village.wait(minutes=5)


def _a_sponsor_comes(village: Village) -> None:
    """Two approve, the money comes, and after a week the panel ends it: the rest goes back."""
    made = hand_in_ad(village.ids["finn"], offer=_AD, now=village.now)
    for name in ("ada", "ben"):
        approve_ad(village.ids[name], ad_id=made, now=village.now)
    asked = asked_for(kind="sponsors.ad", subject=f"ad:{made}")
    assert asked is not None
    village.statement([("Paper Lantern Books", asked.reference, asked.cents)])
    village.wait(days=8)
    end_ad(village.ids["ada"], ad_id=made, ground="imprint", reason="The shop has closed.", now=village.now)
    book_refund(village.ids["ben"], ad_id=made, now=village.now)


def _money_of_a_stranger_goes_back(village: Village) -> None:
    """Nobody knows what it was for; it is sent back with the next payout run."""
    village.statement([("A stranger", "For the goat", 4_200)])
    (line,) = payments.unassigned(Viewer(village.ids["ben"]), now=village.now)
    assigning.send_back(village.ids["ben"], line_id=line.id, now=village.now)


def _pays_out(village: Village) -> None:
    """Two approve, the file fits its schema, the bank confirms all of it but one, which comes back."""
    ben, ada = village.ids["ben"], village.ids["ada"]
    viewer, before = Viewer(ben), ledger.held_in(BANK)["EUR"]
    planned = payments.next_run(viewer, now=village.now)
    assert planned.payees
    run_id = runs.make_run(ben, now=village.now)
    for approver in (ada, ben, village.ids["finn"]):
        view = payments.payout_run(Viewer(approver), run_id, now=village.now)
        if view.may_approve and view.still_needed:
            runs.approve_run(approver, run_id=run_id, now=village.now)
    runs.file_run(ben, run_id=run_id, now=village.now)
    file = payments.run_file(viewer, run_id, now=village.now)
    folder = importlib.resources.files("sepaxml") / "schemas"
    xmlschema.XMLSchema(str(folder / _SCHEMA)).validate(file.content.decode())
    runs.mark_sent(ben, run_id=run_id, now=village.now)
    runs.confirm_run(ben, run_id=run_id, now=village.now)
    assert before - ledger.held_in(BANK)["EUR"] == planned.cents
    transfers = payments.payout_run(viewer, run_id, now=village.now).transfers
    back = next(each for each in transfers if each.person is not None)
    runs.record_return(ben, transfer_id=back.id, now=village.now)
    assert before - ledger.held_in(BANK)["EUR"] == planned.cents - back.cents


def _closes(village: Village) -> None:
    """In January two people close the months and the year, and everybody votes on what it left."""
    village.wait(days=9)
    ben, caro = village.ids["ben"], village.ids["caro"]
    while (month := standing.next_month() or "") <= "2026-12":
        _close(ben, caro, month, village)
    _close(ben, caro, "2026", village)
    village.decide(AppropriateSurplus(2026, "losses, reserve, interest", reserve="1/5", interest="1/100"))
    village.wait(hours=1)


def _close(asks: int, confirms: int, period: str, village: Village) -> None:
    made = ask_to_close(asks, period=period, now=village.now)
    confirm_closing(confirms, closing_id=made, now=village.now)


def _books_are_accepted(folder: Path) -> None:
    for form, lines in (("beancount", export.beancount()), ("hledger", export.hledger())):
        path = folder / form
        path.write_text("".join(lines))
        must_accept(form, path)


def _nothing_is_lost(village: Village) -> None:
    found = reconcile()
    assert found.agrees, found
    assert {each.code for each in ledger.balances()} >= {"assets:bank", "equity:solidarity-fund"}
    assert _held(ledger.summed_balances()) == _held(ledger.balances())
    assert not payments.unassigned(Viewer(village.ids["ben"]), now=village.now)
    (offer,) = shares.offers(ANYONE, now=village.now)
    assert offer.paid >= offer.least
    gave = shares.my_shares(Viewer(village.ids[village.name(10)]), now=village.now)
    assert [each.is_paid for each in gave.notices] == [True]
    # Nobody's books tell whom the fund carries; only how much it paid.
    assert len(village.ids) == PEOPLE > CARRIED
    sequencer.sequence(village.now + timedelta(minutes=1))


def _held(balances: Iterable[Balance]) -> dict[tuple[str, str], int]:
    return {(each.code, coin): amount for each in balances for coin, amount in each.amounts.items() if amount}


def _the_report_says_what_the_books_say(village: Village) -> None:
    assert accounting.years(ANYONE) == [2026]
    report = accounting.report(ANYONE, 2026, now=village.now)
    assert report.uses is not None
    taken = {each.step: each for each in report.uses.steps}
    assert taken["reserve"].took == Fraction(taken["reserve"].before, 5).__floor__()
    assert report.uses.surplus == sum(each.took for each in report.uses.steps) + report.uses.remainder


def _a_split_is_given_again_by_its_bundle(village: Village, folder: Path) -> None:
    shared = contributions.splits(ANYONE)
    assert len(shared) == 12
    bundle = open_bundle(
        village.ids["caro"], month=shared[0].month, reason="The yearly look at one of them", now=village.now
    )
    public = contributions.public_file(ANYONE, shared[0].month)
    (folder / "bundle.json").write_bytes(bundle)
    command = [
        sys.executable,
        "-m",
        "commonhold.house.console",
        "split",
        "replay",
        str(folder / "bundle.json"),
    ]
    said = subprocess.run([*command, "--json"], capture_output=True, check=False)
    assert (said.returncode, said.stdout.strip()) == (0, public.strip())
