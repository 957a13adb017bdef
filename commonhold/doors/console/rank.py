"""`commonhold rank`: order posts again from a file. Needs neither database nor Django, and not our word."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from commonhold.doors.console.answer import NO, Answer, Subparsers
from rulebook.rank.bundle import NoRanking, read, replay
from rulebook.rank.document import LARGEST_BYTES, parse
from rulebook.rank.lines import Wrong
from rulebook.rank.ranking import rank


def add_to(subparsers: Subparsers) -> None:
    verbs = subparsers.add_parser("rank", help="order a feed again, or check its document").add_subparsers(
        dest="verb", required=True
    )
    replaying = verbs.add_parser("replay", help="the order that a ranking's document gives its posts")
    replaying.add_argument("file", type=Path, metavar="FILE")
    replaying.set_defaults(run=run_replay)
    checking = verbs.add_parser("check", help="is a file a feed's document? Its SHA-256")
    checking.add_argument("file", type=Path, metavar="FILE")
    checking.set_defaults(run=run_check)


def run_replay(args: argparse.Namespace) -> Answer | int:
    """`{ok, document, order}`; not ok where the file claims another order than its document gives."""
    try:
        bundle = read(args.file.read_bytes())
    except OSError as error:
        return _complain(f"{args.file} cannot be opened: {error.strerror}.")
    except NoRanking as error:
        return _complain(f"{args.file} cannot be replayed: {error}.")
    order, digest = replay(bundle), bundle.document.digest
    points = {each.post_id: each.points for each in rank(bundle.document, bundle.rows)}
    lines = [f"{place:>5}  {post_id:>20}  {points[post_id]:>14}" for place, post_id in enumerate(order, 1)]
    verdict = (
        "The file's order is what its document gives."
        if order == bundle.order
        else "The file claims ANOTHER order than its document gives."
    )
    words = [f"Document {bundle.document.id}, SHA-256 {digest}", *lines, verdict]
    said = {"ok": order == bundle.order, "document": digest, "order": [str(each) for each in order]}
    return Answer(said, ok=order == bundle.order, text="\n".join(words))


def run_check(args: argparse.Namespace) -> Answer | int:
    """`{ok, id, sha256}`, or the line that is wrong."""
    try:
        with args.file.open("rb") as file:
            text = file.read(LARGEST_BYTES + 1).decode("utf-8", "replace")
        document = parse(text)
    except OSError as error:
        return _complain(f"{args.file} cannot be opened: {error.strerror}.")
    except Wrong as error:
        return _complain(f"{args.file}, {error}.")
    said = {"ok": True, "id": document.id, "sha256": document.digest}
    return Answer(said, text=f"{document.digest}  {document.id}")


def _complain(sentence: str) -> int:
    print(f"commonhold rank: {sentence}", file=sys.stderr)
    return NO
