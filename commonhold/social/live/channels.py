"""What apps listen to: each channel is one of the lists that a person reads, as it grows.

A hint says which rows are new; what of them stands in a channel, the rule of visibility decides, once for
each person who listens.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum

from commonhold.social.feeds import queries as feeds
from commonhold.social.feeds.queries import Standing
from commonhold.social.live.hints import Hint
from commonhold.social.posts import standing
from commonhold.social.posts.queries import Servers


class Kind(Enum):
    """Which list is meant."""

    HOME = "home"
    NOTIFICATIONS = "notifications"
    PUBLIC = "public"
    TAG = "tag"
    LIST = "list"
    DIRECT = "direct"


@dataclass(frozen=True)
class Channel:
    """A list that grows. `servers` and `with_media` narrow public ones, `tag` and `list_id` name theirs.

    `with_notifications`: is what the person is told of heard in her home as well?
    """

    kind: Kind
    servers: Servers = Servers.ALL
    with_media: bool = False
    tag: str = ""
    list_id: int = 0
    with_notifications: bool = False

    def may_hear(self, person_id: int, hint: Hint) -> bool:
        """Is it worth looking whether something of the hint stands here?"""
        audiences = frozenset(hint.readable.values())
        match self.kind:
            case Kind.NOTIFICATIONS:
                return person_id in hint.told.values()
            case Kind.DIRECT:
                return standing.DIRECT in audiences
            case Kind.HOME:
                is_told = self.with_notifications and person_id in hint.told.values()
                return is_told or bool(
                    audiences - {standing.DIRECT} or hint.boosts or hint.unboosts or _has_changes(hint)
                )
            case Kind.LIST:
                return bool(audiences - {standing.DIRECT}) or _has_changes(hint)
            case _:
                return standing.PUBLIC in audiences or _has_changes(hint)

    def new(self, me: int, hint: Hint) -> list[Standing]:
        """What came into this list, oldest first."""
        if self.kind is Kind.HOME:
            said = (each for each, audience in hint.readable.items() if audience != standing.DIRECT)
            return feeds.standing_in_home(me, [*said, *hint.boosts])
        return [Standing(each, each, None) for each in self._holds(me, list(hint.readable))]

    def changed(self, me: int, hint: Hint) -> list[int]:
        """Editions of posts that stand in this list, oldest first."""
        there = set(self._holds(me, list(hint.edits.values())))
        return sorted(edition for edition, post_id in hint.edits.items() if post_id in there)

    def gone(self, me: int, hint: Hint) -> list[int]:
        """Posts that stood in this list, as far as that can be told: none that the person might not see.

        At home, boosts as well that somebody took back.
        """
        if self.kind in {Kind.DIRECT, Kind.NOTIFICATIONS}:
            return []
        is_public = self.kind in {Kind.PUBLIC, Kind.TAG}
        removed = standing.removed(me, list(hint.removals), servers=self.servers, is_public=is_public)
        unboosted = feeds.unboosted_in_home(me, list(hint.unboosts)) if self.kind is Kind.HOME else []
        return [*removed, *unboosted]

    def _holds(self, me: int, ids: Sequence[int]) -> Iterable[int]:
        match self.kind:
            case Kind.HOME:
                return [each.post_id for each in feeds.standing_in_home(me, ids)]
            case Kind.PUBLIC:
                return standing.in_timeline(me, ids, servers=self.servers, with_media=self.with_media)
            case Kind.TAG:
                return standing.under_tag(me, ids, tag=self.tag, servers=self.servers)
            case Kind.LIST:
                return feeds.standing_on_list(me, self.list_id, ids)
            case _:
                return []


def _has_changes(hint: Hint) -> bool:
    return bool(hint.edits or hint.removals)


def conversations_of(me: int, hint: Hint) -> dict[int, int]:
    """Conversations of `me` in which something was said, with the latest of it, oldest first."""
    direct = [each for each, audience in hint.readable.items() if audience == standing.DIRECT]
    return {where: said for said, where in standing.in_conversations(me, direct).items()}
