"""Which vote each decision needs stands in the charter, and nobody gets below it, whatever she calls it."""

from __future__ import annotations

from fractions import Fraction
from itertools import count

import pytest

from commonhold.civic.governance import vacancies
from commonhold.civic.governance.actions.emergency import act_in_emergency
from commonhold.civic.governance.actions.options import offer_option, stand
from commonhold.civic.governance.actions.propose import draft_proposal
from commonhold.civic.governance.decisions import (
    AppointMandate,
    EndMandate,
    Resolve,
    SetParameter,
    SetRange,
    SetRule,
    setting,
)
from commonhold.civic.governance.models import Poll, Proposal
from commonhold.civic.governance.proposable import MOTION
from commonhold.civic.governance.queries import ahead, proposals
from commonhold.civic.governance.questions.asked import Asked
from commonhold.civic.governance.questions.consent import Consent
from commonhold.civic.governance.tests.conftest import Coop
from commonhold.civic.governance.vocabulary import Kind, State
from commonhold.ground.charter import queries as charter
from commonhold.ground.charter import register
from commonhold.ground.charter.deciding import UNANIMOUS, Rule, is_table_of_rules
from commonhold.ground.decisions.actions import enact
from commonhold.ground.decisions.decision import Decision
from commonhold.ground.refusal import Refusal
from commonhold.social.people.queries import ANYONE, Viewer

ORDINARY = Rule("ordinary", Fraction(1, 2), Fraction(1, 5))
SPECIAL = Rule("special", Fraction(2, 3), Fraction(1, 3))
DUES = "treasury.dues_cents"
APPOINT, RESOLVE = AppointMandate.kind, Resolve.kind
_NUMBERS = count(1)
ALL_YES = dict.fromkeys(["ada", "ben", "caro", "dev", "finn", "hana"], "yes")


def ruled(coop: Coop, **rules: str) -> None:
    """The charter names these rules; by kind or key with dots and dashes as underscores of the tests' own."""
    for about, rule in rules.items():
        enact_(coop, SetRule(NAMED[about], rule))


NAMED = {"dues": DUES, "appoint": APPOINT, "resolve": RESOLVE, "end": EndMandate.kind}


def enact_(coop: Coop, *decisions: Decision, rule: Rule = UNANIMOUS) -> str:
    """Carry out as a vote under `rule` would; return why not, or nothing."""
    return enact(decisions, reference=f"proposal:{next(_NUMBERS)}", rule=rule, now=coop.now).reason


def draft(coop: Coop, *decisions: Decision, asked: Asked = MOTION, by: str = "ada") -> int:
    return draft_proposal(coop.ids[by], title="Ask them", decisions=decisions, asked=asked, now=coop.now)


def needs(*decisions: Decision) -> str:
    return ahead.look(Asked(), decisions, ()).rule.name


def test_without_a_word_in_the_charter_every_decision_needs_what_it_says_itself(coop):
    assert charter.current().value("deciding.rules") == "{}"
    assert needs(setting(DUES, 400)) == "ordinary"
    assert needs(Resolve("Plant a tree.")) == "ordinary"
    assert needs(SetParameter("governance.voting_days", 3)) == "special"


def test_members_decide_which_vote_a_decision_needs(coop):
    made = coop.open(SetRule(DUES, "special"), title="Dues are special")
    assert proposals.proposal(ANYONE, made).rule == "special"
    coop.vote(made, **ALL_YES)
    coop.wait(days=7)
    assert proposals.proposal(ANYONE, made).state is State.ENACTED
    assert needs(setting(DUES, 400)) == "special"
    assert charter.current().rule_for(DUES) == SPECIAL


def test_what_every_decision_says_by_itself_leaves_the_table_again(coop):
    ruled(coop, resolve="special")
    ruled(coop, resolve="ordinary")
    assert charter.current().value("deciding.rules") == "{}"


@pytest.mark.parametrize("rule", [ORDINARY, SPECIAL], ids=lambda each: each.name)
def test_a_line_is_lowered_by_no_less_than_the_rule_that_held(coop, rule):
    ruled(coop, dues="consent")
    assert enact_(coop, SetRule(DUES, "ordinary"), rule=rule)
    assert charter.current().rule_for(DUES).name == "consent"


