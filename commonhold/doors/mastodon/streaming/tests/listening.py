"""Somebody who listens to several channels, without any server."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from commonhold.doors.mastodon.streaming.channels import Named, channel_of
from commonhold.doors.mastodon.streaming.made import Event, Made
from commonhold.social.apps import actions as apps
from commonhold.social.apps import queries as tokens
from commonhold.social.apps.queries import Bearer
from commonhold.social.live.hints import Hint, Lookout
from tests.cast import MORNING


def bearer_for(person_id: int, scopes: str = "read") -> Bearer:
    found = tokens.bearer(apps.mint_token(person_id=person_id, scopes=scopes, now=MORNING))
    assert found is not None
    return found


@dataclass(frozen=True)
class Heard(Event):
    """An event with what its payload says."""

    @property
    def body(self) -> Any:
        return json.loads(self.payload)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Event) and (self.name, self.payload) == (other.name, other.payload)

    __hash__ = Event.__hash__


class Ears:
    """What somebody hears on each of her streams, look by look, each row once."""

    def __init__(self, person_id: int, scopes: str = "read") -> None:
        self._person_id, self._bearer = person_id, bearer_for(person_id, scopes)
        self._streams: dict[str, Named] = {}
        self._hints: list[Hint] = []
        self._lookout = Lookout()
        self._lookout.listen(self._hints.append)

    def listen(self, name: str, **params: str) -> None:
        self._streams[name] = channel_of(self._bearer, name, params)
        self._lookout.look(MORNING)
        self._hints.clear()

    def hear(self, now: datetime) -> dict[str, list[Heard]]:
        """What is new since last time, by stream."""
        self._lookout.look(now)
        made = [Made(self._person_id, each) for each in self._hints]
        self._hints.clear()
        return {
            name: [Heard(event.name, event.payload) for each in made for event in each.events(named.channel)]
            for name, named in self._streams.items()
        }
