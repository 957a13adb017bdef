"""A sealed vote at the console: trustees at their own tables, and anybody who checks."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from rulebook.canonical import canonical
from rulebook.sealed import booth
from rulebook.sealed.bundle import Bundle
from rulebook.sealed.opening import in_order, open_voting
from rulebook.sealed.question import approval
from rulebook.sealed.signatures import make_credential, registration
from rulebook.sealed.tally import fingerprint, result, tally
from rulebook.sealed.tests.elections import an_election, chance, seed, write
from rulebook.verifying.ceremony import settle
from tests.console.typed import NO, YES, Said, typed

QUESTION = approval("7", "Where?", ("Lake", "Hill"), trustees=("Ben", "Caro", "Dev"), threshold=2)


def says(verb: str, folder: Path, name: str, *more: str) -> Said:
    return typed("trustee", verb, folder, "--secret", folder.parent / f"{name}.secret", *more, "--json")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write({"question.json": canonical(QUESTION.plain()) + b"\n"}, tmp_path / "public")


def hold_ceremony(folder: Path, names: tuple[str, ...] = ("Ben", "Caro", "Dev")) -> list[dict[str, object]]:
    board: list[dict[str, object]] = []
    for verb in ("arrive", "deal", "answer"):
        this_round = [
            says(verb, folder, name, *(["--name", name] if verb == "arrive" else [])) for name in names
        ]
        assert [each.status for each in this_round] == [YES] * len(names), this_round
        board += [each.value for each in this_round]
        write({"ceremony.jsonl": b"".join(canonical(each) + b"\n" for each in board)}, folder)  # type: ignore[arg-type]
    return board


def vote_and_close(folder: Path, board: list[dict[str, object]]) -> Bundle:
    """Ada votes for the lake; the sums are there, still sealed."""
    ada = make_credential(seed("ada"), QUESTION.hash)
    register = in_order([registration(ada, question=QUESTION.hash, seat="1", chance=chance("ada"))])
    opening = open_voting(QUESTION, settle(QUESTION, board, "").key, board, register)  # type: ignore[arg-type]
    ballot = booth.cast(booth.prepare(opening, ada.public, (1, 0), chance=chance("b")), ada, chance("s"))
    bundle = Bundle(opening, board, register, [ballot], tally=tally(opening, [ballot]))
    write(bundle.files(), folder)
    return bundle


def test_three_trustees_make_a_key_and_two_of_them_open_the_tally(folder):
    bundle = vote_and_close(folder, hold_ceremony(folder))
    parts = [says("open", folder, name).value for name in ("Ben", "Dev")]
    opened = Bundle(
        bundle.opening,
        bundle.ceremony,
        bundle.credentials,
        bundle.ballots,
        tally=bundle.tally,
        decryptions=parts,
        result=result(bundle.opening, bundle.tally, parts),
    )
    write(opened.files(), folder)
    said = typed("ballots", "verify", folder, "--receipt", fingerprint(bundle.ballots[0]), "--json")
    assert (said.status, said.value["ok"], said.value["bad"]) == (YES, True, None)
    assert said.value["counts"] == {"Lake": 1, "Hill": 0}
    for name in ("Ben", "Caro", "Dev"):
        kept = folder.parent / f"{name}.secret"
        assert stat.S_IMODE(kept.stat().st_mode) == 0o600


def test_a_trustee_opens_no_tally_that_is_not_the_whole_box_and_no_second_one(folder):
    bundle = vote_and_close(folder, hold_ceremony(folder, ("Ben", "Caro")))
    sound = (folder / "tally.json").read_bytes()
    single = {**bundle.tally, "counted": []}
    write({"tally.json": canonical(single) + b"\n"}, folder)
    assert "which is a voter's last ballot" in says("open", folder, "Ben").value["refused"]
    write({"tally.json": sound}, folder)
    assert "noted on the record" in says("open", folder, "Ben", "--box", "ab" * 32).value["refused"]
    assert says("open", folder, "Ben").status == YES
    assert says("open", folder, "Ben").status == YES
    without = tally(bundle.opening, [])
    write({"tally.json": canonical(without) + b"\n", "ballots.jsonl": b""}, folder)
    assert "could tell a single vote" in says("open", folder, "Ben").value["refused"]


def test_a_trustee_sees_when_the_board_shows_another_in_her_place(folder):
    says("arrive", folder, "Ben", "--name", "Ben")
    impostor = says("arrive", folder, "impostor", "--name", "Ben").value
    write({"ceremony.jsonl": canonical(impostor) + b"\n"}, folder)
    said = says("deal", folder, "Ben")
    assert said.status == NO
    assert "another in your place" in said.value["refused"]


def test_a_secret_is_never_written_over_and_a_stranger_is_no_trustee(folder):
    assert says("arrive", folder, "Ben", "--name", "Ben").status == YES
    before = (folder.parent / "Ben.secret").read_bytes()
    assert "is there already" in says("arrive", folder, "Ben", "--name", "Ben").value["refused"]
    assert (folder.parent / "Ben.secret").read_bytes() == before
    assert "names other trustees" in says("arrive", folder, "Gus", "--name", "Gus").value["refused"]


def test_a_bundle_that_was_changed_is_refused_with_the_line(tmp_path):
    election = an_election()
    folder = write(election.bundle.files(), tmp_path / "bundle")
    (folder / "ballots.jsonl").write_bytes((folder / "ballots.jsonl").read_bytes().replace(b"a", b"b", 1))
    said = typed("ballots", "verify", folder, "--json")
    assert (said.status, said.value["ok"]) == (NO, False)
    assert said.value["bad"].startswith("ballots.jsonl, line 1, option 1")
    assert typed("ballots", "verify", tmp_path / "nowhere", "--json").value["ok"] is False


def test_an_opened_ballot_is_checked_while_voting_is_open(tmp_path):
    election = an_election()
    folder = write(election.bundle.files(), tmp_path / "bundle")
    opened = booth.open_for_audit(election.ballot("ben", (1, 0, 1)))
    write({"opened.json": canonical(opened)}, tmp_path)
    said = typed("ballots", "audit", folder, tmp_path / "opened.json", "--json")
    assert said.value == {"ok": True, "bad": None, "values": {"Lake": 1, "Hill": 0, "Sea": 1}}
    write({"opened.json": canonical({**opened, "values": [1, 1, 0]})}, tmp_path)
    said = typed("ballots", "audit", folder, tmp_path / "opened.json", "--json")
    assert said.status == NO
    assert "the booth cheated" in said.value["bad"]
