"""Pabulib's .pb, the format in which cities publish their votes on a budget.

    META
    key;value
    budget;1070000
    vote_type;approval
    PROJECTS
    project_id;cost;name
    c1;68000;Playground
    VOTES
    voter_id;vote
    17;c1,c4

Columns and facts that a count does not need are passed over: who voted is not kept. Source: Faliszewski,
Flis, Peters, Pierczyński, Skowron, Stolicki, Szufa and Talmon, "Participatory Budgeting: Data, Tools and
Analysis" (2023), and pabulib.org/format.
"""

import csv
import re
from collections.abc import Iterator, Mapping, Sequence

from rulebook.tally.budgets import Budget, Project
from rulebook.tally.files import BadBallotFile, short

_SECTIONS = ("META", "PROJECTS", "VOTES")
_WHOLE = re.compile(r"([0-9]{1,15})(?:\.0{1,9})?")

#: A line's number, counted from 1, and its fields.
_Row = tuple[int, list[str]]


def parse(text: str) -> Budget:
    """The vote in `text`. Raises BadBallotFile, with the line where there is one."""
    sections = _sections(text)
    facts = _facts(sections["META"])
    keys, projects, withdrawn = _read_projects(sections["PROJECTS"])
    ballots = _read_votes(sections["VOTES"], keys)
    number, money = facts.get("budget", (1, ""))
    title = facts.get("description", (1, ""))[1]
    number_of_type, vote_type = facts.get("vote_type", (1, "approval"))
    if vote_type != "approval":
        raise BadBallotFile(
            f"these votes are of the type “{short(vote_type)}”, and only approvals can be counted",
            line=number_of_type,
        )
    return Budget(projects, _whole(money, "the budget", number), ballots, withdrawn, title)


def write(budget: Budget) -> str:
    """`budget` as .pb, such that `parse` gives it back. ValueError for what the format cannot carry."""
    facts = [("description", budget.title), ("num_projects", str(len(budget.projects)))]
    facts += [("num_votes", str(budget.cast)), ("budget", str(budget.money)), ("vote_type", "approval")]
    lines = ["META", "key;value", *(f"{key};{_field(value)}" for key, value in facts)]
    lines += ["PROJECTS", "project_id;cost;name;withdrawn"]
    for index, project in enumerate(budget.projects):
        if "," in project.key or project.key != project.key.strip():
            raise ValueError(f".pb cannot carry the key “{short(project.key)}”")
        gone = int(index in budget.withdrawn)
        lines.append(f"{_field(project.key)};{project.cost};{_field(project.name)};{gone}")
    lines += ["VOTES", "voter_id;vote"]
    voter = 0
    for approved, weight in budget.ballots.items():
        vote = _field(",".join(budget.projects[project].key for project in approved))
        lines += [f"{voter + number};{vote}" for number in range(1, weight + 1)]
        voter += weight
    return "\n".join(lines) + "\n"


def _field(text: str) -> str:
    if any(character in text for character in "\n\r\0"):
        raise ValueError(f".pb cannot carry “{short(text)}”, which has more than one line")
    return (
        f'"{text.replace(chr(34), chr(34) * 2)}"' if set(text) & set('";') or text != text.strip() else text
    )


def _sections(text: str) -> dict[str, list[_Row]]:
    """The rows of each section, its line of names first."""
    sections: dict[str, list[_Row]] = {}
    current: list[_Row] | None = None
    for number, fields in _rows(text):
        name = fields[0].strip()
        if len(fields) == 1 and name in _SECTIONS and name not in sections:
            current = sections[name] = []
        elif current is None:
            raise BadBallotFile("the file must begin with the line META", line=number)
        else:
            current.append((number, fields))
    for name in _SECTIONS:
        if not sections.get(name):
            raise BadBallotFile(f"the section {name} is missing, or empty")
    return sections


