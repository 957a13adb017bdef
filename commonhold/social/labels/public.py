"""Labels are public, and so is all that they are about."""

from __future__ import annotations

from commonhold.ground.refusal import NotFound
from commonhold.social.labels.refusals import NothingToLabel
from commonhold.social.labels.shape import Subject, What
from commonhold.social.people import queries as people
from commonhold.social.people.queries import ANYONE, Viewer
from commonhold.social.posts import queries as posts
from commonhold.social.servers.queries import is_ours


def is_public(subject: Subject) -> bool:
    """Can everybody read what it names?"""
    try:
        in_public(None, subject)
    except NothingToLabel:
        return False
    return True


def in_public(by: int | None, subject: Subject) -> Subject:
    """What everybody may read, and whoever labels it too. Raises NothingToLabel."""
    viewers = (ANYONE,) if by is None else (ANYONE, Viewer(by))
    try:
        for viewer in viewers:
            if subject.what == What.POST and posts.post(viewer, subject.number).removed:
                raise NothingToLabel
            if subject.what == What.PERSON:
                people.person(viewer, subject.number)
        if subject.what == What.PERSON and not people.is_here(subject.number):
            raise NothingToLabel
    except NotFound as hidden:
        raise NothingToLabel from hidden
    if subject.what == What.SERVER and is_ours(subject.key):
        raise NothingToLabel
    return subject
