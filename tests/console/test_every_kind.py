"""Every kind of vote by the console's words: proposed, voted on, counted and doubted; and passed on."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.console.typed import Desk, ballot, dues_of

_EVERYBODY = ("ada", "ben", "caro")


def opens(desk: Desk, kind: str, *words: str, **asked: Any) -> int:
    question = ["--kind", kind, "--asked", json.dumps(asked)]
    made = desk.gets("proposals", "open", "--as", "ada", "--title", "What shall we do?", *question, *words)
    return int(made["id"])


def everybody(desk: Desk, proposal: int, said: Any) -> None:
    for name in _EVERYBODY:
        desk.gets(*ballot(name, proposal, json.dumps(said)))


def test_an_election_is_stood_in_and_counted_by_rank(play: Desk) -> None:
    made = opens(play, "election", "--stand", seats=1, role="treasurer", months=12)
    assert play.gets("proposals", "show", str(made))["state"] == "deliberation"
    play.gets("proposals", "stand", "--as", "ben", str(made), "--text", "I count well.")
    play.gets("clock", "advance", "8d")
    assert [each["title"] for each in play.gets("proposals", "show", str(made))["options"]] == ["Ada", "Ben"]
    everybody(play, made, [[2], [0, 1]])
    play.gets("clock", "advance", "7d")
    shown = play.gets("proposals", "show", str(made))
    assert (shown["state"], shown["counts"]["elected"]) == ("enacted", [2])


def test_a_choice_a_budget_and_a_number_take_their_own_ballots(play: Desk) -> None:
    ways = [word for each in ("A quince", "A pear") for word in ("--option", json.dumps({"title": each}))]
    lamp = json.dumps({"title": "A lamp", "cost": 4000})
    bounds = {"key": "moderation.reports_a_day", "lowest": 3, "highest": 40}
    votes = [
        (opens(play, "choice", *ways), [[1], [2]]),
        (opens(play, "budget", "--option", lamp, money=10_000), [0]),
        (opens(play, "parameter", **bounds), 7),
        (opens(play, "consent", "--decision", '{"kind":"governance.resolve.v1","text":"Yes."}'), ["consent"]),
    ]
    for made, said in votes:
        everybody(play, made, said)
    play.gets("clock", "advance", "7d")
    for made, _said in votes:
        assert play.gets("proposals", "show", str(made))["state"] == "enacted"
    assert play.gets("charter", "show")["parameters"]["moderation.reports_a_day"]["value"] == 7


@pytest.mark.parametrize(
    "words",
    [
        ["--kind", "election", "--asked", "[1]"],
        ["--kind", "election", "--asked", '{"seats": "two"}'],
        ["--kind", "election", "--asked", '{"chairs": 2}'],
        ["--kind", "election", "--asked", '{"mode": "loud"}'],
        ["--kind", "choice", "--option", '{"cost": true}'],
        ["--kind", "choice", "--option", '{"text": "no title"}'],
        ["--kind", "choice", "--option", '{"title": "A pear", "decisions": [1]}'],
        ["--kind", "motion"],
    ],
)
def test_a_question_that_makes_no_sense_is_refused_and_nothing_is_written(
    play: Desk, words: list[str]
) -> None:
    assert play.refusal("proposals", "open", "--as", "ada", "--title", "What shall we do?", *words)
    assert play.gets("proposals", "list") == []


def test_a_count_is_checked_and_put_to_a_second_vote(play: Desk) -> None:
    made = play.gets(*dues_of(400))["id"]
    everybody(play, made, "yes")
    play.gets("clock", "advance", "97h")
    again = play.gets("proposals", "recount", "--as", "ben", str(made), "--reason", "To be sure.")
    assert (again["agrees"], again["state"]) == (True, "waiting")
    pause = ("proposals", "pause", "--as", "ben", str(made), "--reason", "Wait.")
    assert "Guardian" in play.refusal(*pause)
    assert play.gets("proposals", "petition", "--as", "caro", str(made))["state"] == "repeated"


def test_a_proposal_finds_its_sponsors(play: Desk) -> None:
    needs = '{"kind":"charter.set-parameter.v1","key":"governance.sponsors_needed","value":1}'
    rule = play.gets("proposals", "open", "--as", "ada", "--title", "Sponsors", "--decision", needs)["id"]
    everybody(play, rule, "yes")
    play.gets("clock", "advance", "7d")
    made = play.gets(*dues_of(400))
    assert (made["state"], made["opens"]) == ("sponsors", None)
    assert play.gets("proposals", "sponsor", "--as", "ben", str(made["id"]))["state"] == "voting"


def test_a_vote_is_passed_on_and_taken_back(play: Desk) -> None:
    given = play.gets("delegations", "give", "--as", "ada", "--to", "ben", "--topic", "people")
    assert [(each["to"], each["topic"], each["chain"]) for each in given["given"]] == [
        ("ben", "people", ["ada", "ben"])
    ]
    assert [each["from"] for each in play.gets("delegations", "list", "--as", "ben")["received"]] == ["ada"]
    assert play.gets("delegations", "take-back", "--as", "ada", "--topic", "people")["given"] == []
    assert play.refusal("delegations", "take-back", "--as", "ada")
