"""What members decide, read and voted on by their own programs."""

from __future__ import annotations

import pytest

from commonhold.civic.governance.actions.bring import NewOption, bring_proposal
from commonhold.civic.governance.actions.options import stand
from commonhold.civic.governance.actions.propose import draft_proposal, sponsor_proposal
from commonhold.civic.governance.actions.vote import give_reason
from commonhold.civic.governance.decisions import Resolve
from commonhold.civic.governance.questions.asked import Asked
from commonhold.civic.governance.tests.conftest import FEWER_DAYS, Coop
from commonhold.civic.governance.tests.test_before_notice import rules
from commonhold.civic.governance.vocabulary import Kind, Mode
from commonhold.doors.coop_api.tests.calling import CoopApp
from commonhold.social.people import actions as people
from tests.cast import PASSWORD


def test_anybody_reads_what_is_decided_and_what_it_would_change(coop: Coop, stranger: CoopApp) -> None:
    made = coop.open()
    told = stranger.get(f"/proposals/{made}").body
    assert (told["id"], told["state"], told["author"]["handle"]) == (str(made), "voting", "ada")
    assert told["changes"] == [
        {
            "what": "Days that voting stays open",
            "before": "4 days",
            "after": "3 days",
            "key": "governance.voting_days",
        }
    ]
    assert told["decisions"] == [
        {"kind": "charter.set-parameter.v1", "key": "governance.voting_days", "value": 3}
    ]
    assert (told["threshold"], told["terms"]["roll_size"], told["my_ballot"]) == ("2/3", 12, None)
    assert told["terms"]["closes_at"].endswith("Z")
    assert told["url"] == f"http://coop.example/decide/{made}"
    assert stranger.get("/proposals/404").status == 404


def test_lists_are_read_downwards_and_by_state(coop: Coop, stranger: CoopApp) -> None:
    made = [coop.open(title=f"Number {each}") for each in range(3)]
    first = stranger.get("/proposals", limit=2)
    assert [each["id"] for each in first.body] == [str(made[2]), str(made[1])]
    assert first.ways["next"].endswith(f"/api/commonhold/v1/proposals?limit=2&before={made[1]}")
    second = stranger.get("/proposals", limit=2, before=made[1])
    assert ([each["id"] for each in second.body], second.ways) == ([str(made[0])], {})
    assert len(stranger.get("/proposals", state="voting").body) == 3
    assert stranger.get("/proposals", state="enacted").body == []


def test_a_draft_is_its_authors_alone(coop: Coop, ada: CoopApp, stranger: CoopApp) -> None:
    made = draft_proposal(coop.ids["ada"], title="Not yet", decisions=[Resolve("Hush")], now=coop.now)
    assert [each["id"] for each in ada.get("/proposals").body] == [str(made)]
    assert ada.get(f"/proposals/{made}").body["terms"] is None
    for other in (stranger, CoopApp(coop.ids["ben"])):
        assert other.get("/proposals").body == []
        assert other.get(f"/proposals/{made}").status == 404
        assert other.get(f"/proposals/{made}/ballots").status == 404
        assert other.get(f"/proposals/{made}/reasons").status == 404
    refused = CoopApp(coop.ids["ben"]).post(f"/proposals/{made}/ballot", {"choice": "yes"})
    assert (refused.status, refused.error) == (404, "Record not found")


def test_a_member_votes_and_finds_her_ballot_after_the_count(coop: Coop, ada: CoopApp) -> None:
    made = coop.open()
    assert ada.get(f"/proposals/{made}").body["my_ballot"] == {"may_vote": True, "has_voted": False}
    receipt = ada.post(f"/proposals/{made}/ballot", {"choice": "no"}).body["receipt"]
    receipt = ada.post(f"/proposals/{made}/ballot", choice="yes").body["receipt"]
    assert ada.get("/proposals").body[0]["my_ballot"] == {"may_vote": True, "has_voted": True}
    coop.vote(made, ben="yes", caro="no", dev="abstain")
    coop.wait(days=4)
    told = ada.get(f"/proposals/{made}").body
    assert (told["count"]["yes"], told["count"]["no"], told["count"]["abstain"]) == (2, 1, 1)
    found = ada.get(f"/proposals/{made}/ballots", receipt=receipt).body
    assert [each["choice"] for each in found["ballots"]] == ["yes"]
    published = ada.get(f"/proposals/{made}/ballots").body
    assert [each["handle"] for each in published["voters"]] == ["ada", "ben", "caro", "dev"]
    assert sorted(each["choice"] for each in published["ballots"]) == ["abstain", "no", "yes", "yes"]
    assert ada.get(f"/proposals/{made}/ballots", receipt="AAAAA").body["ballots"] == []


def test_candidates_are_told_of_before_there_are_ballots(coop: Coop, ada: CoopApp) -> None:
    asked = Asked(kind=Kind.ELECTION, role="board", seats=2, months=12)
    made = bring_proposal(coop.ids["ada"], title="Who?", asked=asked, stands="I count.", now=coop.now)
    stand(coop.ids["ben"], proposal_id=made, now=coop.now)
    told = ada.get(f"/proposals/{made}").body
    assert (told["state"], told["terms"], told["challenge"]) == ("deliberation", None, None)
    assert (told["question"]["kind"], told["question"]["role"]) == ("election", "board")
    standing = [(each["number"], each["person"]["handle"]) for each in told["options"]]
    assert standing == [(None, "ada"), (None, "ben")]


