"""What no row tells of: tokens that were taken back, and filters that were changed or thrown away."""

from __future__ import annotations

from collections.abc import Collection

from commonhold.doors.mastodon.streaming.streams import AppStream
from commonhold.social.apps import queries as tokens
from commonhold.social.filters import queries as filters


class Watch:
    """Two statements for all streams together, every few seconds; remembers how filters stood."""

    def __init__(self) -> None:
        self._filters: dict[int, int | None] = {}

    def look(self, streams: Collection[AppStream]) -> list[AppStream]:
        """Tell streams what happened to them; gives those that something happened to."""
        held = tokens.holding({each.token_id for each in streams})
        over = [each for each in streams if each.token_id not in held]
        for each in over:
            each.end()
        return [*over, *self._with_other_filters([each for each in streams if each.minds_filters])]

    def _with_other_filters(self, streams: Collection[AppStream]) -> list[AppStream]:
        people = {each.person_id for each in streams}
        found = filters.state_of_many(people)
        now: dict[int, int | None] = {each: found.get(each) for each in people}
        before, self._filters = self._filters, now
        changed = {each for each in people if each in before and before[each] != now[each]}
        told = [each for each in streams if each.person_id in changed]
        for each in told:
            each.note_filters()
        return told
