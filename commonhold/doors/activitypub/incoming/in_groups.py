"""What people elsewhere do in a group of ours, the group passes on to all who follow it (FEP-1b12)."""

from __future__ import annotations

from commonhold.doors.activitypub.incoming.parts import type_of, uri_of
from commonhold.doors.activitypub.incoming.told import Deed, Told
from commonhold.doors.activitypub.incoming.whose import post_at
from commonhold.doors.activitypub.sending import in_groups
from commonhold.social.groups import queries as groups
from commonhold.social.posts.outward import outward

_SAID = frozenset({"Create", "Update"})
_OF_HERS = _SAID | {"Delete"}
_SIGNS = frozenset({"Like", "Dislike"})


def passing_on(it: Told, deed: Deed) -> Deed:
    """The deed, and then in its transaction the group's Announce of it, where a group of ours is concerned.

    Only what the signer may say by herself is passed on word by word: what she did with her own post, whole,
    and what she likes. All else other servers hear as a boost of the post.
    """

    def both() -> None:
        deed()
        _pass_on(it)

    return both


def _pass_on(it: Told) -> None:
    verb, about = type_of(it.activity), it.object or {}
    undone = type_of(about) if verb == "Undo" else ""
    uri = uri_of(about.get("object")) if undone in _SIGNS else it.object_uri
    if not it.uri or (verb not in _OF_HERS | _SIGNS and undone not in _SIGNS):
        return
    if verb in _SAID and not it.is_hers(about):
        return
    post_id = post_at(uri)
    post = None if post_id is None else outward([post_id]).get(post_id)
    if post is None or post.group_id is None or (verb in _OF_HERS and post.author_id != it.person):
        return
    if not groups.banned_among(post.group_id, [it.person]):
        in_groups.pass_on_received(post, it.activity, it.now)
