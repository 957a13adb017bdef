"""Our own JSON for ballots of every kind, and the one way in which it is written: RFC 8785.

    {"kind": "rankings", "v": 1, "title": "Board", "seats": 2, "candidates": ["Ada", "Ben"], "withdrawn": [],
     "ballots": [[3, [[0], [1]]], [1, []]]}

A ballot is how many say it, and what it says. Kinds: rankings (lists of candidates' indexes), scores (points
by candidate, or null), budget (indexes of projects), numbers (one number, or null), answers (counts), classes
(a class's key, and yes, no or abstain).
`parse` reads any spelling of such JSON; a refusal names the line where the JSON breaks, or the entry.
"""

import json
import re
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any, TypeAlias

from rulebook.canonical import Json, NotCanonical, canonical
from rulebook.tally.ballots import Profile
from rulebook.tally.budgets import Budget, Project
from rulebook.tally.by_class import ClassBallots, VotingClass
from rulebook.tally.consent import Answers
from rulebook.tally.files import BadBallotFile, short
from rulebook.tally.median import Numbers
from rulebook.tally.scores import Scores

Ballots: TypeAlias = Profile | Scores | Budget | Numbers | Answers | ClassBallots
#: What JSON gives, of which nothing is known yet.
_Fields: TypeAlias = Mapping[str, Any]


def parse(text: str) -> Ballots:
    """The ballots in `text`. Raises BadBallotFile."""
    try:
        data = json.loads(text.removeprefix("\ufeff"), object_pairs_hook=_once, parse_float=_no_float)
    except json.JSONDecodeError as error:
        raise BadBallotFile(f"this is no JSON: {error.msg}", line=error.lineno) from None
    except (RecursionError, ValueError) as error:
        reason = "it is nested too deeply" if isinstance(error, RecursionError) else str(error)
        raise BadBallotFile(f"this JSON cannot be read: {reason}") from None
    try:
        canonical(data)
    except NotCanonical as error:
        raise BadBallotFile(str(error)) from None
    if not isinstance(data, dict) or data.get("kind") not in _READ or data.get("v") != 1:
        kinds = ", ".join(_READ)
        raise BadBallotFile(f"it must be an object with “v” 1 and a “kind” out of {kinds}", line=1)
    try:
        return _READ[data["kind"]](data)
    except BadBallotFile:
        raise
    except ValueError as error:
        raise BadBallotFile(str(error)) from None


def write(ballots: Ballots) -> str:
    """`ballots` such that `parse` gives them back, in canonical form: equal ballots give equal bytes."""
    return canonical(_data(ballots)).decode()


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    data = dict(pairs)
    if len(data) < len(pairs):
        raise ValueError("an object has one key twice")
    return data


def _no_float(text: str) -> Any:
    raise ValueError(f"{short(text)} is no whole number")


# Reading. Each field is checked for its shape here, and for its sense where the ballots are made.


def _field(data: _Fields, name: str, kind: type, default: Any = None) -> Any:
    value = data.get(name, default)
    if not isinstance(value, kind) or isinstance(value, bool):
        raise BadBallotFile(f"“{name}” is missing, or not what it must be")
    return value


def _list_of(value: Any, kind: type, where: str) -> list[Any]:
    if not isinstance(value, list) or not all(
        isinstance(item, kind) and not isinstance(item, bool) for item in value
    ):
        raise BadBallotFile(f"{where} is not the list that it must be")
    return value


def _grouped(data: _Fields, read: Callable[[Any, str], Any]) -> dict[Any, int]:
    ballots: dict[Any, int] = {}
    for place, entry in enumerate(_field(data, "ballots", list)):
        where = f"ballots[{place}]"
        if not isinstance(entry, list) or len(entry) != 2 or type(entry[0]) is not int or entry[0] < 1:
            raise BadBallotFile(f"{where} must be [how many, what they say]")
        said = read(entry[1], where)
        ballots[said] = ballots.get(said, 0) + entry[0]
    return ballots


