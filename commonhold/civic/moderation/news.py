"""What this room tells the others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from commonhold.ground.news.bus import News


@dataclass(frozen=True)
class ReportForwarded(News):
    """A report is to be passed on to the server of `person_id`, without a word of who made it.

    `about` is what was reported, as "post:17"; `words` are those of whoever did.
    """

    name: ClassVar[str] = "moderation.report-forwarded"
    report_id: int
    person_id: int
    about: str
    words: str


@dataclass(frozen=True)
class MeasureBegan(News):
    """A measure took effect. `kind` is its place on the ladder; `about` what the case is of: "offer:17"."""

    name: ClassVar[str] = "moderation.measure-began"
    measure_id: int
    kind: str
    about: str


@dataclass(frozen=True)
class MeasureStopped(News):
    """A measure ended, or a jury did not impose it; `how` is an `End`."""

    name: ClassVar[str] = "moderation.measure-stopped"
    measure_id: int
    kind: str
    about: str
    how: str