def test_a_choice_is_voted_on_by_rank_and_told_of_with_its_sheet(coop: Coop, ada: CoopApp) -> None:
    asked, trees = Asked(kind=Kind.CHOICE, mode=Mode.OPEN), [NewOption("A quince"), NewOption("A pear")]
    made = bring_proposal(coop.ids["ada"], title="Which?", asked=asked, options=trees, now=coop.now)
    for name, choice in (("ada", [[2], [0, 1]]), ("ben", [[2]]), ("caro", [[2], [1]])):
        assert CoopApp(coop.ids[name]).post(f"/proposals/{made}/ballot", {"choice": choice}).status == 200
    refused = ada.post(f"/proposals/{made}/ballot", {"choice": [[9]]})
    assert (refused.status, "only options of this vote" in refused.error) == (422, True)
    coop.wait(days=4)
    told = ada.get(f"/proposals/{made}").body
    assert (told["terms"]["mode"], told["options"][1]["number"]) == ("open", 2)
    assert (told["count"]["elected"], told["count"]["turnout"]) == ([2], 3)
    assert told["count"]["decisions"] == [{"kind": "governance.resolve.v1", "text": "A pear"}]
    assert told["count"]["sheet"]["elected"] == [2]
    assert told["challenge"]["signatures_needed"] == 2
    published = ada.get(f"/proposals/{made}/ballots").body
    assert sorted(each["choice"] for each in published["ballots"]) == ["[[2],[0,1]]", "[[2],[1]]", "[[2]]"]


def test_sponsors_are_told_of(coop: Coop, ada: CoopApp) -> None:
    rules(coop, sponsors_needed=2)
    made = coop.open(FEWER_DAYS)
    sponsor_proposal(coop.ids["ben"], proposal_id=made, now=coop.now)
    told = ada.get(f"/proposals/{made}").body
    assert ([each["handle"] for each in told["sponsors"]], told["sponsors_needed"]) == (["ben"], 2)


def test_nothing_is_counted_before_a_vote_is_closed(coop: Coop, ada: CoopApp, stranger: CoopApp) -> None:
    made = coop.open()
    before = [stranger.get(path).body for path in (f"/proposals/{made}", f"/proposals/{made}/ballots")]
    receipt = ada.post(f"/proposals/{made}/ballot", {"choice": "yes"}).body["receipt"]
    coop.vote(made, ben="no")
    after = [stranger.get(path).body for path in (f"/proposals/{made}", f"/proposals/{made}/ballots")]
    assert after == before
    assert after[1] == {"ballots": [], "voters": [], "are_public": True}
    assert ada.get(f"/proposals/{made}/ballots", receipt=receipt).body["ballots"] == []


def test_whoever_may_not_vote_is_told_why(coop: Coop, ada: CoopApp, stranger: CoopApp) -> None:
    made = coop.open()
    path, yes = f"/proposals/{made}/ballot", {"choice": "yes"}
    newcomer = people.create_person(login_id=None, handle="gus", display_name="Gus", now=coop.now)
    assert stranger.post(path, yes).status == 401
    assert CoopApp(coop.ids["ada"], "read write").post(path, yes).status == 403
    assert "roll" in CoopApp(newcomer).post(path, yes).error
    assert "Choose yes, no or abstain" in ada.post(path, {"choice": "maybe"}).error
    assert "choice must be made of" in ada.post(path, {"choice": {"yes": 1.5}}).error
    assert ada.post(path, {}).status == 422
    assert ada.post("/proposals/404/ballot", yes).status == 404
    coop.wait(days=4)
    assert ada.get(f"/proposals/{made}").body["my_ballot"] == {"may_vote": False, "has_voted": False}
    assert ada.post(path, yes).status == 422


def test_a_second_profile_never_votes(coop: Coop) -> None:
    first = people.open_account(
        email="two@example.org", password=PASSWORD, handle="two", display_name="Two", now=coop.now
    )
    second = people.add_profile(first, handle="works", display_name="Works", now=coop.now)
    made = coop.open()
    refused = CoopApp(second).post(f"/proposals/{made}/ballot", {"choice": "yes"})
    assert (refused.status, "first profile" in refused.error) == (422, True)
    assert CoopApp(second).get(f"/proposals/{made}").body["my_ballot"]["may_vote"] is False


def test_reasons_are_public(coop: Coop, stranger: CoopApp) -> None:
    made = coop.open(FEWER_DAYS)
    give_reason(coop.ids["ben"], proposal_id=made, side="for", text="It is quick.", now=coop.now)
    (told,) = stranger.get(f"/proposals/{made}/reasons").body
    assert (told["person"]["handle"], told["side"], told["text"]) == ("ben", "for", "It is quick.")


@pytest.mark.parametrize("scopes", ["write", "push", "read:statuses"])
def test_a_token_reads_only_as_far_as_it_goes(coop: Coop, scopes: str) -> None:
    assert CoopApp(coop.ids["ada"], scopes).get("/proposals").status == 403
