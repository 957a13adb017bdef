"""A vote says what becomes of a surplus; the law's floors hold, and anyone can work it out again."""

from __future__ import annotations

import hashlib
import json

import pytest

from commonhold.civic.accounting import personal_data, queries
from commonhold.civic.accounting.actions.auditing import write_note
from commonhold.civic.accounting.actions.closing import reopen_year
from commonhold.civic.accounting.decisions import AppropriateSurplus
from commonhold.civic.accounting.refusals import (
    AnotherFirst,
    AppropriatedAlready,
    LawAsks,
    NobodyHoldsShares,
    NoSuchReport,
    NotAShare,
    NotClosed,
    NoteLength,
    WrongOrder,
)
from commonhold.civic.accounting.tests.conftest import close_year, come_to
from commonhold.civic.governance.decisions import SetParameter
from commonhold.civic.members import queries as members
from commonhold.civic.shares.tests.books import pay_in, subscribe
from commonhold.civic.treasury.accounts import CREATORS_OWED, INTEREST_OWED, PATRONAGE_OWED, RESERVE, RETAINED
from commonhold.ground.charter import queries as charter
from commonhold.ground.charter.deciding import UNANIMOUS
from commonhold.ground.decisions.actions import enact
from commonhold.ground.ledger import queries as ledger
from commonhold.ground.record.models import Leaf
from commonhold.ground.refusal import Refusal
from commonhold.social.people.queries import ANYONE, Viewer
from rulebook.split.appropriation_files import replay
from tests.cast import minutes
from tests.paying import pays

HALF = "1/2"
USUAL = AppropriateSurplus(2026, "losses, reserve, patronage", reserve="1/10", patronage=HALF)


def refused(decision: AppropriateSurplus) -> Refusal:
    with pytest.raises(Refusal) as caught:
        decision.check(charter.current(), UNANIMOUS)
    return caught.value


def test_a_surplus_goes_where_the_vote_says_and_each_member_gets_by_what_she_paid(coop):
    close_year(coop, 2026)
    coop.decide(USUAL)
    assert ledger.balance(RESERVE) == {"EUR": -70}
    assert ledger.balance(PATRONAGE_OWED) == {"EUR": -315}
    assert ledger.balance(RETAINED) == {"EUR": -315}
    mine = {name: queries.my_parts(Viewer(coop.ids[name])) for name in ("caro", "finn", "ada")}
    assert sorted(mine["caro"][0].amount + mine["finn"][0].amount for _each in "x") == [315]
    assert mine["ada"] == []
    assert queries.my_parts(ANYONE) == []
    assert personal_data.export_of(coop.ids["caro"])["surplus_parts"][0]["kind"] == "patronage"
    assert ledger.check().ok


def test_its_public_file_is_on_the_record_and_follows_from_the_auditors_bundle(coop):
    close_year(coop, 2026)
    coop.decide(USUAL)
    uses = queries.report(ANYONE, 2026, now=coop.now).uses
    body = json.loads(bytes(Leaf.objects.get(kind="treasury.surplus-appropriated").data))["body"]
    assert body["appropriation_sha256"] == uses.sha256 == hashlib.sha256(uses.file.encode()).hexdigest()
    bundle = queries.bundle(Viewer(coop.ids["caro"]), 2026, now=coop.now)
    assert replay(bundle.encode()) == uses.file.encode() == replay(uses.file.encode())
    assert body["bundle_sha256"] == hashlib.sha256(bundle.encode()).hexdigest()
    assert str(coop.ids["finn"]) not in uses.file
    with pytest.raises(Refusal, match="mandate"):
        queries.bundle(Viewer(coop.ids["finn"]), 2026, now=coop.now)
    with pytest.raises(NoSuchReport):
        queries.bundle(Viewer(coop.ids["caro"]), 2025, now=coop.now)


def test_only_a_closed_year_is_appropriated_once_and_in_its_order(coop):
    assert isinstance(refused(USUAL), NotClosed)
    close_year(coop, 2026)
    come_to(coop, 2028, 2, 1)
    close_year(coop, 2027)
    assert isinstance(refused(AppropriateSurplus(2027)), AnotherFirst)
    coop.decide(USUAL)
    assert isinstance(refused(USUAL), AppropriatedAlready)
    coop.decide(AppropriateSurplus(2027))
    with pytest.raises(AppropriatedAlready):
        reopen_year(coop.ids["ada"], year=2027, reason="Late", now=coop.now)


@pytest.mark.parametrize(
    ("changed", "refusal"),
    [
        ({"order": "losses, losses"}, WrongOrder),
        ({"order": "gifts"}, WrongOrder),
        ({"reserve": "3/2"}, NotAShare),
        ({"creators": "half"}, NotAShare),
        ({"reserve_until": -1}, NotAShare),
        ({"order": "interest", "interest": "1/100"}, NobodyHoldsShares),
    ],
)
def test_what_makes_no_sense_is_refused(coop, changed, refusal):
    close_year(coop, 2026)
    assert isinstance(refused(AppropriateSurplus(2026, **changed)), refusal)


