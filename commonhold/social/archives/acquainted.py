"""Whom somebody followed on Bluesky or X, found again by what they say of themselves, to be ticked by her.

An archive names them by numbers alone. Of Bluesky's the number is enough: the bridge makes addresses of it,
and people link their page there. Of X's, a name is known where a post of hers named them.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from commonhold.social.actors import queries as actors
from commonhold.social.archives.friends import BRIDGE
from commonhold.social.archives.models import Import
from commonhold.social.archives.refusals import NobodyTicked
from commonhold.social.people import actions as people
from commonhold.social.people import queries as known
from commonhold.social.people.queries import PersonLine, Viewer

_PAGES = ("https://x.com/{}", "https://twitter.com/{}", "https://www.x.com/{}", "https://www.twitter.com/{}")


@dataclass(frozen=True)
class Acquaintance:
    """Somebody who is, or says that she is, whom the viewer followed. `shown` is what stands on her page.

    `is_sure`: the bridge says so, or the page that she links to links back. Anybody can write the rest.
    """

    person: PersonLine
    shown: str
    is_sure: bool


def acquaintances(viewer: Viewer) -> list[Acquaintance]:
    """Of the archive that the viewer brought last; whom she follows already is left out. Sure ones first."""
    marks = _marks(viewer)
    dids = [each for each in marks if each.startswith("did:")]
    bridged = actors.by_page_or_uri([f"https://{BRIDGE}/ap/{each}" for each in dids])
    found = {person_id: (address, True) for address, person_id in bridged.items()}
    pages = [f"https://bsky.app/profile/{each}" for each in dids]
    names = [each.removeprefix("x:") for each in marks if each.startswith("x:")]
    pages += [page.format(name) for name in names for page in _PAGES]
    for person_id, shown, is_verified in known.who_shows(viewer, pages):
        found.setdefault(person_id, (shown, is_verified))
    left_out = known.followed_among(viewer, list(found)) | {viewer.person_id or 0}
    lines = known.found_among(viewer, set(found) - left_out)
    every = [Acquaintance(line, *found[person_id]) for person_id, line in lines.items()]
    return sorted(every, key=lambda each: (not each.is_sure, each.person.handle))


@transaction.atomic
def follow_acquaintances(by: int, *, people_ids: Collection[int], now: datetime) -> int:
    """Follow those whom she ticked of them; returns how many. Raises NobodyTicked."""
    known.must_be_active(by)
    ticked = [each for each in acquaintances(Viewer(by)) if each.person.id in people_ids]
    if not ticked:
        raise NobodyTicked
    for each in ticked:
        people.follow(by, person_id=each.person.id, now=now)
    return len(ticked)


def _marks(viewer: Viewer) -> list[str]:
    rows = Import.objects.filter(person_id=viewer.person_id or 0, survey__isnull=False).order_by("-id")
    survey = rows.values_list("survey", flat=True).first() or {}
    found: list[str] = survey.get("followed", [])
    return found
