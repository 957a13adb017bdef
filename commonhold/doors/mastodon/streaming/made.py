"""What one person is told of one hint: made once, however many of her streams hear it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any
from weakref import WeakValueDictionary

import orjson

from commonhold.doors.mastodon.entities.accounts import accounts
from commonhold.doors.mastodon.entities.notifications import notifications
from commonhold.doors.mastodon.entities.statuses import boost, statuses
from commonhold.doors.mastodon.streaming import payloads
from commonhold.ground.clock import queries as clock
from commonhold.social.feeds.queries import Standing
from commonhold.social.filters import queries as filters
from commonhold.social.filters.matching import Place
from commonhold.social.labels import reading as labels
from commonhold.social.live.channels import Channel, Kind, conversations_of
from commonhold.social.live.hints import Hint
from commonhold.social.notifications import for_apps
from commonhold.social.people.queries import Viewer
from commonhold.social.posts import queries as posts

#: Mastodon's applications look for these words.
FILTERS_CHANGED = "filters_changed"


@dataclass(frozen=True)
class Event:
    """One event; `payload` is JSON or an id, as text."""

    name: str
    payload: str


class Made:
    """Asked in the thread of looks alone; gone when the last stream that waits for it has heard it."""

    def __init__(self, person_id: int, hint: Hint) -> None:
        self.person_id, self.hint = person_id, hint
        self._viewer = Viewer(person_id)
        self._events: dict[Channel, list[Event]] = {}
        self._statuses: dict[tuple[Place | None, int], dict[str, Any] | None] = {}
        self._has_filters: bool | None = None

    @cached_property
    def now(self) -> datetime:
        """When it was asked for first."""
        return clock.now()

    def events(self, channel: Channel) -> list[Event]:
        """What is heard in a channel, oldest first; each thing as the REST endpoints give it to her now."""
        if channel not in self._events:
            is_worth_it = channel.may_hear(self.person_id, self.hint)
            self._events[channel] = list(self._made(channel, self.now)) if is_worth_it else []
        return self._events[channel]

    def _made(self, channel: Channel, now: datetime) -> Iterator[Event]:
        if channel.kind is Kind.DIRECT:
            yield from self._conversations(now)
            return
        if channel.kind is not Kind.NOTIFICATIONS:
            place = Place.PUBLIC if channel.kind in {Kind.PUBLIC, Kind.TAG} else Place.HOME
            yield from self._new(channel.new(self.person_id, self.hint), place, now)
            edits = [self.hint.edits[each] for each in channel.changed(self.person_id, self.hint)]
            for made in self._look_up(edits, place, now).values():
                yield _event("status.update", made)
            for post_id in channel.gone(self.person_id, self.hint):
                yield Event("delete", str(post_id))
        if channel.kind is Kind.NOTIFICATIONS or channel.with_notifications:
            yield from self._notifications(now)

    def _new(self, found: Sequence[Standing], place: Place, now: datetime) -> Iterator[Event]:
        made = self._look_up([each.post_id for each in found], place, now)
        who = {each.booster_id for each in found if each.booster_id is not None}
        boosters = accounts(self._viewer, who) if who else {}
        for each in found:
            status = made.get(each.post_id)
            if status is None:
                continue
            if each.booster_id is not None:
                status = boost(status, each.place, boosters[each.booster_id])
            yield _event("update", status)

    def _conversations(self, now: datetime) -> Iterator[Event]:
        for where, said in conversations_of(self.person_id, self.hint).items():
            made = payloads.conversation(self._viewer, where, said, now=now)
            if made is not None:
                yield _event("conversation", made)

    def _notifications(self, now: datetime) -> Iterator[Event]:
        mine = [row for row, person_id in self.hint.told.items() if person_id == self.person_id]
        for made in notifications(self._viewer, for_apps.among(self._viewer, mine), now=now):
            yield _event("notification", made)

    def _look_up(self, post_ids: Iterable[int], place: Place, now: datetime) -> dict[int, dict[str, Any]]:
        """Statuses by post, in their order, without those that her filters hide there."""
        if self._has_filters is None:
            keeps_any = filters.rules_of(self._viewer, now=now) is not filters.NONE
            self._has_filters = keeps_any or bool(labels.reads(self._viewer))
        where = place if self._has_filters else None  # without them a status is the same everywhere
        wanted = list(dict.fromkeys(post_ids))
        missing = [each for each in wanted if (where, each) not in self._statuses]
        if missing:
            self._statuses |= {(where, each): None for each in missing}
            for made in statuses(self._viewer, posts.posts(self._viewer, missing), now=now, place=where):
                self._statuses[(where, int(made["id"]))] = made
        found = ((each, self._statuses[(where, each)]) for each in wanted)
        return {each: made for each, made in found if made is not None}


def _event(name: str, made: dict[str, Any]) -> Event:
    return Event(name, orjson.dumps(made).decode())


class _Shares:
    """What is being made for whom. Asked on the event loop alone."""

    def __init__(self) -> None:
        self._open: WeakValueDictionary[tuple[int, Hint], Made] = WeakValueDictionary()

    def share(self, person_id: int, hint: Hint) -> Made:
        """The one that all of her streams share."""
        found = self._open.get((person_id, hint))
        if found is None:
            found = self._open[(person_id, hint)] = Made(person_id, hint)
        return found


shares = _Shares()
