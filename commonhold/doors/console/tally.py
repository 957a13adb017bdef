"""`commonhold tally`: count a ballot file with the law that counts the co-op's own votes.

Needs neither database nor Django. Reads BLT, PrefLib, Pabulib and our own JSON, by the end of the file's
name. For `majority` the candidates of the file are the answers: where two are called yes and no (and perhaps
a third abstain) the question is whether yes is carried, otherwise the candidate who leads must have more than
half. A ballot counts for its first choice, an empty one abstains.
"""

import argparse
import json
import re
import sys
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

from commonhold.doors.console.tally_sheet import page
from rulebook.tally import flows
from rulebook.tally.ballot_json import Ballots
from rulebook.tally.ballots import Profile
from rulebook.tally.budgets import Budget, BudgetSheet
from rulebook.tally.by_class import ClassBallots
from rulebook.tally.consent import Answers
from rulebook.tally.count_sheet import CountSheet
from rulebook.tally.median import Numbers
from rulebook.tally.methods import BUDGETING, CLASSES, CONSENT, EVERY, NUMBERS, SCORING
from rulebook.tally.reading import SUFFIXES, ballots_in
from rulebook.tally.scores import Scores
from rulebook.tally.terms import Terms, Unranked

if TYPE_CHECKING:
    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]

YES, NO, USAGE = 0, 1, 2

_READS: dict[type, Any] = {
    Scores: SCORING,
    Budget: BUDGETING,
    Numbers: NUMBERS,
    Answers: CONSENT,
    ClassBallots: CLASSES,
}
_HOLDS: dict[type, str] = {
    Profile: "ranked ballots",
    Scores: "points",
    Budget: "a vote on a budget",
    Numbers: "numbers",
    Answers: "consent and objections",
    ClassBallots: "answers by class of member",
}
_WITH_THRESHOLD = {"majority", *CLASSES}
_WITH_QUORUM = {*_WITH_THRESHOLD, *NUMBERS, *CONSENT}

_MAJORITY_IN_WORDS = """\
majority reads the first choice on each ballot. Where two candidates are called yes and no, and
perhaps a third abstain, the question is whether yes is carried: by more than half of yes and no,
and at least the threshold. Otherwise whoever leads must have that share against all the others.
Empty ballots abstain: they count to the quorum, and to nothing else.

Exit: 0 somebody is elected or the answer is carried, 1 it is not or the file cannot be counted,
2 the command is not understood.
"""


