"""PrefLib's files of ranked ballots: .soc, .soi, .toc and .toi.

    # TITLE: A title
    # NUMBER ALTERNATIVES: 3
    # ALTERNATIVE NAME 1: Ann
    2: 1,{2,3}

Strict or with ties (s, t), complete or incomplete (c, i). PrefLib knows neither seats nor withdrawn
candidates: we write them as two comments more, which its own tools pass over.
Source: preflib.github.io, "Data format".
"""

import re
from collections.abc import Iterator
from typing import Literal, TypeAlias, get_args

from rulebook.tally.ballots import Profile, Ranking
from rulebook.tally.files import BadBallotFile, short

Suffix: TypeAlias = Literal["soc", "soi", "toc", "toi"]
SUFFIXES: tuple[str, ...] = get_args(Suffix)

_FACT = re.compile(r"#\s*([^:]*?)\s*:\s*(.*)")
_NAME = re.compile(r"ALTERNATIVE NAME ([0-9]{1,15})")
_BALLOT = re.compile(r"([0-9]{1,15})\s*:\s*(.*)")
_RANK = re.compile(r"\s*(?:([0-9]{1,15})|\{([0-9,\s]*)\})\s*(,|$)")
_WHOLE = re.compile(r"[0-9]{1,15}")


def parse(text: str, suffix: Suffix) -> Profile:
    """The election in `text`. Raises BadBallotFile, with the line where there is one."""
    facts: dict[str, tuple[int, str]] = {}
    ballots: dict[Ranking, int] = {}
    names: tuple[str, ...] | None = None
    already_read: dict[str, Ranking] = {}
    for number, line in _lines(text):
        if line.startswith("#"):
            _read_fact(line, facts, number, late=names is not None)
            continue
        if names is None:
            names = _names(facts, number)
        ballot = _BALLOT.fullmatch(line)
        if ballot is None or not int(ballot[1]):
            raise BadBallotFile(
                f"a ballot should come here, such as 3: 1,2, and not “{short(line)}”", line=number
            )
        ranking = already_read.get(ballot[2])
        if ranking is None:
            ranking = already_read[ballot[2]] = _read_ranking(ballot[2], len(names), suffix, number)
        ballots[ranking] = ballots.get(ranking, 0) + int(ballot[1])
    names = _names(facts, 1) if names is None else names
    seats_line, seats = facts.get("SEATS", (1, "1"))
    if not _WHOLE.fullmatch(seats) or not int(seats):
        raise BadBallotFile(f"the seats must be a whole number, and not “{short(seats)}”", line=seats_line)
    title = facts.get("TITLE", (1, ""))[1]
    return Profile(names, int(seats), ballots, _withdrawn(facts, len(names)), title)


def write(profile: Profile, suffix: Suffix) -> str:
    """`profile` such that `parse` gives it back. ValueError for what this format cannot carry."""
    lines = [f"# TITLE: {_one_line(profile.title)}", f"# DATA TYPE: {suffix}"]
    lines += [f"# SEATS: {profile.seats}"]
    if profile.withdrawn:
        lines.append("# WITHDRAWN: " + ",".join(str(index + 1) for index in sorted(profile.withdrawn)))
    lines += [f"# NUMBER ALTERNATIVES: {len(profile.candidates)}", f"# NUMBER VOTERS: {profile.cast}"]
    lines.append(f"# NUMBER UNIQUE ORDERS: {len(profile.ballots)}")
    for number, name in enumerate(profile.candidates, 1):
        lines.append(f"# ALTERNATIVE NAME {number}: {_one_line(name)}")
    for ranking, weight in profile.ballots.items():
        if wrong := _unfit(ranking, len(profile.candidates), suffix):
            raise ValueError(f".{suffix} cannot carry a ballot {wrong}")
        lines.append(f"{weight}: " + ",".join(_write_rank(rank) for rank in ranking))
    return "\n".join(lines) + "\n"


def _lines(text: str) -> Iterator[tuple[int, str]]:
    plain_ends = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    for number, line in enumerate(plain_ends.split("\n"), start=1):
        if stripped := line.strip():
            yield number, stripped


