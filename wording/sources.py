"""Every sentence for people in our Python, our templates and the rules of counting, as an empty catalogue."""

from __future__ import annotations

import ast
import io
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from django.utils.translation.template import templatize

HERE = Path(__file__).resolve().parents[1]
_WRITTEN_IN = ("commonhold",)
_TEMPLATES = {".html", ".txt"}
_CALLS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}


def sentences(root: Path = HERE) -> Catalog:
    """What stands in the source now. Tests write for nobody and are left out."""
    found = Catalog(fuzzy=False)
    for path in _files(root):
        text = path.read_text()
        if path.suffix in _TEMPLATES:
            text = _as_python(text)
        for _line, words, _comments, context in extract("python", io.BytesIO(text.encode()), _CALLS):
            found.add(words, None, [(str(path.relative_to(root)), 0)], context=context)
    for path, words in _rules(root):
        found.add(words, None, [(str(path.relative_to(root)), 0)])
    return found


def _rules(root: Path) -> Iterator[tuple[Path, str]]:
    """What the rules of counting say of themselves. The rulebook knows no catalogues; pages translate it."""
    for path in sorted((root / "rulebook/tally").glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Rule":
                said = {each.arg: each.value for each in node.keywords}.get("words")
                if isinstance(said, ast.Constant) and isinstance(said.value, str):
                    yield path, said.value


def _files(root: Path) -> Iterator[Path]:
    for top in _WRITTEN_IN:
        for path in sorted((root / top).rglob("*")):
            parts = path.relative_to(root).parts
            is_source = path.suffix == ".py" or (path.suffix in _TEMPLATES and "templates" in parts)
            if is_source and "tests" not in parts and "migrations" not in parts:
                yield path


def _as_python(template: str) -> str:
    """Django's own reading of a template. It keeps the indentation of HTML, which means nothing in Python."""
    return "\n".join(line.lstrip() for line in templatize(template).splitlines())
