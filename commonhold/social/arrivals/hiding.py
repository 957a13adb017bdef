"""Why what somebody brought along is hidden, and under which name it is found again.

A post is hidden once, for one reason at a time: a measure of ours comes before both that are ours here.
"""

from __future__ import annotations

from commonhold.social.arrivals.models import Arrival
from commonhold.social.posts import queries as posts


def as_suspended(community_id: int) -> str:
    """What waits until her suspension there is ended."""
    return f"community:{community_id}"


def as_unclaimed(arrival_id: int) -> str:
    """What waits until she claims her page."""
    return f"arrival:{arrival_id}"


def reference_of(row: Arrival) -> str:
    """Under which all that she brought along is hidden now; empty where it is not."""
    if row.is_suspended and row.freed_at is None:
        return as_suspended(row.community_id)
    return "" if row.hidden_at is None or row.claimed_at is not None else as_unclaimed(row.id)


def still_hidden_as(post_id: int) -> str:
    """Under which a post is hidden, or would be without a measure of ours; empty for any other."""
    author = posts.author_if_brought(post_id)
    row = None if author is None else Arrival.objects.filter(person_id=author, gone_at=None).first()
    return "" if row is None else reference_of(row)
