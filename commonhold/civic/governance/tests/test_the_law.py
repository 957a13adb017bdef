"""What a country's law asks: floors, registration, and a board that refuses what is unlawful."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import pytest

from commonhold.civic.governance import law
from commonhold.civic.governance.actions.adjust import adjust_parameter
from commonhold.civic.governance.actions.registering import (
    appeal_refusal,
    note_registration,
    refuse_enactment,
)
from commonhold.civic.governance.decisions import AppointMandate, SetParameter, SetRange
from commonhold.civic.governance.queries import proposals
from commonhold.civic.governance.queries.challenges import challenge
from commonhold.civic.governance.tests.conftest import Coop
from commonhold.civic.governance.vocabulary import State
from commonhold.ground.charter import queries as charter
from commonhold.ground.charter import register
from commonhold.ground.charter.deciding import UNANIMOUS
from commonhold.ground.charter.texts import TextsCharter
from commonhold.ground.decisions.actions import enact
from commonhold.ground.record import queries as record
from commonhold.ground.refusal import Refusal
from commonhold.social.people.queries import ANYONE, Viewer

_BECAUSE = {
    "most_held": "most_held_because",
    "reserve_floor": "reserve_because",
    "interest_ceiling": "interest_because",
    "patronage_cash": "patronage_because",
    "pays_patronage": "patronage_because",
    "order": "order_because",
}
BYLAWS = SetParameter("texts.bylaws", "§ 1 We share what we have.")
LAWS = next(each for each in TextsCharter.parameters() if each.key == "texts.law").bounds.choices


@pytest.fixture
def german(coop: Coop) -> Coop:
    """A co-op under German law, with ben on its board."""
    decisions = [SetParameter("texts.law", "de-eg"), AppointMandate(str(coop.ids["ben"]), "board")]
    assert enact(decisions, reference="test:law", rule=UNANIMOUS, now=coop.now).done
    return coop


def carried(coop: Coop, decision: SetParameter = BYLAWS) -> int:
    made = coop.open(decision)
    coop.vote(made, **dict.fromkeys(coop.ids, "yes"))
    coop.wait(days=6)
    return made


def state(proposal_id: int) -> State:
    return proposals.proposal(ANYONE, proposal_id).state


@pytest.mark.parametrize("name", LAWS)
def test_every_law_that_the_charter_offers_is_there_and_cites_its_paragraphs(name):
    data = json.loads((Path(law.__file__).with_name("laws") / f"{name}.json").read_text())
    assert all(
        each["paragraph"] and each["says"] and isinstance(each["verified"], bool) for each in data["rules"]
    )
    for asks, because in (("special", "special_because"), ("registered", "registered_because")):
        assert bool(data.get(asks)) == bool(data.get(because))


def test_a_vote_cannot_go_below_the_laws_floor(german):
    made = german.open(BYLAWS)
    assert str(proposals.proposal(ANYONE, made).threshold) == "3/4"
    yes = dict.fromkeys(["ada", "ben", "caro", "dev", "finn"], "yes")
    german.vote(made, **yes, hana="no", ivo="no")  # five sevenths are more than two thirds
    german.wait(days=6)
    assert state(made) is State.DEFEATED


def test_bylaws_hold_once_they_are_registered(german):
    made = carried(german)
    assert (state(made), charter.current().value("texts.bylaws")) == (State.REGISTRATION, "")
    with pytest.raises(Refusal, match="Board"):
        note_registration(german.ids["ada"], proposal_id=made, reference="GnR 12", now=german.now)
    with pytest.raises(Refusal, match="own reference"):
        note_registration(german.ids["ben"], proposal_id=made, reference=" ", now=german.now)
    note_registration(german.ids["ben"], proposal_id=made, reference="GnR 12, 1 June", now=german.now)
    german.wait(seconds=1)
    assert (state(made), charter.current().value("texts.bylaws")) == (State.ENACTED, BYLAWS.value)
    assert record.leaves(kind="governance.registered", limit=1)[0].body["reference"] == "GnR 12, 1 June"
    with pytest.raises(Refusal, match="waits to be registered"):
        note_registration(german.ids["ben"], proposal_id=made, reference="again", now=german.now)


def test_without_such_a_law_bylaws_hold_at_once(coop):
    assert state(carried(coop)) is State.ENACTED


def refuse(
    coop: Coop, made: int, *, by: str = "ben", reasons: str = "It breaks § 43 (3): one vote each."
) -> None:
    refuse_enactment(coop.ids[by], proposal_id=made, reasons=reasons, now=coop.now)


def test_the_board_refuses_what_is_unlawful_and_the_members_have_the_last_word(german):
    made = carried(german)
    with pytest.raises(Refusal, match="Board"):
        refuse(german, made, by="ada")
    with pytest.raises(Refusal, match="which law"):
        refuse(german, made, reasons="No.")
    refuse(german, made)
    assert (state(made), charter.current().value("texts.bylaws")) == (State.REFUSED, "")
    assert challenge(Viewer(german.ids["ada"]), made, at=german.now).may_appeal
    again = appeal_refusal(german.ids["ada"], proposal_id=made, now=german.now)
    with pytest.raises(Refusal, match="already"):
        appeal_refusal(german.ids["caro"], proposal_id=made, now=german.now)
    german.vote(again, **dict.fromkeys(german.ids, "yes"))
    german.wait(days=4)
    with pytest.raises(Refusal, match="insisted"):
        refuse(german, again)
    german.wait(days=2)
    assert state(again) is State.REGISTRATION


def test_only_what_waits_is_refused_and_only_what_was_refused_is_appealed(german):
    made = german.open(BYLAWS)
    with pytest.raises(Refusal, match="not in force yet"):
        refuse(german, made)
    with pytest.raises(Refusal, match="can be appealed"):
        appeal_refusal(german.ids["ada"], proposal_id=made, now=german.now)


def test_a_long_text_stands_on_the_record_by_its_hash(coop):
    carried(coop, SetParameter("texts.conduct", "Be kind. " * 1000))
    leaf = record.leaves(kind="charter.amended", limit=1)[0].body
    assert leaf["before"] == ""
    assert str(leaf["after"]).startswith("sha256:")
    assert [each.version for each in charter.history_of("texts.conduct")] == [2, 1]


@pytest.mark.parametrize("name", LAWS)
def test_every_limit_names_a_parameter_and_a_paragraph_that_its_law_lists(name):
    """Whoever reads a refusal finds its paragraph on the page, and whether it was checked."""
    data = json.loads((Path(law.__file__).with_name("laws") / f"{name}.json").read_text())
    listed = {each["paragraph"] for each in data["rules"]}
    for each in data.get("limits", ()):
        assert register.is_offered(each["key"])
        assert not each.get("where") or register.is_offered(each["where"])
        assert each["paragraph"] in listed
    capital = data.get("capital", {})
    for asks, because in _BECAUSE.items():
        assert asks not in capital or capital[because]


@pytest.fixture
def with_shares(coop: Coop) -> Coop:
    """One that has shares with a notice of a month, before it comes under a country's law."""
    decisions = [SetParameter("shares.notice_days", 30), SetParameter("shares.most_shares", 10)]
    assert enact(decisions, reference="test:shares", rule=UNANIMOUS, now=coop.now).done
    return coop


