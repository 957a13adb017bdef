"""What a server passes on of others, as Mastodon does with answers (ActivityPub §7.1.2): hearsay, no more.

Nobody signs in another's name, so nothing that such an activity says is believed. It may only have us look at
what its own server has there, so often for each who passes on and for each who is asked.
"""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock

from commonhold.doors.activitypub import addresses
from commonhold.doors.activitypub.addresses import PUBLIC
from commonhold.doors.activitypub.incoming import posting
from commonhold.doors.activitypub.incoming.parts import Json, type_of, uri_of
from commonhold.doors.activitypub.incoming.told import Deed, Nothing, Told, nothing_to_do
from commonhold.doors.activitypub.incoming.whose import post_at
from commonhold.doors.activitypub.reading import ReadPost
from commonhold.social.actors import queries as actors
from commonhold.social.people import queries as people
from commonhold.social.people.queries import ANYONE
from commonhold.social.posts import elsewhere as known
from commonhold.social.posts import queries as posts
from commonhold.social.servers import policies
from commonhold.social.servers.queries import domain_of

#: Looks within an hour that one server has us take, and that are taken at one.
MOST_HEARD, MOST_LOOKS = 600, 300
_HOUR = 3600
_MOST_COUNTED = 10_000
_VERBS = frozenset({"Create", "Update", "Delete"})


def may_be_passed_on(activity: Json) -> bool:
    """Is it about a post that lies with its actor's own server? Looks into no table."""
    if type_of(activity) not in _VERBS:
        return False
    actor, uri = uri_of(activity.get("actor")), uri_of(activity.get("object"))
    return domain_of(uri) == domain_of(actor) != "" and uri != actor


class Hearsay:
    """Counts of this process, in windows that begin at the full hour."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._counts: OrderedDict[tuple[str, str], tuple[int, int]] = OrderedDict()

    def deed_of(self, it: Told) -> Deed:
        """What becomes of it, once its own server was asked. Raises Nothing, and what `Elsewhere` raises."""
        if not may_be_passed_on(it.activity) or addresses.is_ours(it.object_uri):
            raise Nothing("nobody speaks for somebody else")
        uri = it.object_uri
        if policies.is_blocked(domain_of(uri)):
            raise Nothing("its own server is blocked")
        here = known.by_uri(uri)
        verb = type_of(it.activity)
        if here is None:
            if verb == "Delete" or not _may_be_read_here(it):
                raise Nothing("nobody here reads what was passed on")
            self._count(it)
            it.elsewhere.post_of(uri, now=it.now, wanted=_is_read_here)
            return nothing_to_do
        if verb == "Create" or here.is_removed:
            return nothing_to_do
        if not posts.posts(ANYONE, [here.post_id]):
            # Its server would not show it to ours, which says nothing about whether it is still there.
            raise Nothing("it is for few, and only its own server speaks of it")
        self._count(it)
        return posting.looked_at_again(it, here.author_id, uri)

    def _count(self, it: Told) -> None:
        """Raises Nothing, where there were too many within the hour."""
        counted = ((("by", it.domain), MOST_HEARD), (("at", domain_of(it.object_uri)), MOST_LOOKS))
        window = int(it.now.timestamp()) // _HOUR
        with self._lock:
            for key, most in counted:
                began, used = self._counts.get(key, (window, 0))
                used = used + 1 if began == window else 1
                if used > most:
                    raise Nothing(f"too much was passed on within the hour {key[0]} {key[1]}")
                self._counts[key] = (window, used)
                self._counts.move_to_end(key)
            while len(self._counts) > _MOST_COUNTED:
                self._counts.popitem(last=False)


def _may_be_read_here(it: Told) -> bool:
    """If what was passed on says the truth."""
    said = it.object or {}
    return _is_followed(uri_of(it.activity.get("actor"))) or _is_here(uri_of(said.get("inReplyTo")))


def _is_read_here(found: ReadPost) -> bool:
    """Is it for all, and by somebody followed here or an answer to what is here? So its own server says."""
    is_for_all = PUBLIC in (*found.to, *found.cc)
    return is_for_all and (_is_followed(found.author) or _is_here(found.in_reply_to))


def _is_followed(uri: str) -> bool:
    known_actor = actors.by_uri(uri) if uri else None
    return known_actor is not None and people.is_followed(known_actor.person_id)


def _is_here(uri: str) -> bool:
    return post_at(uri) is not None
