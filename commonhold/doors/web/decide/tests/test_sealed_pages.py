"""Sealed votes on the pages: proposed, the trustees, the ballot and what it claims, the board, the count."""

from __future__ import annotations

import io
import zipfile

import pytest

from commonhold.civic.governance.queries import proposals
from commonhold.civic.governance.tests.sealing import allow, announce, ask_sealed, under_vote
from commonhold.civic.governance.vocabulary import Kind, Mode, State
from commonhold.doors.web.decide.tests.conftest import Member
from commonhold.social.people.queries import ANYONE
from rulebook.canonical import canonical
from rulebook.tally import score

YES = (1, 0, 0)


def test_a_sealed_vote_is_offered_where_the_charter_allows_it_and_names_its_trustees(coop, ada):
    assert "Sealed (experimental)" not in ada.sees("/decide/new?kind=resolve")
    allow(coop)
    assert "Sealed (experimental)" in ada.sees("/decide/new?kind=resolve")
    trustees = [str(coop.ids["ben"]), str(coop.ids["caro"])]
    fields = {
        "kind": "resolve",
        "title": "The workshop",
        "text": "",
        "resolution": "It stays open.",
        "asks": "motion",
        "mode": "sealed",
        "notice_days": "0",
        "step": "notice",
    }
    refused = ada.sends("/decide/new", status=400, **fields, trustees=trustees[:1], needed="2")
    assert "2 to 15 trustees" in refused
    at = ada.sends("/decide/new", **fields, trustees=trustees, needed="2")
    page = ada.sees(at)
    assert "Its trustees make the key to the count." in page
    assert "2 of them together open the count" in page
    assert proposals.proposal(ANYONE, int(at.rpartition("/")[2])).asked.mode is Mode.SEALED


def test_the_ballot_says_what_it_claims_and_never_that_nobody_can_be_forced(coop):
    vote = under_vote(coop, "ada")
    page = Member(coop, "ada").sees(f"/decide/{vote.id}")
    assert "Experimental: nobody from outside has audited this yet." in page
    assert "What it does not claim: that your device is honest; that nobody can be forced or paid" in page
    assert "Delegations do not count in a sealed vote" in page
    assert f'action="/decide/{vote.id}/ballot"' not in page
    assert page.count("data-option") == 3
    stranger = Member(coop, "ben").client
    stranger.logout()
    assert "Members on the roll vote here." in stranger.get(f"/decide/{vote.id}").content.decode()


def test_an_answer_without_a_script_never_reaches_the_server(coop, ada):
    """The paper is no form: a browser that runs no script has nothing to send."""
    vote = under_vote(coop, "ada")
    page = ada.sees(f"/decide/{vote.id}")
    paper = page[page.index("data-sealed-ballot") : page.index("ballot_page.js")]
    assert "<form" not in paper
    answer = ada.client.post(f"/decide/{vote.id}/ballot", {"choice": "yes"})
    assert answer.status_code == 403


def test_trustees_alone_see_their_page_and_hand_in_there(coop):
    allow(coop)
    vote = announce(ask_sealed(coop))
    ben, finn = Member(coop, "ben"), Member(coop, "finn")
    assert "Step 1 of 3" in ben.sees(f"/decide/{vote.id}/trustee")
    finn.sees(f"/decide/{vote.id}/trustee", status=404)
    assert "My part as a trustee" in ben.sees(f"/decide/{vote.id}")
    line = canonical(vote.says("arrival", "ben")).decode()
    at = f"/decide/{vote.id}/sealed"
    refused = finn.client.post(at, {"message": line}, headers={"Accept": "application/json"})
    assert (refused.status_code, refused.json()["trouble"]) == (404, "You are no trustee of this vote.")
    assert ben.client.post(at, {"message": line}).json() == {"taken": "arrival"}
    assert "is there" in ben.sees(f"/decide/{vote.id}/board")
    assert ben.client.get(f"{at}.json").json()["round"] == "arrival"


def test_the_board_finds_a_ballot_by_its_fingerprint_and_gives_all_files(coop):
    vote = under_vote(coop, "ada", "ben")
    vote.cast(ada=YES)
    vote.cast(ada=YES, ben=YES)
    ada = Member(coop, "ada")
    assert "Until voting closes nobody sees how many there are." in ada.sees(f"/decide/{vote.id}/board")
    coop.wait(days=4)
    first, last = vote.fingerprints("ada")
    at = f"/decide/{vote.id}/board?fingerprint="
    assert "Its voter cast another one after it" in ada.sees(at + first)
    assert "This ballot is in the box, and counts." in ada.sees(at + last.upper())
    assert "one was lost: say so aloud" in ada.sees(at + "ab" * 32)
    packed = zipfile.ZipFile(io.BytesIO(ada.client.get(f"/decide/{vote.id}/bundle.zip").content))
    assert len(packed.read("ballots.jsonl").splitlines()) == 3
    assert "commonhold ballots verify BUNDLE" in ada.sees(f"/decide/{vote.id}/board")


def test_a_sealed_count_shows_numbers_and_leads_to_the_board(coop, ada):
    vote = under_vote(coop, "ada", "ben", "caro", "dev")
    vote.cast(ada=YES, ben=YES, caro=YES, dev=(0, 0, 1))
    coop.wait(days=4)
    assert "added up sealed" in ada.sees(f"/decide/{vote.id}")
    vote.open_count("ben", "caro")
    page = ada.sees(f"/decide/{vote.id}")
    assert "3 yes, 0 no, 1 abstained" in page
    assert "No ballot was opened: the trustees opened the sums alone." in page
    assert "ballots.blt" not in page
    told = ada.client.get(f"/decide/{vote.id}/count.json").json()
    assert (told["mode"], told["bundle"], told["counts"]["yes"]) == (
        "sealed",
        f"/decide/{vote.id}/bundle.zip",
        3,
    )
    ada.sees(f"/decide/{vote.id}/ballots.json", status=404)


def test_a_reason_beside_a_sealed_ballot_goes_a_way_of_its_own(coop, ada):
    vote = under_vote(coop, "ada")
    ada.sends(f"/decide/{vote.id}/reason", reason="Sundays are for mending.", side="for")
    assert "Sundays are for mending." in ada.sees(f"/decide/{vote.id}")
    ada.sends(f"/decide/{vote.id}/reason", reason=" ", status=403)


@pytest.mark.parametrize(
    ("method", "shape"), [("plurality_v1", "radio"), (score.RULE.version, "<select data-option>")]
)
def test_each_kind_of_sealed_paper_has_an_answer_for_each_option(coop, ada, method, shape):
    allow(coop)
    vote = announce(ask_sealed(coop, Kind.ELECTION, method=method, role="board"))
    for name in ("finn", "hana"):
        vote.stands(name)
    coop.wait(days=7)
    vote.make_key()
    vote.register("ada")
    coop.wait(days=7)
    assert vote.state() is State.VOTING
    page = ada.sees(f"/decide/{vote.id}")
    assert page.count("data-option") == 3
    assert shape in page
    vote.cast(ada=(0, 1, 0))
    coop.wait(days=4)
    assert f"/decide/{vote.id}" in ada.sees("/decide")
    vote.open_count("ben", "dev")
    assert "1 of 12 members took part." in ada.sees(f"/decide/{vote.id}")


def test_a_proposal_that_lapsed_for_its_trustees_says_who_was_missing(coop, ada):
    allow(coop)
    vote = announce(ask_sealed(coop))
    coop.wait(days=2)
    assert vote.state() is State.LAPSED
    assert "Missing: @ben, @caro, @dev." in ada.sees(f"/decide/{vote.id}")
