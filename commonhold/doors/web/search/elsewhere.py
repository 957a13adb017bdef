"""Somebody typed a name or an address of another server into the search box."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from commonhold.doors.calls.addresses import base, domain
from commonhold.doors.calls.waiting import looked_up
from commonhold.ground.refusal import Refusal
from commonhold.social.lookups.sought import sought_in
from commonhold.social.people import queries as people
from commonhold.social.people.queries import Viewer
from commonhold.social.people.refusals import NoSuchPerson
from commonhold.social.posts import queries as posts


@dataclass(frozen=True)
class Elsewhere:
    """Where it is here, once it was found; or that it is still looked up; or why it was not found."""

    url: str = ""
    is_under_way: bool = False
    trouble: str = ""


def looked_for(viewer: Viewer, text: str, *, now: datetime) -> Elsewhere | None:
    """None for words that are nothing of another server, and for who isn't signed in."""
    sought = sought_in(text)
    if viewer.person_id is None or not sought or _is_ours(sought):
        return None
    if "://" not in sought:
        try:
            return Elsewhere(f"/@{people.by_handle(viewer, sought).handle}")
        except NoSuchPerson:
            pass
    try:
        finding = looked_up(viewer, sought, now=now)
    except Refusal as refusal:
        return Elsewhere(trouble=str(refusal))
    if not finding.is_done:
        return Elsewhere(is_under_way=True)
    return Elsewhere(_address(viewer, finding.person_id, finding.post_id), trouble=finding.trouble)


def _address(viewer: Viewer, person_id: int | None, post_id: int | None) -> str:
    """Empty where the viewer may not see what was found."""
    if person_id is not None:
        found = people.found_among(viewer, [person_id])
        return f"/@{found[person_id].handle}" if person_id in found else ""
    seen = posts.posts(viewer, [post_id]) if post_id is not None else []
    return f"/@{seen[0].author.handle}/{seen[0].id}" if seen else ""


def _is_ours(sought: str) -> bool:
    if "://" in sought:
        return sought == base() or sought.startswith(f"{base()}/")
    return sought.rpartition("@")[2] == domain().lower()
