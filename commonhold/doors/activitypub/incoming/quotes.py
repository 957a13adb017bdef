"""Asking to quote, and the answer (FEP-044f)."""

from __future__ import annotations

from commonhold.doors.activitypub import addresses
from commonhold.doors.activitypub.incoming.parts import thing_of, uri_of
from commonhold.doors.activitypub.incoming.told import Deed, Nothing, Told
from commonhold.social.posts import actions as posts


def asked(it: Told) -> Deed:
    """Somebody wants to quote one of our posts: her quote comes here, and its author's policy answers."""
    quoted = addresses.ours(it.object_uri)
    if quoted is None or quoted.kind != "posts":
        raise Nothing("it quotes nothing of ours")
    instrument = it.activity.get("instrument")
    quote = thing_of(instrument)
    it.must_be_of_her_server(uri_of(instrument))
    if quote is not None and it.is_hers(quote):
        quote_id = it.elsewhere.take_post(quote, now=it.now)
    else:
        quote_id = it.elsewhere.post_of(uri_of(instrument), now=it.now)
    return lambda: posts.ask_to_quote(
        it.person, post_id=quote_id, quoted_id=quoted.id, asked_as=it.uri, now=it.now
    )


def accepted(it: Told) -> Deed:
    quote, stamp = _quote_of_ours(it), uri_of(it.activity.get("result"))[:500]
    if stamp:
        it.must_be_of_her_server(stamp)
    return lambda: posts.allow_quote(it.person, post_id=quote, stamp=stamp, now=it.now)


def refused(it: Told) -> Deed:
    quote = _quote_of_ours(it)
    return lambda: posts.refuse_quote(it.person, post_id=quote, now=it.now)


def withdrawn(it: Told, quote_id: int) -> Deed:
    return lambda: posts.refuse_quote(it.person, post_id=quote_id, now=it.now)


def _quote_of_ours(it: Told) -> int:
    quote = addresses.ours(uri_of((it.object or {}).get("instrument")))
    if quote is None or quote.kind != "posts":
        raise Nothing("no quote of ours is meant")
    return quote.id
