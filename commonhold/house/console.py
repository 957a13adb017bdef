"""`commonhold`: which command is answered by whom. Only the module of the one that was typed is loaded.

Every command takes `--data DIR`, `--database URL` and `--json`. stdout carries the result alone.
Exit: 0 yes, 1 refused or false, 2 not understood, 3 misconfigured.
"""

from __future__ import annotations

import argparse
import errno
import importlib
import json
import os
import sys
from collections.abc import Sequence, Set
from dataclasses import dataclass
from pathlib import Path

from commonhold.doors.console.answer import MISCONFIGURED, NO, YES, Answer
from commonhold.house.kept_code import OURS
from commonhold.house.loading import loading


@dataclass(frozen=True)
class Command:
    """Where a command lives. One that needs the house has Django and a migrated database."""

    module: str
    words: str
    needs_house: bool = True
    needs_tables: bool = True
    begins: bool = False  # in a database with nothing in it, it makes the tables first
    makes_folder: bool = False  # where there is no data folder yet, it makes one
    joins_later: bool = False  # it joins all but what reading needs itself


_HERE = "commonhold.doors.console"
_HOUSE = "commonhold.house"
COMMANDS = {
    "serve": Command(
        f"{_HOUSE}.serve",
        "serve the co-op on this machine",
        needs_tables=False,
        makes_folder=True,
        joins_later=True,
    ),
    "work": Command(f"{_HOUSE}.work", "do the work, beside “serve --web-only”", needs_tables=False),
    "migrate": Command(
        f"{_HOUSE}.migrate", "bring the database up to date", needs_tables=False, makes_folder=True
    ),
    "backup": Command(f"{_HOUSE}.backup.take_command", "take a backup, list, verify and prune them"),
    "backup list": Command(f"{_HOUSE}.backup.look_command", "which backups there are", needs_house=False),
    "backup prune": Command(f"{_HOUSE}.backup.look_command", "forget old backups", needs_house=False),
    "backup key": Command(f"{_HOUSE}.backup.look_command", "make a key for backups", needs_house=False),
    "backup deposit-key": Command(f"{_HOUSE}.backup.look_command", "for another co-op", needs_house=False),
    "backup verify": Command(f"{_HOUSE}.backup.look_command", "try a backup", needs_house=False),
    "restore": Command(f"{_HOUSE}.backup.restore_command", "lay a backup down again", needs_house=False),
    "restore settle": Command(f"{_HOUSE}.backup.settling", "make it fit to serve", needs_tables=False),
    "jobs": Command(f"{_HERE}.jobs", "work that waits, and what failed"),
    "migrate-to-postgres": Command(f"{_HOUSE}.moving_over.command", "move to a PostgreSQL database"),
    "release": Command(f"{_HOUSE}.release", "which release this is", needs_tables=False, makes_folder=True),
    "doctor": Command(f"{_HOUSE}.doctor.command", "find what is wrong with this server", needs_tables=False),
    "found": Command(f"{_HERE}.found", "found a co-op", begins=True, makes_folder=True),
    "address": Command(f"{_HERE}.address", "move to another public URL"),
    "demo": Command(f"{_HOUSE}.demo", "found the sample co-op", begins=True, makes_folder=True),
    "people": Command(f"{_HERE}.people", "create people"),
    "members": Command(f"{_HERE}.members", "members and their classes"),
    "tokens": Command(f"{_HERE}.tokens", "let a program act for somebody"),
    "import": Command(f"{_HERE}.moving", "bring along what was kept elsewhere"),
    "community": Command(f"{_HERE}.community", "bring a whole community along"),
    "proposals": Command(f"{_HERE}.proposals", "open, show and list proposals"),
    "delegations": Command(f"{_HERE}.delegations", "let others vote for one"),
    "ballots": Command(f"{_HERE}.ballots", "cast a ballot, or check a vote"),
    "ballots verify": Command(f"{_HERE}.verify_ballots", "check a vote", needs_house=False),
    "ballots audit": Command(f"{_HERE}.verify_ballots", "check an opened ballot", needs_house=False),
    "voter": Command(f"{_HERE}.voter", "make a sealed ballot at your own table", needs_house=False),
    "trustee": Command(f"{_HERE}.trustee", "hold a share of the key to a sealed vote", needs_house=False),
    "charter": Command(f"{_HERE}.charter", "read the charter"),
    "clock": Command(f"{_HERE}.clock", "move a demo's clock"),
    "federation": Command(f"{_HERE}.federation", "what waits for other servers"),
    "winding": Command(f"{_HOUSE}.last_archive.command", "how the co-op ends, and what stays of it"),
    "erasures": Command(f"{_HERE}.erasures", "bytes of who was erased"),
    "peers": Command(f"{_HERE}.peers", "co-ops that witness each other"),
    "credit": Command(f"{_HERE}.credit", "check the book of hours"),
    "ledger": Command(f"{_HERE}.ledger", "check and export the books"),
    "ledger check": Command(f"{_HERE}.ledger", "look for unsound entries", needs_tables=False),
    "rank": Command(f"{_HERE}.rank", "order a feed again, or check its document", needs_house=False),
    "record": Command(f"{_HERE}.record", "export the record, or verify one"),
    "record verify": Command(f"{_HERE}.verify", "verify a record", needs_house=False),
    "draw": Command(f"{_HERE}.draw", "draw a jury again", needs_house=False),
    "split": Command(f"{_HERE}.split", "work a split of money out again", needs_house=False),
    "tally": Command(f"{_HERE}.tally", "count a ballot file", needs_house=False),
}


