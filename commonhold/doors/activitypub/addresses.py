"""The addresses under which what is ours is known to other servers, and back. They never change."""

from __future__ import annotations

import re
from dataclasses import dataclass

from commonhold.doors.calls.addresses import address, base, of_person, of_post
from commonhold.social.actors import kept
from commonhold.social.arrivals import queries as arrivals

PUBLIC = "https://www.w3.org/ns/activitystreams#Public"
#: Other ways in which servers write the same.
PUBLIC_TOO = frozenset({PUBLIC, "as:Public", "Public"})

_ROOT = "/ap/"
#: Of people who came along with their server, which had our address: they are known as they were there.
_KEPT = "/users/"
_KEPT_POST = re.compile(r"/statuses/([0-9]{1,19})")
_KEPT_PART = re.compile(r"/([a-z-]+)")
_OURS = re.compile(r"/ap/(people|groups|posts|follows)/([0-9]{1,19})(?:/([a-z-]+))?")


@dataclass(frozen=True)
class Ours:
    """What an address of ours means: `kind` is "people", "groups", "posts" or "follows"."""

    kind: str
    id: int
    part: str = ""  # as "followers"


def person(person_id: int) -> str:
    return of_person(person_id)


def group(group_id: int) -> str:
    return address(f"/ap/groups/{group_id}")


def server() -> str:
    """The actor that is the server itself: it fetches for everybody."""
    return address("/ap/server")


def post(post_id: int) -> str:
    return of_post(post_id)


def follow(follow_id: int) -> str:
    return address(f"/ap/follows/{follow_id}")


def shared_inbox() -> str:
    return address("/ap/inbox")


def key(actor: str) -> str:
    """What signatures call an actor's key."""
    return f"{actor}#main-key"


def proof_key(actor: str) -> str:
    """What proofs within documents call an actor's key (FEP-521a)."""
    return f"{actor}#proof-key"


def is_ours(uri: str) -> bool:
    """Is it of this server, whatever it means?"""
    here = base()
    return uri == here or uri.startswith(f"{here}/")


def ours(uri: str) -> Ours | None:
    """What an address of ours means; None for any other."""
    if _KEPT in uri and is_ours(uri):
        return _kept(uri.removeprefix(base()))
    if _ROOT not in uri:  # where we are is not asked for each address of others
        return None
    found = _OURS.fullmatch(uri.removeprefix(base())) if is_ours(uri) else None
    return None if found is None else Ours(found[1], int(found[2]), found[3] or "")


def _kept(path: str) -> Ours | None:
    found = kept.meant(path)
    if found is None:
        return None
    person_id, rest = found
    if not rest:
        return Ours("people", person_id)
    post, part = _KEPT_POST.fullmatch(rest), _KEPT_PART.fullmatch(rest)
    if post is not None:
        post_id = arrivals.post_of_before(person_id, int(post[1]))
        return None if post_id is None else Ours("posts", post_id)
    return None if part is None else Ours("people", person_id, part[1])
