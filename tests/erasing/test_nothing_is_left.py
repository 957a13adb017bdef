"""Somebody is erased: no row, no file and no byte says her mark any more, but for what the law keeps."""

from __future__ import annotations

import io
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.mail import EmailMessage
from django.db import connection
from PIL import Image

from commonhold.ground.jobs import actions as jobs
from commonhold.social.archives import folders as archives
from commonhold.social.erasing import cleaning, queries
from commonhold.social.erasing.actions import ask_to_be_erased
from commonhold.social.letters import actions as letters
from commonhold.social.media.actions import describe_medium, receive_medium
from commonhold.social.media.jobs import make_waiting as make_media
from commonhold.social.people import leaving
from commonhold.social.posts.actions import edit_post, publish_post, remove_post, save_draft
from commonhold.social.posts.said import Said
from commonhold.social.takeout.actions import ask_for_takeout
from commonhold.social.takeout.jobs import make_waiting as make_takeouts
from tests.cast import MORNING, email_of, minutes
from tests.erasing.conftest import MARK, settle
from tests.erasing.filling import FIRST, Whose, columns_with, fill, rules_put_aside
from tests.erasing.kept import KEPT, is_kept, names_of

_LATER = MORNING + timedelta(days=40)


@pytest.fixture
def mailing(settings, data_folder: Path) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = data_folder / "outgoing-mail"


def live(whose: Whose, folder: Path) -> None:
    """What she does as anybody does, with her mark in all of it, and what lies about because of it."""
    ada = whose.person_id
    picture = io.BytesIO()
    Image.new("RGB", (24, 16), "green").save(picture, "PNG")
    medium = receive_medium(ada, file=picture, filename=f"{MARK}.png", now=MORNING)
    describe_medium(ada, medium_id=medium, alt=f"A {MARK}", focus=None, now=MORNING)
    make_media(MORNING)
    for stored in (folder / "media").rglob("*.webp"):
        with stored.open("ab") as file:
            file.write(MARK.encode())
    post = publish_post(ada, text=f"Look at {MARK} #{MARK}", media=[medium], now=minutes(1))
    edit_post(ada, post_id=post, text=f"Look at this {MARK} #{MARK}", now=minutes(2))
    publish_post(ada, text=f"@ben only you: {MARK}", audience="direct", now=minutes(2))
    gone = publish_post(ada, text=f"Said too much: {MARK}", now=minutes(2))
    remove_post(ada, post_id=gone, now=minutes(3))
    save_draft(ada, said=Said(text=f"Not yet {MARK}"), now=minutes(3))
    letters.write_to_person(ada, subject=MARK, text=MARK, now=_LATER)
    letters.write_to_addresses([(email_of("ada"), MARK, MARK)], now=_LATER)
    EmailMessage(subject=MARK, body=MARK, to=[email_of("ada")]).send()
    archives.append(FIRST, offset=0, piece=io.BytesIO(MARK.encode()))
    ask_for_takeout(ada, now=minutes(5))
    make_takeouts(minutes(5))


def erase(whose: Whose) -> None:
    """She asks, her days to think again go by, and what runs by itself runs."""
    due = ask_to_be_erased(whose.person_id, now=minutes(10))
    with rules_put_aside():
        for moment in (due, due + timedelta(minutes=1)):
            ran = jobs.run_due(moment)
            assert [each for each in ran if not each.ok] == []
            make_media(moment)


def files_with(mark: str, folder: Path) -> list[str]:
    """Which files of the folder hold the mark, in their bytes or in their names."""
    found = []
    for path in sorted(each for each in folder.rglob("*") if each.is_file()):
        if mark in path.name or mark.encode() in path.read_bytes():
            found.append(str(path.relative_to(folder)))
    return found


def not_allowed(whose: Whose) -> list[str]:
    return sorted(each for each in columns_with(whose) if not is_kept(each))


def blank_what_is_kept(whose: Whose) -> None:
    """So that only what should have gone can still be found in the files."""
    with rules_put_aside(), connection.cursor() as cursor:
        for name in {each.partition(" ")[0] for each in columns_with(whose)}:
            table, _dot, column = name.partition(".")
            cursor.execute(f'DELETE FROM "{table}" WHERE CAST("{column}" AS TEXT) IS NOT NULL')  # noqa: S608


@pytest.fixture
def one_life(committing_db: str, mailing: None, data_folder: Path) -> Whose:
    """Ada, of whom every table says something, and who did what people do."""
    whose = settle()
    live(whose, data_folder)
    fill(whose)
    return whose


@pytest.mark.both_databases
def test_no_statement_finds_a_trace_but_of_what_the_law_keeps(one_life: Whose) -> None:
    assert not_allowed(one_life) != []
    erase(one_life)
    assert not_allowed(one_life) == []
    used = {name for each in columns_with(one_life) for name in names_of(each)}
    assert sorted(KEPT.keys() - used) == [], "gone as well, and needs no excuse any more"


def test_no_file_of_the_data_folder_has_a_trace(one_life: Whose, data_folder: Path) -> None:
    assert len(files_with(MARK, data_folder)) > 4
    erase(one_life)
    blank_what_is_kept(one_life)
    cleaning.sweep(_LATER)
    assert queries.uncleaned() is None
    assert files_with(MARK, data_folder) == []
    assert f'"person": {one_life.person_id}' in (data_folder / "erased.jsonl").read_text()


@pytest.mark.both_databases
@pytest.mark.only_on("postgresql")
def test_no_file_of_postgresql_has_a_trace_once_it_was_cleaned(
    one_life: Whose, request: pytest.FixtureRequest
) -> None:
    """As docs/running/erasing.md says: logs are not used again, each table is written anew, the log turns."""
    server, _template = request.getfixturevalue("postgresql")
    files = server.folder / "data"
    with connection.cursor() as cursor:
        for setting in ("wal_recycle = off", "min_wal_size = '2MB'"):
            cursor.execute(f"ALTER SYSTEM SET {setting}")
        cursor.execute("SELECT pg_reload_conf()")
    assert files_with(MARK, files) != []
    erase(one_life)
    blank_what_is_kept(one_life)
    cleaning.sweep(_LATER)
    assert queries.uncleaned().count == 1, "here an operator does it"
    assert cleaning.clean()
    assert cleaning.note_clean(_LATER) == 1
    with connection.cursor() as cursor:
        cursor.execute("ALTER SYSTEM RESET ALL")
    assert [each for each in files_with(MARK, files) if each.split("/")[0] != "log"] == []


def test_a_room_that_forgets_nothing_is_found_out(one_life: Whose, monkeypatch: pytest.MonkeyPatch) -> None:
    others = [each for each in leaving._rooms if "filters" not in each.__module__]
    monkeypatch.setattr(leaving, "_rooms", others)
    erase(one_life)
    assert not_allowed(one_life) == [
        "filters_filter.keywords owner",
        "filters_filter.places owner",
        "filters_filter.title owner",
    ]
