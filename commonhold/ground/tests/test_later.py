"""Packages whose modules are loaded when somebody asks for what they offer."""

from __future__ import annotations

import ast
import importlib
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import commonhold
from commonhold.ground import later

_ROOT = Path(commonhold.__file__).parent
_SHOWING = [each for each in sorted(_ROOT.rglob("__init__.py")) if "later.shown_by(" in each.read_text()]
_SOURCE = """
from typing import TYPE_CHECKING
from commonhold.ground import later
if TYPE_CHECKING:
    from {name}.words import WORDS as said, again
else:
    __getattr__ = later.shown_by(__name__, __file__)
"""


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    name = "a_package_of_the_test"
    (tmp_path / name).mkdir()
    (tmp_path / name / "__init__.py").write_text(_SOURCE.format(name=name))
    (tmp_path / name / "words.py").write_text("WORDS = ['moss']\ndef again():\n    return WORDS * 2\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    yield name
    for each in [each for each in sys.modules if each.partition(".")[0] == name]:
        del sys.modules[each]


def test_a_module_is_loaded_when_something_of_it_is_asked_for(package: str) -> None:
    shown = importlib.import_module(package)
    assert f"{package}.words" not in sys.modules
    assert shown.said == ["moss"]
    assert f"{package}.words" in sys.modules
    assert shown.again() == ["moss", "moss"]
    assert "said" in vars(shown)


def test_what_a_package_does_not_show_is_not_there(package: str) -> None:
    shown = importlib.import_module(package)
    with pytest.raises(AttributeError, match="has no attribute 'WORDS'"):
        _ = shown.WORDS
    with pytest.raises(ImportError):
        importlib.import_module(f"{package}.nowhere")


def test_a_module_of_it_can_be_imported_by_its_own_name(package: str) -> None:
    exec(f"from {package} import words; assert words.WORDS == ['moss']", {})  # noqa: S102 - as written


@pytest.mark.parametrize("file", _SHOWING, ids=lambda file: str(file.parent.relative_to(_ROOT)))
def test_all_that_our_packages_show_is_there_and_bears_no_module_s_name(file: Path) -> None:
    name = ".".join(file.parent.relative_to(_ROOT.parent).parts)
    package, shown = importlib.import_module(name), later._shown(str(file))
    modules = {each.stem for each in file.parent.iterdir()}
    assert not shown.keys() & modules, "whoever imports that module would hide what is shown"
    assert sorted(shown) == sorted(package.__all__)
    for each in shown:
        getattr(package, each)


def test_no_package_loads_all_that_it_shows() -> None:
    shows_at_once = [
        path.relative_to(_ROOT)
        for path in sorted(_ROOT.rglob("__init__.py"))
        if path not in _SHOWING and path.parent.name in {"actions", "queries"} and _imports(path)
    ]
    assert shows_at_once == []


def _imports(path: Path) -> bool:
    imports = [each for each in ast.parse(path.read_text()).body if isinstance(each, ast.ImportFrom)]
    return any(each.module != "__future__" for each in imports)
