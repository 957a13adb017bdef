"""`python -m bench NAME [--json]`: run one measurement, or say which there are."""

from __future__ import annotations

import argparse
import importlib
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from bench.figure import Figure, load
from bench.house import house_of_its_own


@dataclass(frozen=True)
class Measurement:
    """What `measure` in `bench/NAME.py` does; `at_home`, with Django awake over an empty database."""

    words: str
    at_home: bool


MEASUREMENTS = {
    "record": Measurement("appends a second, each durable, and proofs", at_home=True),
    "ledger": Measurement("entries a second, in one batch and one by one", at_home=True),
    "tally": Measurement("real wards, and a million ballots in groups", at_home=False),
    "ballots": Measurement("sealing, checking and opening sealed ballots", at_home=False),
    "feeds": Measurement("the home page and publishing, with 2,000 people and 200,000 posts", at_home=True),
    "streams": Measurement("a thousand open ones: memory, idleness, and the last one's delay", at_home=True),
    "api": Measurement("what apps ask all day, of 200,000 posts, by sixteen connections", at_home=True),
    "server": Measurement("requests a second, and CPU for each, on the sample co-op", at_home=False),
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit 0 when every target is met, 1 when one is missed, 2 when the name is none."""
    parser = argparse.ArgumentParser(prog="bench", description="Measure on this machine, now.")
    parser.add_argument("name", choices=MEASUREMENTS, nargs="?", metavar="NAME")
    parser.add_argument("--json", action="store_true", help="[{name, value, unit, target, ok}]")
    args = parser.parse_args(arguments)
    if args.name is None:
        print("\n".join(f"{name:8} {each.words}" for name, each in MEASUREMENTS.items()))
        return 0
    figures = [load(), *_measure(args.name)]
    if args.json:
        print(json.dumps([asdict(each) for each in figures], indent=2))
    else:
        print("\n".join(each.line() for each in figures))
    return 0 if all(each.ok for each in figures) else 1


def _measure(name: str) -> list[Figure]:
    """The module is loaded only when Django knows where its database lies."""
    if not MEASUREMENTS[name].at_home:
        return list(importlib.import_module(f"bench.{name}").measure())
    with house_of_its_own() as folder:
        return list(importlib.import_module(f"bench.{name}").measure(folder))


if __name__ == "__main__":
    sys.exit(main())