def _indexes(data: _Fields, name: str, known: int) -> frozenset[int]:
    return frozenset(_below(_list_of(data.get(name, []), int, f"“{name}”"), known, f"“{name}”"))


def _below(indexes: list[int], known: int, where: str) -> tuple[int, ...]:
    if not all(0 <= index < known for index in indexes):
        raise BadBallotFile(f"{where}: indexes run from 0 to {known - 1}")
    return tuple(indexes)


def _rankings(data: _Fields) -> Profile:
    names = _list_of(data.get("candidates"), str, "“candidates”")

    def ranking(said: Any, where: str) -> tuple[tuple[int, ...], ...]:
        ranks = _list_of(said, list, where)
        read = tuple(_below(_list_of(rank, int, where), len(names), where) for rank in ranks)
        ranked = [index for rank in read for index in rank]
        if len(set(ranked)) < len(ranked):
            raise BadBallotFile(f"{where} ranks a candidate twice")
        return read

    return Profile(
        tuple(names),
        _field(data, "seats", int, 1),
        _grouped(data, ranking),
        _indexes(data, "withdrawn", len(names)),
        _field(data, "title", str, ""),
        tuple(_list_of(data.get("lots", []), str, "“lots”")),
    )


def _scores(data: _Fields) -> Scores:
    names = _list_of(data.get("candidates"), str, "“candidates”")
    most = _field(data, "most", int)

    def scoring(said: Any, where: str) -> tuple[int | None, ...]:
        points = _list_of(said, int | None, where)  # type: ignore[arg-type]  # isinstance takes a union
        if len(points) != len(names) or not all(each is None or 0 <= each <= most for each in points):
            raise BadBallotFile(f"{where} must give each of {len(names)} from 0 to {most} points, or null")
        return tuple(points)

    return Scores(
        tuple(names),
        _field(data, "seats", int, 1),
        most,
        _grouped(data, scoring),
        _indexes(data, "withdrawn", len(names)),
        _field(data, "title", str, ""),
        tuple(_list_of(data.get("lots", []), str, "“lots”")),
    )


def _budget(data: _Fields) -> Budget:
    projects = []
    for place, entry in enumerate(_field(data, "projects", list)):
        if not isinstance(entry, dict):
            raise BadBallotFile(f"projects[{place}] must be an object with key, name and cost")
        key, name = _field(entry, "key", str), _field(entry, "name", str, "")
        cost = _field(entry, "cost", int)
        projects.append(Project(key, name, cost))

    def approved(said: Any, where: str) -> tuple[int, ...]:
        return tuple(sorted(set(_below(_list_of(said, int, where), len(projects), where))))

    return Budget(
        tuple(projects),
        _field(data, "money", int),
        _grouped(data, approved),
        _indexes(data, "withdrawn", len(projects)),
        _field(data, "title", str, ""),
    )


def _numbers(data: _Fields) -> Numbers:
    bounds = _list_of(data.get("bounds"), int, "“bounds”")
    if len(bounds) != 2:
        raise BadBallotFile("“bounds” must be the lowest and the highest number")
    lowest, highest = bounds

    def number(said: Any, where: str) -> int | None:
        if said is None or (type(said) is int and lowest <= said <= highest):
            return said
        raise BadBallotFile(f"{where} must be a whole number from {lowest} to {highest}, or null")

    ballots = _grouped(data, number)
    none = ballots.pop(None, 0)
    present = _field(data, "present", int)
    return Numbers(lowest, highest, present, ballots, none, _field(data, "title", str, ""))


def _answers(data: _Fields) -> Answers:
    return Answers(
        consent=_field(data, "consent", int),
        objections=tuple(_list_of(data.get("objections", []), str, "“objections”")),
        aside=_field(data, "aside", int, 0),
        title=_field(data, "title", str, ""),
    )


