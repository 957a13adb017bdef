import pytest
from hypothesis import given
from hypothesis import strategies as st

from rulebook.tally import blt
from rulebook.tally.ballots import Profile
from rulebook.tally.tests.profiles import profiles

GARDENING = """\
4 2            # Four candidates, two seats
-2             # Ben has withdrawn
1 4 1 3 2 0
2 4 3 0        # Ada first, Caro second, twice
6 4 3 0

1 0            # an empty ballot
1 2 - 3 0      # Ben first, nobody second, Caro third
1 2=3 1 0      # Ben and Caro first, Dev second
0              # the end
"Dev"          # 1
"Ben"          # 2
Caro Klein, gardener (Ind)  # 3
"Ada "Seeds" Lovelace"
"Gardening #1"  # the title
"""


def test_everything_that_opavote_allows_is_read() -> None:
    profile = blt.parse(GARDENING)
    assert profile.candidates == ("Dev", "Ben", "Caro Klein, gardener (Ind)", 'Ada "Seeds" Lovelace')
    assert profile.title == "Gardening #1"
    assert profile.seats == 2
    assert profile.withdrawn == {1}
    assert profile.ballots == {
        ((3,), (0,), (2,), (1,)): 1,
        ((3,), (2,)): 8,
        (): 1,
        ((1,), (), (2,)): 1,
        ((1, 2), (0,)): 1,
    }


def test_bare_names_without_a_title_are_read() -> None:
    profile = blt.parse("2 1\n3 1 2 0\n0\nFiona BAKER (Ind)\nGeorge FREEMAN (Ind)")
    assert profile.candidates == ("Fiona BAKER (Ind)", "George FREEMAN (Ind)")
    assert profile.title == ""


def test_ballot_ids_are_read_and_dropped() -> None:
    profile = blt.parse("2 1\n(a-1) 1 1 2 0\n(a-2) 1 1 2 0\n(a 3) 1 2 0\n0\nA\nB\nTitle")
    assert profile.ballots == {((0,), (1,)): 2, ((1,),): 1}


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r", "\n\n \t\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_blank_lines_and_byte_order_marks_make_no_difference(ends: str, mark: str) -> None:
    assert blt.parse(mark + GARDENING.replace("\n", ends)) == blt.parse(GARDENING)


def test_spare_white_space_makes_no_difference() -> None:
    assert blt.parse(" 2\t1 \n\t3  1\t2   0 \n 0\n  A \n\tB\n").ballots == {((0,), (1,)): 3}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_names_survive_the_encodings_that_people_send(encoding: str) -> None:
    text = "2 1\n1 2 0\n0\nZoë Muñoz\n“Bo”\nÉlection"
    assert blt.parse(blt.decode(text.encode(encoding))).candidates == ("Zoë Muñoz", "“Bo”")


@pytest.mark.parametrize("data", [b"\x00\x01\x02", b"\xff\xfe\x00", b"2 1\n\x81\n"])
def test_what_is_no_text_is_refused(data: bytes) -> None:
    with pytest.raises(blt.BadBallotFile, match="not a text file"):
        blt.decode(data)


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("", 1, "begin with two whole numbers"),
        ("3\n", 1, "begin with two whole numbers"),
        ("three 2\n", 1, "begin with two whole numbers"),
        ("2 1 1\n", 1, "begin with two whole numbers"),
        ("² 1\n", 1, "begin with two whole numbers"),
        ("0 1\n0\n", 1, "at least one candidate and one seat"),
        ("2 0\n0\nA\nB", 1, "at least one candidate and one seat"),
        ("2 1\n-3\n0\nA\nB", 2, "“3” is no candidate"),
        ("2 1\n-2 -2\n0\nA\nB", 2, "withdrawn twice"),
        ("2 1\n1 1 0\n-2\n0\nA\nB", 3, "should come here"),
        ("2 1\n\n1 3 0\n0\nA\nB", 3, "“3” is no candidate: they are numbered from 1 to 2"),
        ("2 1\n1 1 0 2 0\n0\nA\nB", 2, "“0” is no candidate"),
        ("2 1\n1 1=x 0\n0\nA\nB", 2, "“x” is no candidate"),
        ("2 1\n1 1= 0\n0\nA\nB", 2, "“” is no candidate"),
        ("2 1\n1 1 2 1 0\n0\nA\nB", 2, "ranks candidate 1 twice"),
        ("2 1\n1 1=1 0\n0\nA\nB", 2, "ranks candidate 1 twice"),
        ("2 1\n1 1 2\n0\nA\nB", 2, "must end with 0"),
        ("2 1\n7\n0\nA\nB", 2, "must end with 0"),
        ("2 1\n0 1 2 0\n0\nA\nB", 2, "cannot stand for 0 ballots"),
        ("2 1\n1.5 1 2 0\n0\nA\nB", 2, "should come here"),
        ("2 1\n(a) 1 1 0\n(a) 1 2 0\n0\nA\nB", 3, "in the file twice"),
        ("2 1\n(a 1 1 0\n0\nA\nB", 2, "no closing parenthesis"),
        ("2 1\n(a)\n0\nA\nB", 2, "should come here"),
        ("2 1\n1 1 0\nA\nB\nTitle", 3, "the line 0 that ends the ballots, should come here, and not “A”"),
        ("2 1\n1 1 0\n\n", 2, "ends before the line 0"),
        ("2 1", 1, "ends before the line 0"),
        ("3 1\n1 1 0\n0\nA\nB", 5, "announces 3 candidates, but 2 names"),
        ("2 1\n1 1 0\n0\nA\nB\nTitle\nMore", 7, "nothing should follow"),
        ('2 1\n1 1 0\n0\nA\n""\nTitle', 5, "needs a name"),
        ('2 1\n1 1 0\n0\nA\n"B\nTitle', 5, "never closed"),
    ],
)
def test_a_bad_file_is_refused_with_the_line_and_the_reason(text: str, line: int, reason: str) -> None:
    with pytest.raises(blt.BadBallotFile, match=reason) as refusal:
        blt.parse(text)
    assert refusal.value.line == line
    assert str(refusal.value).startswith(f"line {line}: ")


@given(profiles())
def test_what_is_written_reads_back_the_same(profile: Profile) -> None:
    assert blt.parse(blt.write(profile)) == profile


@given(st.text(min_size=1, max_size=12), st.text(max_size=12))
def test_a_name_is_written_so_that_it_reads_back_or_is_refused(name: str, title: str) -> None:
    try:
        profile = Profile((name, "B"), 1, {}, title=title)
        written = blt.write(profile)
    except ValueError:
        assert not name.strip() or set(name + title) & set('\n\r"#')
    else:
        assert blt.parse(written) == profile


@given(st.text(alphabet='0123456789 -=#()"\nA', max_size=60))
def test_any_text_is_read_or_refused_in_words(text: str) -> None:
    try:
        profile = blt.parse(text)
    except blt.BadBallotFile:
        return
    assert blt.parse(blt.write(profile)) == profile
