"""The page of plain words that lies in each archive."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _


def readme(*, name: str, base: str, rooms: Sequence[str], now: datetime) -> str:
    """What is in it and what one can do with it."""
    parts = [
        _("This is everything that {server} keeps of {name}, as of {when}.").format(
            server=base, name=name, when=f"{now:%Y-%m-%d %H:%M} UTC"
        ),
        _(
            "It is yours. Keep it somewhere safe: it also holds what you wrote to few people, and what the "
            "co-op knows of you as its member."
        ),
        _("What you find in it:"),
        "\n".join(f"- {files}: {words}" for files, words in _contents()),
        _("The rooms: {rooms}.").format(rooms=", ".join(rooms)),
        _(
            "To bring it to another Commonhold, send this file as it is under Settings, Moving in, and then "
            "the tables. Mastodon takes the tables; many other servers do so too."
        ),
        _(
            "Ballots: how you voted in a confidential ballot is in no file, because nobody here keeps it. "
            "Your receipts were given to your browser alone."
        ),
    ]
    return "\n\n".join(parts) + "\n"


def _contents() -> list[tuple[str, str]]:
    tables = (
        "following_accounts",
        "lists",
        "blocked_accounts",
        "muted_accounts",
        "blocked_domains",
        "bookmarks",
    )
    return [
        ("actor.json", _("you, as other servers see you")),
        ("outbox.json", _("every post and boost (ActivityStreams, as Mastodon's archives have it)")),
        ("media_attachments/", _("your pictures, sounds and films, as outbox.json names them")),
        ("likes.json", _("what you liked, by its address")),
        ("bookmarks.json", _("what you kept to read again")),
        (", ".join(f"{each}.csv" for each in tables), _("tables that Mastodon and Commonhold take in")),
        ("followers.csv", _("who followed you; they come along only when you move")),
        ("rooms/NAME.json", _("what each room of this house keeps of you, complete")),
        ("schemas/NAME.schema.json", _("what stands where in that file, for programs (JSON Schema)")),
    ]
