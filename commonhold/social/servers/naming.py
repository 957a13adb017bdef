"""How a server is called."""

from __future__ import annotations

import re

from commonhold.social.servers.refusals import NoSuchDomain

_DOMAIN = re.compile(r"(?=.{1,253}\Z)[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*")


def read_name(written: str) -> str:
    """The name that somebody wrote, in lower case and in ASCII (IDNA). Raises NoSuchDomain."""
    name = written.strip().lower()
    if not name.isascii():
        try:
            name = name.encode("idna").decode()
        except UnicodeError as broken:
            raise NoSuchDomain from broken
    if not _DOMAIN.fullmatch(name):
        raise NoSuchDomain
    return name
