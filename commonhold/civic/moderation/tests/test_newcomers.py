"""Who came along suspended is freed by whoever keeps order; what was decided here goes on."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.utils import translation

from commonhold.civic.moderation import actions, queries
from commonhold.civic.moderation.actions import Reasons
from commonhold.civic.moderation.refusals import MandateNeeded, OwnSuspension, WhyFreedMissing
from commonhold.civic.moderation.tests.conftest import Case
from commonhold.ground.jobs import actions as jobs
from commonhold.ground.record import queries as record
from commonhold.social.arrivals import bringing
from commonhold.social.arrivals.models import Arrival
from commonhold.social.arrivals.refusals import NotSuspendedThere
from commonhold.social.arrivals.tests.copy_maker import write_copy
from commonhold.social.letters.models import Letter
from commonhold.social.people import actions as social
from commonhold.social.people import queries as people
from commonhold.social.people.models import Standing
from commonhold.social.people.queries import ANYONE, Viewer
from commonhold.social.people.refusals import NoSuchPerson
from commonhold.social.posts.models import Post


@pytest.fixture
def kim(case: Case, tmp_path: Path) -> int:
    """She came along suspended, and has claimed her page."""
    folder = write_copy(tmp_path / "copy")
    bringing.bring_community(folder, clock=lambda: case.now, tell=lambda _step, _done: None)
    found = people.by_handle(ANYONE, "kim").id
    Arrival.objects.filter(person_id=found).update(claimed_at=case.now)
    social.grant_standing(person_id=found, kind=Standing.Kind.SUSPENDED, now=case.now)
    return found


def pills() -> Post:
    return Post.objects.get(text="Buy my pills")


def measured(case: Case, about: str, kind: str) -> int:
    """Something of hers is reported, made a case, and measured by Ben."""
    sent = actions.report(case.who("ada"), about=about, rule=queries.rules()[0], now=case.now)
    made = actions.open_case(case.who("ben"), report_id=sent, now=case.now)
    return actions.take_measure(
        case.who("ben"),
        case_id=made,
        kind=kind,
        reasons=Reasons("She sells pills.", queries.rules()[0]),
        days=3 if kind == "suspend" else 0,
        now=case.now,
    )


def free(case: Case, kim: int, by: str = "caro", words: str = "It was long ago.") -> None:
    actions.free_newcomer(case.who(by), person_id=kim, words=words, now=case.now)
    jobs.tick(case.now)


def test_she_is_written_to_in_the_co_op_s_language_whatever_the_moderator_reads(case: Case, kim: int) -> None:
    with translation.override("de"):
        free(case, kim)
    assert Letter.objects.get(person_id=kim, subject="You can write again").text.startswith("Your account")


def test_she_is_on_the_list_with_what_is_known_and_freed_with_a_reason(case: Case, kim: int) -> None:
    assert queries.newcomers_wait(Viewer(case.who("caro")))
    found, later = queries.suspended_newcomers(Viewer(case.who("caro")))
    assert [(each.person.id, each.posts, each.is_measured) for each in found] == [(kim, 1, False)]
    assert later is None
    free(case, kim)
    assert not people.is_suspended(kim)
    assert pills().waits_for_id is None
    row = Arrival.objects.get(person_id=kim)
    assert (row.freed_by_id, row.freed_words) == (case.who("caro"), "It was long ago.")
    leaf = next(each for each in record.leaves() if each.kind == "arrivals.freed")
    assert set(leaf.body) == {"reasons", "decider"}
    assert not queries.newcomers_wait(Viewer(case.who("caro")))
    with pytest.raises(NotSuspendedThere):
        free(case, kim)


def test_only_whoever_holds_a_mandate_and_has_no_part_in_it_frees_her_and_says_why(
    case: Case, kim: int
) -> None:
    assert not queries.newcomers_wait(Viewer(case.who("ada")))
    with pytest.raises(MandateNeeded):
        queries.suspended_newcomers(Viewer(case.who("ada")))
    with pytest.raises(MandateNeeded):
        free(case, kim, by="ada")
    with pytest.raises(WhyFreedMissing):
        free(case, kim, words="  ")
    social.block(case.who("caro"), person_id=kim, now=case.now)
    with pytest.raises(OwnSuspension):
        free(case, kim)
    assert queries.suspended_newcomers(Viewer(case.who("caro")))[0] == []
    assert people.is_suspended(kim)


def test_the_console_frees_with_a_reason_and_only_whom_it_can(case: Case, kim: int) -> None:
    with pytest.raises(NoSuchPerson):
        actions.free_at_console("nobody", words="Long ago", now=case.now)
    with pytest.raises(WhyFreedMissing):
        actions.free_at_console("kim", words="", now=case.now)
    with pytest.raises(NotSuspendedThere):
        actions.free_at_console("iris", words="Long ago", now=case.now)
    actions.free_at_console("kim", words="Long ago", now=case.now)
    assert not people.is_suspended(kim)


def test_a_suspension_of_ours_goes_on_when_the_one_she_brought_along_ends(case: Case, kim: int) -> None:
    ours = measured(case, f"person:{kim}", "suspend")
    assert queries.suspended_newcomers(Viewer(case.who("caro")))[0][0].is_measured
    free(case, kim)
    assert people.is_suspended(kim)
    actions.lift_measure(case.who("ben"), measure_id=ours, now=case.now)
    assert not people.is_suspended(kim)


def test_the_one_she_brought_along_goes_on_when_ours_ends(case: Case, kim: int) -> None:
    ours = measured(case, f"person:{kim}", "suspend")
    actions.lift_measure(case.who("ben"), measure_id=ours, now=case.now)
    assert people.is_suspended(kim)


def test_a_post_that_we_withhold_stays_withheld_when_she_is_freed(case: Case, kim: int) -> None:
    free(case, kim)
    ours = measured(case, f"post:{pills().id}", "withhold")
    assert pills().waits_for_id
    Arrival.objects.update(freed_at=None)
    actions.lift_measure(case.who("ben"), measure_id=ours, now=case.now)
    assert pills().waits_for_id, "she is suspended as before, and so are her posts"
    ours = _withheld_again(case)
    free(case, kim)
    assert pills().waits_for_id, "the measure holds"
    actions.lift_measure(case.who("ben"), measure_id=ours, now=case.now)
    assert pills().waits_for_id is None


def _withheld_again(case: Case) -> int:
    """A hidden post can't be reported by who does not see it; its case can be measured once more."""
    made = queries.open_cases(Viewer(case.who("ben")), now=case.now)[-1].id
    return actions.take_measure(
        case.who("ben"),
        case_id=made,
        kind="withhold",
        reasons=Reasons("She sells pills.", queries.rules()[0]),
        now=case.now,
    )
