"""A majority of those who say yes or no, if enough people take part.

Source: Robert's Rules of Order Newly Revised (12th edition), section 44:1: a majority is more than
half of the votes cast, abstentions left out; here abstentions do count to the quorum.
"""

from collections.abc import Sequence
from fractions import Fraction

from rulebook.tally.ballots import Profile
from rulebook.tally.count_sheet import CountSheet, MajoritySheet, Outcome, Stage
from rulebook.tally.piles import Piles
from rulebook.tally.rule import Rule
from rulebook.tally.terms import Terms

RULE = Rule(
    name="majority",
    version="majority_v1",
    words=(
        "The answer is carried when more than half of the votes are for it, and at least the threshold "
        "where one is set. Abstentions and empty ballots are no votes, but they count to the quorum: the "
        "least share of the roll that must take part. Below it nothing is decided. Exactly half is not "
        "more than half, so a draw leaves things as they are and no lot is drawn. What “unranked” means "
        "makes no difference here."
    ),
    one_seat=True,
)

#: The names, in any case, that make an election a question.
YES, NO, ABSTAIN = "yes", "no", "abstain"


def count(
    *,
    yes: int,
    no: int,
    abstain: int = 0,
    roll: int | None = None,
    threshold: Fraction = Fraction(1, 2),
    quorum: Fraction = Fraction(0),
) -> MajoritySheet:
    """The answer to one question, from its three totals and the number of people who may vote.

    Carried when yes / (yes + no) is more than 1/2 and at least `threshold`; no-quorum when
    (yes + no + abstain) / roll is below `quorum`, whatever the answers. Raises ValueError for negative
    counts, shares outside 0..1, a quorum without a roll, and more ballots than people on the roll.

    >>> count(yes=6, no=3, abstain=1, roll=50, quorum=Fraction(1, 5)).outcome
    'carried'
    """
    if min(yes, no, abstain) < 0:
        raise ValueError("nobody can cast fewer than no ballots")
    Terms(unranked="no-opinion", roll=roll, quorum=quorum, threshold=threshold).check_turnout(
        yes + no + abstain
    )
    outcome: Outcome
    if roll is not None and yes + no + abstain < quorum * roll:
        outcome = "no-quorum"
    elif yes > no and yes >= threshold * (yes + no):
        outcome = "carried"
    else:
        outcome = "defeated"
    return MajoritySheet(
        yes=yes,
        no=no,
        abstain=abstain,
        roll=roll,
        threshold=threshold,
        quorum=quorum,
        outcome=outcome,
        method=RULE.name,
        version=RULE.version,
    )


def count_ballots(profile: Profile, terms: Terms) -> CountSheet:
    """The same question put to ranked ballots; only the first choice on a ballot is read.

    Where two candidates are called yes and no (and at most a third one abstain), in any case and
    order, the question is whether yes is carried; `elected` then holds yes or nobody. Otherwise the
    candidates contest one seat: whoever leads is weighed, as yes, against all the others together,
    as no, and is elected if that is carried. An empty ballot abstains. Raises ValueError when an
    election between candidates has several seats, or for more ballots than people on the roll.
    """
    question = _question(profile)
    if question is None and profile.seats != 1:
        raise ValueError(f"a majority fills one seat, and this election has {profile.seats}")
    papers = profile.papers()
    votes = Piles(papers, candidates=len(profile.candidates)).votes
    yes, no = question or _leader_and_others(profile, votes)
    in_favour, against = (sum(votes[candidate] for candidate in side) for side in (yes, no))
    decision = count(
        yes=in_favour,
        no=against,
        abstain=profile.cast - in_favour - against,
        roll=terms.roll,
        threshold=terms.threshold,
        quorum=terms.quorum,
    )
    elected = yes if decision.carried else ()
    return CountSheet.of(
        profile,
        terms,
        RULE,
        counted=sum(papers.values()),
        elected=elected,
        stages=[Stage(votes=tuple(map(Fraction, votes)), elected=elected)],
        ties=[],
        decision=decision,
    )


def _question(profile: Profile) -> tuple[tuple[int, ...], tuple[int, ...]] | None:
    """The candidates that are the answers yes and no, or None when the names are no such answers."""
    standing = profile.standing
    answers = {profile.candidates[candidate].strip().casefold(): (candidate,) for candidate in standing}
    if len(answers) < len(standing) or not {YES, NO} <= answers.keys() <= {YES, NO, ABSTAIN}:
        return None
    return answers[YES], answers[NO]


def _leader_and_others(profile: Profile, votes: Sequence[int]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """With equal leaders it makes no difference which one is weighed: nobody has more than half."""
    leader = max(profile.standing, key=lambda candidate: votes[candidate], default=None)
    if leader is None:
        return (), ()
    return (leader,), tuple(candidate for candidate in profile.standing if candidate != leader)
