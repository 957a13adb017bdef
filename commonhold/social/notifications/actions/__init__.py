"""Telling people something, and what they wish to be told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commonhold.ground import later

if TYPE_CHECKING:
    from commonhold.social.notifications.actions.reading import mark_read, mark_read_about, open_notification
    from commonhold.social.notifications.actions.telling import (
        About,
        notify,
        notify_all,
        notify_authors,
        take_back,
    )
else:
    __getattr__ = later.shown_by(__name__, __file__)

__all__ = [
    "About",
    "mark_read",
    "mark_read_about",
    "notify",
    "notify_all",
    "notify_authors",
    "open_notification",
    "take_back",
]
