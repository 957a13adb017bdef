"""Quotes: with consent, never for more people, and gone when consent is."""

from __future__ import annotations

import pytest

from commonhold.social.people.queries import ANYONE, Viewer
from commonhold.social.posts import queries, quoted, waiting
from commonhold.social.posts.actions import (
    allow_quote,
    choose_who_may_quote,
    publish_post,
    refuse_quote,
    remove_post,
    restore_post,
)
from commonhold.social.posts.models import QuoteConsent
from commonhold.social.posts.refusals import (
    NoSuchPost,
    NoSuchQuote,
    NotYourPost,
    PostWasRemoved,
    QuoteNotAllowed,
    QuoteWidens,
    UnknownQuotePolicy,
)
from tests.cast import MORNING, befriend, minutes

State = QuoteConsent.State


def shown(viewer: Viewer, post_id: int) -> str | None:
    quote = queries.post(viewer, post_id).quote
    return None if quote is None or quote.post is None else quote.post.html


def test_a_quote_shows_what_it_quotes(ada: int, ben: int) -> None:
    said = publish_post(ada, text="Bread at nine", now=MORNING)
    quote = publish_post(ben, text="Yes", quoted=said, now=minutes(1))
    assert shown(ANYONE, quote) == "<p>Bread at nine</p>"
    assert queries.post(ANYONE, said).quote is None


def test_who_may_quote_is_the_authors_word(ada: int, ben: int, caro: int) -> None:
    befriend(ada, ben)
    nobody = publish_post(ada, text="Not this", quote_policy="nobody", now=MORNING)
    friends = publish_post(ada, text="You may", quote_policy="followers", now=MORNING)
    with pytest.raises(QuoteNotAllowed):
        publish_post(ben, text="Look", quoted=nobody, now=MORNING)
    with pytest.raises(QuoteNotAllowed):
        publish_post(caro, text="Look", quoted=friends, now=MORNING)
    assert shown(ANYONE, publish_post(ben, text="Look", quoted=friends, now=MORNING))
    assert shown(ANYONE, publish_post(ada, text="Myself", quoted=nobody, now=MORNING))
    assert not waiting.may_do(Viewer(caro), friends).quote
    with pytest.raises(UnknownQuotePolicy):
        publish_post(ada, text="hm", quote_policy="cats", now=MORNING)


def test_a_quote_that_is_asked_for_waits_for_consent_which_may_be_taken_back(
    ada: int, ben: int, caro: int
) -> None:
    said = publish_post(ada, text="Ask me", quote_policy="ask", now=MORNING)
    quote = publish_post(ben, text="May I?", quoted=said, now=minutes(1))
    assert queries.post(Viewer(ben), quote).quote.state == State.ASKED
    assert shown(Viewer(ben), quote) is None
    allow_quote(ada, post_id=quote, now=minutes(2))
    assert shown(ANYONE, quote) == "<p>Ask me</p>"
    refuse_quote(ada, post_id=quote, now=minutes(3))
    assert (queries.post(ANYONE, quote).quote.state, shown(ANYONE, quote)) == (State.WITHDRAWN, None)
    assert [each.state for each in waiting.quotes_of(Viewer(ada), said)[0]] == [State.WITHDRAWN]
    other = publish_post(caro, text="And I?", quoted=said, now=minutes(4))
    refuse_quote(ada, post_id=other, now=minutes(5))
    assert queries.post(ANYONE, other).quote.state == State.REFUSED


def test_only_the_quoted_author_answers_and_sees_who_quotes(ada: int, ben: int) -> None:
    said = publish_post(ada, text="Ask me", quote_policy="ask", now=MORNING)
    quote = publish_post(ben, text="May I?", quoted=said, now=minutes(1))
    for act in (allow_quote, refuse_quote):
        with pytest.raises(NoSuchQuote):
            act(ben, post_id=quote, now=minutes(2))
        with pytest.raises(NoSuchQuote):
            act(ada, post_id=said, now=minutes(2))
    with pytest.raises(NoSuchPost):
        waiting.quotes_of(Viewer(ben), said)


