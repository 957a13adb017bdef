"""Quoting: only with the quoted author's consent, and never for more people than the quoted post is for."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from commonhold.ground import ids
from commonhold.ground.news import bus as news
from commonhold.social.people import queries as people
from commonhold.social.people.queries import Viewer
from commonhold.social.posts import audiences
from commonhold.social.posts.models import Audience, Post, QuoteConsent
from commonhold.social.posts.news import PostQuoted
from commonhold.social.posts.refusals import QuoteNotAllowed, QuoteWidens
from commonhold.social.posts.rows import seen_post
from commonhold.social.posts.visibility import may_see, visible_posts


def must_be_quotable(by: int, quoted_id: int, quote: Post, addressed: Collection[int]) -> Post:
    """The post that `quote` would show. Raises NoSuchPost, PostWasRemoved, QuoteNotAllowed or QuoteWidens."""
    quoted = seen_post(by, quoted_id)
    if quoted.author_id != by and not _is_allowed(by, quoted):
        raise QuoteNotAllowed
    if not _is_covered(quote, quoted, addressed):
        raise QuoteWidens
    return quoted


def if_shown(by: int, quoted_id: int, quote: Post, addressed: Collection[int]) -> Post | None:
    """The post that somebody elsewhere quotes, if she may see it and the quote is for no more people."""
    quoted = visible_posts(Viewer(by)).filter(id=quoted_id, removed_at=None).select_related("author").first()
    return quoted if quoted is not None and _is_covered(quote, quoted, addressed) else None


def begin_elsewhere(quote: Post, quoted: Post, now: datetime, *, is_let: bool, is_news: bool) -> None:
    """Write down what holds for a quote by somebody elsewhere: `is_let` is what was checked of a consent.

    Where nothing was checked, a post of ours is shown as its author's policy says, and others' are not.
    """
    is_asked = not is_let and quoted.quote_policy == Post.QuotePolicy.ASK
    if quoted.author_id == quote.author_id or is_let:
        state = QuoteConsent.State.GIVEN
    elif quoted.author.domain or is_asked:
        state = QuoteConsent.State.ASKED
    elif _is_allowed(quote.author_id, quoted):
        state = QuoteConsent.State.GIVEN
    else:
        state = QuoteConsent.State.REFUSED
    QuoteConsent.objects.create(id=ids.new_id(now), post=quote, state=state, since=now)
    told = is_news and not quoted.author.domain and state != QuoteConsent.State.REFUSED
    if told and quoted.author_id != quote.author_id and quote.waits_for_id is None:
        tell(quote, quoted.author_id, now, asks=state == QuoteConsent.State.ASKED)


def begin(quote: Post, quoted: Post, now: datetime) -> None:
    """Write the consent down that its author's policy gives, or that she is asked; and tell her."""
    is_asked = quoted.quote_policy == Post.QuotePolicy.ASK and quoted.author_id != quote.author_id
    state = QuoteConsent.State.ASKED if is_asked else QuoteConsent.State.GIVEN
    QuoteConsent.objects.create(id=ids.new_id(now), post=quote, state=state, since=now)
    if quoted.author_id != quote.author_id and quote.waits_for_id is None:
        tell(quote, quoted.author_id, now, asks=is_asked)


def tell(quote: Post, quoted_author_id: int, now: datetime, *, asks: bool) -> None:
    """Have the quoted author told."""
    quoted = PostQuoted(
        post_id=quote.id, author_id=quote.author_id, quoted_author_id=quoted_author_id, asks=asks
    )
    news.publish(quoted, now=now)


def may_quote(by: int, quoted: Post) -> bool:
    """Does its author let `by` quote it, or at least ask?"""
    return quoted.author_id == by or _is_allowed(by, quoted)


def _is_allowed(by: int, quoted: Post) -> bool:
    if quoted.waits_for_id is not None or quoted.quote_policy == Post.QuotePolicy.NOBODY:
        return False
    if quoted.quote_policy == Post.QuotePolicy.FOLLOWERS:
        return people.is_following(Viewer(by), quoted.author_id)
    return True


def _is_covered(quote: Post, quoted: Post, addressed: Collection[int]) -> bool:
    """Is the quoted post for everybody whom the quote is for?"""
    if audiences.is_open(Audience(quoted.audience)):
        return quoted.waits_for_id is None
    if quote.audience == Audience.DIRECT:
        return all(may_see(each, quoted.id) for each in addressed)
    if quoted.audience in {Audience.LIST, Audience.GROUP, Audience.MEMBERS}:
        place = (quoted.audience, quoted.list_id, quoted.group_id)
        return (quote.audience, quote.list_id, quote.group_id) == place
    as_narrow = {quoted.audience, Audience.MUTUALS}
    return quote.circle_of_id == quoted.circle_of_id and quote.audience in as_narrow
