"""Asking to quote what is elsewhere, and answering who asks to quote what is ours (FEP-044f)."""

from __future__ import annotations

from datetime import datetime

from commonhold.doors.activitypub import addresses
from commonhold.doors.activitypub.addresses import PUBLIC
from commonhold.doors.activitypub.contexts import CONSENT, with_context
from commonhold.doors.activitypub.documents.posts import authorization, stamp_of, uri_of, written
from commonhold.doors.activitypub.sending import activities, reach
from commonhold.doors.activitypub.sending.activities import Activity
from commonhold.doors.activitypub.sending.out import send
from commonhold.doors.activitypub.sending.posts import tell_again
from commonhold.ground import ids
from commonhold.social.actors import queries as actors
from commonhold.social.actors.keys import Signer
from commonhold.social.people.queries import Viewer
from commonhold.social.posts.news import PostQuoted, QuoteAllowed, QuoteAsked, QuoteWithdrawn
from commonhold.social.posts.outward import OPEN, Outward, leaves, outward


def on_post_quoted(event: PostQuoted, now: datetime) -> None:
    """QuoteRequest, when one of ours quotes somebody elsewhere, with the quote itself."""
    post, author = outward([event.post_id]).get(event.post_id), actors.of_person(event.quoted_author_id)
    if post is None or author is None or post.quoted_uri is None or not leaves(post):
        return
    said = written(Viewer(post.author_id), [post.id]).get(post.id)
    if said is None:
        return
    me = addresses.person(post.author_id)
    uri = f"{addresses.post(post.id)}/quote-request"
    made = activities.activity(
        "QuoteRequest", uri, me, post.quoted_uri, [author.uri], instrument=said.document
    )
    body = with_context(made, CONSENT)
    send(body, by=Signer(person_id=post.author_id), inboxes=[author.inbox], now=now)


def on_quote_asked(event: QuoteAsked, now: datetime) -> None:
    """Accept with the stamp, or Reject, as the author's policy says; while she is asked herself, nothing."""
    if event.state in {"given", "refused"}:
        _answer(event.post_id, event.quoted_id, event.asked_as, now, is_let=event.state == "given")


def on_quote_allowed(event: QuoteAllowed, now: datetime) -> None:
    """Somebody of ours let a quote of another server stand; or somebody there one of ours: then its
    document bears her stamp from now on, and whoever has it is told.
    """
    post = outward([event.post_id]).get(event.post_id)
    if post is not None and post.is_ours and post.stamp:
        tell_again(post.id, "stamped", now)
    if post is not None and not post.is_ours and post.asked_as and post.quoted_id is not None:
        _answer(post.id, post.quoted_id, post.asked_as, now, is_let=True)


def on_quote_withdrawn(event: QuoteWithdrawn, now: datetime) -> None:
    """Delete of the stamp, when one of ours gave it: to whoever asked for it, and wherever it is read.

    A quote by one of ours shows nothing of hers any more: whoever has it is told.
    """
    post = outward([event.post_id]).get(event.post_id)
    if post is None or post.consent == "given":
        return
    if post.quoted_uri is None and (leaves(post) or post.asked_as):
        _take_stamp_back(post, event.quoted_author_id, now)
    if post.is_ours:
        tell_again(post.id, f"unstamped-{ids.milliseconds(now)}", now)


def _take_stamp_back(post: Outward, quoted_author_id: int, now: datetime) -> None:
    quoter = actors.of_person(post.author_id)
    is_open = post.audience in OPEN
    inboxes = {quoter.inbox} if quoter is not None else reach.of_post(post, again=True)
    if is_open:
        inboxes |= actors.inboxes_of_followers(quoted_author_id)
    author = addresses.person(post.author_id) if quoter is None else quoter.uri
    stamp = {each: value for each, value in authorization(post).items() if each != "@context"}
    made = activities.activity(
        "Delete",
        f"{stamp_of(post.id)}#delete-{ids.milliseconds(now)}",
        addresses.person(quoted_author_id),
        stamp,
        [PUBLIC] if is_open else [author],
    )
    body = with_context(made, CONSENT)
    send(body, by=Signer(person_id=quoted_author_id), inboxes=inboxes, now=now)


def _answer(post_id: int, quoted_id: int, asked_as: str, now: datetime, *, is_let: bool) -> None:
    posts = outward([post_id, quoted_id])
    quote, quoted = posts.get(post_id), posts.get(quoted_id)
    asker = None if quote is None else actors.of_person(quote.author_id)
    if quote is None or quoted is None or asker is None or not quoted.is_ours:
        return
    me = addresses.person(quoted.author_id)
    kind = "Accept" if is_let else "Reject"
    made = activities.activity(
        kind,
        f"{me}#quote-{kind.lower()}-{post_id}-{ids.milliseconds(now)}",
        me,
        _asked(quote, quoted, asked_as, asker.uri),
        [asker.uri],
        **({"result": stamp_of(post_id)} if is_let else {}),
    )
    body = with_context(made, CONSENT)
    send(body, by=Signer(person_id=quoted.author_id), inboxes=[asker.inbox], now=now)


def _asked(quote: Outward, quoted: Outward, asked_as: str, asker: str) -> Activity:
    return {
        "id": asked_as,
        "type": "QuoteRequest",
        "actor": asker,
        "object": addresses.post(quoted.id),
        "instrument": uri_of(quote),
    }
