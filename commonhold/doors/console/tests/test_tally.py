import argparse
import json
import subprocess
import sys
from pathlib import Path

import pytest

from commonhold.doors.console import tally

BOARD = """\
4 2
6 1 2 0
4 2 0
2 3 0
2 4 0
1 0
0
"Ada"
"Ben"
"Caro"
"Dev"
"Board 2027"
"""

DUES = '2 1\n5 1 0\n3 2 0\n2 0\n0\n"Yes"\n"No"\n"Dues"\n'

DRAW = "3 1\n3 1 0\n3 2 0\n0\nAda\nBen\nCaro\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "election.blt"
    path.write_text(BOARD, encoding="utf-8")
    return path


def tallied(*arguments: str | Path) -> int:
    parser = argparse.ArgumentParser(prog="commonhold")
    tally.add_to(parser.add_subparsers(required=True))
    parsed = parser.parse_args(["tally", *map(str, arguments)])
    status: int = parsed.run(parsed)
    return status


def test_json_holds_the_whole_count(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert tallied(file, "--method", "scottish-stv", "--seed", "2027", "--json") == 0
    sheet = json.loads(capsys.readouterr().out)
    assert sheet["method"] == "scottish-stv"
    assert (sheet["seats"], sheet["quota"], sheet["unranked"]) == (2, 5, "no-opinion")
    assert sheet["candidates"] == ["Ada", "Ben", "Caro", "Dev"]
    assert sheet["elected"] == [0, 1]
    assert sheet["seed"] == "2027"
    assert sheet["stages"][0]["votes"] == ["6", "4", "2", "2"]
    assert sheet["stages"][1]["votes"] == ["5", "4.99996", "2", "2"]
    assert [stage["elected"] for stage in sheet["stages"]] == [[0], [], [], [1]]
    [tie] = sheet["ties"]
    assert sheet["stages"][2]["excluded"] == [tie["chosen"]]


def test_a_person_can_follow_every_stage(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert tallied(file, "--method", "irv", "--seats", "1", "--seed", "2027") == 0
    out, err = capsys.readouterr()
    assert err == ""
    assert "Board 2027\n1 seat · 4 candidates · 15 ballots, 14 of them valid" in out
    assert "Stage 1: first choices." in out
    assert "Tie after stage 1: Caro, Dev are equal" in out
    assert "Elected, in this order:\n  1. Ada" in out
    assert "Unranked means: no-opinion. Seed of the lot: 2027." in out


def test_many_stages_are_printed_in_blocks_that_fit_the_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    path = tmp_path / "many.blt"
    ballots = "".join(f"{weight} {weight} 0\n" for weight in range(1, 10))
    path.write_text("9 1\n" + ballots + "0\n" + "".join(f"Candidate {n}\n" for n in range(1, 10)))
    assert tallied(path, "--method", "scottish-stv") == 0
    table = capsys.readouterr().out.split("Stage 1:")[0]
    assert table.count("Candidate 9") == 3
    assert max(map(len, table.splitlines())) <= 60


def test_every_method_counts_for_one_seat_and_says_so_when_the_file_has_more(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert tallied(file, "--method", "irv", "--json") == 0
    out, err = capsys.readouterr()
    assert json.loads(out)["seats"] == 1
    assert "the file speaks of 2 seats; irv fills one" in err


@pytest.mark.parametrize(
    ("options", "outcome", "status"),
    [
        ((), "carried", 0),
        (("--threshold", "2/3"), "defeated", 1),
        (("--threshold", "62.5%"), "carried", 0),
        (("--roll", "50", "--quorum", "1/5"), "carried", 0),
        (("--roll", "50", "--quorum", "0.2"), "carried", 0),
        (("--roll", "51", "--quorum", "20%"), "no-quorum", 1),
    ],
)
def test_a_question_answers_with_its_outcome_and_its_exit_status(
    file: Path, capsys: pytest.CaptureFixture[str], options: tuple[str, ...], outcome: str, status: int
) -> None:
    file.write_text(DUES)
    assert tallied(file, "--method", "majority", *options, "--json") == status
    sheet = json.loads(capsys.readouterr().out)
    assert (sheet["outcome"], sheet["quota"]) == (outcome, None)
    assert sheet["elected"] == ([0] if outcome == "carried" else [])
    assert (sheet["yes"], sheet["no"], sheet["abstain"]) == (5, 3, 2)
    assert tallied(file, "--method", "majority", *options) == status
    assert f"Outcome: {outcome}{': Yes' if status == 0 else ''}." in capsys.readouterr().out


def test_a_lot_without_a_seed_says_so(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file.write_text(DRAW)
    assert tallied(file, "--method", "plurality") == 0
    assert "with the empty seed, because none was given" in " ".join(capsys.readouterr().out.split())


def test_another_seed_may_draw_another_winner(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file.write_text(DRAW)
    winners = set()
    for seed in range(20):
        tallied(file, "--method", "plurality", "--seed", str(seed), "--json")
        winners.add(tuple(json.loads(capsys.readouterr().out)["elected"]))
    assert winners == {(0,), (1,)}


def test_names_cannot_move_the_cursor(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file.write_text("1 1\n1 1 0\n0\nAda\x1b[2J\nTitle\x07")
    tallied(file, "--method", "irv")
    assert not set(capsys.readouterr().out) & {"\x1b", "\x07"}


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"2 1\n1 3 0\n0\nA\nB", "line 2: “3” is no candidate"),
        (b"\x00\x01", "not a text file"),
        (b"", "line 1"),
    ],
)
def test_a_file_that_cannot_be_counted_is_refused_in_words(
    file: Path, capsys: pytest.CaptureFixture[str], content: bytes, reason: str
) -> None:
    file.write_bytes(content)
    assert tallied(file, "--method", "irv") == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert reason in err


def test_more_ballots_than_people_are_refused(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert tallied(file, "--method", "scottish-stv", "--roll", "12") == 1
    assert "15 ballots were cast, but only 12 people are on the roll" in capsys.readouterr().err


@pytest.mark.parametrize(
    "options",
    [
        ("--method", "majority", "--quorum", "1/5"),
        ("--method", "irv", "--quorum", "1/5", "--roll", "20"),
        ("--method", "irv", "--threshold", "1/2"),
        ("--method", "majority", "--seats", "2"),
    ],
)
def test_options_that_do_not_go_together_are_a_usage_error(
    file: Path, capsys: pytest.CaptureFixture[str], options: tuple[str, ...]
) -> None:
    assert tallied(file, *options) == 2
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    "options",
    [
        (),
        ("--method", "dice"),
        ("--method", "irv", "--seats", "0"),
        ("--method", "irv", "--seats", "two"),
        ("--method", "irv", "--roll", "-1"),
        ("--method", "irv", "--unranked", "first"),
        ("--method", "majority", "--roll", "9", "--quorum", "1/0"),
        ("--method", "majority", "--roll", "9", "--quorum", "1e9"),
        ("--method", "majority", "--threshold", "101%"),
    ],
)
def test_options_that_mean_nothing_are_a_usage_error(file: Path, options: tuple[str, ...]) -> None:
    with pytest.raises(SystemExit) as refusal:
        tallied(file, *options)
    assert refusal.value.code == 2


def test_a_file_that_is_not_there_is_a_usage_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert tallied(tmp_path / "nothing.blt", "--method", "irv") == 2
    assert "cannot be opened" in capsys.readouterr().err


def test_counting_needs_no_django() -> None:
    loaded = "import sys, commonhold.doors.console.tally; sys.exit('django' in sys.modules)"
    root = Path(__file__).resolve().parents[4]
    counted = subprocess.run([sys.executable, "-c", loaded], cwd=root, check=False)  # noqa: S603  # our own words
    assert counted.returncode == 0


BUDGET = """\
META
key;value
description;Parks
budget;100
vote_type;approval
PROJECTS
project_id;cost;name
7;60;Swings
9;40;Benches
VOTES
voter_id;vote
a;7,9
b;7
"""


def written(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_budget_is_told_project_by_project(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = written(tmp_path, "parks.pb", BUDGET)
    assert tallied(path, "--method", "equal-shares") == 0
    out = capsys.readouterr().out
    assert "Parks\nmoney 100 · 2 projects · 2 ballots, 2 of them for something" in out
    assert "Funded: 2 projects for 100 of 100." in out
    assert tallied(path, "--method", "greedy", "--json") == 0
    sheet = json.loads(capsys.readouterr().out)
    assert sheet["elected"] == [0, 1]
    assert sheet["flow"]["shape"] == "money"


def test_pairs_need_to_know_what_unranked_means(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert tallied(file, "--method", "schulze") == 2
    assert "say with --unranked what it means for schulze to leave somebody out" in capsys.readouterr().err
    assert tallied(file, "--method", "schulze", "--unranked", "last") == 0
    out = capsys.readouterr().out
    assert "Place 1: Ada" in out
    assert "Unranked means: last." in out
    assert tallied(file, "--method", "ranked-pairs", "--unranked", "last") == 0
    assert "Ada beats Caro by 6 to 2." in capsys.readouterr().out


def test_a_file_of_another_kind_of_ballot_is_refused_in_words(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert tallied(file, "--method", "equal-shares") == 2
    assert (
        "holds ranked ballots, and --method equal-shares reads a vote on a budget." in capsys.readouterr().err
    )
    assert tallied(written(tmp_path, "parks.pb", BUDGET), "--method", "irv") == 2
    assert "holds a vote on a budget, and --method irv reads ranked ballots." in capsys.readouterr().err


def test_points_numbers_and_consent_come_as_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    scores = '{"kind": "scores", "v": 1, "most": 5, "candidates": ["Ada", "Ben"], "ballots": [[2, [5, 3]]]}'
    assert tallied(written(tmp_path, "a.json", scores), "--method", "star") == 0
    assert "Elected, in this order:\n  1. Ada" in capsys.readouterr().out
    numbers = '{"kind": "numbers", "v": 1, "bounds": [0, 9], "present": 3, "ballots": [[2, 5], [1, null]]}'
    assert tallied(written(tmp_path, "b.json", numbers), "--method", "median") == 0
    assert "Outcome: decided: 5." in capsys.readouterr().out
    answers = '{"kind": "answers", "v": 1, "consent": 4, "objections": ["too dear"]}'
    path = written(tmp_path, "c.json", answers)
    assert tallied(path, "--method", "consent") == 1
    assert "Outcome: objected." in capsys.readouterr().out
    assert tallied(path, "--method", "consent", "--override", "4/5") == 0
    assert "Outcome: overridden." in capsys.readouterr().out


def test_options_of_another_method_are_refused(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert tallied(file, "--method", "irv", "--override", "4/5") == 2
    assert "--override belongs to --method consent." in capsys.readouterr().err


def test_a_stage_that_moves_surpluses_says_so(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert tallied(file, "--method", "meek-stv") == 0
    assert "Stage 2: what is above the quota moves on." in capsys.readouterr().out
    assert tallied(file, "--method", "phragmen") == 0
    assert "Stage 2: the next seat. Elected: Ada." in capsys.readouterr().out
