"""The program `commonhold`. A server begins without what only debuggers read.

The columns of each instruction, for marks below a line of a traceback, and assertions, which state what types
cannot, are a good part of a start. Texts of documentation stay, as the API of the co-op tells some of them.
"""

from __future__ import annotations

import os
import sys
from importlib.util import cache_from_source
from pathlib import Path

LEAN = ("-O", "-X", "no_debug_ranges")
_SERVING = frozenset({"serve", "work"})
_CONSOLE = "commonhold.house.console"


def main() -> int:
    if not sys.flags.optimize and _SERVING & set(sys.argv[1:]) and _compiled_once():
        os.execv(sys.executable, [sys.executable, *LEAN, "-m", _CONSOLE, *sys.argv[1:]])  # noqa: S606 - ourselves
    from commonhold.house.console import main as console  # noqa: PLC0415 - a server begins anew instead

    return console()


def _compiled_once() -> bool:
    """Python keeps what it compiled for each kind of start; where it can't, every start would compile all."""
    kept = Path(cache_from_source(str(Path(__file__).with_name("console.py")), optimization="1"))
    return kept.exists() or os.access(kept.parent, os.W_OK)


if __name__ == "__main__":
    sys.exit(main())
