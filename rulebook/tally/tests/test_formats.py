"""Every format gives back what was written, and refuses what is wrong, with the line."""

import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rulebook.tally import ballot_json, pabulib, preflib
from rulebook.tally.ballots import Profile
from rulebook.tally.budgets import Budget, Project
from rulebook.tally.consent import Answers
from rulebook.tally.files import BadBallotFile
from rulebook.tally.median import Numbers
from rulebook.tally.preflib import Suffix
from rulebook.tally.reading import ballots_in
from rulebook.tally.scores import Scores
from rulebook.tally.tests.profiles import election, profiles, scorings
from rulebook.tally.tests.test_budgets import budgets

TOI = """\
# FILE NAME: 00001.toi
# TITLE: Colours
# DATA TYPE: toi
# NUMBER ALTERNATIVES: 3
# ALTERNATIVE NAME 1: Red
# ALTERNATIVE NAME 2: Green, light
# ALTERNATIVE NAME 3: Blue
3: 1,{2, 3}
2: 3
1: {1,2,3}
"""

PB = """\
META
key;value
description;Parks
num_projects;2
budget;100
vote_type;approval
PROJECTS
project_id;cost;votes;name;selected
7;60;2;"Swings; and a slide";1
9;50.0;1;Benches;0
VOTES
voter_id;age;vote
a;33;7,9
b;34;7
c;;
"""


def test_preflib_files_are_read() -> None:
    profile = preflib.parse(TOI, "toi")
    assert profile.candidates == ("Red", "Green, light", "Blue")
    assert profile.ballots == {((0,), (1, 2)): 3, ((2,),): 2, ((0, 1, 2),): 1}
    assert (profile.title, profile.seats) == ("Colours", 1)


def test_pabulib_files_are_read() -> None:
    votes = pabulib.parse(PB)
    assert votes.projects == (Project("7", "Swings; and a slide", 60), Project("9", "Benches", 50))
    assert (votes.money, votes.title) == (100, "Parks")
    assert votes.ballots == {(0, 1): 1, (0,): 1, (): 1}


@pytest.mark.parametrize("suffix", preflib.SUFFIXES)
@given(profile=profiles())
def test_preflib_gives_back_what_it_can_carry(suffix: Suffix, profile: Profile) -> None:
    try:
        written = preflib.write(profile, suffix)
    except ValueError:
        assert any(preflib._unfit(ranking, len(profile.candidates), suffix) for ranking in profile.ballots)
    else:
        assert preflib.parse(written, suffix) == profile


def test_each_kind_of_preflib_file_carries_its_kind_of_ballot() -> None:
    kinds = {"soc": "A>B>C", "soi": "B>A", "toc": "A=B>C", "toi": "B=C"}
    for suffix, ranks in kinds.items():
        profile = election(2, {ranks: 3, "C>B>A": 1}, withdrawn="C")
        assert preflib.parse(preflib.write(profile, suffix), suffix) == profile  # type: ignore[arg-type]  # one of four
    with pytest.raises(ValueError, match=r"\.soc cannot carry a ballot that leaves somebody out"):
        preflib.write(election(1, {"B>A": 1}, standing="ABC"), "soc")
    with pytest.raises(ValueError, match=r"\.toi cannot carry a ballot that ranks nobody"):
        preflib.write(election(1, {"": 1}, standing="AB"), "toi")


@given(budgets())
def test_pabulib_gives_back_what_was_written(votes: Budget) -> None:
    assert pabulib.parse(pabulib.write(votes)) == votes


@given(st.one_of(profiles(), scorings(), budgets()))
def test_our_json_gives_back_what_was_written_and_equal_ballots_give_equal_bytes(
    ballots: Profile | Scores | Budget,
) -> None:
    written = ballot_json.write(ballots)
    assert ballot_json.parse(written) == ballots
    assert ballot_json.write(ballot_json.parse(json.dumps(json.loads(written), indent=2))) == written


@pytest.mark.parametrize(
    "ballots",
    [
        Numbers(0, 9, 3, {4: 2, 9: 1}, none=2, title="Days"),
        Numbers(-5, 9, 3, {}),
        Answers(4, ("too dear", ""), 2, "Paint"),
    ],
)
def test_our_json_carries_numbers_and_answers(ballots: Numbers | Answers) -> None:
    assert ballot_json.parse(ballot_json.write(ballots)) == ballots


@pytest.mark.parametrize(
    ("changed", "line", "reason"),
    [
        (("# NUMBER ALTERNATIVES: 3", "# NUMBER ALTERNATIVES: 4"), 4, "4 alternatives are announced, but 3"),
        (("# NUMBER ALTERNATIVES: 3", "# NUMBER ALTERNATIVES: x"), 4, "must come first"),
        (("NAME 2:", "NAME 9:"), 6, "numbered from 1 to 3"),
        (("NAME 2:", "NAME 1:"), 6, "said twice"),
        (("3: 1,{2, 3}", "3: 1,{2, 4}"), 8, "“4” is no candidate"),
        (("3: 1,{2, 3}", "3: 1,{2, 1}"), 8, "twice"),
        (("3: 1,{2, 3}", "3: 1,{2"), 8, "cannot be read from “{2”"),
        (("3: 1,{2, 3}", "3: 1,"), 8, "cannot be read"),
        (("3: 1,{2, 3}", "0: 1"), 8, "a ballot should come here"),
        (("3: 1,{2, 3}", "1,2,3"), 8, "a ballot should come here"),
        (("2: 3", "# SEATS: 2"), 9, "before the ballots"),
    ],
)
def test_a_bad_preflib_file_is_refused_with_the_line(
    changed: tuple[str, str], line: int, reason: str
) -> None:
    with pytest.raises(BadBallotFile, match=reason) as refusal:
        preflib.parse(TOI.replace(*changed), "toi")
    assert refusal.value.line == line


