"""`python -m bench NAME [--json] [--database NAME]`: run one measurement, or say which there are."""

from __future__ import annotations

import argparse
import importlib
import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace

from bench.figure import Figure, load
from bench.house import DATABASES, house_of_its_own
from tests import absent


@dataclass(frozen=True)
class Measurement:
    """What `measure` in `bench/NAME.py` does; `at_home`, with Django awake over an empty database.

    `on_each` database, one after the other, each in a process of its own.
    """

    words: str
    at_home: bool
    on_each: bool = False


MEASUREMENTS = {
    "record": Measurement("appends a second, each durable, and proofs", at_home=True),
    "ledger": Measurement("entries a second, in one batch and one by one", at_home=True),
    "tally": Measurement("real wards, and a million ballots in groups", at_home=False),
    "split": Measurement("sharing a month's money: a million members, ten million thanks", at_home=False),
    "sharing": Measurement("the same through the house: ten thousand members", at_home=True),
    "rank": Measurement("ordering five hundred posts for one reader", at_home=False),
    "bridging": Measurement("bridging in a made-up town, and attacks on it", at_home=False),
    "trust": Measurement("ways to pay and nearness among 100,000 people and a million ties", at_home=False),
    "offers": Measurement("finding among 100,000 offers by place, time, kind and trust", at_home=True),
    "nightly": Measurement("bridging's night through the database: two million ratings", at_home=True),
    "ballots": Measurement("sealing, checking and opening sealed ballots", at_home=False),
    "sealed": Measurement("a sealed vote of 1,000 and 10,000 members, opening to verifier", at_home=True),
    "feeds": Measurement("the home page and publishing, with 2,000 people and 200,000 posts", at_home=True),
    "arriving": Measurement("a community moves in: 5,000 people, 100,000 posts", at_home=True, on_each=True),
    "export": Measurement("all that is somebody's: 100,000 posts, 2 GB of files", at_home=True),
    "streams": Measurement("a thousand open ones: memory, idleness, and the last one's delay", at_home=True),
    "api": Measurement("what apps ask all day, by sixteen connections", at_home=True, on_each=True),
    "federation": Measurement("what comes in, signed; one post to 1,000 servers", at_home=True),
    "inbox": Measurement("what other servers post, signed: judged, written down, answered", at_home=True),
    "growth": Measurement("from 1,000 to 10,000,000 members: which part is full first", at_home=True),
    "server": Measurement("requests a second, and CPU for each, on the sample co-op", at_home=False),
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit 0 when every target is met, 1 when one is missed, 2 when the name is none."""
    parser = argparse.ArgumentParser(prog="bench", description="Measure on this machine, now.")
    parser.add_argument("name", choices=MEASUREMENTS, nargs="?", metavar="NAME")
    parser.add_argument("--json", action="store_true", help="[{name, value, unit, target, ok}]")
    parser.add_argument("--database", choices=DATABASES, help="for api and arriving: on this one alone")
    args = parser.parse_args(arguments)
    if args.name is None:
        print("\n".join(f"{name:10} {each.words}" for name, each in MEASUREMENTS.items()))
        return 0
    if args.database and not MEASUREMENTS[args.name].on_each:
        parser.error(f"{args.name} knows no --database")
    figures = [load(), *_measure(args.name, args.database)]
    if args.json:
        print(json.dumps([asdict(each) for each in figures], indent=2))
    else:
        print("\n".join(each.line() for each in figures))
    return 0 if all(each.ok for each in figures) else 1


def _measure(name: str, database: str | None) -> list[Figure]:
    """The module is loaded only when Django knows where its database lies."""
    if not MEASUREMENTS[name].at_home:
        return list(importlib.import_module(f"bench.{name}").measure())
    if MEASUREMENTS[name].on_each and database is None:
        return [figure for each in _there() for figure in _apart(name, each)]
    if database == "postgresql" and database not in _there():
        return []
    with house_of_its_own(database or DATABASES[0]) as folder:
        return list(importlib.import_module(f"bench.{name}").measure(folder))


def _there() -> tuple[str, ...]:
    """The databases that can be measured here."""
    if absent.find_postgresql() is not None:
        return DATABASES
    print("PostgreSQL is not measured: its initdb is not here (apt install postgresql)", file=sys.stderr)
    return DATABASES[:1]


def _apart(name: str, database: str) -> Iterator[Figure]:
    command = [sys.executable, "-m", "bench", name, "--database", database, "--json"]
    ran = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)  # noqa: S603 - our own
    if not ran.stdout:
        sys.exit(ran.returncode)  # it has said why
    for each in json.loads(ran.stdout):
        figure = Figure(**each)
        yield figure if database == DATABASES[0] else replace(figure, name=f"PostgreSQL, {figure.name}")


if __name__ == "__main__":
    sys.exit(main())
