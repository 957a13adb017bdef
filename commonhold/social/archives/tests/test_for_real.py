"""With real commits, on both databases: a step that is interrupted leaves nothing, and the next goes on."""

from __future__ import annotations

from contextlib import suppress

import pytest
from django.db import transaction

from commonhold.ground.jobs import actions as jobs
from commonhold.social.archives import folders, queries
from commonhold.social.archives.actions import start_import, undo_import
from commonhold.social.archives.choosing import Choice
from commonhold.social.archives.jobs import sweep
from commonhold.social.archives.models import Import
from commonhold.social.archives.tests.bringing import bring, move_in, write
from commonhold.social.archives.tests.maker import attached, files, note, with_picture, zipped
from commonhold.social.archives.writing import write_some
from commonhold.social.people.queries import Viewer
from commonhold.social.posts.models import Post
from tests.cast import MORNING, make_person, minutes


class Crash(Exception):
    """The machine stops."""


def crash(import_id: int) -> None:
    with suppress(Crash), transaction.atomic():
        write_some(import_id, now=MORNING)
        raise Crash


@pytest.mark.both_databases
def test_an_import_that_is_interrupted_goes_on_and_brings_each_post_once(committing_db: str) -> None:
    ada = make_person("ada")
    entries = [note(each, attachment=[attached()] if each % 9 == 0 else []) for each in range(50)]
    import_id = bring(ada, zipped(with_picture(*entries)))
    start_import(ada, import_id=import_id, choice=Choice(), now=MORNING)
    crash(import_id)
    assert not Post.objects.exists()
    write_some(import_id, now=MORNING)
    crash(import_id)
    assert Post.objects.count() == 20
    write(import_id)
    done = queries.import_of(Viewer(ada), import_id)
    assert (done.state, done.written, done.media_refused) == (Import.State.DONE, 50, 0)
    assert Post.objects.count() == 50
    assert not folders.kept()
    undo_import(ada, import_id=import_id, now=minutes(1))
    for each in range(1, 6):
        jobs.run_due(minutes(each))
    assert queries.import_of(Viewer(ada), import_id).state == Import.State.UNDONE
    assert not Post.objects.filter(removed_at=None).exists()


@pytest.mark.both_databases
def test_whatever_letters_and_times_stand_in_it_either_database_takes_it(committing_db: str) -> None:
    ada = make_person("ada")
    odd = [
        note(1, "<p>\ud800 x\0y \U0001f955 &#0; \u202e z</p>", summary="\ud800\0"),
        note(2, published="2020-02-29T23:59:59.123456+05:30"),
        note(3, published="1990-01-01T00:00:00Z", contentMap={"zz-Latn-QQ": ""}),
        note(4, attachment=[attached(name="\udfff\0")]),
    ]
    done = move_in(ada, zipped(with_picture(*odd)))
    assert (done.written, done.refused, done.remarks) == (4, 0, [])


def test_an_archive_that_nobody_goes_on_with_is_thrown_away_after_three_days(committing_db: str) -> None:
    ada = make_person("ada")
    bring(ada, zipped(files(note(1))))
    sweep(minutes(60 * 24 * 3 - 1))
    assert queries.current(Viewer(ada)) is not None
    sweep(minutes(60 * 24 * 3))
    assert queries.current(Viewer(ada)) is None
    assert not folders.kept()


def test_an_archive_that_vanished_from_the_disk_ends_in_words_and_keeps_what_came(committing_db: str) -> None:
    ada = make_person("ada")
    import_id = bring(ada, zipped(files(*(note(each) for each in range(30)))))
    start_import(ada, import_id=import_id, choice=Choice(), now=MORNING)
    write_some(import_id, now=MORNING)
    folders.clear(import_id)
    write(import_id)
    done = queries.import_of(Viewer(ada), import_id)
    assert (done.state, done.written) == (Import.State.DONE, 20)
    assert "no longer on this server" in done.trouble
