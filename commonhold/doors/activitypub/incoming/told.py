"""An activity that is being worked on, and what may become of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from commonhold.doors.activitypub.incoming.elsewhere import Elsewhere
from commonhold.doors.activitypub.incoming.parts import Json, each_of, thing_of, uri_of
from commonhold.social.people import queries as people
from commonhold.social.servers.queries import domain_of

#: What is written for an activity, in the transaction that marks it done.
Deed = Callable[[], object]


class Nothing(Exception):
    """Nothing comes of it, and never will; the words say why."""


def nothing_to_do() -> None:
    """What we know and need not know."""


@dataclass(frozen=True)
class Told:
    """`activity` was signed by `signer`, of `domain`, who is `person` here: its actor, or its forwarder."""

    activity: Json
    signer: str
    domain: str
    person: int
    elsewhere: Elsewhere
    now: datetime
    memory: dict[str, Any] = field(default_factory=dict)  # of the signer, until something is done

    @property
    def is_her_own(self) -> bool:
        """Did the signer do it herself?"""
        return uri_of(self.activity.get("actor")) == self.signer

    @property
    def uri(self) -> str:
        """What her server calls the activity; or empty."""
        return uri_of(self.activity)

    @property
    def object_uri(self) -> str:
        return uri_of(self.activity.get("object"))

    @property
    def object(self) -> Json | None:
        """What it is about, where that came along whole."""
        return thing_of(self.activity.get("object"))

    @property
    def is_followed(self) -> bool:
        """Does anybody here follow the signer?"""
        if "is_followed" not in self.memory:
            self.memory["is_followed"] = people.is_followed(self.person)
        found: bool = self.memory["is_followed"]
        return found

    def must_be_of_her_server(self, uri: str) -> None:
        """Nobody speaks for another server (FEP-fe34). Raises Nothing."""
        if not uri or domain_of(uri) != self.domain:
            raise Nothing(f"it is of another server than its signer: {uri[:100]}")

    def is_hers(self, thing: Json) -> bool:
        """Does it say that it is by the signer, and lie where she is?"""
        authors = {uri_of(each) for each in each_of(thing.get("attributedTo") or thing.get("actor"))}
        return self.signer in authors and domain_of(uri_of(thing)) == self.domain
