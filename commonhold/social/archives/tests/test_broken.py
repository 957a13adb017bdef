"""Broken and hostile archives: refused with the name of the file, and nothing is brought along."""

from __future__ import annotations

import gzip
import io
import json
import re
import struct
import tarfile
import tracemalloc
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commonhold.ground.refusal import Refusal
from commonhold.social.archives import queries
from commonhold.social.archives import refusals as no
from commonhold.social.archives.actions import begin_import, bring_local_archive, receive_piece
from commonhold.social.archives.models import Import
from commonhold.social.archives.reading import POSTS, Order, Survey, read_archive
from commonhold.social.archives.tests.bringing import bring
from commonhold.social.archives.tests.maker import address, files, note, tarred, with_picture, zipped
from commonhold.social.people.queries import Viewer
from commonhold.social.posts.models import Post
from tests.cast import MORNING


def read(folder: Path, archive: bytes, *, megabytes: int = 100, most_posts: int = 1000) -> Survey:
    path = folder / "archive"
    path.write_bytes(archive)
    order = Order(path, "archive.zip", folder, megabytes=megabytes, most_posts=most_posts, now=MORNING)
    return read_archive(order)


def linked(name: str = "media/link") -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as packed:
        for each, value in files(note(1)).items():
            packed.writestr(each, value)
        member = zipfile.ZipInfo(name)
        member.external_attr = 0o120777 << 16
        packed.writestr(member, "/etc/passwd")
    return file.getvalue()


def twice() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as packed:
        for name in ("outbox.json", "outbox.jsom"):
            packed.writestr(name, files(note(1))["outbox.json"])
    return file.getvalue().replace(b"outbox.jsom", b"outbox.json")


def locked() -> bytes:
    """The sign that the first file is locked, in both places where it stands."""
    archive = bytearray(zipped(files(note(1))))
    archive[6] |= 1
    central = archive.find(b"PK\x01\x02")
    archive[central + 8] |= 1
    return bytes(archive)


def pipe() -> tarfile.TarInfo:
    member = tarfile.TarInfo("pipe")
    member.type = tarfile.FIFOTYPE
    return member


def symlink() -> tarfile.TarInfo:
    member = tarfile.TarInfo("media/x")
    member.type, member.linkname = tarfile.SYMTYPE, "/etc/passwd"
    return member


GOOD = zipped(with_picture(*(note(each) for each in range(20))))
GOOD_TAR = tarred(with_picture(*(note(each) for each in range(20))))
NOPE = b'{"orderedItems": [\n{"a": 1},\n nope]}'
HUGE_ENTRY = b'{"orderedItems": ["' + b"x" * 3_000_000 + b'"]}'
HUGE_DIRECTORY = b"PK\x03\x04" + bytes(100) + b"PK\x05\x06" + bytes(8) + struct.pack("<IIH", 90_000_000, 0, 0)


