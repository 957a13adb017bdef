"""`python -m bench.bridging.kept [SEEDS]`: run the seeds, and keep what each came to in `kept.json`.

From there the figures come that /feeds/bridging and docs/rules/bridging.md show. A seed that is kept is not
run again: remove the file after the law or the town changed.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from bench.bridging.measure import apart, figures

KEPT = Path(__file__).with_name("kept.json")


def runs() -> list[dict[str, float]]:
    """Of seeds 1, 2, 3 …, as far as they were kept."""
    found: list[dict[str, float]] = json.loads(KEPT.read_text()) if KEPT.exists() else []
    return found


def main(many: int) -> None:
    for seed in range(len(runs()) + 1, many + 1):
        lines = [json.dumps(each) for each in [*runs(), apart(seed)]]
        KEPT.write_text("[\n" + ",\n".join(lines) + "\n]\n")
    print("\n".join(each.line() for each in figures(runs())))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20)