class Misconfigured(Exception):
    """The command can't run here; the words say how to mend that."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status."""
    typed = list(sys.argv[1:] if arguments is None else arguments)
    command = asked_for(typed)
    try:
        with loading():
            if command is not None and command.needs_house:
                _set_up(typed, command)
            parser = _parser(command)
        args = parser.parse_args(typed)
        asks_first = command is not None and command.needs_house and command.needs_tables
        if asks_first and command is not None:
            _must_be_ready(command)
        return _run(args, asks_first=asks_first)
    except Misconfigured as trouble:
        print(f"commonhold: {trouble}", file=sys.stderr)
        return MISCONFIGURED
    except BrokenPipeError:
        # Whoever read us has enough; Python would complain once more when it closes stdout.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return YES


def _run(args: argparse.Namespace, *, asks_first: bool) -> int:
    as_json = bool(getattr(args, "json", False))
    try:
        if asks_first:
            importlib.import_module(f"{_HOUSE}.ended_at_console").must_be_written_still(args.run)
        result = args.run(args)
    except Exception as error:
        if _finds_no_room(error):
            said = str(error).partition("\n")[0]
            safe = "What was saved before is safe; make room, and run it again."
            raise Misconfigured(f"there is no room to write: {said}. {safe}") from error
        if _is_one_of("django.db.utils", "DatabaseError", error) and importlib.import_module(
            f"{_HOUSE}.startup"
        ).is_damage(error):
            raise Misconfigured(
                f"the database's file is damaged: {error}. Stop the server, move its folder aside as it is, "
                "and restore the last backup (docs/running/backups.md)."
            ) from error
        if _is_one_of("django.db.utils", "OperationalError", error):
            raise Misconfigured(f"the database did not answer: {error}. Nothing was changed.") from error
        if not _is_one_of("commonhold.ground.refusal", "Refusal", error):
            raise
        print(f"commonhold: {error}", file=sys.stderr)
        if as_json:
            print(json.dumps({"refused": str(error)}, ensure_ascii=False))
        return NO
    if isinstance(result, int):
        return result
    answer = result if isinstance(result, Answer) else Answer(result)
    text = answer.printed(as_json=as_json)
    if text:
        print(text)
    return YES if answer.ok else NO


