"""Read lists whose time has come. Run by the courier, outside any transaction."""

from __future__ import annotations

from datetime import datetime

from commonhold.ground.fetching.network import INTERNET, Network
from commonhold.ground.fetching.safely import fetch
from commonhold.ground.fetching.trouble import CannotFetch
from commonhold.ground.installation.queries import place
from commonhold.ground.prepared import Prepared
from commonhold.social.blocklists import actions
from commonhold.social.blocklists.models import BlockList
from commonhold.social.blocklists.reading import LONGEST, read
from commonhold.social.blocklists.refusals import ListTooLong, NothingListed

#: What servers call a file of text.
_KINDS = frozenset(
    {"text/csv", "text/plain", "application/csv", "application/octet-stream", "binary/octet-stream"}
)
_AT_ONCE = 4
_SECONDS = 20.0


_DUE = Prepared(
    lambda now: (
        BlockList.objects.filter(dropped_at=None, due_at__lte=now)
        .order_by("due_at")
        .values_list("id", "url")[:_AT_ONCE]
    )
)


def is_due(now: datetime) -> bool:
    """Is it some list's turn?"""
    return bool(_DUE.rows(now=now))


def read_due(now: datetime, network: Network = INTERNET) -> int:
    """How many there were."""
    waiting = _DUE.rows(now=now)
    here = place() if waiting else None
    agent = "Commonhold/1" + ("" if here is None else f" (+{here.public_url})")
    for list_id, url in waiting:
        try:
            came = fetch(
                url, agent=agent, limit_bytes=LONGEST + 1, timeout=_SECONDS, kinds=_KINDS, network=network
            )
            found = read(came.body)
        except CannotFetch:
            actions.note_trouble(list_id, trouble="cannot be fetched", now=now)
        except (ListTooLong, NothingListed):
            actions.note_trouble(list_id, trouble="cannot be read", now=now)
        else:
            actions.keep_read(list_id, found=found, now=now)
    return len(waiting)
