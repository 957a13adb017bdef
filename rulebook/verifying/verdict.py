"""What a check says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Verdict:
    """`bad` names the first file and line that is wrong, and why; None when all is well.

    `found` is what the files say and the check confirmed: strings, numbers, lists of them.
    """

    mode: str
    bad: str | None = None
    found: Mapping[str, object] = field(default_factory=dict)

    @property
    def ok(self) -> bool:
        return self.bad is None
