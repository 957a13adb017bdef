import argparse
import json
from pathlib import Path

import pytest

from commonhold.doors.console import split
from commonhold.doors.console.answer import Answer
from rulebook.split.attacks import economy_of
from rulebook.split.bundle import Bundle, Heading, write_bundle
from rulebook.split.economy import Person
from rulebook.split.own_slice import OwnSliceTerms
from rulebook.split.pool import Money
from rulebook.split.replay import Split

PEOPLE = [
    Person("ada", own=1_000),
    Person("ben", own=500, branches=frozenset({2, 3})),
    Person("caro", fund=500, branches=frozenset({1, 2})),
    Person("dev", own=500),
]
SAID = {("ada", "ben"): 4, ("ada", "caro"): 1, ("ada", "dev"): 1, ("ben", "ada"): 9} | {
    ("caro", "ada"): 1,
    ("caro", "ben"): 1,
    ("dev", "caro"): 2,
}
MONEY = Money(costs=1_200, reserve=200, outside=150)


@pytest.fixture(params=["own_slice_v1", "equal_share_v1"])
def made(request: pytest.FixtureRequest) -> Split:
    return carried_out(request.param)


def carried_out(rule: str, *, decimals: int = 2) -> Split:
    terms = OwnSliceTerms(fund_pot=100) if rule == "own_slice_v1" else None
    heading = Heading(rule, "2027-03", "EUR", decimals, "2027-03-lot")
    salts = [bytes([each]) * 32 for each in range(4)]
    return Split.of(Bundle(heading, MONEY, terms, economy_of(PEOPLE, SAID), salts))


@pytest.fixture
def own() -> Split:
    return carried_out("own_slice_v1")


def asked(*arguments: str | Path) -> Answer | int:
    parser = argparse.ArgumentParser(prog="commonhold")
    split.add_to(parser.add_subparsers(required=True))
    parsed = parser.parse_args(["split", *map(str, arguments)])
    answer: Answer | int = parsed.run(parsed)
    return answer


def file(folder: Path, name: str, data: bytes) -> Path:
    (folder / name).write_bytes(data)
    return folder / name


def test_replay_gives_the_bytes_of_the_public_file_from_bundle_and_public_file(
    made: Split, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    for data in (write_bundle(made.bundle), made.public):
        assert asked("replay", file(tmp_path, "split.json", data), "--json") == 0
        assert capfdbinary.readouterr().out == made.public


def test_replay_says_whether_the_published_file_is_the_one_that_the_split_gives(
    own: Split, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bundle = file(tmp_path, "bundle.json", write_bundle(own.bundle))
    assert asked("replay", bundle, "--public", file(tmp_path, "public.json", own.public)) == 0
    another = file(tmp_path, "other.json", own.public.replace(b"2027-03", b"2027-04"))
    assert asked("replay", bundle, "--public", another) == 1
    assert "is another file than this split gives" in capsys.readouterr().err


def test_replay_prints_the_sums_and_one_persons_worked_calculation(
    own: Split, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert asked("replay", file(tmp_path, "bundle.json", write_bundle(own.bundle)), "--person", "ada") == 0
    said = " ".join(capsys.readouterr().out.split())
    for words in (
        "Shared 12.50",
        "Paid to those who were thanked 4.20",
        "Slice: 10.00 · 1/2 = 5.00",
        "ben √4 = 2 1.00",
        "left 1/5 to one at most 2.00",
        "Received from other people's slices: 0.70, rounded down: 0.70",
        "Together: 3.70 EUR",
    ):
        assert words in said


def test_the_calculation_of_a_member_whom_the_fund_carries_says_what_its_slice_did_not_reach(
    own: Split, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert asked("replay", file(tmp_path, "bundle.json", write_bundle(own.bundle)), "--person", "caro") == 0
    said = " ".join(capsys.readouterr().out.split())
    assert "Slice that the fund pays: 5.00 · 1/5 = 1.00" in said
    assert "ben not reached 0.00" in said
    assert "Credit: none" in said


@pytest.mark.parametrize(("decimals", "words"), [(0, "1000 · 1/2 = 500"), (3, "1.000 · 1/2 = 0.500")])
def test_amounts_have_the_currencys_decimals(
    decimals: int, words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = carried_out("own_slice_v1", decimals=decimals)
    assert asked("replay", file(tmp_path, "bundle.json", write_bundle(made.bundle)), "--person", "ada") == 0
    assert words in capsys.readouterr().out


def test_a_member_checks_her_statement_beside_the_public_file(made: Split, tmp_path: Path) -> None:
    public = file(tmp_path, "public.json", made.public)
    for index in range(4):
        answer = asked("check", file(tmp_path, "mine.json", made.statement(index)), public)
        assert isinstance(answer, Answer)
        assert answer.ok
        assert answer.value == {"ok": True, "bad": []}
        assert answer.text is not None
        assert "All of it follows from the public file" in answer.text


def test_a_statement_that_does_not_follow_is_told_with_what_is_wrong(own: Split, tmp_path: Path) -> None:
    said = json.loads(own.statement(0))
    said["line"]["paid"] += 1
    forged = json.dumps(said, sort_keys=True, separators=(",", ":")).encode()
    answer = asked("check", file(tmp_path, "mine.json", forged), file(tmp_path, "public.json", own.public))
    assert isinstance(answer, Answer)
    assert not answer.ok
    assert "Wrong: what was paid is not what was received, rounded down." in (answer.text or "")


def test_what_cannot_be_read_or_is_something_else_is_refused_in_words(
    own: Split, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    public = file(tmp_path, "public.json", own.public)
    refused = {
        ("replay", tmp_path / "none.json"): "cannot be opened",
        ("replay", file(tmp_path, "x.json", b"{}")): "cannot be replayed: the file: type is no text",
        ("replay", public, "--person", "ada"): "only the auditors' bundle knows what one person gets",
        (
            "replay",
            file(tmp_path, "b.json", write_bundle(own.bundle)),
            "--person",
            "gus",
        ): "nobody called “gus”",
        ("check", tmp_path / "none.json", public): "cannot be opened",
        ("check", public, public): "nothing can be worked out",
    }
    for arguments, words in refused.items():
        assert asked(*arguments) == 1
        assert words in capsys.readouterr().err
