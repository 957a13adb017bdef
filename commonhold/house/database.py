"""Which database, and how each is tuned. The figures behind the choices are in docs/adr/."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

_SQLITE_START = """
    PRAGMA journal_mode=WAL;
    PRAGMA synchronous=FULL;
    PRAGMA foreign_keys=ON;
    PRAGMA secure_delete=ON;
    PRAGMA trusted_schema=OFF;
    PRAGMA cache_size=-500;
"""


def database_settings(url: str | None, data_dir: Path) -> dict[str, Any]:
    """Django's settings for `sqlite:///PATH` or `postgresql://USER:PASSWORD@HOST:PORT/NAME`.

    Without a URL: SQLite in the data folder. Raises ValueError for any other scheme.
    """
    if not url:
        return _sqlite(str(data_dir / "commonhold.sqlite3"))
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return _sqlite(unquote(parts.path).replace("//", "/", 1))
    if parts.scheme in {"postgresql", "postgres"}:
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path.lstrip("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": unquote(parts.hostname or ""),
            "PORT": str(parts.port or ""),
            "CONN_MAX_AGE": None,
            "CONN_HEALTH_CHECKS": True,
            # What is asked without Django's layers (ground/statements.py) is prepared when it comes again.
            "OPTIONS": {"prepare_threshold": 2},
        }
    raise ValueError(f"A database is sqlite:///PATH or postgresql://…, not {parts.scheme}://")


def replica_settings(urls: str, data_dir: Path) -> list[dict[str, Any]]:
    """Of each replica among `urls`, with spaces between. It is only read. Raises ValueError for SQLite."""
    found = []
    for url in urls.split():
        settings = database_settings(url, data_dir)
        if settings["ENGINE"] != "django.db.backends.postgresql":
            raise ValueError("A replica is another PostgreSQL server: postgresql://…")
        found.append(
            settings
            | {
                "CONN_HEALTH_CHECKS": False,  # each use begins with a question of its own
                "OPTIONS": {"options": "-c default_transaction_read_only=on", "connect_timeout": 2},
            }
        )
    return found


def _sqlite(path: str) -> dict[str, Any]:
    return {
        "ENGINE": "commonhold.house.sqlite",
        "NAME": path,
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            # Deferred transactions can fail half way when another writer came first; IMMEDIATE ones wait.
            "transaction_mode": "IMMEDIATE",
            "timeout": 5,
            # Django makes times and truths of what it asks for; SQLite's driver would make them of every row.
            "detect_types": 0,
            "cached_statements": 256,
            # FULL: a ballot that was acknowledged survives a power cut.
            "init_command": _SQLITE_START,
        },
    }
