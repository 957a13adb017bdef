"""Which file holds what: ballots of any format, read by the end of the file's name."""

from pathlib import PurePath
from typing import cast

from rulebook.tally import ballot_json, blt, pabulib, preflib
from rulebook.tally.ballot_json import Ballots
from rulebook.tally.files import BadBallotFile, decode

SUFFIXES = ("blt", "pb", *preflib.SUFFIXES, "json")


def ballots_in(name: str, data: bytes) -> Ballots:
    """The ballots in a file called `name`. Raises BadBallotFile for what cannot be read."""
    suffix = PurePath(name).suffix.lower().removeprefix(".")
    text = decode(data)
    if suffix == "pb":
        return pabulib.parse(text)
    if suffix == "json":
        return ballot_json.parse(text)
    if suffix in preflib.SUFFIXES:
        return preflib.parse(text, cast(preflib.Suffix, suffix))
    if suffix in {"blt", "", "txt"}:
        return blt.parse(text)
    raise BadBallotFile(f"the end of its name, .{suffix}, is none of {', '.join(SUFFIXES)}")
