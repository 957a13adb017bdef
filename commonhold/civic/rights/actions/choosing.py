"""All that a person chooses on her privacy page, kept by the rooms that read it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from commonhold.civic.sponsors.actions.wishing import choose_ads, forget_choice
from commonhold.social.conversations import actions as conversations
from commonhold.social.feeds import actions as feeds
from commonhold.social.people import actions as people


@dataclass(frozen=True)
class Choices:
    """What she chose. `parts` and `lines` are as `choose_who_sees_parts` takes them.

    `circle`: "everybody", "followers" or "nobody". `writers`: "everybody", "acquainted" or "nobody".
    `ads`: whether she wants any, or None to leave it to the charter.
    """

    parts: Mapping[str, str]
    lines: Mapping[tuple[int, str], str]
    circle: str
    approves_followers: bool
    is_searchable: bool
    is_discoverable: bool
    is_recommended: bool
    writers: str
    ads: bool | None


@transaction.atomic
def choose_privacy(by: int, *, choices: Choices, now: datetime) -> None:
    """All of it or nothing. Raises what the rooms' own actions raise."""
    people.choose_who_sees_parts(by, parts=choices.parts, lines=choices.lines, now=now)
    people.choose_who_sees_circle(by, shown_to=choices.circle, now=now)
    people.choose_to_approve_followers(by, approves=choices.approves_followers, now=now)
    people.choose_to_be_found(
        by, is_searchable=choices.is_searchable, is_discoverable=choices.is_discoverable, now=now
    )
    feeds.recommend_me(by, is_allowed=choices.is_recommended, now=now)
    conversations.choose_writers(by, writers=choices.writers, now=now)
    if choices.ads is None:
        forget_choice(by, now=now)
    else:
        choose_ads(by, wants=choices.ads, now=now)
