"""Fetch what was asked for. Run by the courier, outside any transaction: others' servers take their time."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from functools import partial

from commonhold.ground.fetching.network import INTERNET, Network
from commonhold.ground.fetching.safely import fetch
from commonhold.ground.fetching.trouble import CannotFetch
from commonhold.ground.installation.queries import place
from commonhold.social.previews import reading
from commonhold.social.previews.actions import keep_preview
from commonhold.social.previews.models import Preview
from commonhold.social.previews.reading import Said

_AT_ONCE = 4


def is_due(_now: datetime) -> bool:
    """Does any page wait to be read?"""
    return Preview.objects.filter(state=Preview.State.ASKED).exists()


def fetch_asked(now: datetime, network: Network = INTERNET) -> int:
    """Read the pages that wait, a few at a time, the oldest question first; how many there were."""
    asked = Preview.objects.filter(state=Preview.State.ASKED).order_by("id")[:_AT_ONCE]
    waiting = dict(asked.values_list("id", "url"))
    if not waiting:
        return 0
    ask = partial(_said, agent=_agent(), network=network)
    with ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="preview") as fetchers:
        answers = list(fetchers.map(ask, waiting.values()))
    for preview_id, said in zip(waiting, answers, strict=True):
        keep_preview(preview_id, said=said, now=now)
    return len(waiting)


def _said(url: str, *, agent: str, network: Network) -> Said | None:
    try:
        came = fetch(url, agent=agent, network=network)
    except CannotFetch:
        return None
    return reading.read(came.body, came.charset)


def _agent() -> str:
    """Says who asks and where to complain; a bot by name, as those expect who keep bots out."""
    here = place()
    return "CommonholdBot/1 (link previews)" + ("" if here is None else f" (+{here.public_url}/about)")
