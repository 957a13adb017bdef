"""What has to be asked of other servers before something can be made of what they told us."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, Protocol

from commonhold.doors.activitypub.reading import ReadPost

#: Is a post to be brought here, as its own server has it?
Wanted = Callable[[ReadPost], bool]


class Elsewhere(Protocol):
    """Other servers. Never asked within a transaction.

    Raises Unreachable where an answer may come later, Strange or Blocked where none will.
    """

    def actor_of(self, uri: str, *, now: datetime, fresh: bool = False) -> int:
        """The id of the person who has this address; `fresh`: as her server describes her now."""

    def key_of(self, key_id: str, *, now: datetime, fresh: bool = False) -> object:
        """Have the key that signatures call so among `actors`, as its holder's server has it."""

    def post_of(
        self,
        uri: str,
        *,
        now: datetime,
        fresh: bool = False,
        wanted: Wanted | None = None,
    ) -> int:
        """The id of the post that has this address, brought here if need be; Strange if it isn't `wanted`."""

    def take_post(self, document: dict[str, Any], *, now: datetime) -> int:
        """Bring a post here that came whole from its author's own server; the latest of it stays."""

    def members_of(self, uri: str, *, now: datetime) -> list[str]:
        """The addresses in a collection."""
