"""Why something was not taken, in words."""

from __future__ import annotations

from django.utils.translation import gettext as _


def words_of(trouble: str) -> str:
    """Of what deliveries note, in the reader's language; empty for nothing."""
    if trouble.startswith("status "):
        return _("it answered with status {status}").format(status=trouble.removeprefix("status "))
    return {
        "took too long": _("it took too long to answer"),
        "does not answer": _("it does not answer"),
    }.get(trouble, trouble)
