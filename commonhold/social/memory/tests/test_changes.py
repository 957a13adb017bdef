"""The database tells of what changed, whoever changed it, and of nothing else."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import connection, transaction

from commonhold.ground.changes import jobs, triggers
from commonhold.ground.changes.models import Change
from commonhold.ground.changes.reading import Reading, TookTooLong, open_reading
from commonhold.ground.changes.register import watched
from commonhold.social.people import actions as people
from commonhold.social.posts import actions as posts
from tests.cast import MORNING, make_person, minutes

pytestmark = pytest.mark.both_databases


@pytest.fixture
def reading(committing_db: str) -> Iterator[Reading]:
    found = open_reading()
    yield found
    found.close()


def told(reading: Reading) -> set[tuple[str, int]]:
    found = reading.changed()
    assert found is None or not found.everything
    return set() if found is None else set(found.what)


def test_what_was_committed_is_told_once(reading) -> None:
    ada, ben = make_person("ada"), make_person("ben")
    told(reading)
    people.follow(ada, person_id=ben, now=MORNING)
    assert {("reader", ada), ("person", ben)} <= told(reading)
    assert reading.changed() is None


def test_what_was_taken_back_is_not_told(reading) -> None:
    ada = make_person("ada")
    told(reading)
    with transaction.atomic():
        posts.publish_post(ada, text="Bread.", now=MORNING)
        transaction.set_rollback(True)
    assert told(reading) == set()


def test_raw_sql_is_told_as_well(reading) -> None:
    ada = make_person("ada")
    told(reading)
    connection.cursor().execute("UPDATE people_person SET summary = 'Baker' WHERE id = %s", [ada])
    assert ("person", ada) in told(reading)


def test_a_like_ends_what_is_counted_of_a_post_and_nothing_of_its_words(reading) -> None:
    ada, ben = make_person("ada"), make_person("ben")
    said = posts.publish_post(ada, text="Bread.", now=MORNING)
    told(reading)
    posts.favourite_post(ben, post_id=said, now=minutes(1))
    found = told(reading)
    assert ("tally", said) in found
    assert ("post", said) not in found


def test_a_measure_on_a_post_ends_what_is_kept_of_it_when_it_begins_and_when_it_ends(reading) -> None:
    said = posts.publish_post(make_person("ada"), text="Bread.", now=MORNING)
    told(reading)
    posts.restrict_post(post_id=said, kind="labelled", reference="measure:1", words="Stale", now=minutes(1))
    assert ("post", said) in told(reading)
    posts.free_post(post_id=said, kind="labelled", now=minutes(2))
    assert ("post", said) in told(reading)


def test_whoever_slept_through_too_much_begins_anew(reading, monkeypatch) -> None:
    monkeypatch.setattr(jobs, "_KEPT", 2)
    make_person("ada")
    told(reading)
    for each in ("ben", "caro", "dev"):
        make_person(each)
    before = Change.objects.count()
    jobs.forget(MORNING)
    left = Change.objects.count()
    assert left == 2 or (connection.vendor == "postgresql" and 2 < left < before)
    found = reading.changed()
    assert found is not None
    assert found.everything
    make_person("finn")
    assert told(reading)


def test_a_reading_changes_nothing(reading) -> None:
    with pytest.raises(TookTooLong):
        reading.ask("DELETE FROM changes_change")


def test_a_read_that_holds_everybody_up_is_broken_off(reading) -> None:
    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT COUNT(*) FROM n"
    with pytest.raises(TookTooLong):
        reading.ask(endless)


def test_a_trigger_that_somebody_took_away_is_missed(committing_db) -> None:
    assert triggers.missing() == []
    of = " ON people_block" if connection.vendor == "postgresql" else ""
    connection.cursor().execute(f'DROP TRIGGER "changes_people_block_insert"{of}')
    assert triggers.missing() == ["changes_people_block_insert"]
    triggers.create(connection)
    assert triggers.missing() == []


def test_every_watched_table_and_column_is_there(committing_db) -> None:
    with connection.cursor() as cursor:
        for each in watched():
            columns = {one.name for one in connection.introspection.get_table_description(cursor, each.table)}
            assert set(each.columns) <= columns
