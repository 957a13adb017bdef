"""Feeds' documents under their SHA-256: kept, looked up, and which of them orders somebody's home."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple

from django.db.models import F, Q

from commonhold.ground.charter import queries as charter
from commonhold.ground.prepared import Asking, Prepared, Row, answered
from commonhold.social.feeds.charter import FeedsCharter
from commonhold.social.feeds.models import Feed, FeedChoice, FeedDocument
from commonhold.social.feeds.refusals import NoSuchDocument, NoSuchFeed, WrongDocument
from commonhold.social.people import queries as people
from commonhold.social.people.queries import PersonLine, Viewer
from rulebook.rank.document import Document, parse
from rulebook.rank.lines import Wrong

_CHOICE = Prepared(lambda *, me: FeedChoice.objects.filter(person_id=me).values_list("document_id"))
_TITLE = Prepared(
    lambda *, me, digest: (
        Feed.objects.filter(Q(published_at__isnull=False) | Q(owner_id=me), document_id=digest)
        .order_by(F("published_at").asc(nulls_last=True), "id")
        .values_list("title")[:1]
    )
)


class Choice(NamedTuple):
    """What orders somebody's home: "" is newest first. `is_own`: she chose it herself."""

    digest: str
    is_own: bool


@dataclass(frozen=True)
class FeedView:
    """An order that somebody made. `is_mine` is the viewer's own."""

    id: int
    owner: PersonLine
    title: str
    words: str
    digest: str
    made_at: datetime
    published_at: datetime | None
    is_mine: bool


def read(text: str) -> Document:
    """Raises WrongDocument."""
    try:
        return parse(text)
    except Wrong as error:
        raise WrongDocument(error.line, error.words) from None


def store(document: Document, *, now: datetime) -> str:
    """Keep a document; return its SHA-256. Only within a caller's transaction."""
    FeedDocument.objects.get_or_create(
        digest=document.digest, defaults={"text": document.canonical.decode(), "added_at": now}
    )
    return document.digest


@lru_cache(maxsize=256)
def document(digest: str) -> Document:
    """The document with this SHA-256. Raises NoSuchDocument."""
    row = FeedDocument.objects.filter(digest=digest).first()
    if row is None:
        raise NoSuchDocument
    return parse(row.text)


def choice(viewer: Viewer) -> Choice:
    """What orders the viewer's home feed; for anyone, newest first."""
    return answered(asking_choice(viewer))


def asking_choice(viewer: Viewer) -> Asking[Choice]:
    """The same, to be asked together with others."""
    found = _CHOICE.asking(me=viewer.person_id or 0)
    return found.then(lambda rows: _chosen(viewer, rows))


def _chosen(viewer: Viewer, rows: list[Row]) -> Choice:
    for (digest,) in rows:
        return Choice(digest or "", is_own=True)
    return Choice("" if viewer.person_id is None else community(), is_own=False)


def in_use(viewer: Viewer) -> str:
    """The SHA-256 of what orders the viewer's home feed; "" for newest first."""
    return choice(viewer).digest


def community() -> str:
    """What the members adopted; "" for newest first."""
    return charter.current().read(FeedsCharter).community


def must_be_readable(viewer: Viewer, digest: str) -> None:
    """Raises NoSuchDocument for what is neither published, nor adopted, nor the viewer's own."""
    if (digest == community() and digest) or (digest == in_use(viewer) and digest):
        return
    rows = Feed.objects.filter(document_id=digest)
    if not (rows.filter(published_at__isnull=False) | rows.filter(owner_id=viewer.person_id or 0)).exists():
        raise NoSuchDocument


def readable(viewer: Viewer, digest: str) -> Document:
    """A document that the viewer may read. Raises NoSuchDocument."""
    must_be_readable(viewer, digest)
    return document(digest)


def published(viewer: Viewer, *, limit: int = 100) -> list[FeedView]:
    """What people published, the latest first; nobody is there who is hidden from the viewer."""
    rows = Feed.objects.filter(published_at__isnull=False).order_by("-published_at", "-id")[:limit]
    return _views(viewer, list(rows))


def own(viewer: Viewer) -> list[FeedView]:
    """The viewer's own, the latest first."""
    return _views(viewer, list(Feed.objects.filter(owner_id=viewer.person_id or 0).order_by("-id")))


def own_one(viewer: Viewer, feed_id: int) -> FeedView:
    """Raises NoSuchFeed."""
    found = _views(viewer, list(Feed.objects.filter(id=feed_id, owner_id=viewer.person_id or 0)))
    if not found:
        raise NoSuchFeed
    return found[0]


def title_of(viewer: Viewer, digest: str) -> str:
    """What the document is called: by who published it first, or the viewer; else its own id."""
    named = _TITLE.rows(me=viewer.person_id or 0, digest=digest)
    return str(named[0][0]) if named else document(digest).id


def _views(viewer: Viewer, rows: list[Feed]) -> list[FeedView]:
    lines = people.found_among(viewer, {row.owner_id for row in rows})
    return [
        FeedView(
            row.id,
            lines[row.owner_id],
            row.title,
            row.words,
            row.document_id,
            row.made_at,
            row.published_at,
            row.owner_id == viewer.person_id,
        )
        for row in rows
        if row.owner_id in lines
    ]
