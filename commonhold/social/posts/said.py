"""What somebody wants to say, all of it: what `publish_post` takes and a draft keeps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from typing import Any

from commonhold.social.polls.actions import NewPoll


@dataclass(frozen=True)
class Said:
    """Everything that a post says, before it is one. `audience` None is the default of its kind."""

    text: str = ""
    audience: str | None = None
    list_id: int | None = None
    group_id: int | None = None
    in_reply_to: int | None = None
    quoted: int | None = None
    media: tuple[int, ...] = ()
    poll: NewPoll | None = None
    warning: str = ""
    is_sensitive: bool = False
    language: str = ""
    format: str = "markdown"
    reply_control: str = "everyone"
    approves_replies: bool = False
    quote_policy: str = "everyone"

    @property
    def is_empty(self) -> bool:
        """Would nothing be lost with it?"""
        has_poll = self.poll is not None and any(each.strip() for each in self.poll.options)
        return not (self.text.strip() or self.warning.strip() or self.media or has_poll)

    def arguments(self) -> dict[str, Any]:
        """As keywords for `publish_post`."""
        return {field.name: getattr(self, field.name) for field in fields(self)}


def to_json(said: Said) -> dict[str, Any]:
    return asdict(said)


def from_json(kept: Mapping[str, Any]) -> Said:
    """What a draft kept, also one that was kept before a field came to be."""
    known = {field.name for field in fields(Said)}
    values = {name: value for name, value in kept.items() if name in known}
    poll, media = values.pop("poll", None), values.pop("media", ())
    return Said(**values, media=tuple(media), poll=None if poll is None else _poll(poll))


def _poll(kept: Mapping[str, Any]) -> NewPoll:
    options: Sequence[str] = kept["options"]
    return NewPoll(
        options=tuple(options),
        minutes=int(kept["minutes"]),
        is_multiple=bool(kept["is_multiple"]),
        hides_counts=bool(kept["hides_counts"]),
    )
