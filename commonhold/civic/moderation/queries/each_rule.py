"""The rules that everybody is asked to keep: apps show them, and load nothing else of this room for that."""

from __future__ import annotations

from commonhold.civic.moderation.charter import ModerationCharter
from commonhold.ground.charter import queries as charter


def rules() -> list[str]:
    """The rules of which a report names one, as the charter has them now."""
    return charter.current().read(ModerationCharter).each_rule
