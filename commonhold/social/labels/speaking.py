"""Who speaks for a labeler, and whom a label concerns."""

from __future__ import annotations

from commonhold.social.groups import queries as groups
from commonhold.social.labels.models import Label, Labeler
from commonhold.social.labels.shape import What, read_subject
from commonhold.social.people import queries as people
from commonhold.social.people.queries import Viewer
from commonhold.social.posts import queries as posts


def speaks_for(person_id: int, row: Labeler) -> bool:
    """May she put and withdraw its labels? Nobody does so for the co-op, whose labels are measures."""
    if row.kind == Labeler.Kind.PERSON:
        return row.person_id == person_id
    if row.kind == Labeler.Kind.GROUP:
        return row.group_id is not None and groups.may_moderate(Viewer(person_id), row.group_id)
    return False


def speakers_of(row: Labeler) -> list[int]:
    """All who do."""
    if row.kind == Labeler.Kind.PERSON and row.person_id is not None:
        return [row.person_id]
    if row.kind == Labeler.Kind.GROUP and row.group_id is not None:
        return groups.moderator_ids(row.group_id)
    return []


def concerned_by(row: Label) -> int | None:
    """The person whom it is about, or who wrote what it is about; nobody for a server."""
    if not row.about:
        return None
    subject = read_subject(row.about)
    if subject.what == What.PERSON:
        return subject.number
    return posts.author_of(subject.number) if subject.what == What.POST else None


def concerns(person_id: int, row: Label) -> bool:
    """Is it about her, as whomever she speaks?"""
    whom = concerned_by(row)
    return whom is not None and whom in people.same_human(person_id)
