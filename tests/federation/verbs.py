"""The verbs that count once a server that no one here wrote has both sent and received them.

A test of one direction bears `@sends("favourite")` (ours arrives there, well signed) or
`@receives("favourite")` (theirs shows here). FEDERATION.md's table is made of a run of these:
`python -m tests.federation.table`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

_Test = TypeVar("_Test", bound=Callable[..., object])

#: In the order of the table: the word, and what travels.
VERBS = {
    "follow": "`Follow`",
    "unfollow": "`Undo` of `Follow`",
    "accept a follow": "`Accept`",
    "reject a follow, let a follower go": "`Reject`",
    "post": "`Create` of `Note`, public, to followers, to people",
    "mention": "`Create` with `Mention`",
    "reply": "`Create` with `inReplyTo`",
    "edit": "`Update` of `Note`",
    "delete": "`Delete` of `Tombstone`",
    "boost": "`Announce`",
    "take back a boost": "`Undo` of `Announce`",
    "favourite": "`Like`",
    "take back a favourite": "`Undo` of `Like`",
    "poll": "`Create` of `Question`",
    "vote": "`Create` of `Note` with `name`",
    "quote": "`quote`, `quoteUrl` and `QuoteRequest` (FEP-044f)",
    "change a profile": "`Update` of an actor",
    "move": "`Move`",
    "block": "`Block`",
    "unblock": "`Undo` of `Block`",
    "report": "`Flag`",
    "join a group": "`Follow` of a `Group` (FEP-1b12)",
    "pass on in a group": "`Announce` by a `Group` (FEP-1b12)",
    "leave a group": "`Undo` of `Follow` of a `Group`",
}


def sends(*verbs: str) -> Callable[[_Test], _Test]:
    """The foreign server receives these of ours in this test."""
    return _shown("sends", verbs)


def receives(*verbs: str) -> Callable[[_Test], _Test]:
    """Ours takes these of the foreign server in this test."""
    return _shown("receives", verbs)


def _shown(direction: str, verbs: tuple[str, ...]) -> Callable[[_Test], _Test]:
    unknown = set(verbs) - set(VERBS)
    assert not unknown, unknown

    def mark(test: _Test) -> _Test:
        vars(test)["federates"] = (direction, verbs)
        return test

    return mark
