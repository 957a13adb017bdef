"""BLT, the text format in which OpaVote and the Scottish councils hand ballots on.

    4 2            four candidates, two seats
    -2             candidate 2 has withdrawn (this line may be absent)
    3 1 3=4 0      three ballots: 1 first, then 3 and 4 together
    (b7) 1 2 - 3 0 one ballot that bears an id: 2 first, nobody second, 3 third
    1 0            an empty ballot
    0              the end of the ballots
    "Ann"          as many names as candidates, quoted or bare ...
    A title        ... and perhaps a title

Blank lines, spare white space, comments from # to the end of a line, a byte order mark and any line
ends are allowed. Sources: Hill, Wichmann & Woodall, "Algorithm 123: Single Transferable Vote by
Meek's method", The Computer Journal 30 (1987); OpaVote's help page on the format for what is newer.
"""

import re
from collections.abc import Iterator, Mapping

from rulebook.tally.ballots import Profile, Ranking
from rulebook.tally.files import BadBallotFile, decode, short

__all__ = ["BadBallotFile", "decode", "parse", "write"]

_NUMBER = re.compile(r"[0-9]{1,15}")
_WITHDRAWN = re.compile(r"-[0-9]{1,15}(\s+-[0-9]{1,15})*")
_BALLOT_ID = re.compile(r"\(([^()]*)\)\s*")
_QUOTED = re.compile(r'"([^"]*)"\s*(#.*)?')
_QUOTED_WITH_QUOTES_INSIDE = re.compile(r'"(.*)"')
_COMMENT = re.compile(r"(^|\s+)#.*")


def parse(text: str) -> Profile:
    """The election in `text`. Raises BadBallotFile, with the line where there is one."""
    lines = _lines(text)
    candidates, seats = _read_header(lines)
    ballots, withdrawn = _read_ballots(lines, candidates)
    names, title = _read_names(list(lines), candidates)
    return Profile(names, seats, ballots, frozenset(withdrawn), title)


def write(profile: Profile) -> str:
    """`profile` as BLT, such that `parse` gives it back. ValueError for a name that BLT cannot carry."""
    lines = [f"{len(profile.candidates)} {profile.seats}"]
    if profile.withdrawn:
        lines.append(" ".join(f"-{candidate + 1}" for candidate in sorted(profile.withdrawn)))
    for ranking, weight in profile.ballots.items():
        ranks = ["=".join(str(candidate + 1) for candidate in rank) or "-" for rank in ranking]
        lines.append(" ".join([str(weight), *ranks, "0"]))
    lines.append("0")
    lines.extend(_write_name(name) for name in (*profile.candidates, profile.title))
    return "\n".join(lines) + "\n"


# A line and its number, counted from 1.
_Line = tuple[int, str]


def _lines(text: str) -> Iterator[_Line]:
    """The lines that hold something, without the white space around them; comments are still there."""
    plain_ends = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    for number, line in enumerate(plain_ends.split("\n"), start=1):
        if (stripped := line.strip()) and not stripped.startswith("#"):
            yield number, stripped


def _without_comment(line: str) -> str:
    return _COMMENT.sub("", line, count=1) if "#" in line else line


def _read_header(lines: Iterator[_Line]) -> tuple[int, int]:
    number, line = next(lines, (1, ""))
    fields = _without_comment(line).split()
    if len(fields) != 2 or not all(_NUMBER.fullmatch(field) for field in fields):
        raise BadBallotFile(
            f"the file must begin with two whole numbers, candidates and seats, and not “{short(line)}”",
            line=number,
        )
    candidates, seats = map(int, fields)
    if candidates < 1 or seats < 1:
        raise BadBallotFile("there must be at least one candidate and one seat", line=number)
    return candidates, seats


