"""What every command over backups is asked with."""

from __future__ import annotations

import argparse
import os

from commonhold.ground.refusal import Refusal
from commonhold.house.backup.at_peer import PREFIX, AtPeer
from commonhold.house.backup.places import Place, place_at
from commonhold.house.backup.retention import Retention
from commonhold.house.backup.sealing import read_secret

KEY_VARIABLE = "COMMONHOLD_BACKUP_KEY"


def add_place(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "place",
        metavar="PLACE",
        help="DIR, s3://BUCKET/PREFIX?endpoint=…&region=…, or coop:https://other-coop.example",
    )
    parser.add_argument(
        "--key",
        metavar="FILE",
        default=os.environ.get(KEY_VARIABLE),
        help=f"the file of the key that seals it (default: {KEY_VARIABLE})",
    )


def add_retention(parser: argparse.ArgumentParser) -> None:
    usual = Retention()
    parser.add_argument("--daily", type=int, default=usual.daily, metavar="N", help="days that keep one")
    parser.add_argument("--weekly", type=int, default=usual.weekly, metavar="N", help="weeks that keep one")
    parser.add_argument(
        "--monthly", type=int, default=usual.monthly, metavar="N", help="months that keep one"
    )
    parser.add_argument(
        "--days", type=int, default=usual.days, metavar="N", help="after so many days none stays"
    )


def retention_of(args: argparse.Namespace) -> Retention:
    return Retention(args.daily, args.weekly, args.monthly, args.days)


def place_of(args: argparse.Namespace) -> tuple[Place, bytes | None]:
    """The place that was named, and the secret. Raises Refusal for what is no place."""
    secret = read_secret(args.key)
    if args.place.startswith(PREFIX):
        if secret is None:
            raise Refusal("A backup that leaves this machine is sealed: name a key with --key FILE.")
        return AtPeer(args.place.removeprefix(PREFIX), secret), secret
    return place_at(args.place), secret