def refused(*decisions: SetParameter, now: datetime) -> str:
    done = enact(decisions, reference=f"test:{len(decisions)}:{now}", rule=UNANIMOUS, now=now)
    assert not done.done
    return done.reason


def test_a_vote_cannot_cross_a_floor_and_the_refusal_cites_its_paragraph(german):
    ready = [SetParameter("shares.notice_to", "year-end"), SetParameter("shares.most_shares", 10)]
    assert enact(ready, reference="test:ready", rule=UNANIMOUS, now=german.now).done
    with pytest.raises(Refusal, match=r"GenG § 65 \(2\).*three months.*between 90 and 1826"):
        german.open(SetParameter("shares.notice_days", 89))
    with pytest.raises(Refusal, match=r"GenG § 65 \(2\).*“year-end” alone"):
        german.open(SetParameter("shares.notice_to", "any-day"))
    german.open(SetParameter("shares.notice_days", 120))


def test_no_mandate_crosses_a_floor_inside_the_range_that_a_vote_gave_it(german):
    first = [
        SetParameter("shares.notice_to", "year-end"),
        SetRange("shares.notice_days", 30, 200, "board"),
        SetParameter("shares.most_shares", 10),
    ]
    assert enact(first, reference="test:range", rule=UNANIMOUS, now=german.now).done
    with pytest.raises(Refusal, match="GenG"):
        adjust_parameter(german.ids["ben"], key="shares.notice_days", value=60, now=german.now)
    adjust_parameter(german.ids["ben"], key="shares.notice_days", value=100, now=german.now)


def test_a_floor_holds_where_there_is_something_that_it_is_about(german):
    assert enact([SetParameter("shares.notice_days", 5)], reference="a", rule=UNANIMOUS, now=german.now).done
    assert "GenG § 65" in refused(SetParameter("shares.most_shares", 3), now=german.now)


def test_a_law_is_not_adopted_while_the_charter_holds_what_it_forbids(with_shares):
    assert "GenG § 65" in refused(SetParameter("texts.law", "de-eg"), now=with_shares.now)
    assert charter.current().value("texts.law") == "neutral"
