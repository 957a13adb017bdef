"""A post of another server, as the door that read it hands it over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from commonhold.social.media.elsewhere import ArrivedMedium
from commonhold.social.polls.elsewhere import ArrivedPoll

__all__ = ["ArrivedMedium", "ArrivedPoll", "ArrivedPost"]


@dataclass(frozen=True)
class ArrivedPost:
    """What somebody elsewhere said. `html` is foreign and unchecked; `uri` and `url` are addresses there.

    Posts and people are ids of ours: the door has found them. `audience` is public, unlisted, followers,
    direct, or group with a group of ours. `names` are foreign addresses of people, as they are linked in the
    HTML, and whom of the mentioned they mean. `tags` come as they are written, without #; `emoji` are
    pictures by shortcode. A quote is shown at once where `quote_is_let`: its consent was checked.
    """

    uri: str
    html: str
    published_at: datetime
    url: str = ""
    title: str = ""  # of an article, a page or a film
    warning: str = ""
    is_sensitive: bool = False
    language: str = ""
    audience: str = "public"
    group: int | None = None
    edited_at: datetime | None = None
    in_reply_to: int | None = None
    mentions: Sequence[int] = ()
    names: Mapping[str, int] = field(default_factory=dict)
    tags: Sequence[str] = ()
    emoji: Mapping[str, str] = field(default_factory=dict)
    media: Sequence[ArrivedMedium] = ()
    poll: ArrivedPoll | None = None
    quoted: int | None = None
    quote_is_let: bool = False
    quote_policy: str = "nobody"
    reply_control: str = "everyone"
    replies: str = ""  # the collection of its answers