def add_to(subparsers: "Subparsers") -> None:
    parser = subparsers.add_parser(
        "tally",
        help="count a ballot file and print every stage",
        description=f"Count the ballots of a file: {', '.join(SUFFIXES)}.",
        epilog=_MAJORITY_IN_WORDS,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("file", metavar="FILE", type=Path)
    parser.add_argument("--method", required=True, choices=EVERY)
    parser.add_argument("--seats", type=_at_least_one, metavar="N", help="instead of the number in the file")
    parser.add_argument(
        "--unranked",
        choices=get_args(Unranked),
        help="what leaving a candidate out means; must be said where it makes a difference, and is printed",
    )
    parser.add_argument("--seed", metavar="TEXT", help="published seed of the lot that breaks last ties")
    parser.add_argument(
        "--seed-hex", type=_bytes, metavar="HEX", help="the same as bytes: so a co-op's pages say it"
    )
    parser.add_argument("--roll", type=_whole, metavar="N", help="how many people may vote")
    parser.add_argument(
        "--quorum",
        type=_share,
        metavar="SHARE",
        help="yes or no, consent, median: least share of the roll that must take part, as 1/5, 0.2 or 20%%",
    )
    parser.add_argument(
        "--threshold", type=_share, metavar="SHARE", help="majority, classes: least share of yes"
    )
    parser.add_argument("--override", type=_share, metavar="SHARE", help="consent: what overrides objections")
    parser.add_argument(
        "--step",
        type=_at_least_one,
        default=1,
        metavar="N",
        help="equal-shares: growth of a share",
    )
    # Left out when not given, so that --json before the command is not undone by it.
    parser.add_argument(
        "--json", action="store_true", default=argparse.SUPPRESS, help="print the count sheet as JSON"
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Count, print the sheet to stdout, and return the exit status; complaints go to stderr."""
    if misuse := _misuse(arguments):
        return _complain(misuse, USAGE)
    try:
        data = arguments.file.read_bytes()
    except OSError as error:
        return _complain(f"{arguments.file} cannot be opened: {error.strerror}.", USAGE)
    try:
        ballots = _with_seats(ballots_in(arguments.file.name, data), arguments)
        if wrong := _unfit(ballots, arguments.method):
            return _complain(f"{arguments.file} {wrong}", USAGE)
        sheet = EVERY[arguments.method].count(ballots, _terms(arguments))
    except ValueError as error:
        return _complain(f"{arguments.file} cannot be counted: {error}. Nothing was changed.", NO)
    if getattr(arguments, "json", False):
        print(json.dumps(sheet.plain() | {"seed": _seed_of(arguments), **_picture(sheet)}, indent=2))
    else:
        print("\n".join(page(sheet, seed=_seed_of(arguments))))
    return YES if sheet.elected else NO


def _unfit(ballots: Ballots, method: str) -> str | None:
    """Why this method cannot read such ballots."""
    needed = next((kind for kind, methods in _READS.items() if method in methods), Profile)
    if isinstance(ballots, needed):
        return None
    return f"holds {_HOLDS[type(ballots)]}, and --method {method} reads {_HOLDS[needed]}."


def _picture(sheet: Any) -> dict[str, Any]:
    if isinstance(sheet, CountSheet):
        return {"flow": flows.of_election(sheet).plain()}
    return {"flow": flows.of_budget(sheet).plain()} if isinstance(sheet, BudgetSheet) else {}


def _misuse(arguments: argparse.Namespace) -> str | None:
    rule = EVERY[arguments.method].rule
    if misplaced := _misplaced(arguments):
        return misplaced
    if arguments.unranked is None and rule.asks_unranked:
        return f"say with --unranked what it means for {rule.name} to leave somebody out."
    if arguments.quorum and arguments.roll is None:
        return "--quorum is a share of the roll: say with --roll how many people may vote."
    if rule.one_seat and (arguments.seats or 1) > 1:
        return f"--method {rule.name} fills one seat."
    return None


def _misplaced(arguments: argparse.Namespace) -> str | None:
    """An option that this method does not know."""
    for name, value, methods in (
        ("quorum", arguments.quorum, _WITH_QUORUM),
        ("threshold", arguments.threshold, _WITH_THRESHOLD),
        ("override", arguments.override, set(CONSENT)),
    ):
        if value is not None and arguments.method not in methods:
            return f"--{name} belongs to --method {' or '.join(sorted(methods))}."
    return None


def _complain(sentence: str, status: int) -> int:
    print(f"commonhold tally: {sentence}", file=sys.stderr)
    return status


def _with_seats(ballots: Ballots, arguments: argparse.Namespace) -> Ballots:
    if not isinstance(ballots, Profile | Scores):
        return ballots
    if EVERY[arguments.method].rule.one_seat and ballots.seats > 1 and arguments.seats is None:
        _complain(f"the file speaks of {ballots.seats} seats; {arguments.method} fills one.", YES)
        return replace(ballots, seats=1)
    return replace(ballots, seats=arguments.seats or ballots.seats)


def _terms(arguments: argparse.Namespace) -> Terms:
    return Terms(
        unranked=arguments.unranked or "no-opinion",
        seed=_seed_bytes(arguments),
        roll=arguments.roll,
        quorum=arguments.quorum or Fraction(0),
        override=arguments.override,
        step=arguments.step,
        threshold=Fraction(1, 2) if arguments.threshold is None else arguments.threshold,
    )


def _seed_bytes(arguments: argparse.Namespace) -> bytes | None:
    if arguments.seed_hex is not None:
        return bytes(arguments.seed_hex)
    return None if arguments.seed is None else str(arguments.seed).encode(errors="surrogateescape")


def _seed_of(arguments: argparse.Namespace) -> str | None:
    """As it was typed."""
    typed: str | None = arguments.seed
    in_hex: bytes | None = arguments.seed_hex
    return typed if in_hex is None else in_hex.hex()


# Reading the arguments.


def _whole(text: str) -> int:
    if not re.fullmatch("[0-9]{1,15}", text):
        raise argparse.ArgumentTypeError(f"“{text}” is no whole number")
    return int(text)


def _at_least_one(text: str) -> int:
    if not (number := _whole(text)):
        raise argparse.ArgumentTypeError("there must be at least one seat")
    return number


def _bytes(text: str) -> bytes:
    try:
        return bytes.fromhex(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}” is not hexadecimal") from None


def _share(text: str) -> Fraction:
    """1/5, 0.2 or 20% as the same fraction, between 0 and 1."""
    if not re.fullmatch(r"[0-9]{1,15}/0*[1-9][0-9]{0,14}|[0-9]{1,15}(\.[0-9]{1,15})?%?", text):
        raise argparse.ArgumentTypeError(f"“{text}” is no share: write 1/5, 0.2 or 20%")
    share = Fraction(text.removesuffix("%")) / (100 if text.endswith("%") else 1)
    if share > 1:
        raise argparse.ArgumentTypeError(f"“{text}” is more than the whole")
    return share
