"""`commonhold record verify DIR-or-URL --key VKEY`: needs no database, no Django, and not our word."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

from commonhold.doors.console.answer import Answer, Subparsers
from commonhold.ground.record.signature import check_signature
from rulebook.merkle import DirectoryReader, MalformedNote, Reader, verify

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
    verifying.set_defaults(run=run)


def run(args: argparse.Namespace) -> Answer:
    """`{ok, size, root, bad}`: `bad` names the first bad leaf or tile, null when all is well."""
    reader: Reader
    if args.where.startswith(("http://", "https://")):
        reader = WebReader(args.where)
    else:
        reader = DirectoryReader(Path(args.where))
    key = Path(args.key).read_text().strip() if Path(args.key).is_file() else args.key.strip()
    try:
        verdict = verify(reader, vkey=key, check_signature=check_signature)
    except MalformedNote as error:
        return Answer({"ok": False, "size": None, "root": None, "bad": f"the key given: {error}"}, ok=False)
    except OSError as error:
        return Answer({"ok": False, "size": None, "root": None, "bad": f"{args.where}: {error}"}, ok=False)
    value = {
        "ok": verdict.ok,
        "size": verdict.size,
        "root": verdict.root.hex() if verdict.root else None,
        "bad": verdict.bad,
    }
    return Answer(value, ok=verdict.ok)
