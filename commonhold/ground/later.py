"""Packages that show what their modules offer, and load each module when somebody asks for something of it.

Such a package says what it shows by plain imports that only type checkers follow:

    if TYPE_CHECKING:
        from commonhold.social.lists.actions.naming import rename_list
    else:
        __getattr__ = later.shown_by(__name__, __file__)

So importing a room costs little, a server is there before all of them are loaded, and what nobody asks for
never is (docs/adr/0069).
"""

from __future__ import annotations

import ast
import importlib
import sys
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any


def shown_by(package: str, file: str) -> Callable[[str], Any]:
    """The `__getattr__` of a package (PEP 562) whose source is this file."""

    def found(name: str) -> Any:
        module = _shown(file).get(name)
        if module is None:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        value = getattr(importlib.import_module(module[0]), module[1])
        setattr(sys.modules[package], name, value)
        return value

    return found


@cache
def _shown(file: str) -> dict[str, tuple[str, str]]:
    """Module and name there, by the name under which the package shows it."""
    return {
        each.asname or each.name: (statement.module or "", each.name)
        for statement in _imports(ast.parse(Path(file).read_text()))
        for each in statement.names
    }


def _imports(source: ast.Module) -> Iterator[ast.ImportFrom]:
    """Those for type checkers alone."""
    for block in source.body:
        if (
            isinstance(block, ast.If)
            and isinstance(block.test, ast.Name)
            and block.test.id == "TYPE_CHECKING"
        ):
            yield from (each for each in block.body if isinstance(each, ast.ImportFrom))
