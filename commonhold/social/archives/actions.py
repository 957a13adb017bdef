"""What people do with an archive: bring it, look through it, choose, and undo what became of it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from django.db import IntegrityError, transaction

from commonhold.ground import ids
from commonhold.ground.charter import queries as charter
from commonhold.ground.jobs import actions as jobs
from commonhold.ground.jobs.actions import want_sweeps
from commonhold.social.archives import folders
from commonhold.social.archives.charter import ArchivesCharter
from commonhold.social.archives.choosing import Choice, count_of
from commonhold.social.archives.desk import read_here
from commonhold.social.archives.models import Import
from commonhold.social.archives.refusals import (
    ArchiveTooLarge,
    ImportUnderWay,
    NoSuchImport,
    NotAnArchive,
    NothingToBring,
    NotReadYet,
    PieceOutOfPlace,
    TooManyForDrafts,
    UnknownChoice,
)
from commonhold.social.people import queries as people
from commonhold.social.people.queries import Viewer
from commonhold.social.posts.waiting import room_for_drafts

_MEGABYTE = 1_000_000
_BEFORE = (Import.State.RECEIVING, Import.State.WAITING, Import.State.READY)


def begin_import(by: int, *, filename: str, byte_count: int, now: datetime) -> int:
    """Announce an archive that comes in pieces; return the import's id.

    The same file announced again goes on where it stopped. Raises NotAnArchive for an empty one,
    ArchiveTooLarge or ImportUnderWay.
    """
    people.must_be_active(by)
    name = filename.rpartition("/")[2][:200] or "?"
    if byte_count <= 0:
        raise NotAnArchive(name)
    most = charter.current().read(ArchivesCharter).archive_megabytes
    if byte_count > most * _MEGABYTE:
        raise ArchiveTooLarge(name, megabytes=most)
    try:
        with transaction.atomic():
            same = {"filename": name, "byte_count": byte_count, "state": Import.State.RECEIVING}
            row = Import.objects.filter(person_id=by, **same).first()
            if row is None:
                row = Import.objects.create(id=ids.new_id(now), person_id=by, begun_at=now, **same)
    except IntegrityError as under_way:
        raise ImportUnderWay from under_way
    return row.id


@transaction.atomic
def receive_piece(by: int, *, import_id: int, offset: int, piece: BinaryIO, now: datetime) -> int:
    """Take the next piece in; return how many bytes are here. With the last one it is read.

    Raises NoSuchImport, or PieceOutOfPlace for what is not the next piece.
    """
    row = _own(by, import_id)
    piece.seek(0, 2)
    if row.state != Import.State.RECEIVING or offset != row.received:
        raise PieceOutOfPlace
    if offset + piece.tell() > row.byte_count:
        raise PieceOutOfPlace
    piece.seek(0)
    row.received += folders.append(row.id, offset=offset, piece=piece)
    if row.received == row.byte_count:
        _wait(row)
    row.save(update_fields=["received", "state"])
    return row.received


def bring_archive(by: int, *, file: BinaryIO, filename: str, now: datetime) -> int:
    """Bring a whole archive at once; return the import's id. It is read soon.

    Raises what `begin_import` raises.
    """
    byte_count = file.seek(0, 2)
    file.seek(0)
    import_id = begin_import(by, filename=filename, byte_count=byte_count, now=now)
    # Before the transaction: it is long, and the database has one writer.
    folders.append(import_id, offset=0, piece=file)
    _arrived(by, import_id)
    return import_id


def bring_local_archive(by: int, *, path: Path, now: datetime) -> int:
    """The same with a file that lies on this machine, read at once.

    Raises NotAnArchive where there is none, and what `begin_import` raises.
    """
    if not path.is_file():
        raise NotAnArchive(path.name)
    import_id = begin_import(by, filename=path.name, byte_count=path.stat().st_size, now=now)
    folders.take(import_id, path)
    read_here(import_id, now)
    return import_id


@transaction.atomic
def start_import(by: int, *, import_id: int, choice: Choice, now: datetime) -> None:
    """Have it written, a few posts at a time.

    Raises NoSuchImport, NotReadYet, UnknownChoice, NothingToBring or TooManyForDrafts.
    """
    row = _own(by, import_id)
    if row.state != Import.State.READY:
        raise NotReadYet
    asked = ((choice.way, Import.Way), (choice.answers, Import.Answers), (choice.readers, Import.Readers))
    if any(each not in known.values for each, known in asked):
        raise UnknownChoice
    posts = count_of(row.survey, choice)
    if not posts:
        raise NothingToBring
    if choice.way == Import.Way.DRAFTS and posts > (room := room_for_drafts(Viewer(by))):
        raise TooManyForDrafts(posts=posts, room=room)
    row.way, row.answers, row.readers = choice.way, choice.answers, choice.readers
    row.since_year, row.until_year = choice.since_year, choice.until_year
    row.state, row.chosen_at = Import.State.WRITING, now
    row.save()
    jobs.schedule("archives.write", key=f"{row.id}:0", due=now, payload={"import_id": row.id})


@transaction.atomic
def give_up_import(by: int, *, import_id: int, now: datetime) -> None:
    """Throw an archive away of which nothing was written. Raises NoSuchImport or NotReadYet."""
    row = _own(by, import_id)
    if row.state not in _BEFORE:
        raise NotReadYet
    row.state, row.ended_at = Import.State.GIVEN_UP, now
    row.save(update_fields=["state", "ended_at"])
    transaction.on_commit(lambda: folders.clear(import_id))


@transaction.atomic
def undo_import(by: int, *, import_id: int, now: datetime) -> None:
    """Take back all that an import brought, also one that is being written; it can be brought again.

    Raises NoSuchImport, NotReadYet, or ImportUnderWay while another one is.
    """
    row = _own(by, import_id)
    if row.state not in {Import.State.WRITING, Import.State.DONE}:
        raise NotReadYet
    if Import.objects.filter(person_id=by, state__in=Import.UNDER_WAY).exclude(id=row.id).exists():
        raise ImportUnderWay
    row.state = Import.State.UNDOING
    row.save(update_fields=["state"])
    jobs.schedule("archives.undo", key=f"{row.id}:{ids.new_id(now)}", due=now, payload={"import_id": row.id})
    transaction.on_commit(lambda: folders.clear(import_id))


@transaction.atomic
def _arrived(by: int, import_id: int) -> None:
    row = _own(by, import_id)
    if row.state == Import.State.RECEIVING:
        row.received = row.byte_count
        _wait(row)
        row.save(update_fields=["received", "state"])


def _wait(row: Import) -> None:
    row.state = Import.State.WAITING
    transaction.on_commit(want_sweeps)


def _own(by: int, import_id: int) -> Import:
    people.must_be_active(by)
    row = Import.objects.select_for_update().filter(id=import_id, person_id=by).first()
    if row is None:
        raise NoSuchImport
    return row
