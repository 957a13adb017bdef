"""The cast, for every room on this floor."""

from __future__ import annotations

from tests.cast_fixtures import ada, ben, caro, dev, eve, finn

__all__ = ["ada", "ben", "caro", "dev", "eve", "finn"]
