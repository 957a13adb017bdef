"""Elections for the tests: short to write down, and whole families of them for properties."""

from collections.abc import Mapping

from hypothesis import strategies as st

from rulebook.tally.ballots import Profile, Ranking
from rulebook.tally.scores import Scores
from rulebook.tally.terms import Terms

#: For elections in which leaving somebody out says nothing about her.
TERMS = Terms(unranked="no-opinion")


def election(seats: int, ballots: Mapping[str, int], *, withdrawn: str = "", standing: str = "") -> Profile:
    """An election among one-letter candidates, in the order of the alphabet.

    `{"A>B=C>-": 3}` says: three ballots with A first, B and C second, and nobody third.
    """
    letters = sorted(
        {letter for ranks in (*ballots, withdrawn, standing) for letter in ranks if letter.isalpha()}
    )
    ranked = {_ranking(ranks, letters): count for ranks, count in ballots.items()}
    return Profile(tuple(letters), seats, ranked, frozenset(letters.index(letter) for letter in withdrawn))


def _ranking(ranks: str, letters: list[str]) -> Ranking:
    if not ranks:
        return ()
    return tuple(
        () if rank == "-" else tuple(letters.index(letter) for letter in rank.split("="))
        for rank in ranks.split(">")
    )


@st.composite
def rankings(draw: st.DrawFn, candidates: int) -> Ranking:
    """Any ranking that a ballot can hold: partial, with equal and skipped ranks, or empty."""
    order = draw(st.permutations(range(candidates)))
    ranked = order[: draw(st.integers(0, candidates))]
    ranking: list[tuple[int, ...]] = []
    while ranked:
        size = draw(st.sampled_from([1, 1, 1, 1, 2, 0]))
        ranking.append(tuple(ranked[:size]))
        ranked = ranked[size:]
    return tuple(ranking)


@st.composite
def profiles(draw: st.DrawFn, *, seats: st.SearchStrategy[int] | None = None) -> Profile:
    """Any election of up to seven candidates, often close, with empty ballots and withdrawn candidates."""
    candidates = draw(st.integers(1, 7))
    ballots = draw(st.dictionaries(rankings(candidates), st.integers(1, 30), max_size=12))
    withdrawn = draw(st.sets(st.integers(0, candidates - 1), max_size=2))
    return Profile(
        candidates=tuple(f"candidate {letter}" for letter in "ABCDEFG"[:candidates]),
        seats=draw(st.integers(1, 8) if seats is None else seats),
        ballots=ballots,
        withdrawn=frozenset(withdrawn),
        title=draw(st.sampled_from(["", "Board", 'The "small" board, #2'])),
    )


@st.composite
def scorings(draw: st.DrawFn, *, seats: int = 1) -> Scores:
    """Any election by points among up to five candidates, often close."""
    candidates, most = draw(st.integers(1, 5)), draw(st.integers(1, 5))
    scoring = st.tuples(*[st.none() | st.integers(0, most)] * candidates)
    return Scores(
        candidates=tuple(f"candidate {letter}" for letter in "ABCDE"[:candidates]),
        seats=seats,
        most=most,
        ballots=draw(st.dictionaries(scoring, st.integers(1, 9), max_size=12)),
        withdrawn=frozenset(draw(st.sets(st.integers(0, candidates - 1), max_size=1))),
        title=draw(st.sampled_from(["", "Board"])),
    )