def _rows(text: str) -> Iterator[_Row]:
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    reader = csv.reader((line + "\n" for line in lines), delimiter=";", strict=True)
    last = 0
    try:
        for fields in reader:
            number, last = last + 1, reader.line_num
            if any(field.strip() for field in fields):
                yield number, fields
    except csv.Error as error:
        raise BadBallotFile(f"this line cannot be read: {error}", line=last + 1) from None


def _facts(rows: Sequence[_Row]) -> dict[str, tuple[int, str]]:
    facts: dict[str, tuple[int, str]] = {}
    for number, fields in rows[1:]:
        key = fields[0].strip()
        if key in facts:
            raise BadBallotFile(f"“{short(key)}” is said twice", line=number)
        facts[key] = (number, ";".join(fields[1:]).strip() if len(fields) != 2 else fields[1])
    return facts


def _columns(rows: Sequence[_Row], needed: Sequence[str]) -> dict[str, int]:
    number, names = rows[0]
    columns = {name.strip(): place for place, name in enumerate(names)}
    for name in needed:
        if name not in columns:
            raise BadBallotFile(f"the column {name} is missing", line=number)
    return columns


def _read_projects(rows: Sequence[_Row]) -> tuple[dict[str, int], tuple[Project, ...], frozenset[int]]:
    columns = _columns(rows, ("project_id", "cost"))
    keys: dict[str, int] = {}
    projects: list[Project] = []
    withdrawn: set[int] = set()
    for number, fields in rows[1:]:
        key, cost = (_cell(fields, columns, name, number) for name in ("project_id", "cost"))
        if key in keys or not key:
            raise BadBallotFile(f"project “{short(key)}” needs a key of its own", line=number)
        name = fields[columns["name"]] if columns.get("name", len(fields)) < len(fields) else ""
        price = _whole(cost, f"the cost of project “{short(key)}”", number)
        if price < 1:
            raise BadBallotFile(f"project “{short(key)}” must cost at least 1", line=number)
        if "withdrawn" in columns and _cell(fields, columns, "withdrawn", number) == "1":
            withdrawn.add(len(projects))
        keys[key] = len(projects)
        projects.append(Project(key, name, price))
    if not projects:
        raise BadBallotFile("there must be at least one project", line=rows[0][0])
    return keys, tuple(projects), frozenset(withdrawn)


def _read_votes(rows: Sequence[_Row], keys: Mapping[str, int]) -> dict[tuple[int, ...], int]:
    columns = _columns(rows, ("voter_id", "vote"))
    ballots: dict[tuple[int, ...], int] = {}
    voters: set[str] = set()
    already_read: dict[str, tuple[int, ...]] = {}
    for number, fields in rows[1:]:
        voter, vote = (_cell(fields, columns, name, number) for name in ("voter_id", "vote"))
        if voter in voters:
            raise BadBallotFile(f"voter “{short(voter)}” is in the file twice", line=number)
        voters.add(voter)
        approved = already_read.get(vote)
        if approved is None:
            approved = already_read[vote] = _read_vote(vote, keys, number)
        ballots[approved] = ballots.get(approved, 0) + 1
    return ballots


def _read_vote(vote: str, keys: Mapping[str, int], number: int) -> tuple[int, ...]:
    approved: list[int] = []
    for key in filter(None, (part.strip() for part in vote.split(","))):
        if key not in keys:
            raise BadBallotFile(f"“{short(key)}” is no project of this file", line=number)
        approved.append(keys[key])
    if len(set(approved)) < len(approved):
        raise BadBallotFile("this vote names a project twice", line=number)
    return tuple(sorted(approved))


def _cell(fields: Sequence[str], columns: Mapping[str, int], name: str, number: int) -> str:
    if columns[name] >= len(fields):
        raise BadBallotFile(f"this line has no {name}", line=number)
    return fields[columns[name]].strip()


def _whole(text: str, what: str, number: int) -> int:
    match = _WHOLE.fullmatch(text.strip())
    if match is None:
        raise BadBallotFile(f"{what} must be a whole number, and not “{short(text)}”", line=number)
    return int(match[1])
