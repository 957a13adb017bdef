"""Looking at private data: with a reason, written down for good, and told."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from commonhold.civic.rights import personal_data, queries
from commonhold.civic.rights.actions import jury_key, let_program_in, look, look_as_juror, look_as_lent_juror
from commonhold.civic.rights.models import Look, LookedAt, LookWords
from commonhold.civic.rights.refusals import NoMandate, NoReason
from commonhold.ground.jobs.actions import run_due
from commonhold.social.notifications import queries as notifications
from commonhold.social.people import personal_data as people
from commonhold.social.people.actions import grant_standing, open_coop_account
from commonhold.social.people.models import Standing
from commonhold.social.people.queries import Viewer
from commonhold.social.people.refusals import AccountClosed
from tests.cast import MORNING, minutes

WORDS = "The bank asks for the file."


@pytest.fixture
def ben(coop: str, ben: int) -> int:
    """With a mandate."""
    grant_standing(person_id=ben, kind=Standing.Kind.STEWARD, now=MORNING)
    return ben


def looks(by: int, about: list[int], matter: str = "bank", key: str = "7", why: str = "duty") -> int:
    return look(by, matter=matter, key=key, about=about, why=why, words=WORDS, now=MORNING)


def told(person_id: int) -> list[str]:
    return [each.kind for each in notifications.for_person(Viewer(person_id))]


def test_a_look_holds_for_its_time_and_stands_with_those_whom_it_is_about(ada, ben, caro):
    looks(ben, [ada, caro, ben])
    assert queries.is_looking(Viewer(ben), "bank", "7", now=minutes(59))
    assert not queries.is_looking(Viewer(ben), "bank", "7", now=minutes(60))
    assert not queries.is_looking(Viewer(ben), "bank", "8", now=minutes(1))
    assert not queries.is_looking(Viewer(ada), "bank", "7", now=minutes(1))
    (hers,) = queries.looks_at(Viewer(ada), now=minutes(1))
    assert (hers.by.name, hers.matter, hers.why, hers.words) == ("Ben", "bank", "duty", WORDS)
    assert queries.looks_at(Viewer(ben), now=minutes(1)) == []
    (his,) = queries.looks_by(Viewer(ben))
    assert {each.name for each in his.about} == {"Ada", "Caro"}


def test_without_a_mandate_or_a_reason_there_is_no_look(ada, ben, caro):
    with pytest.raises(NoMandate):
        looks(caro, [ada])
    with pytest.raises(NoReason):
        looks(ben, [ada], why="curious")
    for words in ("", "   ...   ", "x" * 501):
        with pytest.raises(NoReason):
            look(ben, matter="bank", key="7", about=[ada], why="duty", words=words, now=MORNING)
    assert not Look.objects.exists()


def test_she_is_told_at_once_and_of_a_case_when_its_time_is_over(ada, ben, caro):
    looks(ben, [ada])
    looks(ben, [caro], matter="message")
    run_due(minutes(1))
    assert told(ada) == ["rights.looked"]
    assert told(caro) == []
    assert queries.looks_at(Viewer(caro), now=minutes(1)) == []
    assert personal_data.export_of(caro)["looked_at_me"] == []
    later = MORNING + timedelta(days=30)
    run_due(later)
    assert told(caro) == ["rights.looked"]
    (view,) = queries.looks_at(Viewer(caro), now=later)
    assert view.was_kept_back
    assert personal_data.export_of(caro)["looked_at_me"][0]["words"] == WORDS


def test_the_database_refuses_to_change_or_delete_a_look(ada, ben):
    looks(ben, [ada])
    for statement in (
        "UPDATE rights_look SET why = 'asked'",
        "DELETE FROM rights_lookedat",
        "UPDATE rights_lookedat SET person_id = by_id FROM rights_look",
    ):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    assert Look.objects.get().why == "duty"
    assert LookedAt.objects.count() == 1


def test_who_leaves_takes_the_words_along_and_the_rows_stay(ada, ben):
    looks(ben, [ada])
    personal_data.erase(ada, minutes(1))
    assert not LookWords.objects.exists()
    (his,) = queries.looks_by(Viewer(ben))
    assert his.words == ""
    assert [each["words"] for each in personal_data.export_of(ben)["looked_by_me"]] == [""]


def test_whose_account_is_closed_looks_at_nothing(ada, ben):
    people.erase(ben, minutes(1))
    with pytest.raises(AccountClosed):
        looks(ben, [ada])


def test_a_jurors_look_needs_no_mandate_and_never_says_her_name(ada, ben, caro):
    look_as_juror(caro, draw_id=5, case_id=9, about=[ada], now=MORNING)
    assert queries.is_looking(Viewer(caro), "jury", jury_key(5), now=minutes(1))
    later = MORNING + timedelta(days=30)
    run_due(later)
    (hers,) = queries.looks_at(Viewer(ada), now=later)
    assert (hers.by, hers.is_nameless, hers.words) == (
        None,
        True,
        "It is evidence in case 9, on which a jury votes.",
    )
    assert personal_data.export_of(ada)["looked_at_me"][0]["by"] == ""
    assert queries.looks_by(Viewer(caro))[0].about[0].name == "Ada"


def test_a_lent_jurors_look_stands_under_the_co_ops_account_and_is_nameless_too(ada):
    look_as_lent_juror(draw_id=5, case_id=9, about=[ada], now=MORNING)
    coop = Viewer(Look.objects.get().by_id)
    assert queries.is_looking(coop, "jury", jury_key(5), now=minutes(1))
    later = MORNING + timedelta(days=30)
    (hers,) = queries.looks_at(Viewer(ada), now=later)
    assert (hers.by, hers.is_nameless) == (None, True)


def test_a_program_that_the_console_lets_in_is_told_to_whom_it_reads(ada):
    with pytest.raises(NoMandate):
        let_program_in(ada, scopes="read", words=WORDS, now=MORNING)
    open_coop_account(wanted_handles=["yard"], name="Lantern Yard", summary="", followers=[], now=MORNING)
    with pytest.raises(NoReason):
        let_program_in(ada, scopes="read", words="so", now=MORNING)
    assert let_program_in(ada, scopes="read", words=WORDS, now=MORNING)
    run_due(minutes(1))
    (hers,) = queries.looks_at(Viewer(ada), now=minutes(1))
    assert (hers.by.name, hers.matter, hers.words) == ("Lantern Yard", "machine", WORDS)
    assert told(ada) == ["rights.looked"]
