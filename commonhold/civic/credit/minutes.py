"""Minutes as people say them."""

from __future__ import annotations

from django.utils.translation import gettext as _

HOUR = 60


def in_words(minutes: int) -> str:
    """“2 h 30 min”, for a time of work; without a sign."""
    hours, rest = divmod(abs(minutes), HOUR)
    if not rest:
        return _("{hours} h").format(hours=hours)
    if not hours:
        return _("{minutes} min").format(minutes=rest)
    return _("{hours} h {minutes} min").format(hours=hours, minutes=rest)
