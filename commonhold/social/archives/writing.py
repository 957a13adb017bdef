"""Bringing posts along, a few at each step, each step in one transaction: after a crash the next goes on."""

from __future__ import annotations

import json
import shutil
from collections.abc import Collection
from datetime import datetime
from tempfile import SpooledTemporaryFile
from typing import Any, BinaryIO, cast

from django.db import transaction
from django.utils.translation import gettext_noop

from commonhold.ground import ids
from commonhold.ground.refusal import Refusal
from commonhold.social.archives import folders
from commonhold.social.archives.box import forget_opened, open_key
from commonhold.social.archives.choosing import Choice
from commonhold.social.archives.models import Brought, Import
from commonhold.social.archives.reading import POSTS, UNPACKED
from commonhold.social.media.actions import describe_medium, receive_medium
from commonhold.social.posts.actions import (
    OldPost,
    bring_post,
    brought_among,
    discard_draft,
    save_draft,
    take_back_brought,
)
from commonhold.social.posts.said import Said

POSTS_AT_ONCE, BYTES_AT_ONCE = 20, 8_000_000
_MOST_REMARKS = 100
_IN_MEMORY = 4_000_000
_GONE = gettext_noop(
    "The archive is no longer on this server, so the rest of it was not brought along. What came stays. Send "
    "the archive again: nothing comes twice."
)


@transaction.atomic
def write_some(import_id: int, *, now: datetime) -> int | None:
    """Bring the next posts along; return how many lines were gone through in all, or None at the end."""
    row = Import.objects.select_for_update().filter(id=import_id, state=Import.State.WRITING).first()
    if row is None:
        return None
    try:
        more = _Step(row, now).go_on()
    except FileNotFoundError:
        row.trouble, more = _GONE, False
    if not more:
        row.state, row.ended_at = Import.State.DONE, now
        forget_opened()
        transaction.on_commit(lambda: folders.clear(import_id))
    row.save()
    return row.seen if more else None


@transaction.atomic
def undo_some(import_id: int, *, now: datetime) -> bool:
    """Take the latest back of what it brought. Is there more?"""
    row = Import.objects.select_for_update().filter(id=import_id, state=Import.State.UNDOING).first()
    if row is None:
        return False
    rows = list(row.brought.order_by("-id")[:POSTS_AT_ONCE])
    posts = [each.made for each in rows if each.kind == Brought.Kind.POST]
    if posts:
        take_back_brought(row.person_id, post_ids=posts, now=now)
    for each in rows:
        if each.kind == Brought.Kind.DRAFT:
            discard_draft(row.person_id, draft_id=each.made, now=now)
    Brought.objects.filter(id__in=[each.id for each in rows]).delete()
    if len(rows) == POSTS_AT_ONCE:
        return True
    row.state, row.undone_at = Import.State.UNDONE, now
    row.save(update_fields=["state", "undone_at"])
    return False


class _Step:
    def __init__(self, row: Import, now: datetime) -> None:
        self._row, self._now, self._by = row, now, row.person_id
        self._choice = Choice(row.way, row.answers, row.readers, row.since_year, row.until_year)
        self._bytes = 0
        self._here: dict[str, int] = {}  # by its address elsewhere: the post, as far as these lines ask
        self._drafts: set[str] = set()

    def go_on(self) -> bool:
        """Go through the next lines. Is there more?"""
        lines = [(json.loads(text), end) for text, end in self._next()]
        self._look_up([line for line, _end in lines])
        for line, end in lines:
            self._take(line)
            self._row.seen, self._row.offset = self._row.seen + 1, end
            if self._bytes >= BYTES_AT_ONCE:
                return True
        return len(lines) == POSTS_AT_ONCE

    def _next(self) -> list[tuple[bytes, int]]:
        """The next lines, and where each ends."""
        with (folders.folder_of(self._row.id) / POSTS).open("rb") as file:
            file.seek(self._row.offset)
            lines = [(file.readline(), file.tell()) for _each in range(POSTS_AT_ONCE)]
        return [(text, end) for text, end in lines if text]

    def _look_up(self, lines: Collection[dict[str, Any]]) -> None:
        sources = {line["source"] for line in lines}
        self._here = brought_among(self._by, sources | {line["parent"] for line in lines} - {""})
        drafts = Brought.objects.filter(kind=Brought.Kind.DRAFT, by_import__person_id=self._by)
        self._drafts = set(drafts.filter(source__in=sources).values_list("source", flat=True))

    def _take(self, line: dict[str, Any]) -> None:
        source: str = line["source"]
        if not self._choice.takes(year=int(line["at"][:4]), to_others=line["to_others"]):
            self._row.not_chosen += 1
        elif source in self._here or source in self._drafts:
            self._row.already += 1
        else:
            try:
                with transaction.atomic():
                    self._write(source, line)
                self._row.written += 1
            except Refusal as refusal:
                self._row.refused += 1
                self._remark(source, refusal)

    def _write(self, source: str, line: dict[str, Any]) -> None:
        media = [each for each in map(self._medium, line["media"]) if each is not None]
        text = line["text"]
        parent = self._here.get(line["parent"])
        if parent is None and line["to_others"] and line["answers"]:
            text = f"↩ {line['answers']}\n\n{text}".strip()
        said = {name: line[name] for name in ("format", "warning", "is_sensitive", "language")}
        said["audience"] = self._choice.audience(line["audience"])
        if self._row.way == Import.Way.DRAFTS:
            kind = Brought.Kind.DRAFT
            made = save_draft(self._by, said=Said(text=text, media=tuple(media), **said), now=self._now)
        else:
            at = datetime.fromisoformat(line["at"])
            old = OldPost(source, text, at, in_reply_to=parent, media=media, **said)
            kind, made = Brought.Kind.POST, bring_post(self._by, old=old, now=self._now)
            self._here[source] = made
        Brought.objects.create(
            id=ids.new_id(self._now), by_import=self._row, kind=kind, source=source, made=made
        )

    def _medium(self, medium: dict[str, Any]) -> int | None:
        """Bring a file along; None, and a remark, where the media room refuses it."""
        name = medium["path"]
        folder = folders.folder_of(self._row.id)
        try:
            with transaction.atomic(), SpooledTemporaryFile(max_size=_IN_MEMORY) as whole:
                with open_key(folders.packed(self._row.id), folder / UNPACKED, medium["key"]) as file:
                    shutil.copyfileobj(file, whole)
                self._bytes += whole.tell()
                kept = cast(BinaryIO, whole)
                filename = name.rpartition("/")[2]
                made = receive_medium(self._by, file=kept, filename=filename, now=self._now)
                focus = tuple(medium["focus"]) if medium["focus"] else None
                describe_medium(self._by, medium_id=made, alt=medium["alt"], focus=focus, now=self._now)
                return made
        except Refusal as refusal:
            self._row.media_refused += 1
            self._remark(name, refusal)
            return None

    def _remark(self, about: str, refusal: Refusal) -> None:
        if len(self._row.remarks) < _MOST_REMARKS:
            self._row.remarks = [*self._row.remarks, [about, str(refusal)[:500]]]
