"""Which of the posts that we know has an address, ours or theirs."""

from __future__ import annotations

from commonhold.doors.activitypub import addresses
from commonhold.social.posts import elsewhere as posts


def post_at(uri: str) -> int | None:
    """The post's id; None where no such post is here. Whether somebody may see it is asked elsewhere."""
    if not uri:
        return None
    if addresses.is_ours(uri):
        target = addresses.ours(uri)
        return target.id if target is not None and target.kind == "posts" and not target.part else None
    found = posts.by_uri(uri)
    return None if found is None else found.post_id
