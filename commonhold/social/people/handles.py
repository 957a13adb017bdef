"""What a handle may be: the `name` in `@name`."""

from __future__ import annotations

import hashlib
import re
import unicodedata

from commonhold.social.people.refusals import HandleNotAllowed, HandleReserved

_ALLOWED = re.compile(r"[a-z0-9_]{1,30}")

#: Nobody speaks in the name of the house, of an office or of a page.
_RESERVED = """
    about abuse account admin administrator all anonymous ap api app auth board case cases charter commonhold
    compose contact coop cooperative decide demo everybody everyone exchange feed feeds found founding group
    groups help here home host inbox join ledger local login logout mail me media member members messages
    mod moderation moderator money nobody nodeinfo notifications oauth office official operator outbox owner
    people postmaster press privacy proposals record register roadmap root rules search security settings
    shares sign_in sign_out staff static status support system tags team terms test treasurer treasury
    unknown users vote webmaster
"""
RESERVED = frozenset(_RESERVED.split())

#: How the handles of erased people begin.
ERASED = "gone_"
_LONGEST_MADE = 25


def checked(handle: str) -> str:
    """The handle as it is kept: lower case, without @. Raises HandleNotAllowed or HandleReserved."""
    kept = handle.strip().removeprefix("@").lower()
    if not _ALLOWED.fullmatch(kept):
        raise HandleNotAllowed
    if kept in RESERVED or kept.startswith(ERASED):
        raise HandleReserved(kept)
    return kept


def made_of(name: str) -> str:
    """A handle that a name suggests, with room for a number behind it; empty when it has no plain letters.

    >>> made_of("Zoë & Friends")
    'zoe_friends'
    """
    letters = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "_", letters).strip("_")[:_LONGEST_MADE].rstrip("_")


def digest_of(handle: str) -> str:
    """What stays of a handle after its person was erased."""
    return hashlib.sha256(handle.lower().encode()).hexdigest()
