"""The last migration of each room in the last release: `python -m tests.house.released` writes them anew.

Done when a release is made, and never otherwise: what is newer must leave room for that release beside it.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

_FILE = Path(__file__).with_suffix(".txt")


def released() -> list[tuple[str, str]]:
    lines = (line.partition(" ") for line in _FILE.read_text().splitlines())
    return [(room, name) for room, _space, name in lines]


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"COMMONHOLD_DATA": folder, "DJANGO_SETTINGS_MODULE": "commonhold.house.settings"}
        import django  # noqa: PLC0415 - once the settings know where

        django.setup()
        from django.db.migrations.loader import MigrationLoader  # noqa: PLC0415

        leaves = MigrationLoader(None).graph.leaf_nodes()
    _FILE.write_text("".join(f"{room} {name}\n" for room, name in sorted(leaves)))


if __name__ == "__main__":
    main()