@pytest.mark.parametrize(
    ("law", "changed", "paragraph"),
    [
        ("de-eg", {"order": "reserve"}, "§§ 7 no. 2"),
        ("de-eg", {"order": "losses, patronage"}, "§ 7 no. 2"),
        ("de-eg", {"order": "losses, reserve", "reserve": "1/30"}, "§ 7 no. 2"),
        ("de-eg", {"order": "losses, patronage, reserve"}, "§§ 7 no. 2, 19"),
        ("uk-cbs", {"patronage": HALF}, "s. 2"),
    ],
)
def test_a_vote_does_not_cross_the_law_and_the_refusal_cites_it(coop, law, changed, paragraph):
    coop.decide(SetParameter("texts.law", law))
    close_year(coop, 2026)
    refusal = refused(AppropriateSurplus(2026, **changed))
    assert isinstance(refusal, LawAsks)
    assert paragraph in str(refusal)


def test_a_loss_is_carried_and_made_good_by_the_next_surplus(coop):
    pays(coop.ids["ben"], approved_by=coop.ids["ada"], cents=900, what="Repair", payee="Ann", now=coop.now)
    close_year(coop, 2026)
    coop.decide(USUAL)
    pays(coop.ids["ben"], approved_by=coop.ids["ada"], cents=700, what="Repair", payee="Ann", now=coop.now)
    come_to(coop, 2028, 2, 1)
    close_year(coop, 2027)
    coop.decide(AppropriateSurplus(2027, "losses, reserve, patronage", patronage=HALF))
    uses = queries.report(ANYONE, 2027, now=coop.now).uses
    assert (uses.surplus, uses.remainder) == (-1285, 0)
    assert all(each.took == 0 for each in uses.steps)
    assert ledger.balance(RETAINED) == {"EUR": 1285}


def test_interest_is_paid_on_shares_that_are_paid_in(coop):
    number, at = members.member_of(coop.ids["finn"]).number, minutes(5)
    subscribe(number, 2, now=at)
    pay_in(number, 10_000, now=at)
    close_year(coop, 2026)
    order = "losses, reserve, interest, creators"
    coop.decide(AppropriateSurplus(2026, order, interest="1/50", creators="1"))
    assert (ledger.balance(INTEREST_OWED), ledger.balance(CREATORS_OWED)) == ({"EUR": -200}, {"EUR": -430})
    assert [each.kind for each in queries.my_parts(Viewer(coop.ids["finn"]))] == ["interest"]
    assert queries.report(ANYONE, 2026, now=coop.now).figures.summaries["shares"][0].amount == 1


def test_a_report_is_for_members_until_it_is_adopted_and_then_for_everybody(coop):
    close_year(coop, 2026)
    ada = Viewer(coop.ids["ada"])
    assert (queries.years(ada), queries.years(ANYONE)) == ([2026], [])
    with pytest.raises(NoSuchReport):
        queries.report(ANYONE, 2026, now=coop.now)
    write_note(coop.ids["caro"], year=2026, text="All receipts are there.", now=coop.now)
    told = queries.report(ada, 2026, now=coop.now)
    assert (told.is_public, told.notes[0].text, told.may_note) == (False, "All receipts are there.", False)
    assert hashlib.sha256(told.statement.encode()).hexdigest() == told.sha256
    coop.decide(USUAL)
    assert queries.report(ANYONE, 2026, now=coop.now).is_public


def test_only_an_auditor_writes_a_note_and_of_a_closed_year(coop):
    caro = coop.ids["caro"]
    with pytest.raises(NotClosed):
        write_note(caro, year=2026, text="Fine.", now=coop.now)
    close_year(coop, 2026)
    with pytest.raises(Refusal, match="mandate"):
        write_note(coop.ids["ada"], year=2026, text="Fine.", now=coop.now)
    for text in ("", "x" * 2001):
        with pytest.raises(NoteLength):
            write_note(caro, year=2026, text=text, now=coop.now)


def test_a_vote_on_figures_that_changed_meanwhile_fails(coop):
    close_year(coop, 2026)
    before = USUAL.precondition(charter.current())
    reopen_year(coop.ids["ada"], year=2026, reason="Late", now=coop.now)
    with pytest.raises(NotClosed):
        USUAL.precondition(charter.current())
    assert not enact([USUAL], reference="test:x", rule=UNANIMOUS, now=coop.now, precondition=before).done


def test_what_the_vote_would_do_is_shown_before_it(coop):
    close_year(coop, 2026)
    shown = USUAL.preview(charter.current())
    assert (shown.before, "reserve €0.70" in shown.after) == ("€7.00", True)
    assert "2026" in USUAL.words()