@pytest.mark.parametrize(("suffix", "line"), [("soc", 8), ("soi", 8), ("toc", 9)])
def test_a_ballot_of_another_kind_of_file_is_refused(suffix: Suffix, line: int) -> None:
    with pytest.raises(BadBallotFile, match=rf"a \.{suffix} file has no ballot") as refusal:
        preflib.parse(TOI, suffix)
    assert refusal.value.line == line


@pytest.mark.parametrize(
    ("changed", "line", "reason"),
    [
        (("META\n", ""), 1, "begin with the line META"),
        (("VOTES", "PEOPLE"), None, "VOTES is missing"),
        (("budget;100", "budget;lots"), 5, "must be a whole number, and not “lots”"),
        (("budget;100\n", ""), 1, "must be a whole number"),
        (("vote_type;approval", "vote_type;ordinal"), 6, "of the type “ordinal”"),
        (("cost;votes", "price;votes"), 8, "column cost is missing"),
        (("7;60;2", "7;-60;2"), 9, "must be a whole number"),
        (("7;60;2", "7;0;2"), 9, "at least 1"),
        (("9;50.0", "7;50.0"), 10, "a key of its own"),
        (("a;33;7,9", "a;33;7,8"), 13, "“8” is no project"),
        (("a;33;7,9", "a;33;7,7"), 13, "twice"),
        (("b;34;7", "a;34;7"), 14, "voter “a” is in the file twice"),
        (("b;34;7", "b"), 14, "has no vote"),
        (("b;34;7", 'b;34;"7'), 14, "cannot be read"),
    ],
)
def test_a_bad_pabulib_file_is_refused_with_the_line(
    changed: tuple[str, str], line: int | None, reason: str
) -> None:
    with pytest.raises(BadBallotFile, match=reason) as refusal:
        pabulib.parse(PB.replace(*changed, 1))
    assert refusal.value.line == line


BASE = '{"kind": "rankings", "v": 1, "candidates": ["A", "B"], "ballots": [[1, [[0], [1]]]]}'


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "no JSON"),
        ("{\n\n]", "line 3"),
        ("[]", "an object with “v” 1 and a “kind”"),
        (BASE.replace("rankings", "dreams"), "a “kind” out of rankings, scores"),
        (BASE.replace('"v": 1', '"v": 2'), "“v” 1"),
        (BASE.replace("[[0], [1]]", "[[0], [2]]"), r"ballots\[0\]: indexes run from 0 to 1"),
        (BASE.replace("[[0], [1]]", "[[0], [0]]"), r"ballots\[0\] ranks a candidate twice"),
        (BASE.replace("[[0], [1]]", "[0, 1]"), r"ballots\[0\] is not the list"),
        (BASE.replace("[[0], [1]]", "[[true]]"), r"ballots\[0\] is not the list"),
        (BASE.replace("[1, [[0]", "[0, [[0]"), "how many, what they say"),
        (BASE.replace("[1, [[0]", "[1.5, [[0]"), "1.5 is no whole number"),
        (BASE.replace("[1, [[0]", "[99999999999999999999, [[0]"), "beyond"),
        (BASE.replace('"v": 1', '"v": 1, "v": 1'), "one key twice"),
        (BASE.replace('"A"', '"\\ud800"'), "Unicode"),
        (BASE.replace('"A"', '" "'), "each with a name"),
        ("[" * 100_000, "nested too deeply|no JSON"),
        (
            '{"kind": "scores", "v": 1, "most": 5, "candidates": ["A"], "ballots": [[1, [6]]]}',
            "0 to 5",
        ),
        ('{"kind": "numbers", "v": 1, "bounds": [1], "present": 1, "ballots": []}', "lowest and the highest"),
        ('{"kind": "numbers", "v": 1, "bounds": [1, 5], "present": 1, "ballots": [[1, 6]]}', "from 1 to 5"),
        ('{"kind": "budget", "v": 1, "money": 5, "projects": [7], "ballots": []}', "an object with key"),
        ('{"kind": "answers", "v": 1, "consent": -1}', "fewer than no ballots"),
    ],
)
def test_bad_json_is_refused_with_the_place(text: str, reason: str) -> None:
    with pytest.raises(BadBallotFile, match=reason):
        ballot_json.parse(text)


@given(st.text(max_size=80), st.sampled_from(["x.pb", "x.soc", "x.toi", "x.json", "x.blt"]))
def test_any_text_is_read_or_refused_in_words(text: str, name: str) -> None:
    with suppress(BadBallotFile):
        ballots_in(name, text.encode(errors="replace"))


@given(st.text(alphabet="0123456789:,{} #\nTO", max_size=40), st.text(alphabet="abv179;,\n\"'", max_size=30))
def test_files_that_go_wrong_somewhere_are_read_or_refused_in_words(ballots: str, votes: str) -> None:
    for name, text in (("x.toi", TOI + ballots), ("x.pb", PB + votes)):
        with suppress(BadBallotFile):
            ballots_in(name, text.encode())


def test_the_end_of_the_name_says_what_a_file_holds() -> None:
    assert isinstance(ballots_in("parks.PB", PB.encode()), Budget)
    assert isinstance(ballots_in("colours.toi", TOI.encode()), Profile)
    assert isinstance(ballots_in("b.json", BASE.encode()), Profile)
    with pytest.raises(BadBallotFile, match=r"\.xlsx, is none of blt, pb, soc, soi, toc, toi, json"):
        ballots_in("votes.xlsx", b"")
