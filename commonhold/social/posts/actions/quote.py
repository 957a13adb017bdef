"""Letting somebody quote one's post, or not any more, and who may at all."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from commonhold.ground.news import bus as news
from commonhold.social.people import queries as people
from commonhold.social.people.queries import Viewer
from commonhold.social.posts.models import Post, QuoteConsent
from commonhold.social.posts.news import QuoteAllowed, QuoteAsked, QuoteWithdrawn
from commonhold.social.posts.refusals import NoSuchQuote, UnknownQuotePolicy
from commonhold.social.posts.rows import own_post
from commonhold.social.posts.visibility import visible_posts


@transaction.atomic
def allow_quote(by: int, *, post_id: int, stamp: str = "", now: datetime) -> int:
    """Let the post with this id show one's own post that it quotes; return that one's id.

    `stamp` is where the server of somebody elsewhere says that she does (FEP-044f). Raises NoSuchQuote.
    """
    quote, quoted_id, consent = _asked_of(by, post_id)
    is_news = consent.state == QuoteConsent.State.ASKED or stamp not in {"", consent.stamp}
    if stamp:
        consent.stamp = stamp
        consent.save(update_fields=["stamp"])
    _note(consent, QuoteConsent.State.GIVEN, now)
    if is_news:
        allowed = QuoteAllowed(post_id=quote.id, author_id=quote.author_id, quoted_author_id=by)
        news.publish(allowed, now=now)
    return quoted_id


@transaction.atomic
def refuse_quote(by: int, *, post_id: int, of_post: int | None = None, now: datetime) -> int:
    """Don't let it, or not any more: the quote shows nothing of one's post, whose id is returned.

    With `of_post` only a quote of that one is meant. Raises NoSuchQuote.
    """
    quote, quoted_id, consent = _asked_of(by, post_id)
    if of_post not in {None, quoted_id}:
        raise NoSuchQuote
    if consent.state == QuoteConsent.State.GIVEN:
        taken_back = QuoteWithdrawn(post_id=quote.id, author_id=quote.author_id, quoted_author_id=by)
        news.publish(taken_back, now=now)
    given = consent.state in {QuoteConsent.State.GIVEN, QuoteConsent.State.WITHDRAWN}
    _note(consent, QuoteConsent.State.WITHDRAWN if given else QuoteConsent.State.REFUSED, now)
    return quoted_id


@transaction.atomic
def ask_to_quote(by: int, *, post_id: int, quoted_id: int, asked_as: str, now: datetime) -> str:
    """Somebody elsewhere asks whether her post may show one of ours, in a request that is called `asked_as`.

    The policy of its author answered when the post came: a `QuoteConsent.State` is returned, and told once
    more. Raises NoSuchPost, NotYourPost or PostWasRemoved.
    """
    quote = own_post(by, post_id)
    consent = QuoteConsent.objects.filter(post=quote).first()
    if consent is None or quote.quoted_id != quoted_id:
        state = QuoteConsent.State.REFUSED
    else:
        state = QuoteConsent.State(consent.state)
        consent.asked_as = asked_as
        consent.save(update_fields=["asked_as"])
    news.publish(
        QuoteAsked(post_id=post_id, author_id=by, quoted_id=quoted_id, state=state, asked_as=asked_as),
        now=now,
    )
    return state


@transaction.atomic
def choose_who_may_quote(by: int, *, post_id: int, policy: str) -> None:
    """Who may quote a post of one's own from now on; quotes that stand stay as they are.

    Raises UnknownQuotePolicy, NoSuchPost, NotYourPost or PostWasRemoved.
    """
    if policy not in Post.QuotePolicy.values:
        raise UnknownQuotePolicy
    post = own_post(by, post_id)
    post.quote_policy = policy
    post.save(update_fields=["quote_policy"])


def _asked_of(by: int, post_id: int) -> tuple[Post, int, QuoteConsent]:
    people.must_be_active(by)
    rows = visible_posts(Viewer(by)).filter(quoted__author_id=by, removed_at=None)
    quote = rows.select_for_update(of=("self",)).filter(id=post_id).first()
    consent = None if quote is None else QuoteConsent.objects.filter(post=quote).first()
    if quote is None or quote.quoted_id is None or consent is None:
        raise NoSuchQuote
    return quote, quote.quoted_id, consent


def _note(consent: QuoteConsent, state: QuoteConsent.State, now: datetime) -> None:
    if consent.state != state:
        consent.state, consent.since = state, now
        consent.save(update_fields=["state", "since"])
