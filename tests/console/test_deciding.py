"""From a proposal to what it changed, by the console's words."""

from __future__ import annotations

import json
from datetime import datetime

import pytest

from tests.console.typed import NO, USAGE, account, ballot, dues_of


def test_a_proposal_is_opened_with_its_dates(play):
    opened = play.gets(*dues_of(400))
    assert opened.keys() == {"id", "state", "opens", "closes", "challenge_until"}
    opens, closes, until = (
        datetime.fromisoformat(opened[name]) for name in ("opens", "closes", "challenge_until")
    )
    assert opens < closes < until
    assert opened["state"] in {"notice", "voting"}


def test_a_proposal_shows_what_became_of_it(decided):
    shown = decided.desk.gets("proposals", "show", str(decided.proposal))
    assert shown.keys() >= {"state", "roll", "counts", "enactment", "reason"}
    assert (shown["state"], shown["roll"], shown["reason"]) == ("enacted", 4, None)
    assert shown["counts"] == {"yes": 2, "no": 1, "abstain": 0, "outcome": "carried"}
    assert shown["enactment"]["done"] is True


def test_before_the_count_there_is_nothing_to_see(play):
    proposal = play.gets(*dues_of(400))["id"]
    play.gets(*ballot("ada", proposal))
    shown = play.gets("proposals", "show", str(proposal))
    assert (shown["counts"], shown["enactment"]) == (None, None)


def test_proposals_are_listed(decided):
    [line] = decided.desk.gets("proposals", "list")
    assert (line["id"], line["state"], line["title"]) == (decided.proposal, "enacted", "Lower dues")


def test_an_unknown_proposal_is_refused(play):
    assert play.refusal("proposals", "show", "12345")


@pytest.mark.parametrize(
    "decision", ["{", "[]", '{"kind":"no.such.v1"}', '{"kind":"treasury.set-dues.v1","cents":-1}']
)
def test_what_is_no_decision_is_refused(play, decision):
    opening = ["proposals", "open", "--as", "ada", "--title", "Lower dues", "--decision", decision]
    assert play.refusal(*opening)
    assert play.gets("proposals", "list") == []


def test_a_ballot_answers_with_a_receipt_and_the_next_with_another(play):
    proposal = play.gets(*dues_of(400))["id"]
    first, second = (
        play.gets(*ballot("ada", proposal)),
        play.gets(*ballot("ada", proposal, '{"choice":"no"}')),
    )
    assert first.keys() == second.keys() == {"receipt"}
    assert first != second


@pytest.mark.parametrize("choices", ["maybe", "[]", '["yes","no"]', "7", "null"])
def test_what_is_no_choice_is_refused(play, choices):
    proposal = play.gets(*dues_of(400))["id"]
    assert "yes" in play.refusal(*ballot("ada", proposal, choices))


def test_only_the_roll_votes(play):
    proposal = play.gets(*dues_of(400))["id"]
    play.gets(*account("gus"))
    assert "roll" in play.refusal(*ballot("gus", proposal))


def test_nobody_acts_as_somebody_else_in_a_real_co_op(real):
    assert "demo" in real.refusal(*dues_of(400))
    assert "demo" in real.refusal(*ballot("ada", 1))


def test_acting_needs_a_name(play):
    assert play.types("proposals", "open", "--title", "x", "--decision", "{}").status == USAGE
    assert play.types(*dues_of(400, by="nobody")).status == NO


def test_the_charter_shows_every_parameter_and_the_vote_that_set_it(decided):
    shown = decided.desk.gets("charter", "show")
    assert shown.keys() == {"version", "parameters"}
    for each in shown["parameters"].values():
        assert each.keys() == {"value", "unit", "low", "high", "since", "proposal"}
    dues = shown["parameters"]["treasury.dues_cents"]
    assert (dues["value"], dues["proposal"]) == (400, decided.proposal)
    assert dues["low"] <= 400 <= dues["high"]
    assert shown["parameters"]["co_op.name"]["proposal"] is None


def test_a_clock_moves_in_test_mode_and_does_what_is_due(play):
    proposal = play.gets(*dues_of(400))
    moved = play.gets("clock", "advance", "60d")
    assert moved.keys() == {"now", "ran"}
    assert datetime.fromisoformat(moved["now"]) > datetime.fromisoformat(proposal["challenge_until"])
    assert f"governance.close {proposal['id']}" in moved["ran"]


def test_a_real_clock_is_never_moved(real):
    assert "real co-op" in real.refusal("clock", "advance", "6d")


@pytest.mark.parametrize("span", ["6", "six days", "-6d", ""])
def test_what_is_no_span_of_time_is_not_understood(play, span):
    said = play.types("clock", "advance", span)
    assert (said.status, said.out) == (USAGE, "")


def test_answers_are_json_with_plain_letters(play):
    said = play.types("proposals", "show", "12345")
    assert "\\u" not in said.out
    assert json.loads(said.out)
