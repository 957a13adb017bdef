"""Sentences that are right as they are in another language. Keep it short: it is read with suspicion."""

from __future__ import annotations

KEPT: dict[str, frozenset[str]] = {
    "all": frozenset(),
    "de": frozenset({"Demo", "Feeds", "Name", "Online", "Person", "Quorum", "Text", "in {span}"}),
    "es": frozenset({"Alt", "No"}),
    "fr": frozenset(),
    "nl": frozenset(
        {
            "Alt",
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
