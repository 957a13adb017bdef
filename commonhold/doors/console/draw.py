"""`commonhold draw verify`: draw a jury again from its public file. Needs neither database nor our word.

Whoever has the record at hand compares the printed commitment and checkpoint with it: the leaf of the
commitment must lie under that checkpoint.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import Path

from commonhold.doors.console.answer import Answer, Subparsers
from rulebook.canonical import NotCanonical, canonical, parse_canonical
from rulebook.draw.jury import NotAJury, drawn, merkle_root, read_sheet, seed_of, sheet


def add_to(subparsers: Subparsers) -> None:
    verbs = subparsers.add_parser("draw", help="draw a jury again").add_subparsers(dest="verb", required=True)
    verifying = verbs.add_parser("verify", help="from the file that a case's page publishes")
    verifying.add_argument("file", type=Path, metavar="FILE")
    verifying.add_argument("--key", metavar="HEX", help="your own key: where you stand in the lot's order")
    verifying.set_defaults(run=run)


def run(args: argparse.Namespace) -> Answer:
    """`{ok, bad, case, pool, seed, commitment, checkpoint, seated, place, lent}`.

    `lent` says of each lender "NAME:ROOT:SIZE", as its record does.
    """
    try:
        data = args.file.read_bytes().removesuffix(b"\n")
        file = parse_canonical(data)
        if not isinstance(file, Mapping):
            raise NotAJury("it is no file of a draw")
        commitment, revealed = read_sheet(file)
        order = drawn(commitment, revealed)
        again = sheet(commitment, revealed)
    except OSError as error:
        return _no(f"{error.filename} cannot be opened: {error.strerror}")
    except (NotAJury, NotCanonical) as error:
        return _no(str(error))
    if again != data:
        return _no("drawn again, other people sit than the file says")
    return Answer(
        {
            "ok": True,
            "case": commitment.case,
            "pool": len(commitment.pool),
            "seed": seed_of(commitment, revealed).hex(),
            "commitment": sha256(canonical(commitment.body())).hexdigest(),
            "checkpoint": f"{revealed.checkpoint_root} of size {revealed.checkpoint_size}",
            "seated": order[: commitment.seats],
            "place": order.index(args.key) + 1 if args.key in order else None,
            "lent": _lent([*commitment.pool, *(key for key, _why in commitment.excluded)]),
        }
    )


def _lent(keys: Sequence[str]) -> list[str]:
    """Keys of whom peers lent bear the name of their record before a “#”."""
    names = sorted({each.partition("#")[0] for each in keys if "#" in each})
    of_name = {name: sorted(each for each in keys if each.partition("#")[0] == name) for name in names}
    return [f"{name}:{merkle_root(found)}:{len(found)}" for name, found in of_name.items()]


def _no(bad: str) -> Answer:
    return Answer({"ok": False, "bad": bad}, ok=False, text=f"This does not hold: {bad}.")
