"""What the structure tests look for. A guard gets sources by path, so tests can hand it a made-up house."""

from __future__ import annotations

import ast
import re
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path

from commonhold.house import house_rules as rules

HERE = Path(__file__).resolve().parents[2]
Sources = Mapping[str, str]

_FLOOR = {"ground": 0, "social": 1, "civic": 2, "doors": 3, "house": 4}
_BANNED = re.compile("|".join([*rules.BANNED_NAMES, *rules.BANNED_VERBS]), re.IGNORECASE)
_RELATION = re.compile("ForeignKey|OneToOneField|ManyToManyField")
_MODELS, _DATABASE = re.compile("models"), re.compile("models|django")
_INNER_IMPORT = re.compile(r"(?m)^\s+(?:from|import)\b|[:;]\s*(?:from|import)\b")
_ASSERTION = re.compile(r"(?m)^\s+assert\b|^assert\b|[:;]\s*assert\b")
_ROOM = re.compile(r"commonhold[./](ground|social|civic)[./](\w+)")


def sources(*suffixes: str, root: Path = HERE) -> dict[str, str]:
    """Every file of ours with these suffixes that git knows or would add, by path."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=root,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()
    found = [path for path in listed if path.endswith(suffixes) and (root / path).is_file()]
    ours = [path for path in found if not any(part in f"/{path}" for part in rules.NOT_OURS)]
    return {path: (root / path).read_text() for path in sorted(set(ours))}


def is_test(path: str) -> bool:
    return "/tests/" in f"/{path}" or path.endswith("conftest.py")


def too_long(files: Sources) -> Iterator[str]:
    for path, text in files.items():
        if len(text.splitlines()) > rules.LONGEST_FILE:
            yield f"{path}: {len(text.splitlines())} lines"


def banned_names(files: Sources) -> Iterator[str]:
    """Files, classes, functions and parameters whose name holds a word that says nothing."""
    for path, text in files.items():
        names = {Path(path).stem, *Path(path).parts[:-1]}
        for node in _nodes(text, says=_BANNED):
            if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
                names.add(node.name)
            elif isinstance(node, ast.arg):
                names.add(node.arg)
        for name in names - rules.FOREIGN_NAMES:
            words = {each.lower() for each in re.findall(r"[A-Z]?[a-z]+", name)}
            if words & rules.BANNED_NAMES or name.startswith(rules.BANNED_VERBS):
                yield f"{path}: {name}"


def string_foreign_keys(files: Sources) -> Iterator[str]:
    """A relation named by a string is an import that nobody sees. Only "self" may be one."""
    relations = {"ForeignKey", "OneToOneField", "ManyToManyField"}
    for path, text in files.items():
        for node in _nodes(text, says=_RELATION):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            target = node.args[0]
            if called in relations and isinstance(target, ast.Constant) and target.value != "self":
                yield f"{path}:{node.lineno}: {called}({target.value!r})"


def strangers_at_models(files: Sources) -> Iterator[str]:
    """Who imports another room's models, other than to refer to them from models of its own."""
    for path, text in files.items():
        if is_test(path) or path.endswith(rules.MAY_REFER_TO_MODELS):
            continue
        own = _ROOM.match(path)
        for line, name in _imported(text, says=_MODELS):
            room = _ROOM.match(name)
            if room is None or (own is not None and own.groups() == room.groups()):
                continue
            within = name.removeprefix(f"{room.group()}.")
            if within.startswith("models") and within not in rules.VOCABULARY.get(room.group(2), ()):
                yield f"{path}:{line}: {name}"


def doors_at_the_database(files: Sources) -> Iterator[str]:
    for path, text in files.items():
        if not path.startswith("commonhold/doors/") or is_test(path):
            continue
        for line, name in _imported(text, says=_DATABASE):
            if f"{name}.".startswith("django.db.") or "models" in name.split("."):
                yield f"{path}:{line}: {name}"


def late_imports(files: Sources) -> Iterator[str]:
    """Imports inside functions hide cycles; the few that are needed are listed with their reason."""
    for path, text in files.items():
        if is_test(path) or path in rules.LATE_IMPORTS:
            continue
        for node in _nodes(text, says=_INNER_IMPORT):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                for inner in ast.walk(node):
                    if isinstance(inner, ast.Import | ast.ImportFrom):
                        yield f"{path}:{inner.lineno}"


