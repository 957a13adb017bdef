"""The code that `dataclasses` writes for some 350 classes at each start, compiled once and kept.

It writes the text of each method and compiles it: a fifth of all that a start takes. Python keeps what it
compiled from files and not what came from texts, so we do, in its folder and by its rules: another Python has
another file, and where it may write none, neither do we. A text that is not known is compiled as ever, and
each start goes by the texts, so that what is kept can be missing or old and never wrong.
"""

from __future__ import annotations

import builtins
import dataclasses
import marshal
import sys
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from importlib.util import MAGIC_NUMBER, cache_from_source
from pathlib import Path
from types import CodeType
from typing import Any

_EXEC = "exec"  # the name by which `dataclasses` runs its texts


class Kept:
    """What is kept in one file. From `begin` to `end` the methods of dataclasses come from it."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._known: Mapping[str, CodeType] = {}
        self._used: dict[str, CodeType] = {}

    def begin(self) -> None:
        self._known = _read(self._path)
        setattr(dataclasses, _EXEC, self._run)

    def end(self) -> None:
        """Keep what was used, if some of it was new, and let `dataclasses` do as ever."""
        if not hasattr(dataclasses, _EXEC):
            return
        delattr(dataclasses, _EXEC)
        if self._used.keys() - self._known.keys() and not sys.dont_write_bytecode:
            with suppress(OSError):  # a folder that is not ours to write in
                _write(self._path, self._used)
        self._known, self._used = {}, {}

    def _run(self, text: str, names: dict[str, Any], found: Mapping[str, object]) -> None:
        code = self._used.get(text) or self._known.get(text) or compile(text, "<string>", _EXEC)
        self._used[text] = code
        builtins.exec(code, names, found)  # noqa: S102 - as `dataclasses` does with the same text


def _read(path: Path) -> Mapping[str, CodeType]:
    """By text; nothing where there is no file, or one of another Python or not whole."""
    with suppress(OSError, EOFError, ValueError, TypeError):
        kept = path.read_bytes()
        if kept.startswith(MAGIC_NUMBER):
            found = marshal.loads(kept[len(MAGIC_NUMBER) :])  # noqa: S302 - as trusted as the .pyc beside it
            if isinstance(found, dict):
                return found
    return {}


def _write(path: Path, used: Mapping[str, CodeType]) -> None:
    path.parent.mkdir(exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
        file.write(MAGIC_NUMBER + marshal.dumps(dict(used)))
    Path(file.name).replace(path)


OURS = Kept(Path(cache_from_source(__file__)).with_suffix(".kept"))
