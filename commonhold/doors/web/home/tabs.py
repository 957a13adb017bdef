"""The feeds, side by side."""

from __future__ import annotations

from django.utils.translation import gettext as _


def tabs(address: str) -> list[dict[str, object]]:
    """One for each feed; the reader is at `address`."""
    named = {
        "/": _("Following"),
        "/local": _("Here"),
        "/all": _("Everywhere"),
        "/catch-up": _("Catch up"),
    }
    return [{"label": word, "url": url, "current": url == address} for url, word in named.items()]
