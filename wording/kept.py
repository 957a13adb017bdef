"""Sentences that are right as they are in another language. Keep it short: it is read with suspicion."""

from __future__ import annotations

KEPT: dict[str, frozenset[str]] = {
    "all": frozenset(),
    "de": frozenset({"Apps", "Demo", "Feeds", "Name", "Online", "Person", "Quorum", "Text", "in {span}"}),
    "es": frozenset({"Alt", "No"}),
    "fr": frozenset(
        {
            "%(n)d minute",
            "30 minutes",
            "5 minutes",
            "Alt",
            "Collections",
            "Conversations",
            "Description",
            "Direct",
            "Discussion",
            "Mentions",
            "Message",
            "Messages",
            "Nature",
            "Notifications",
            "Pages",
            "Quorum",
            "Version %(version)s.",
            "Vote",
        }
    ),
    "nl": frozenset(
        {
            "Alt",
            "Apps",
            "Demo",
            "Emoji",
            "Filters",
            "Later",
            "Mail",
            "Online",
            "Open",
            "Quorum",
            "Reserve",
            "Sponsors",
            "Tags",
            "{n} megabyte",
        }
    ),
}
