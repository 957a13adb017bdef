"""`commonhold record verify DIR-or-URL --key VKEY`: needs no database, no Django, and not our word."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

from commonhold.doors.console.answer import Answer, Subparsers
from commonhold.ground.record.signature import check_signature
from rulebook.merkle import (
    COSIGNATURE_V1,
    DirectoryReader,
    MalformedNote,
    Reader,
    VerifierKey,
    parse_vkey,
    verify,
    witnesses_of,
)
from rulebook.merkle.verify_log import CHECKPOINT, WITNESSES

_TIMEOUT = 20  # seconds


class WebReader:
    """A log on the web; a missing file is None, an unreachable server an OSError."""

    def __init__(self, address: str) -> None:
        self._address = address.rstrip("/")

    def read(self, path: str) -> bytes | None:
        try:
            with urlopen(f"{self._address}/{path}", timeout=_TIMEOUT) as answer:  # noqa: S310 - http(s), see run
                data: bytes = answer.read()
                return data
        except HTTPError as error:
            if error.code in {404, 410}:
                return None
            raise

    def paths(self) -> Iterable[str] | None:
        return None


def add_to(subparsers: Subparsers) -> None:
    verbs = subparsers.add_parser("record", help="export the record, or verify one").add_subparsers(
        dest="verb", required=True
    )
    verifying = verbs.add_parser("verify", help="check a whole log, every entry of it, from its files alone")
    verifying.add_argument("where", metavar="DIR-or-URL")
    verifying.add_argument(
        "--key", required=True, metavar="VKEY", help="the co-op's verifier key, or a file of it"
    )
    verifying.add_argument(
        "--witnesses", type=int, default=0, metavar="N", help="ask for the cosignatures of so many witnesses"
    )
    verifying.add_argument(
        "--witness",
        action="append",
        default=[],
        metavar="VKEY",
        help="a witness whose word counts, or a file of such keys, one a line; "
        "without any, those count that the log itself names",
    )
    verifying.set_defaults(run=run)


def run(args: argparse.Namespace) -> Answer:
    """`{ok, size, root, bad}`: `bad` names the first bad leaf or tile, null when all is well.

    Where witnesses are asked for, `witnesses` are the names of those who cosigned the checkpoint.
    """
    reader: Reader
    if args.where.startswith(("http://", "https://")):
        reader = WebReader(args.where)
    else:
        reader = DirectoryReader(Path(args.where))
    key = Path(args.key).read_text().strip() if Path(args.key).is_file() else args.key.strip()
    try:
        verdict = verify(reader, vkey=key, check_signature=check_signature)
        names = _witnesses(reader, args.witness) if args.witnesses or args.witness else None
    except MalformedNote as error:
        return _no(f"a key given: {error}")
    except OSError as error:
        return _no(f"{args.where}: {error}")
    bad = verdict.bad
    if bad is None and names is not None and len(names) < args.witnesses:
        bad = f"{CHECKPOINT}: {len(names)} witnesses signed it, where {args.witnesses} are asked for"
    value = {
        "ok": bad is None,
        "size": verdict.size,
        "root": verdict.root.hex() if verdict.root else None,
        "bad": bad,
        **({} if names is None else {"witnesses": names}),
    }
    return Answer(value, ok=bad is None)


def _witnesses(reader: Reader, given: list[str]) -> list[str]:
    """Who of those that count cosigned it. Raises MalformedNote for what is no witness's key."""
    lines = [line for each in given for line in _lines(each)]
    if not given:
        lines = (reader.read(WITNESSES) or b"").decode(errors="replace").split()
    keys: list[VerifierKey] = [parse_vkey(each, type=COSIGNATURE_V1) for each in lines]
    try:
        return witnesses_of(reader.read(CHECKPOINT) or b"", keys=keys, check_signature=check_signature)
    except MalformedNote:
        return []  # the verdict says so of the checkpoint itself


def _lines(given: str) -> list[str]:
    return Path(given).read_text().split() if Path(given).is_file() else [given.strip()]


def _no(bad: str) -> Answer:
    return Answer({"ok": False, "size": None, "root": None, "bad": bad}, ok=False)
