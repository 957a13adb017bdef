"""Sealed votes, read and taken part in by members' own programs."""

from __future__ import annotations

from datetime import timedelta

from commonhold.civic.governance.tests.conftest import Coop
from commonhold.civic.governance.tests.sealing import allow, announce, ask_sealed, under_vote
from commonhold.doors.coop_api.tests.calling import CoopApp
from rulebook.canonical import canonical


def test_a_trustees_program_does_its_part(coop: Coop, stranger: CoopApp) -> None:
    allow(coop)
    vote = announce(ask_sealed(coop))
    path = f"/proposals/{vote.id}/sealed"
    ben = CoopApp(coop.ids["ben"])
    assert ben.post(path, message=canonical(vote.says("arrival", "ben")).decode()).body["taken"] == "arrival"
    told = stranger.get(path).body
    assert (told["round"], [each["name"] for each in told["ceremony"]]) == ("arrival", ["@ben"])
    assert (told["my_seat"], told["ballots"], told["opening"]) == (None, [], {})
    assert ben.post(path, message='{"type": "arrival"}').status == 422
    assert stranger.get(f"/proposals/{coop.open()}/sealed").status == 404


def test_a_voters_program_hands_in_a_ballot_that_nobody_sees_before_closing(
    coop: Coop, stranger: CoopApp
) -> None:
    coop.now -= timedelta(days=8)  # voting is open by now
    vote = under_vote(coop, "ada")
    path, ada = f"/proposals/{vote.id}/sealed", CoopApp(coop.ids["ada"])
    message = vote.signed_by("ada", vote.sealed_by("ada", (1, 0, 0)))
    assert ada.post(path, message=canonical(message).decode()).body == {
        "taken": "ballot",
        "proposal_id": str(vote.id),
    }
    told = ada.get(path).body
    assert (told["ballots"], len(told["credentials"])) == ([], 1)
    assert told["my_credential"] == told["credentials"][0]["credential"] == message["credential"]
    coop.wait(days=4)
    assert stranger.get(path).body["ballots"] == [message]
