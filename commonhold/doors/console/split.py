"""`commonhold split`: work a split out again. Needs neither database nor Django, and not our word.

From the auditors' bundle, `replay` gives the public file byte for byte; from a public file, the same out of
its own figures; so it does for the appropriation of a surplus. `check` works one member's line out from her
statement and the public file.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from commonhold.doors.console import appropriation_sheet, split_sheet
from commonhold.doors.console.answer import NO, YES, Answer, Subparsers
from rulebook.split import appropriation_files
from rulebook.split.bundle import read_bundle
from rulebook.split.reading import Entry, Malformed, read
from rulebook.split.replay import Split, check_statement, replay


def add_to(subparsers: Subparsers) -> None:
    verbs = subparsers.add_parser("split", help="work a split out again").add_subparsers(
        dest="verb", required=True
    )
    replaying = verbs.add_parser(
        "replay", help="the public file again, from the auditors' bundle or from its own figures"
    )
    replaying.add_argument("bundle", type=Path, metavar="BUNDLE")
    replaying.add_argument(
        "--person", metavar="KEY", help="and one person's worked calculation, from a bundle"
    )
    replaying.add_argument(
        "--public", type=Path, metavar="FILE", help="the published file, to compare byte for byte"
    )
    # Left out when not given, so that --json before the command is not undone by it.
    replaying.add_argument(
        "--json",
        action="store_true",
        default=argparse.SUPPRESS,
        help="print the public file's bytes, nothing else",
    )
    replaying.set_defaults(run=run)
    checking = verbs.add_parser("check", help="one member's line, from her statement and the public file")
    checking.add_argument("statement", type=Path, metavar="STATEMENT")
    checking.add_argument("public", type=Path, metavar="PUBLIC")
    checking.set_defaults(run=check)


def run(args: argparse.Namespace) -> int:
    """Exit 1 where the file is none, contradicts itself or another was published, or has no such person."""
    try:
        data = args.bundle.read_bytes()
        is_appropriation = read(data, what="the file").text("type").startswith("appropriation-")
        again = appropriation_files.replay(data) if is_appropriation else replay(data)
        public = read(again, what="the public file")
        person = [] if args.person is None else _calculation(data, args.person, public)
        same = args.public is None or args.public.read_bytes().removesuffix(b"\n") == again
    except OSError as error:
        return _complain(f"{error.filename} cannot be opened: {error.strerror}.")
    except Malformed as error:
        return _complain(f"{args.bundle} cannot be replayed: {error}.")
    if getattr(args, "json", False):
        sys.stdout.buffer.write(again)
        sys.stdout.buffer.flush()
    else:
        sums = appropriation_sheet.sums if is_appropriation else split_sheet.sums
        print("\n".join([*sums(public, again), *([""] if person else []), *person]))
    return YES if same else _complain(f"{args.public} is another file than this split gives.")


def check(args: argparse.Namespace) -> Answer | int:
    """`{ok, bad}`: what of the line does not follow, in words."""
    try:
        statement, public = args.statement.read_bytes(), args.public.read_bytes()
        bad = check_statement(statement, public)
        line = read(statement, what="the statement").entry("line")
        lines = [] if bad else split_sheet.calculation(read(public, what="the public file"), line)
    except OSError as error:
        return _complain(f"{error.filename} cannot be opened: {error.strerror}.")
    except Malformed as error:
        return _complain(f"nothing can be worked out: {error}.")
    words = [*[f"Wrong: {each}." for each in bad], *lines]
    words += [] if bad else ["", "All of it follows from the public file, which holds the commitment to it."]
    return Answer({"ok": not bad, "bad": list(bad)}, ok=not bad, text="\n".join(words))


def _calculation(data: bytes, key: str, public: Entry) -> list[str]:
    try:
        split = Split.of(read_bundle(data))
    except Malformed:
        raise Malformed("only the auditors' bundle knows what one person gets; use `split check`") from None
    for index, person in enumerate(split.bundle.economy.people):
        if person.key == key:
            return split_sheet.calculation(public, Entry(split.line(index), "the line"))
    raise Malformed(f"there is nobody called “{key}” in it")


def _complain(sentence: str) -> int:
    print(f"commonhold split: {sentence}", file=sys.stderr)
    return NO
