"""What the log says, as lines for people or as JSON for machines, and never of whom.

Addresses, mails, handles and what stands in quotation marks of a database's complaint are struck out,
tracebacks included: an operator reads what broke, not whose it was.
"""

from __future__ import annotations

import json
import logging
import re
from datetime import UTC, datetime
from ipaddress import ip_address

_STRUCK = (
    (re.compile(r"[\w.+%-]+@[\w-]+(?:\.[\w-]+)+"), "…@…"),  # mail, and handles of elsewhere
    (re.compile(r"(?<![\w/])(/?)@[\w.-]+"), r"\1@…"),  # handles, alone and in paths
    (re.compile(r"\?[^\s\"']+"), "?…"),  # what was asked for with an address
    (re.compile(r"(Key \([^)]*\)=)\([^)]*\)"), r"\1(…)"),  # PostgreSQL, of what is there already
    (re.compile(r"(Failing row contains )\(.*\)"), r"\1(…)"),
)
# Of either kind of IP; what looks like one and is none stays.
_MAYBE_ADDRESS = re.compile(
    r"(?<![\w.:])(?:[0-9a-fA-F]{0,4}:[0-9a-fA-F:]+(?:\d+(?:\.\d+){3})?|\d+(?:\.\d+){3})(?![\w.:]*\w)"
)


def struck_out(words: str) -> str:
    """The same words without what tells of whom."""
    for pattern, instead in _STRUCK:
        words = pattern.sub(instead, words)
    return _MAYBE_ADDRESS.sub(_without_address, words)


def _without_address(found: re.Match[str]) -> str:
    try:
        ip_address(found.group())
    except ValueError:
        return found.group()  # a time, or a release
    return "…"


class Plain(logging.Formatter):
    """A line: when, how bad, where, what; a traceback below it."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        return struck_out(super().format(record))


class AsJson(logging.Formatter):
    """An object a line: `{at, level, logger, message, error?, traceback?}`."""

    def format(self, record: logging.LogRecord) -> str:
        told = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": struck_out(record.getMessage()),
        }
        if record.exc_info and record.exc_info[0] is not None:
            told["error"] = record.exc_info[0].__name__
            told["traceback"] = struck_out(self.formatException(record.exc_info))
        return json.dumps(told, ensure_ascii=False)


def log_settings(form: str) -> dict[str, object]:
    """Django's LOGGING for `plain` or `json`. Raises ValueError for another form."""
    if form not in {"plain", "json"}:
        raise ValueError(f"COMMONHOLD_LOG is plain or json, not {form}")
    formatter = f"commonhold.house.logs.{'AsJson' if form == 'json' else 'Plain'}"
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"ours": {"()": formatter}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "ours"}},
        "root": {"handlers": ["stderr"], "level": "WARNING"},
        "loggers": {
            "commonhold": {"level": "INFO"},
            "django.request": {"level": "ERROR"},
            # uvicorn brings handlers of its own, which strike out nothing.
            "uvicorn": {"handlers": [], "level": "WARNING", "propagate": True},
            "uvicorn.error": {"handlers": [], "level": "WARNING", "propagate": True},
        },
    }