def test_a_line_is_raised_by_no_less_than_the_rule_that_shall_hold(coop):
    assert "at least 2/3" in enact_(coop, SetRule(DUES, "special"), rule=ORDINARY)
    assert "consent" in enact_(coop, SetRule(DUES, "consent"), rule=SPECIAL)
    assert charter.current().rule_for(DUES) == ORDINARY


def test_the_table_itself_cannot_be_made_easier_to_change_than_its_lines(coop):
    ruled(coop, dues="special")
    assert enact_(coop, SetRule("deciding.rules", "ordinary"), rule=SPECIAL) == ""
    assert "at least 2/3" in enact_(coop, SetRule(DUES, "ordinary"), rule=ORDINARY)
    assert enact_(coop, SetRule(RESOLVE, "ordinary"), rule=ORDINARY) == ""


def test_a_threshold_stays_guarded_by_its_own_rule_whatever_the_table_names(coop):
    assert enact_(coop, SetRule("deciding.special_threshold", "ordinary"), rule=SPECIAL) == ""
    lower = SetParameter("deciding.special_threshold", "1/2")
    assert "only be changed" in enact_(coop, lower, rule=ORDINARY)
    assert charter.current().rule("special").threshold == Fraction(2, 3)


def test_what_consent_is_worth_is_changed_by_consent_once_the_charter_asks_for_it(coop):
    cheap = SetParameter("governance.consent_override", "1/2")
    here = charter.current()
    assert here.rules_for(cheap.key) == {"special"}
    ruled(coop, dues="consent")
    assert charter.current().rules_for(cheap.key) == {"special", "consent"}
    assert "consent" in enact_(coop, cheap, rule=SPECIAL)


def test_the_table_is_not_written_as_a_whole_except_at_the_founding(coop):
    whole = SetParameter("deciding.rules", '{"treasury.dues_cents":"special"}')
    with pytest.raises(Refusal, match="set-rule"):
        draft(coop, whole)
    assert enact_(coop, whole, rule=UNANIMOUS) == ""


def test_no_mandate_gets_a_range_over_the_table(coop):
    with pytest.raises(Refusal):
        draft(coop, SetRange("deciding.rules", "a", "b", "board"))


@pytest.mark.parametrize("kind", [Kind.MOTION, Kind.CHOICE, Kind.RECALL])
def test_where_the_charter_wants_consent_nothing_else_will_do(coop, kind):
    ruled(coop, resolve="consent", end="consent")
    decision = EndMandate(str(coop.ids["ben"]), "board") if kind is Kind.RECALL else Resolve("Rest.")
    if kind is Kind.CHOICE:
        made = draft(coop, asked=Asked(kind=kind))
        with pytest.raises(Refusal, match="consent"):
            offer_option(coop.ids["ada"], proposal_id=made, title="Rest more", now=coop.now)
        return
    with pytest.raises(Refusal, match="consent"):
        draft(coop, decision, asked=Asked(kind=kind))
    assert draft(coop, Resolve("Rest."), asked=Asked(kind=Kind.CONSENT))


def test_objections_are_never_carried_over_by_less_than_any_other_vote_needs(coop):
    enact_(coop, SetParameter("governance.consent_override", "1/2"))
    made = draft(coop, SetParameter("governance.voting_days", 3), asked=Asked(kind=Kind.CONSENT))
    question = proposals.proposal(Viewer(coop.ids["ada"]), made).question
    assert isinstance(question, Consent)
    assert question.override == Fraction(2, 3)


def test_a_budget_carries_nothing_that_needs_more_than_an_ordinary_vote(coop):
    made = draft(coop, asked=Asked(kind=Kind.BUDGET, money=1000))
    with pytest.raises(Refusal, match="whatever has most wins"):
        offer_option(
            coop.ids["ada"],
            proposal_id=made,
            title="A bench",
            cost=10,
            decisions=[SetParameter("governance.voting_days", 3)],
            now=coop.now,
        )