def _finds_no_room(error: Exception) -> bool:
    """A full disk, beneath the database or our own files."""
    if _is_one_of("django.db.utils", "OperationalError", error):
        busy = importlib.import_module(f"{_HOUSE}.busy")
        return bool(busy.trouble_of(error) is busy.Trouble.DISK)
    return isinstance(error, OSError) and error.errno == errno.ENOSPC


def asked_for(typed: Sequence[str]) -> Command | None:
    """The command among what was typed; its name comes first, options may stand before it."""
    words = list(_words(typed))[:2]
    return COMMANDS.get(" ".join(words)) or COMMANDS.get(words[0] if words else "")


def _words(typed: Sequence[str]) -> Sequence[str]:
    common = _common_options()
    _known, rest = common.parse_known_args([each for each in typed if each not in {"-h", "--help"}])
    return [each for each in rest if not each.startswith("-")]


def _common_options() -> argparse.ArgumentParser:
    common = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    common.add_argument("--data", metavar="DIR", help="data folder (default: ./data)")
    common.add_argument(
        "--database", metavar="URL", help="sqlite:///PATH or postgresql://… (default: in DIR)"
    )
    common.add_argument("--json", action="store_true", help="print the result as JSON")
    return common


def _parser(command: Command | None) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="commonhold", description="A social network that its members own.")
    subparsers = parser.add_subparsers(required=True, metavar="COMMAND", title="commands")
    if command is None:
        for name, each in COMMANDS.items():
            if " " not in name:
                subparsers.add_parser(name, help=each.words)
        return parser
    importlib.import_module(command.module).add_to(subparsers)
    _add_common_options(parser)
    return parser


def _add_common_options(parser: argparse.ArgumentParser) -> None:
    """Give every parser the options that every command takes, where it has not its own."""
    for option in _common_options()._actions:
        if not any(name in parser._option_string_actions for name in option.option_strings):
            # Suppressed defaults, so that a value given before the command's name is not undone after it.
            option.default = argparse.SUPPRESS
            parser._add_action(option)
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for each in set(action.choices.values()):
                _add_common_options(each)


def _set_up(typed: Sequence[str], command: Command) -> None:
    """Tell the settings where things lie, and wake Django."""
    known, _rest = _common_options().parse_known_args(typed)
    if known.data:
        os.environ["COMMONHOLD_DATA"] = known.data
    if known.database:
        os.environ["COMMONHOLD_DATABASE"] = known.database
    _must_be_somewhere(command, {"-h", "--help"} & set(typed))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "commonhold.house.settings")
    import django  # noqa: PLC0415 - tally and verify must run without it

    OURS.begin()
    importlib.import_module(f"{_HOUSE}.apps").HouseConfig.waits = command.joins_later
    try:
        django.setup()
    except (OSError, ValueError) as error:
        raise Misconfigured(str(error)) from error


def _must_be_somewhere(command: Command, asks_for_help: Set[str]) -> None:
    """A folder that somebody named wrongly, or forgot to name, is told and not made."""
    folder = Path(os.environ.get("COMMONHOLD_DATA", "data")).resolve()
    if not (command.makes_folder or asks_for_help or folder.is_dir()):
        raise Misconfigured(
            f"there is no data folder {folder}. Name the right one with --data or COMMONHOLD_DATA: "
            "on a machine that serves it stands in /etc/commonhold/environment. Nothing was changed."
        )


def _must_be_ready(command: Command) -> None:
    startup = importlib.import_module(f"{_HOUSE}.startup")
    if command.begins and startup.is_new():
        importlib.import_module(f"{_HOUSE}.migrate").migrate()
    trouble = startup.trouble()
    if trouble:
        raise Misconfigured(trouble)


def _is_one_of(module: str, name: str, error: Exception) -> bool:
    """Is it this kind of error, of a module that may not even be loaded?"""
    loaded = sys.modules.get(module)
    return loaded is not None and isinstance(error, getattr(loaded, name))


if __name__ == "__main__":
    sys.exit(main())
