from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from fractions import Fraction

import pytest
from django.db import transaction

from commonhold.ground.charter import actions, queries, register
from commonhold.ground.charter.deciding import UNANIMOUS, DecidingCharter, Rule
from commonhold.ground.charter.section import Bounds
from commonhold.ground.charter.words import in_words
from commonhold.ground.record.models import Leaf
from commonhold.ground.refusal import NotFound, Refusal
from rulebook.merkle import parse_leaf

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)
ORDINARY = Rule("ordinary", Fraction(1, 2), Fraction(1, 5))
SPECIAL = Rule("special", Fraction(2, 3), Fraction(1, 3))
QUORUM = "deciding.ordinary_quorum"


@dataclass(frozen=True)
class Warrant:
    """The least that the charter asks of an authority."""

    id: int
    rule: Rule = SPECIAL
    mandate: str = ""
    at: datetime = NOON

    @property
    def reference(self) -> str:
        return f"proposal:{self.id}"


@pytest.fixture
def vote(db) -> Warrant:
    actions.amend(QUORUM, Fraction(1, 5), because=Warrant(1, rule=UNANIMOUS))
    return Warrant(2)


def test_before_the_founding_every_parameter_has_its_default(db):
    assert queries.current().version == 0
    assert queries.current().read(DecidingCharter) == DecidingCharter()


def test_an_amendment_is_read_at_once_and_says_who_decided_it(vote):
    actions.amend(QUORUM, Fraction(1, 4), because=vote)
    here = queries.current()
    assert here.read(DecidingCharter).ordinary_quorum == Fraction(1, 4)
    assert (here.clauses[QUORUM].reference, here.clauses[QUORUM].since) == ("proposal:2", NOON)


def test_an_earlier_version_can_still_be_read(vote):
    actions.amend(QUORUM, Fraction(1, 4), because=vote)
    assert queries.at(1).value(QUORUM) == Fraction(1, 5)
    assert queries.at(2).value(QUORUM) == Fraction(1, 4)


def test_several_amendments_of_one_enactment_make_one_version(vote):
    actions.amend(QUORUM, Fraction(1, 4), because=vote)
    actions.amend("deciding.special_quorum", Fraction(1, 2), because=vote)
    assert queries.current().version == 2
    assert queries.current().value("deciding.special_quorum") == Fraction(1, 2)


def test_a_rolled_back_version_leaves_nothing_in_memory(vote):
    with transaction.atomic():
        actions.amend(QUORUM, Fraction(1, 4), because=vote)
        assert queries.current().value(QUORUM) == Fraction(1, 4)
        transaction.set_rollback(True)
    assert queries.current().value(QUORUM) == Fraction(1, 5)
    actions.amend(QUORUM, Fraction(1, 3), because=replace(vote, id=3))
    assert queries.current().value(QUORUM) == Fraction(1, 3)


@pytest.mark.parametrize("share", [Fraction(0), Fraction(4, 5)])
def test_a_value_outside_its_bounds_is_refused(vote, share):
    with pytest.raises(Refusal, match="must stay between"):
        actions.amend(QUORUM, share, because=vote)
    assert queries.current().value(QUORUM) == Fraction(1, 5)


def test_a_value_of_another_type_is_refused(vote):
    with pytest.raises(Refusal, match="counted in"):
        actions.amend(QUORUM, 1, because=vote)


def test_a_vote_under_a_weaker_rule_cannot_change_a_stronger_one(vote):
    with pytest.raises(Refusal, match="can only be changed by a vote"):
        actions.amend("deciding.special_threshold", Fraction(1, 2), because=Warrant(3, rule=ORDINARY))


def test_what_an_amendment_would_be_refused_for_can_be_asked_before(vote):
    here = queries.current()
    actions.must_allow(here, QUORUM, Fraction(1, 4), rule=SPECIAL)
    for share, rule in ((Fraction(4, 5), SPECIAL), (Fraction(1, 4), ORDINARY)):
        with pytest.raises(Refusal):
            actions.must_allow(here, QUORUM, share, rule=rule)


def test_a_raised_rule_can_only_be_lowered_by_that_raised_rule(vote):
    actions.amend("deciding.ordinary_threshold", Fraction(4, 5), because=vote)
    with pytest.raises(Refusal, match="can only be changed by a vote"):
        actions.amend("deciding.ordinary_threshold", Fraction(1, 2), because=Warrant(3, rule=SPECIAL))
    strong = Rule("special", Fraction(4, 5), Fraction(1, 3))
    actions.amend("deciding.ordinary_threshold", Fraction(1, 2), because=Warrant(4, rule=strong))


def test_an_amendment_stands_on_the_record_with_before_and_after(vote):
    actions.amend(QUORUM, Fraction(1, 4), because=vote)
    leaf = parse_leaf(bytes(Leaf.objects.get(about="proposal:2").data))
    assert leaf.type == "charter.amended"
    assert (leaf.body["before"], leaf.body["after"], leaf.body["version"]) == ("1/5", "1/4", 2)


def test_a_mandate_may_act_inside_the_range_that_a_vote_gave_it(vote):
    bounds = Bounds(Fraction(1, 10), Fraction(1, 4))
    with pytest.raises(Refusal, match="only be set by a vote"):
        actions.delegate(QUORUM, bounds, mandate="board", because=vote)
    key = "governance.voting_days"
    actions.delegate(key, Bounds(3, 6), mandate="board", because=vote)
    acting = Warrant(5, mandate="board", rule=ORDINARY)
    actions.amend(key, 5, because=acting)
    assert queries.current().value(key) == 5
    with pytest.raises(Refusal, match="between 3 and 6"):
        actions.amend(key, 7, because=acting)
    with pytest.raises(Refusal, match="No vote has let you"):
        actions.amend(key, 5, because=replace(acting, mandate="treasurer"))


def test_a_range_beyond_the_bounds_is_refused(vote):
    with pytest.raises(Refusal, match="between 1 and 30"):
        actions.delegate("governance.voting_days", Bounds(0, 6), mandate="board", because=vote)


def test_an_upgrade_writes_new_defaults_down_and_changes_nothing_else(vote):
    new = actions.extend(now=NOON)
    assert QUORUM not in new
    assert "deciding.special_quorum" in new
    assert queries.current().clauses["deciding.special_quorum"].reference == "upgrade"
    assert actions.extend(now=NOON) == []


def test_an_upgrade_before_the_founding_does_nothing(db):
    assert actions.extend(now=NOON) == []


def test_history_tells_the_latest_change_first(vote):
    actions.amend(QUORUM, Fraction(1, 4), because=vote)
    assert [(each.key, each.value) for each in queries.history()] == [(QUORUM, "1/4")]


def test_an_unknown_key_is_not_found(vote):
    with pytest.raises(NotFound):
        actions.amend("treasury.nothing", 1, because=vote)


@pytest.mark.parametrize("parameter", register.parameters(), ids=lambda each: each.key)
def test_every_parameter_has_words_a_default_inside_its_bounds_and_a_stored_form(parameter):
    assert str(parameter.words)
    assert str(parameter.because)
    assert parameter.default in parameter.bounds
    assert parameter.valid(parameter.default)
    stored = parameter.write(parameter.default)
    assert parameter.read(json.loads(json.dumps(stored))) == parameter.default
    assert in_words(parameter, parameter.default)
