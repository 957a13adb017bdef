from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rulebook.tally.consent import Answers, ConsentSheet, count_ballots
from rulebook.tally.terms import Terms
from rulebook.tally.tests.profiles import TERMS

FOUR_FIFTHS = Terms(unranked="no-opinion", override=Fraction(4, 5))


def count(consent: int, *reasons: str, aside: int = 0, terms: Terms = TERMS) -> ConsentSheet:
    return count_ballots(Answers(consent, reasons, aside), terms)


def test_without_an_objection_it_is_carried() -> None:
    assert count(3, aside=5).outcome == "carried"


def test_one_reasoned_objection_sends_it_back() -> None:
    sheet = count(99, "it breaks the lease")
    assert (sheet.outcome, sheet.elected, sheet.objections) == ("objected", False, 1)


def test_an_objection_without_a_reason_stands_aside() -> None:
    sheet = count(2, "", "  ")
    assert (sheet.outcome, sheet.objections, sheet.without_reason, sheet.cast) == ("carried", 0, 2, 4)


def test_a_set_share_overrides_objections_and_one_vote_less_does_not() -> None:
    assert count(4, "too dear", terms=FOUR_FIFTHS).outcome == "overridden"
    assert count(3, "too dear", terms=FOUR_FIFTHS).outcome == "objected"
    assert count(4, "too dear", aside=50, terms=FOUR_FIFTHS).outcome == "overridden"


def test_below_the_quorum_nothing_is_decided() -> None:
    terms = Terms(unranked="no-opinion", roll=10, quorum=Fraction(1, 2))
    assert count(4, terms=terms).outcome == "no-quorum"
    assert count(4, aside=1, terms=terms).outcome == "carried"


def test_nobody_who_consents_means_that_nothing_is_carried() -> None:
    assert count(0, aside=4).outcome == "objected"


def test_an_override_of_less_than_half_is_refused() -> None:
    with pytest.raises(ValueError, match="between 1/2 and 1"):
        Terms(unranked="last", override=Fraction(1, 3))


def test_the_sheet_holds_no_reasons() -> None:
    assert "lease" not in str(count(9, "it breaks the lease").plain())


@given(st.integers(0, 50), st.integers(0, 5), st.integers(0, 9))
def test_one_more_consent_never_defeats_it(consent: int, objections: int, aside: int) -> None:
    before, after = (
        count(number, *["a reason"] * objections, aside=aside, terms=FOUR_FIFTHS)
        for number in (consent, consent + 1)
    )
    assert after.elected >= before.elected
