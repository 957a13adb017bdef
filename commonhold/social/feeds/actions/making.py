from __future__ import annotations

from datetime import datetime

from django.db import transaction

from commonhold.ground import ids
from commonhold.social.feeds import documents
from commonhold.social.feeds.models import Feed
from commonhold.social.feeds.refusals import NoSuchFeed, TitleLength, TooManyFeeds, WordsLength
from commonhold.social.people import queries as people

MOST_FEEDS, LONGEST_TITLE, LONGEST_WORDS = 20, 60, 300


@transaction.atomic
def keep_feed(
    by: int, *, text: str, title: str, words: str = "", feed_id: int | None = None, now: datetime
) -> int:
    """Keep an order of one's own, or change it; return its id.

    Raises WrongDocument (with the line), TitleLength, WordsLength, TooManyFeeds, NoSuchFeed, AccountClosed.
    """
    people.must_be_active(by)
    title, words = title.strip(), words.strip()
    if not 1 <= len(title) <= LONGEST_TITLE:
        raise TitleLength(LONGEST_TITLE)
    if len(words) > LONGEST_WORDS:
        raise WordsLength(LONGEST_WORDS)
    digest = documents.store(documents.read(text), now=now)
    if feed_id is not None:
        feed = _own(by, feed_id)
        feed.title, feed.words, feed.document_id = title, words, digest
        feed.save(update_fields=["title", "words", "document"])
        return feed.id
    if Feed.objects.filter(owner_id=by).count() >= MOST_FEEDS:
        raise TooManyFeeds(MOST_FEEDS)
    said = {"title": title, "words": words, "document_id": digest, "made_at": now}
    return Feed.objects.create(id=ids.new_id(now), owner_id=by, **said).id


@transaction.atomic
def publish_feed(by: int, *, feed_id: int, now: datetime) -> None:
    """Let others read and use an order of one's own. Raises NoSuchFeed and AccountClosed."""
    people.must_be_active(by)
    feed = _own(by, feed_id)
    if feed.published_at is None:
        feed.published_at = now
        feed.save(update_fields=["published_at"])


@transaction.atomic
def take_feed_back(by: int, *, feed_id: int) -> None:
    """Publish it no more; who uses it keeps using it. Raises NoSuchFeed and AccountClosed."""
    people.must_be_active(by)
    _own(by, feed_id)
    Feed.objects.filter(id=feed_id).update(published_at=None)


@transaction.atomic
def discard_feed(by: int, *, feed_id: int) -> None:
    """Throw an order of one's own away. Raises NoSuchFeed and AccountClosed."""
    people.must_be_active(by)
    _own(by, feed_id).delete()


def _own(by: int, feed_id: int) -> Feed:
    feed = Feed.objects.select_for_update().filter(id=feed_id, owner_id=by).first()
    if feed is None:
        raise NoSuchFeed
    return feed