def _read_ballots(lines: Iterator[_Line], candidates: int) -> tuple[dict[Ranking, int], set[int]]:
    """The grouped ballots and the withdrawn candidates; the lines after the end marker are left."""
    ballots: dict[Ranking, int] = {}
    withdrawn: set[int] = set()
    ids: set[str] = set()
    already_read: dict[str, Ranking] = {}  # files repeat themselves: each way of ranking is read once,
    again: dict[str, int] = {}  # and of a whole line without an id is only counted how often it comes again
    said: dict[str, tuple[Ranking, int]] = {}
    alone = {str(candidate + 1): (candidate,) for candidate in range(candidates)}
    number = 1
    for number, line in lines:
        if line in again:
            again[line] += 1
            continue
        ballot = _without_comment(line)
        if ballot == "0":
            for repeated, times in again.items():
                ranking, each = said[repeated]
                ballots[ranking] += each * times
            return ballots, withdrawn
        if not ballots and _WITHDRAWN.fullmatch(ballot):
            _read_withdrawn(ballot, candidates, withdrawn, number)
            continue
        if ballot.startswith("("):
            ballot = _without_id(ballot, ids, number)
        weight, _, ranks = ballot.replace("\t", " ").partition(" ")
        if not _NUMBER.fullmatch(weight):
            raise BadBallotFile(
                f"a ballot, or the line 0 that ends the ballots, should come here, and not “{short(line)}”",
                line=number,
            )
        if not int(weight):
            raise BadBallotFile("a ballot cannot stand for 0 ballots", line=number)
        known = already_read.get(ranks)
        ranking = known if known is not None else _read_ranking(ranks, alone, number)
        already_read[ranks] = ranking
        ballots[ranking] = ballots.get(ranking, 0) + int(weight)
        if not line.startswith("("):
            again[line], said[line] = 0, (ranking, int(weight))
    raise BadBallotFile("the file ends before the line 0 that ends the ballots", line=number)


def _read_withdrawn(line: str, candidates: int, withdrawn: set[int], number: int) -> None:
    for field in line.split():
        candidate = _candidate(field.removeprefix("-"), candidates, number)
        if candidate in withdrawn:
            raise BadBallotFile(f"candidate {candidate + 1} is withdrawn twice", line=number)
        withdrawn.add(candidate)


def _without_id(ballot: str, ids: set[str], number: int) -> str:
    bearer = _BALLOT_ID.match(ballot)
    if bearer is None:
        raise BadBallotFile("the ballot's id has no closing parenthesis", line=number)
    if bearer[1] in ids:
        raise BadBallotFile(f"ballot “{short(bearer[1])}” is in the file twice", line=number)
    ids.add(bearer[1])
    return ballot[bearer.end() :]


def _read_ranking(ranks: str, alone: Mapping[str, tuple[int]], number: int) -> Ranking:
    """`alone` is the rank of each candidate whom a ballot names alone, as most ballots do."""
    *fields, end = ranks.split() or [""]
    if end != "0":
        raise BadBallotFile("a ballot must end with 0", line=number)
    if len(set(fields)) == len(fields) and alone.keys() >= set(fields):
        return tuple([alone[field] for field in fields])
    candidates = len(alone)
    ranking = tuple(
        () if field == "-" else tuple(_candidate(name, candidates, number) for name in field.split("="))
        for field in fields
    )
    ranked = [candidate for rank in ranking for candidate in rank]
    for candidate in ranked:
        if ranked.count(candidate) > 1:
            raise BadBallotFile(f"this ballot ranks candidate {candidate + 1} twice", line=number)
    return ranking


def _candidate(field: str, candidates: int, number: int) -> int:
    if not _NUMBER.fullmatch(field) or not 1 <= int(field) <= candidates:
        raise BadBallotFile(
            f"“{short(field)}” is no candidate: they are numbered from 1 to {candidates}", line=number
        )
    return int(field) - 1


def _read_names(lines: list[_Line], candidates: int) -> tuple[tuple[str, ...], str]:
    if len(lines) < candidates:
        raise BadBallotFile(
            f"the first line announces {candidates} candidates, but {len(lines)} names follow the ballots",
            line=lines[-1][0] if lines else None,
        )
    if len(lines) > candidates + 1:
        raise BadBallotFile(
            f"nothing should follow the names of the {candidates} candidates and the title",
            line=lines[candidates + 1][0],
        )
    names = [_read_name(line, number) for number, line in lines]
    for (number, _), name in zip(lines, names[:candidates], strict=False):
        if not name.strip():
            raise BadBallotFile("a candidate needs a name", line=number)
    return tuple(names[:candidates]), "".join(names[candidates:])


def _read_name(line: str, number: int) -> str:
    if not line.startswith('"'):
        return _without_comment(line)
    quoted = _QUOTED.fullmatch(line) or _QUOTED_WITH_QUOTES_INSIDE.fullmatch(line)
    if quoted is None:
        raise BadBallotFile("the quotation mark that opens this name is never closed", line=number)
    return quoted[1]


def _write_name(name: str) -> str:
    for written in (f'"{name}"', name):
        try:
            read_back = [_read_name(line, number) for number, line in _lines(written)]
        except BadBallotFile:
            continue
        if read_back == [name]:
            return written
    raise ValueError(f"BLT cannot carry the name “{short(name)}”")