def test_an_election_gives_no_mandate_for_which_the_charter_wants_a_special_vote(coop):
    made = draft(coop, asked=Asked(kind=Kind.ELECTION, role="board"))
    ruled(coop, appoint="special")
    with pytest.raises(Refusal, match="whatever has most wins"):
        draft(coop, asked=Asked(kind=Kind.ELECTION, role="board"))
    assert stand(coop.ids["ada"], proposal_id=made, now=coop.now)
    with pytest.raises(Refusal, match="whatever has most wins"):
        ahead.look(Asked(kind=Kind.ELECTION, role="board"), (), ())
    assert needs(AppointMandate(str(coop.ids["ben"]), "board")) == "special"


def test_no_election_is_called_where_none_could_fill_the_seat(coop):
    enact_(coop, AppointMandate(str(coop.ids["ben"]), "treasurer", 12))
    ruled(coop, appoint="special")
    vacancies.call_election(_ending(coop), coop.now)
    assert not Proposal.objects.exists()
    ruled(coop, appoint="ordinary")
    vacancies.call_election(_ending(coop), coop.now)
    assert Proposal.objects.count() == 1


def _ending(coop: Coop) -> dict[str, object]:
    return {"role": "treasurer", "months": 12, "until": coop.now.replace(year=2027).isoformat()}


def test_how_much_is_asked_of_ordinary_numbers_alone(coop):
    asked = Asked(kind=Kind.PARAMETER, key=DUES, lowest=0, highest=900)
    assert draft(coop, asked=asked)
    ruled(coop, dues="special")
    with pytest.raises(Refusal, match="yes or no"):
        draft(coop, asked=asked)


def test_the_board_does_nothing_at_once_that_needs_more_than_an_ordinary_vote(coop):
    enact_(coop, AppointMandate(str(coop.ids["ben"]), "board"))
    ruled(coop, dues="special")
    with pytest.raises(Refusal, match="can wait"):
        act_in_emergency(
            coop.ids["ben"],
            title="Dues at once",
            reason="The bank is closing our account.",
            decisions=[setting(DUES, 400)],
            now=coop.now,
        )


def test_a_vote_under_a_rule_that_was_raised_meanwhile_carries_nothing_out(coop):
    made = coop.open(setting(DUES, 400), title="Four euros")
    coop.vote(made, **ALL_YES)
    ruled(coop, dues="special")
    coop.wait(days=7)
    found = proposals.proposal(ANYONE, made)
    assert (found.state, charter.current().value(DUES)) == (State.FAILED, register.parameter(DUES).default)
    assert Poll.objects.get(proposal_id=made).rule == "ordinary"


def test_a_decision_is_refused_by_the_enactment_even_if_its_room_forgets(coop):
    ruled(coop, resolve="special")
    assert "at least 2/3" in enact_(coop, Resolve("Rest."), rule=ORDINARY)


@pytest.mark.parametrize(
    ("about", "rule", "why"),
    [
        ("charter.set-parameter.v1", "special", "depends on what it changes"),
        ("charter.set-range.v1", "special", "depends on what it changes"),
        ("treasury.set-dues.v1", "special", "depends on what it changes"),
        ("garden.water.v1", "special", "not something that we can decide"),
        (DUES, "unanimous", "no rule"),
    ],
)
def test_what_is_no_line_of_the_table_is_refused(coop, about, rule, why):
    with pytest.raises(Refusal, match=why):
        draft(coop, SetRule(about, rule))


def test_one_vote_is_not_asked_by_consent_and_by_classes_at_once(coop):
    ruled(coop, dues="consent", resolve="classes")
    with pytest.raises(Refusal, match="Propose them apart"):
        draft(coop, Resolve("Rest."), setting(DUES, 400))
    with pytest.raises(Refusal, match="pass by “special”"):
        draft(coop, SetRule(DUES, "classes"))


def test_a_table_has_one_spelling():
    assert is_table_of_rules('{"a":"special"}')
    for wrong in ('{"a": "special"}', '{"a":"weak"}', "[]", "{", '{"a":1}', "[" * 9999):
        assert not is_table_of_rules(wrong)