def test_what_one_may_not_see_or_was_removed_cannot_be_quoted(ada: int, ben: int, dev: int) -> None:
    secret = publish_post(ada, text="@ben a word", audience="direct", now=MORNING)
    with pytest.raises(NoSuchPost):
        publish_post(dev, text="Look", quoted=secret, now=MORNING)
    gone = publish_post(ada, text="Gone", now=MORNING)
    remove_post(ada, post_id=gone, now=MORNING)
    with pytest.raises(PostWasRemoved):
        publish_post(dev, text="Look", quoted=gone, now=MORNING)


def test_a_quote_is_never_for_more_people_than_what_it_quotes(
    ada: int, ben: int, caro: int, dev: int
) -> None:
    befriend(ada, ben)
    said = publish_post(ada, text="Among friends", audience="followers", now=MORNING)
    for audience in ("public", "unlisted", "members", "followers", "mutuals"):
        with pytest.raises(QuoteWidens):
            publish_post(ben, text="Look", quoted=said, audience=audience, now=MORNING)
    with pytest.raises(QuoteWidens):
        publish_post(ben, text="@dev look", quoted=said, audience="direct", now=MORNING)
    quote = publish_post(ben, text="@ada look", quoted=said, audience="direct", now=MORNING)
    assert shown(Viewer(ada), quote) == "<p>Among friends</p>"
    own = publish_post(ada, text="Again", quoted=said, audience="mutuals", now=MORNING)
    assert shown(Viewer(ben), own) == "<p>Among friends</p>"
    among_us = publish_post(ada, text="Among us", audience="members", now=MORNING)
    assert shown(
        Viewer(caro), publish_post(ben, text="Yes", quoted=among_us, audience="members", now=MORNING)
    )
    with pytest.raises(QuoteWidens):
        publish_post(ben, text="Yes", quoted=among_us, now=MORNING)


def test_a_removed_post_is_quoted_no_more_until_it_comes_back(ada: int, ben: int) -> None:
    said = publish_post(ada, text="Bread at nine", now=MORNING)
    quote = publish_post(ben, text="Yes", quoted=said, now=minutes(1))
    remove_post(ada, post_id=said, now=minutes(2))
    assert shown(Viewer(ada), quote) is None
    restore_post(ada, post_id=said, now=minutes(3))
    assert shown(ANYONE, quote) == "<p>Bread at nine</p>"


def test_who_may_quote_is_chosen_anew_and_quotes_that_stand_stay(ada: int, ben: int, caro: int) -> None:
    said = publish_post(ada, text="Bread", now=MORNING)
    quote = publish_post(ben, text="Yes", quoted=said, now=minutes(1))
    choose_who_may_quote(ada, post_id=said, policy="nobody")
    with pytest.raises(QuoteNotAllowed):
        publish_post(caro, text="Me too", quoted=said, now=minutes(2))
    assert [each.id for each in quoted.quotes_of(ANYONE, said)] == [quote]
    with pytest.raises(UnknownQuotePolicy):
        choose_who_may_quote(ada, post_id=said, policy="cats")
    with pytest.raises(NotYourPost):
        choose_who_may_quote(ben, post_id=said, policy="everyone")
    with pytest.raises(NoSuchPost):
        choose_who_may_quote(ada, post_id=7, policy="everyone")
    remove_post(ada, post_id=said, now=minutes(3))
    with pytest.raises(PostWasRemoved):
        choose_who_may_quote(ada, post_id=said, policy="everyone")


def test_quotes_are_listed_while_consent_holds_for_whoever_may_see_them(ada: int, ben: int) -> None:
    befriend(ada, ben)
    said = publish_post(ada, text="Bread", now=MORNING)
    quotes = [
        publish_post(ben, text="Yes", audience=each, quoted=said, now=minutes(n))
        for n, each in enumerate(["public", "followers"])
    ]
    assert [each.id for each in quoted.quotes_of(ANYONE, said)] == quotes[:1]
    assert [each.id for each in quoted.quotes_of(Viewer(ada), said)] == quotes[::-1]
    with pytest.raises(NoSuchQuote):
        refuse_quote(ada, post_id=quotes[0], of_post=quotes[1], now=minutes(2))
    refuse_quote(ada, post_id=quotes[0], of_post=said, now=minutes(3))
    assert quoted.quotes_of(ANYONE, said) == []