def deeds_in_assertions(files: Sources) -> Iterator[str]:
    """A server runs without assertions (`house/program.py`): they may state, and do nothing."""
    for path, text in files.items():
        if is_test(path) or not path.startswith(("commonhold/", "rulebook/")):
            continue
        for node in _nodes(text, says=_ASSERTION):
            if isinstance(node, ast.Assert):
                calls = [each.func for each in ast.walk(node.test) if isinstance(each, ast.Call)]
                if any(not isinstance(each, ast.Name) or each.id != "isinstance" for each in calls):
                    yield f"{path}:{node.lineno}"


def askers_of_the_time(files: Sources) -> Iterator[str]:
    asked = re.compile(r"\b(?:timezone|datetime|clock|date)\.(?:now|today|utcnow)\(|\btime\.time\(")
    for path, text in files.items():
        if is_test(path) or path.startswith(rules.MAY_ASK_THE_TIME):
            continue
        for number, line in enumerate(text.splitlines(), 1):
            if asked.search(line):
                yield f"{path}:{number}: {line.strip()}"


def unkept_promises(files: Sources) -> Iterator[str]:
    marks = re.compile(r"\b(TODO|FIXME|XXX)\b")
    for path, text in files.items():
        if path.startswith("tests/house/"):
            continue
        for number, line in enumerate(text.splitlines(), 1):
            if marks.search(line):
                yield f"{path}:{number}"


def physical_sides(files: Sources) -> Iterator[str]:
    """Left and right in a sheet of style: where one reads from right to left they are the wrong way round."""
    side = re.compile(
        r"(?<![\w-])((margin|padding|border|inset|scroll-(margin|padding))-)?(left|right)(-\w+)*\s*:"
        r"|border-(top|bottom)-(left|right)-radius|(text-align|float|clear)\s*:\s*(left|right)\b"
    )
    around = re.compile(
        r"(?<![\w-])(margin|padding|inset|border-width|scroll-margin|scroll-padding)\s*:([^;}]+)"
    )
    for path, text in files.items():
        for number, line in enumerate(text.splitlines(), 1):
            uneven = any(_is_uneven(values) for _name, values in around.findall(line))
            if uneven or side.search(line):
                yield f"{path}:{number}: {line.strip()}"


def _is_uneven(values: str) -> bool:
    """Top, right, bottom and left, with another right than left."""
    four = re.findall(r"(?:[^\s()]|\((?:[^()]|\([^()]*\))*\))+", values)
    return len(four) == 4 and four[1] != four[3]


def words_from_elsewhere(files: Sources) -> Iterator[str]:
    """The project speaks of itself: no folder of somebody's machine, no tracker's number, no registry."""
    elsewhere = re.compile("|".join(rules.WORDS_FROM_ELSEWHERE), re.IGNORECASE)
    for path, text in files.items():
        if path.endswith(rules.MAY_NAME_REGISTRIES):
            continue
        for number, line in enumerate(text.splitlines(), 1):
            if elsewhere.search(line):
                yield f"{path}:{number}: {line.strip()}"


def untested_actions(files: Sources) -> Iterator[str]:
    """Public functions of a room's actions that neither a test of that room names nor the common cast."""
    tests = {path: text for path, text in files.items() if is_test(path)}
    for path, text in files.items():
        room = re.match(r"commonhold/\w+/\w+/(?=actions(\.py|/))", path)
        if room is None or is_test(path):
            continue
        near = "\n".join(text for test, text in tests.items() if test.startswith((room.group(), "tests/")))
        for node in ast.parse(text).body:
            if not isinstance(node, ast.FunctionDef) or node.name.startswith("_"):
                continue
            if not re.search(rf"\b{node.name}\b", near):
                yield f"{path}: {node.name}"


def writers_of_the_charter(files: Sources) -> Iterator[str]:
    """Only decisions amend the charter: who else calls its writers?"""
    called = re.compile(r"\bcharter(?:_actions)?\.(?:amend|delegate)\(")
    for path, text in files.items():
        if is_test(path) or path.endswith("/decisions.py") or path == "commonhold/ground/charter/actions.py":
            continue
        if called.search(text):
            yield path


def _nodes(text: str, *, says: re.Pattern[str]) -> Iterator[ast.AST]:
    """What a module is made of, if it says anything of the kind: most need not be taken apart."""
    if says.search(text):
        yield from ast.walk(ast.parse(text))


def _imported(text: str, *, says: re.Pattern[str]) -> Iterator[tuple[int, str]]:
    """The line and the full dotted name of everything that a module imports, if it says such a thing."""
    for node in _nodes(text, says=says):
        if isinstance(node, ast.ImportFrom):
            for each in node.names:
                yield node.lineno, f"{node.module}.{each.name}"
        elif isinstance(node, ast.Import):
            for each in node.names:
                yield node.lineno, each.name