def _read_fact(line: str, facts: dict[str, tuple[int, str]], number: int, *, late: bool) -> None:
    fact = _FACT.fullmatch(line)
    if fact is None:
        return
    key = fact[1].upper()
    if late and (key in {"SEATS", "WITHDRAWN", "NUMBER ALTERNATIVES"} or _NAME.fullmatch(key)):
        raise BadBallotFile("names and numbers must stand before the ballots", line=number)
    if key in facts and (key in {"SEATS", "WITHDRAWN", "NUMBER ALTERNATIVES"} or _NAME.fullmatch(key)):
        raise BadBallotFile(f"“{short(fact[1])}” is said twice", line=number)
    facts[key] = (number, fact[2])


def _names(facts: dict[str, tuple[int, str]], number: int) -> tuple[str, ...]:
    announced_at, announced = facts.get("NUMBER ALTERNATIVES", (number, ""))
    if not _WHOLE.fullmatch(announced) or not int(announced):
        raise BadBallotFile("“# NUMBER ALTERNATIVES: ” and a whole number must come first", line=announced_at)
    names = {int(match[1]): fact for key, fact in facts.items() if (match := _NAME.fullmatch(key))}
    if len(names) != int(announced):
        raise BadBallotFile(
            f"{int(announced)} alternatives are announced, but {len(names)} have a name", line=announced_at
        )
    for place, (at, name) in names.items():
        if not 1 <= place <= len(names) or not name.strip():
            raise BadBallotFile(f"alternatives have names, and are numbered from 1 to {len(names)}", line=at)
    return tuple(names[place][1] for place in sorted(names))


def _withdrawn(facts: dict[str, tuple[int, str]], candidates: int) -> frozenset[int]:
    number, listed = facts.get("WITHDRAWN", (1, ""))
    fields = [field.strip() for field in listed.split(",")] if listed else []
    return frozenset(_candidate(field, candidates, number) for field in fields)


def _read_ranking(text: str, candidates: int, suffix: Suffix, number: int) -> Ranking:
    ranking: list[tuple[int, ...]] = []
    place, more = 0, bool(text)
    while more:
        rank = _RANK.match(text, place)
        if rank is None:
            raise BadBallotFile(f"this ballot cannot be read from “{short(text[place:])}” on", line=number)
        fields = [rank[1]] if rank[1] else [field.strip() for field in rank[2].split(",")]
        ranking.append(tuple(_candidate(field, candidates, number) for field in fields))
        place, more = rank.end(), rank[3] == ","
    if place < len(text):
        raise BadBallotFile(f"this ballot cannot be read from “{short(text[place:])}” on", line=number)
    ranked = [candidate for rank_ in ranking for candidate in rank_]
    if len(set(ranked)) < len(ranked):
        raise BadBallotFile("this ballot ranks a candidate twice", line=number)
    if wrong := _unfit(tuple(ranking), candidates, suffix):
        raise BadBallotFile(f"a .{suffix} file has no ballot {wrong}", line=number)
    return tuple(ranking)


def _unfit(ranking: Ranking, candidates: int, suffix: Suffix) -> str:
    """Why a file of this kind has no such ballot; "" when it may."""
    if not ranking or not all(ranking):
        return "that ranks nobody, or has a rank with nobody on it"
    if suffix[0] == "s" and any(len(rank) > 1 for rank in ranking):
        return "with equal ranks"
    if suffix[2] == "c" and sum(map(len, ranking)) < candidates:
        return "that leaves somebody out"
    return ""


def _candidate(field: str, candidates: int, number: int) -> int:
    if not _WHOLE.fullmatch(field) or not 1 <= int(field) <= candidates:
        raise BadBallotFile(
            f"“{short(field)}” is no candidate: they are numbered from 1 to {candidates}", line=number
        )
    return int(field) - 1


def _write_rank(rank: tuple[int, ...]) -> str:
    numbers = ",".join(str(candidate + 1) for candidate in rank)
    return numbers if len(rank) == 1 else "{" + numbers + "}"


def _one_line(text: str) -> str:
    if text != text.strip() or any(character in text for character in "\n\r\0"):
        raise ValueError(f"PrefLib's files cannot carry “{short(text)}”")
    return text
