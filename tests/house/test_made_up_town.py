"""What the page and the rules tell of bridging in the made-up town is what the kept runs came to."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from pathlib import Path

from commonhold.doors.web.feeds import town

ROOT = Path(__file__).parents[2]
RUNS = json.loads((ROOT / "bench/bridging/kept.json").read_text())
ATTACKS = ("flood", "fresh", "spies")


def over(name: str, of: Callable[..., float] = sum) -> float:
    return of(each[name] for each in RUNS)


def came_to() -> list[str]:
    """As the table tells it, rounded against us."""
    tried = 20 * len(RUNS)
    before_and_after = [f"{over(f'{each}-used')}, {over(f'{each}-asked')} of {tried}" for each in ATTACKS]
    among = [", ".join(str(over(f"{each}-{kind}")) for each in ATTACKS) for kind in ("among", "among-past")]
    return [
        *(f"{math.floor(over(each, min) * 1000) / 1000:.3f}" for each in ("reactions", "sample")),
        *before_and_after,
        f"{over('highest', max)}, {math.floor(over('bar', min))}",
        f"{max(over(f'{each}-asked-past') for each in ATTACKS)} of {tried}",
        *(f"{each} of {tried}" for each in among),
        f"{math.ceil(over('seconds', max) * 10) / 10:.1f}",
        f"{math.ceil(over('megabytes', max))}",
    ]


def test_the_page_tells_what_the_kept_seeds_came_to():
    assert len(RUNS) == town.SEEDS
    assert [each[2] for each in town.FIGURES] == came_to()


def test_the_rules_have_the_same_table_as_the_page():
    rules = (ROOT / "docs/rules/bridging.md").read_text()
    assert f"Seeds 1 to {town.SEEDS}, all counted" in rules
    for what, wanted, found in town.FIGURES:
        assert f"| {what} | {wanted} | {found} |\n" in rules


def test_the_promises_are_kept():
    assert [over(f"{each}-{stage}") for each in ("flood", "fresh") for stage in ("used", "asked")] == [0] * 4
    assert over("reactions", min) >= 0.93
    assert over("sample", min) >= 0.98