@pytest.mark.parametrize(
    ("archive", "refusal", "words"),
    [
        (b"%PDF-1.7 no archive", no.NotAnArchive, "archive.zip"),
        (b"PK\x03\x04 and nothing else", no.ArchiveDamaged, "archive.zip"),
        (b"\x1f\x8b\x08 and nothing else", no.ArchiveDamaged, "archive.zip"),
        (GOOD_TAR[:3], no.ArchiveDamaged, "archive.zip"),
        (GOOD[: len(GOOD) // 2], no.ArchiveDamaged, "archive.zip"),
        (GOOD_TAR[: len(GOOD_TAR) // 2], no.ArchiveDamaged, "archive.zip"),
        (HUGE_DIRECTORY, no.TooManyFiles, "100000"),
        (zipped({"../../outbox.json": b"{}"}), no.StrangePath, "../../outbox.json"),
        (zipped({"/outbox.json": b"{}"}), no.StrangePath, "/outbox.json"),
        (zipped({"C:\\outbox.json": b"{}"}), no.StrangePath, "C:"),
        (tarred({"media/../../x": b""}), no.StrangePath, "media/../../x"),
        (linked(), no.LinkInside, "media/link"),
        (tarred(files(note(1)), symlink()), no.LinkInside, "media/x"),
        (tarred(files(note(1)), pipe()), no.LinkInside, "pipe"),
        (locked(), no.LockedMember, "outbox.json"),
        (zipped({"readme.txt": b"hi"}), no.NoOutbox, "archive.zip"),
        (zipped({}), no.NoOutbox, "archive.zip"),
        (zipped({"outbox.json": b""}), no.NotJson, "outbox.json.*line 1, character 1 "),
        (zipped({"outbox.json": NOPE}), no.NotJson, "line 3, character 2 "),
        (zipped({"outbox.json": b'{"orderedItems": [{"a": 1}'}), no.NotJson, "line 1, character 27 "),
        (zipped({"outbox.json": b'{"orderedItems": []} extra'}), no.NotJson, "character 22 "),
        (zipped({"outbox.json": b"[" * 100_000}), no.NotJson, "outbox.json"),
        (zipped({"outbox.json": b'{"orderedItems": [' + b"[" * 100_000}), no.NotJson, "outbox.json"),
        (zipped({"outbox.json": b'{"orderedItems": [' + b"9" * 5000 + b"]}"}), no.NotJson, "outbox.json"),
        (zipped({"outbox.json": b'{"orderedItems": [NaN]}'}), no.NotJson, "outbox.json"),
        (zipped({"outbox.json": b'{"totalItems": 3}'}), no.NotAnOutbox, "outbox.json"),
        (zipped({"outbox.json": b'{"orderedItems": {}}'}), no.NotAnOutbox, "outbox.json"),
        (zipped({"outbox.json": '{"orderedItems": ["é"]}'.encode("latin-1")}), no.WrongCharset, "byte 20 "),
        (zipped({"outbox.json": '{"orderedItems": []}'.encode("utf-16")}), no.WrongCharset, "byte 1 "),
        (zipped({"outbox.json": HUGE_ENTRY}), no.EntryTooLong, "char"),
        (zipped({**files(note(1)), "actor.json": b"{"}), no.NotJson, "actor.json"),
        (zipped(files(*(note(each) for each in range(1001)))), no.TooManyPosts, "1000"),
    ],
    ids=lambda each: "archive" if isinstance(each, bytes) else None,  # its bytes hold the time of packing
)  # fmt: skip
def test_a_broken_archive_is_refused_and_the_file_is_named(
    tmp_path: Path, archive: bytes, refusal: type[Refusal], words: str
) -> None:
    with pytest.raises(refusal) as refused:
        read(tmp_path, archive)
    assert re.search(words, str(refused.value)), str(refused.value)
    assert not (tmp_path / POSTS).exists() or not (tmp_path / POSTS).read_bytes()


def test_the_same_name_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(no.SameNameTwice, match=r"outbox\.json"):
        read(tmp_path, twice())


@pytest.mark.parametrize("pack", [zipped, tarred])
def test_an_archive_that_unpacks_too_large_is_refused_before_it_is_unpacked(tmp_path: Path, pack) -> None:
    bomb = pack({**files(note(1)), "media_attachments/bomb.png": bytes(3_000_000)})
    assert len(bomb) < 100_000
    with pytest.raises(no.ArchiveTooLarge, match="2 MB"):
        read(tmp_path, bomb, megabytes=2)


def test_a_tar_that_announces_a_name_of_gigabytes_is_refused_before_it_is_read(tmp_path: Path) -> None:
    member = tarfile.TarInfo("long")
    member.type, member.size = tarfile.XHDTYPE, 100_000_000
    packed = gzip.compress(member.tobuf(tarfile.USTAR_FORMAT) + bytes(member.size), compresslevel=1)
    tracemalloc.start()
    with pytest.raises(no.ArchiveDamaged):
        read(tmp_path, packed)
    assert tracemalloc.get_traced_memory()[1] < 60_000_000
    tracemalloc.stop()


def test_a_damaged_outbox_is_named_and_a_damaged_picture_is_missing(tmp_path: Path) -> None:
    archive = bytearray(GOOD)
    archive[60] ^= 0xFF
    with pytest.raises((no.MemberDamaged, no.NotJson, no.WrongCharset), match=r"outbox\.json"):
        read(tmp_path, bytes(archive))


def test_whoever_brought_it_reads_the_reason_and_nothing_is_half_brought(ada: int) -> None:
    import_id = bring(ada, zipped({"outbox.json": NOPE}))
    seen = queries.import_of(Viewer(ada), import_id)
    assert seen.state == Import.State.REFUSED
    assert "“outbox.json” in the archive can't be read from line 3, character 2 on" in seen.trouble
    assert not Post.objects.exists()
    assert bring(ada, GOOD)  # another one may come


def test_what_is_empty_too_large_or_out_of_its_place_is_refused_at_once(ada: int, tmp_path: Path) -> None:
    with pytest.raises(no.NotAnArchive):
        begin_import(ada, filename="a.zip", byte_count=0, now=MORNING)
    with pytest.raises(no.ArchiveTooLarge, match="2000 MB"):
        begin_import(ada, filename="a.zip", byte_count=2_000_000_001, now=MORNING)
    with pytest.raises(no.NotAnArchive):
        bring_local_archive(ada, path=tmp_path / "none.zip", now=MORNING)
    import_id = begin_import(ada, filename="a.zip", byte_count=10, now=MORNING)
    for offset, piece in ((5, b"12345"), (0, b"x" * 11)):
        with pytest.raises(no.PieceOutOfPlace):
            receive_piece(ada, import_id=import_id, offset=offset, piece=io.BytesIO(piece), now=MORNING)
    with pytest.raises(no.ImportUnderWay):
        begin_import(ada, filename="b.zip", byte_count=10, now=MORNING)


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**20), 10**20) | st.floats(-1e9, 1e9)
    | st.text(max_size=20) | st.sampled_from(["Create", "Note", "Question", "\ud800", "x\0y", "https://a]["]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)  # fmt: skip
_FIELDS = st.sampled_from(
    ["id", "type", "summary", "inReplyTo", "published", "to", "cc", "sensitive", "content", "contentMap",
     "attachment", "tag", "oneOf", "anyOf", "votersCount", "attributedTo", "name"]
)  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_however_an_outbox_is_mixed_each_post_is_read_once_and_nothing_but_a_refusal_is_raised(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    numbers = data.draw(st.lists(st.integers(0, 6), max_size=10))
    entries: list[object] = [
        note(number, inReplyTo=data.draw(st.sampled_from([None, address(0), address(3), address(number)])))
        for number in numbers
    ]
    for _each in range(data.draw(st.integers(0, 3))):
        odd = note(7)
        odd["object"][data.draw(_FIELDS)] = data.draw(_JSON)
        entries.append(data.draw(st.sampled_from([odd, data.draw(_JSON)])))
    entries = data.draw(st.permutations(entries))
    written = files(*entries)["outbox.json"]
    written = written[: data.draw(st.one_of(st.just(len(written)), st.integers(0, len(written))))]
    folder = tmp_path_factory.mktemp("mixed")
    try:
        survey = read(folder, zipped({**files(), "outbox.json": written}))
    except Refusal:
        return
    lines = [json.loads(line) for line in (folder / POSTS).read_bytes().splitlines()]
    sources = [line["source"] for line in lines]
    assert len(sources) == len(set(sources)) == survey.posts
    assert {address(each) for each in numbers} <= set(sources)
    for place, line in enumerate(lines):
        assert not line["parent"] or line["parent"] in sources[:place]


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(at=st.integers(0, max(len(GOOD), len(GOOD_TAR)) - 1), change=st.integers(1, 255), cut=st.booleans())
def test_whatever_byte_is_changed_or_missing_nothing_but_a_refusal_is_raised(
    tmp_path_factory: pytest.TempPathFactory, at: int, change: int, cut: bool
) -> None:
    for whole in (GOOD, GOOD_TAR):
        broken = bytearray(whole)
        broken[at % len(broken)] ^= change
        with suppress(Refusal):
            read(tmp_path_factory.mktemp("changed"), bytes(broken[: at % len(broken)] if cut else broken))
