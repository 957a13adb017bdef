"""`commonhold tally`: count a ballot file with the law that counts the co-op's own votes.

Needs neither database nor Django. For `majority` the candidates of the file are the answers: where two
are called yes and no (and perhaps a third abstain) the question is whether yes is carried, otherwise the
candidate who leads must have more than half. A ballot counts for its first choice, an empty one abstains.
"""

import argparse
import json
import re
import shutil
import sys
import textwrap
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, get_args

from rulebook.tally import blt
from rulebook.tally.ballots import Profile
from rulebook.tally.count_sheet import CountSheet, MajoritySheet, Stage, Tie, exact
from rulebook.tally.methods import METHODS
from rulebook.tally.terms import Terms, Unranked

if TYPE_CHECKING:
    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]

YES, NO, USAGE = 0, 1, 2

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
        help="count a ballot file (BLT) and print every stage",
        description="Count the ballots of a BLT file, as OpaVote and the Scottish councils write it.",
        epilog=_MAJORITY_IN_WORDS,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("file", metavar="FILE.blt", type=Path)
    parser.add_argument("--method", required=True, choices=METHODS)
    parser.add_argument("--seats", type=_at_least_one, metavar="N", help="instead of the number in the file")
    parser.add_argument(
        "--unranked",
        choices=get_args(Unranked),
        default="no-opinion",
        help="what leaving a candidate out means; printed with the result (default: %(default)s)",
    )
    parser.add_argument("--seed", metavar="TEXT", help="published seed of the lot that breaks last ties")
    parser.add_argument("--roll", type=_whole, metavar="N", help="how many people may vote")
    parser.add_argument(
        "--quorum",
        type=_share,
        metavar="SHARE",
        help="majority: least share of the roll that must take part, as 1/5, 0.2 or 20%%",
    )
    parser.add_argument(
        "--threshold", type=_share, metavar="SHARE", help="majority: least share of yes among yes and no"
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
        profile = _with_seats(blt.parse(blt.decode(data)), arguments)
        sheet = METHODS[arguments.method].count(profile, _terms(arguments))
    except ValueError as error:
        return _complain(f"{arguments.file} cannot be counted: {error}. Nothing was changed.", NO)
    if getattr(arguments, "json", False):
        print(json.dumps(sheet.plain() | {"seed": arguments.seed}, indent=2))
    else:
        print("\n".join(_page(sheet, seed=arguments.seed)))
    return YES if sheet.elected else NO


def _misuse(arguments: argparse.Namespace) -> str | None:
    shares = arguments.quorum is not None or arguments.threshold is not None
    if shares and arguments.method != "majority":
        return "--quorum and --threshold belong to --method majority."
    if arguments.quorum and arguments.roll is None:
        return "--quorum is a share of the roll: say with --roll how many people may vote."
    if METHODS[arguments.method].rule.one_seat and (arguments.seats or 1) > 1:
        return f"--method {arguments.method} fills one seat."
    return None


def _complain(sentence: str, status: int) -> int:
    print(f"commonhold tally: {sentence}", file=sys.stderr)
    return status


def _with_seats(profile: Profile, arguments: argparse.Namespace) -> Profile:
    if METHODS[arguments.method].rule.one_seat and profile.seats > 1 and arguments.seats is None:
        _complain(f"the file speaks of {profile.seats} seats; {arguments.method} fills one.", YES)
        return replace(profile, seats=1)
    return replace(profile, seats=arguments.seats or profile.seats)


def _terms(arguments: argparse.Namespace) -> Terms:
    return Terms(
        unranked=arguments.unranked,
        seed=None if arguments.seed is None else arguments.seed.encode(errors="surrogateescape"),
        roll=arguments.roll,
        quorum=arguments.quorum or Fraction(0),
        threshold=Fraction(1, 2) if arguments.threshold is None else arguments.threshold,
    )


# Reading the arguments.


def _whole(text: str) -> int:
    if not re.fullmatch("[0-9]{1,15}", text):
        raise argparse.ArgumentTypeError(f"“{text}” is no whole number")
    return int(text)


def _at_least_one(text: str) -> int:
    if not (number := _whole(text)):
        raise argparse.ArgumentTypeError("there must be at least one seat")
    return number


def _share(text: str) -> Fraction:
    """1/5, 0.2 or 20% as the same fraction, between 0 and 1."""
    if not re.fullmatch(r"[0-9]{1,15}/0*[1-9][0-9]{0,14}|[0-9]{1,15}(\.[0-9]{1,15})?%?", text):
        raise argparse.ArgumentTypeError(f"“{text}” is no share: write 1/5, 0.2 or 20%")
    share = Fraction(text.removesuffix("%")) / (100 if text.endswith("%") else 1)
    if share > 1:
        raise argparse.ArgumentTypeError(f"“{text}” is more than the whole")
    return share


# Printing the sheet for a person.

_NUMBER_WIDTH = 13


def _page(sheet: CountSheet, *, seed: str | None) -> list[str]:
    width = max(60, min(shutil.get_terminal_size((100, 24)).columns, 140))
    names = [_printable(name) for name in sheet.candidates]
    return [
        *_heading(sheet, width),
        *_stage_table(sheet, names, width),
        *_stories(sheet, names, width),
        *(line for tie in sheet.ties for line in _tie_in_words(tie, names, width)),
        *([""] if sheet.ties else []),
        *_result(sheet, names),
        "",
        *_wrapped(f"Rule {sheet.version}: {sheet.rule}", width),
        f"Unranked means: {sheet.unranked}. "
        f"Seed of the lot: {'none given' if seed is None else _printable(seed)}.",
    ]


def _heading(sheet: CountSheet, width: int) -> list[str]:
    facts = [
        _counted(sheet.seats, "seat"),
        _counted(len(sheet.candidates), "candidate"),
        f"{_counted(sheet.cast, 'ballot')}, {sheet.counted} of them valid",
        *([] if sheet.quota is None else [f"quota {sheet.quota}"]),
    ]
    return [_printable(sheet.title) or "Election without a title", *_wrapped(" · ".join(facts), width), ""]


def _stage_table(sheet: CountSheet, names: Sequence[str], width: int) -> list[str]:
    """Votes at the end of each stage; the number of decimals is the same everywhere."""
    stages = range(len(sheet.stages))
    numbers = [exact(votes) for stage in sheet.stages for votes in stage.votes]
    places = max(len(number.partition(".")[2]) for number in numbers)
    rows = [["", *(f"stage {stage + 1} " for stage in stages)]]
    for candidate, name in enumerate(names):
        label = textwrap.shorten(name, 36, placeholder="…")
        rows.append([label, *(_cell(sheet, stage, candidate, places) for stage in stages)])
    if len(sheet.stages) > 1:
        dropped = (_with_places(stage.non_transferable, places) + " " for stage in sheet.stages)
        rows.append(["Not transferable", *dropped])
    return _side_by_side(rows, width)


def _side_by_side(rows: Sequence[Sequence[str]], width: int) -> list[str]:
    """The rows as text, in blocks of as many columns as the terminal holds; the first column repeats."""
    first = max(len(row[0]) for row in rows)
    at_once = max(1, (width - first) // _NUMBER_WIDTH)
    lines: list[str] = []
    for start in range(1, len(rows[0]), at_once):
        for label, *cells in ([row[0], *row[start : start + at_once]] for row in rows):
            lines.append((label.ljust(first) + "".join(cell.rjust(_NUMBER_WIDTH) for cell in cells)).rstrip())
        lines.append("")
    return lines


def _cell(sheet: CountSheet, stage: int, candidate: int, places: int) -> str:
    """The votes; * from the stage that elects, and - once somebody is out of the count."""
    until_now = sheet.stages[: stage + 1]
    if candidate in sheet.withdrawn or any(candidate in past.excluded for past in until_now):
        return "- "
    elected = any(candidate in past.elected for past in until_now)
    return _with_places(sheet.stages[stage].votes[candidate], places) + ("*" if elected else " ")


def _with_places(votes: Fraction, places: int) -> str:
    whole, _, decimals = exact(votes).partition(".")
    return f"{whole}.{decimals.ljust(places, '0')}" if places else whole


def _stories(sheet: CountSheet, names: Sequence[str], width: int) -> list[str]:
    """What happened at each stage, unless there is only one and the table says it all."""
    if len(sheet.stages) == 1:
        return []
    stories = (_story(stage, names) for stage in sheet.stages)
    told = [_wrapped(f"Stage {number}: {story}", width) for number, story in enumerate(stories, 1)]
    return [*(line for lines in told for line in lines), ""]


def _story(stage: Stage, names: Sequence[str]) -> str:
    if stage.surplus_of is not None:
        event = f"the surplus of {names[stage.surplus_of]} is transferred."
    elif stage.excluded:
        event = f"{_listed(stage.excluded, names)} is excluded."
    else:
        event = "first choices."
    return f"{event} Elected: {_listed(stage.elected, names)}." if stage.elected else event


_DECIDED = {
    "exclusion": "is excluded",
    "surplus": "has the surplus that goes first",
    "seat": "gets the seat",
    "order": "is named first",
}


def _tie_in_words(tie: Tie, names: Sequence[str], width: int) -> list[str]:
    if tie.how == "lot":
        seed = "" if tie.seeded else " with the empty seed, because none was given"
        how = f"first drawn by lot{seed}"
    else:
        how = "by the most recent earlier stage that differs"
    sentence = (
        f"{_listed(tie.candidates, names)} are equal; {names[tie.chosen]} {_DECIDED[tie.decides]}, {how}."
    )
    return _wrapped(f"Tie after stage {tie.stage}: {sentence}", width)


def _result(sheet: CountSheet, names: Sequence[str]) -> list[str]:
    if sheet.decision is not None:
        return _decision_in_words(sheet.decision, carried=_listed(sheet.elected, names))
    if not sheet.elected:
        return ["Elected: nobody."]
    places = [f"  {place}. {names[candidate]}" for place, candidate in enumerate(sheet.elected, 1)]
    return ["Elected, in this order:", *places]


def _decision_in_words(decision: MajoritySheet, *, carried: str) -> list[str]:
    taking_part = decision.yes + decision.no + decision.abstain
    lines = [
        f"In favour {decision.yes}, against {decision.no}, abstaining {decision.abstain}; "
        f"needed in favour: more than half, and at least {exact(decision.threshold)}."
    ]
    if decision.roll is not None:
        lines.append(
            f"Taking part: {taking_part} of {decision.roll}; needed: at least {exact(decision.quorum)}."
        )
    return [*lines, f"Outcome: {decision.outcome}{': ' + carried if carried else ''}."]


def _listed(candidates: Sequence[int], names: Sequence[str]) -> str:
    return ", ".join(names[candidate] for candidate in candidates)


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _wrapped(text: str, width: int) -> list[str]:
    return textwrap.wrap(text, width, subsequent_indent="  ", break_on_hyphens=False)


def _printable(text: str) -> str:
    """Without what could move the cursor or colour the terminal: the file is somebody else's."""
    return "".join(character if character.isprintable() else "�" for character in text)
