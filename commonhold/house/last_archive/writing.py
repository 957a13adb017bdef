"""The public half: people and posts as other servers know them, media, the charter, the books, the record.

`manifest.json` lists every file but the record's with its SHA-256; its own stands on the record, which is
then signed and laid beside it. So whoever has the folder and our key can tell that nothing was changed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import orjson
from django.db import transaction

from commonhold.doors.activitypub.documents import posts as documents
from commonhold.doors.activitypub.documents.people import document_by_id
from commonhold.ground.charter import queries as charter
from commonhold.ground.charter import register
from commonhold.ground.ledger import export as ledger
from commonhold.ground.record import actions as record
from commonhold.ground.record import queries as recorded
from commonhold.ground.record import sequencer
from commonhold.social.media import along as media
from commonhold.social.media import store
from commonhold.social.people import queries as people
from commonhold.social.people.queries import ANYONE
from commonhold.social.posts import along
from commonhold.social.posts.along import OwnPost
from rulebook.canonical import canonical

_AT_ONCE = 200
_PUBLIC = frozenset({"public", "unlisted"})
_README = """\
What stays of a co-op that has ended. All of it was public, or told of nobody.

people.jsonl    those who were here, as other servers know them (ActivityStreams actors)
posts.jsonl     what they said to everybody (ActivityStreams notes)
media/          the files of those posts, under the numbers that they have there
charter.json    what held at the end
ledger.jsonl    every entry of the books, in canonical JSON
record/         the signed public record: commonhold record verify record --key record/vkey
manifest.json   each file but the record's with its SHA-256; its own hash is on the record (co-op.archived)
"""


@dataclass
class Written:
    """What lies in the folder."""

    sha256: str = ""
    record_size: int = 0
    posts: int = 0
    hashes: dict[str, str] = field(default_factory=dict)

    @property
    def files(self) -> int:
        return len(self.hashes)


def write(folder: Path, *, now: datetime) -> Written:
    """Write it into a folder that is new, or empty."""
    done = Written()
    folder.mkdir(parents=True, exist_ok=True)
    _put(folder, "README.txt", iter([_README.encode()]), done)
    _put(folder, "people.jsonl", _people(now), done)
    _put(folder, "posts.jsonl", _posts(folder, done), done)
    _put(folder, "charter.json", iter([_charter()]), done)
    _put(folder, "ledger.jsonl", ledger.json_lines(), done)
    manifest = canonical({"files": [[path, sha] for path, sha in sorted(done.hashes.items())]}) + b"\n"
    (folder / "manifest.json").write_bytes(manifest)
    done.sha256 = hashlib.sha256(manifest).hexdigest()
    with transaction.atomic():
        record.append("co-op.archived", {"manifest_sha256": done.sha256, "files": done.files}, now=now)
    done.record_size = sequencer.sequence(now)
    for path, data in recorded.published_files():
        target = folder / "record" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    return done


def _put(folder: Path, path: str, pieces: Iterator[bytes], done: Written) -> None:
    target, digest = folder / path, hashlib.sha256()
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("wb") as file:
        for each in pieces:
            file.write(each)
            digest.update(each)
    done.hashes[path] = digest.hexdigest()


def _people(now: datetime) -> Iterator[bytes]:
    for person_id in people.everybody_here():
        document = document_by_id(person_id, now)
        if document is not None:
            yield orjson.dumps(document, option=orjson.OPT_APPEND_NEWLINE)


def _posts(folder: Path, done: Written) -> Iterator[bytes]:
    """Only what anybody may see, and what may leave: asked as whoever is signed in as nobody."""
    for person_id in people.everybody_here():
        for batch in _batches(person_id):
            wanted = [each.id for each in batch if each.audience in _PUBLIC]
            found = documents.written(ANYONE, wanted)
            for each in batch:
                if each.id in found:
                    done.posts += 1
                    _media(folder, person_id, each, done)
                    yield orjson.dumps(found[each.id].document, option=orjson.OPT_APPEND_NEWLINE)


def _batches(person_id: int) -> Iterator[list[OwnPost]]:
    after = 0
    while batch := along.own_posts(person_id, after=after, limit=_AT_ONCE):
        yield batch
        after = batch[-1].id


def _media(folder: Path, person_id: int, post: OwnPost, done: Written) -> None:
    """One that its owner discarded meanwhile is not there, as she wanted."""
    for each in media.files_among(person_id, post.media).values():
        path = f"media/{each.id}{Path(each.name).suffix}"
        try:
            _put(folder, path, store.read(each.key, 0, each.byte_count), done)
        except FileNotFoundError:
            (folder / path).unlink(missing_ok=True)


def _charter() -> bytes:
    here = charter.current()
    values = {each.key: each.write(here.value(each.key)) for each in register.parameters()}
    return canonical({"version": here.version, "parameters": values}) + b"\n"