def _classes(data: _Fields) -> ClassBallots:
    listed = []
    for place, entry in enumerate(_field(data, "classes", list)):
        if not isinstance(entry, dict) or not isinstance(entry.get("apart"), bool):
            raise BadBallotFile(f"classes[{place}] must be an object with key, roll, base, apart and weight")
        roll = _field(entry, "roll", int)
        listed.append(
            VotingClass(
                _field(entry, "key", str),
                roll,
                _field(entry, "base", int, roll),
                entry["apart"],
                _field(entry, "weight", int, 1),
            )
        )

    def answered(said: Any, where: str) -> tuple[str, str]:
        key, answer = _list_of(said, str, where) if isinstance(said, list) and len(said) == 2 else ("", "")
        return key, answer

    return ClassBallots(
        tuple(listed),
        _grouped(data, answered),
        _share(data, "floor", "0"),
        _share(data, "cap", "1"),
        _field(data, "title", str, ""),
    )


def _share(data: _Fields, name: str, default: str) -> Fraction:
    text = _field(data, name, str, default)
    if not re.fullmatch(r"[0-9]{1,9}(/0*[1-9][0-9]{0,8})?", text):
        raise BadBallotFile(f"“{name}” must be a share such as 1/5")
    return Fraction(text)


_READ: Mapping[str, Callable[[_Fields], Ballots]] = {
    "rankings": _rankings,
    "scores": _scores,
    "budget": _budget,
    "numbers": _numbers,
    "answers": _answers,
    "classes": _classes,
}


# Writing.


def _data(ballots: Ballots) -> Json:
    if isinstance(ballots, Profile):
        said = sorted(ballots.ballots.items())
        grouped: list[Json] = [[weight, [list(rank) for rank in ranking]] for ranking, weight in said]
        return _election("rankings", ballots) | {"ballots": grouped}
    if isinstance(ballots, Scores):
        rising = sorted(ballots.ballots.items(), key=lambda item: [(-1 if p is None else p) for p in item[0]])
        scored: list[Json] = [[weight, list(said)] for said, weight in rising]
        return _election("scores", ballots) | {"most": ballots.most, "ballots": scored}
    if isinstance(ballots, Budget):
        projects: list[Json] = [{"key": p.key, "name": p.name, "cost": p.cost} for p in ballots.projects]
        return {
            "kind": "budget",
            "v": 1,
            "title": ballots.title,
            "money": ballots.money,
            "projects": projects,
            "withdrawn": sorted(ballots.withdrawn),
            "ballots": [[weight, list(said)] for said, weight in sorted(ballots.ballots.items())],
        }
    if isinstance(ballots, Numbers):
        named: list[Json] = [[weight, number] for number, weight in sorted(ballots.ballots.items())]
        return {
            "kind": "numbers",
            "v": 1,
            "title": ballots.title,
            "bounds": [ballots.lowest, ballots.highest],
            "present": ballots.present,
            "ballots": [*named, *([[ballots.none, None]] if ballots.none else [])],
        }
    if isinstance(ballots, ClassBallots):
        return _data_by_class(ballots)
    return {
        "kind": "answers",
        "v": 1,
        "title": ballots.title,
        "consent": ballots.consent,
        "objections": list(ballots.objections),
        "aside": ballots.aside,
    }


def _data_by_class(ballots: ClassBallots) -> Json:
    rows: list[Json] = [
        {
            "key": each.key,
            "roll": each.roll,
            "base": each.base,
            "apart": each.apart,
            "weight": each.weight,
        }
        for each in ballots.classes
    ]
    return {
        "kind": "classes",
        "v": 1,
        "title": ballots.title,
        "floor": str(ballots.floor),
        "cap": str(ballots.cap),
        "classes": rows,
        "ballots": [[number, list(said)] for said, number in sorted(ballots.ballots.items())],
    }


def _election(kind: str, ballots: Profile | Scores) -> dict[str, Json]:
    return {
        "kind": kind,
        "v": 1,
        "title": ballots.title,
        "seats": ballots.seats,
        "candidates": list(ballots.candidates),
        "withdrawn": sorted(ballots.withdrawn),
        **({"lots": list(ballots.lots)} if ballots.lots else {}),
    }
