"""Posts of other servers are written down as they come."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from commonhold.ground.jobs import actions as jobs
from commonhold.ground.news import bus as news
from commonhold.social.conversations import actions as conversations
from commonhold.social.groups import queries as groups
from commonhold.social.people import queries as people
from commonhold.social.people.queries import ANYONE, Viewer
from commonhold.social.polls.elsewhere import bring_poll
from commonhold.social.posts import audiences, control, quoting
from commonhold.social.posts.addressing import address, addressees
from commonhold.social.posts.arrived import ArrivedPost
from commonhold.social.posts.dated import free_id
from commonhold.social.posts.foreign_rows import FRESH, carry, known_as
from commonhold.social.posts.foreign_words import Words, read_words, written
from commonhold.social.posts.index.keeping import keep
from commonhold.social.posts.linked import preview_for
from commonhold.social.posts.models import Audience, Post, PostElsewhere
from commonhold.social.posts.news import PostPublished, ReplyHeld
from commonhold.social.posts.refusals import NotInTheGroup
from commonhold.social.posts.rows import seen_post
from commonhold.social.posts.tagged import retag

_SAID_TO = frozenset(
    {Audience.PUBLIC, Audience.UNLISTED, Audience.FOLLOWERS, Audience.DIRECT, Audience.GROUP}
)


def arrive_post(by: int, *, arrived: ArrivedPost, now: datetime) -> int:
    """Write down what somebody elsewhere said, with its own date; return the post's id. Twice is once.

    It is told like any post of ours, unless it is older than a day. An answer to one of ours keeps to what
    its thread's first post says; an answer to what is not for everybody is for no more people than that.

    Raises NoSuchPost or PostWasRemoved for what it answers, NotInTheGroup, NotOfThatServer, and what
    `control.must_take_answers` and `conversations.between` raise. It reads the HTML before its transaction:
    to be called outside of any.
    """
    words = read_words(arrived)
    with transaction.atomic():
        people.must_be_active(by)
        known = known_as(by, arrived.uri)
        return _arrived(by, arrived, words, now) if known is None else known.id


def _arrived(by: int, arrived: ArrivedPost, words: Words, now: datetime) -> int:
    parent = None if arrived.in_reply_to is None else seen_post(by, arrived.in_reply_to)
    at = min(arrived.published_at, now)
    is_news = now - at < FRESH
    row = _placed(by, parent, arrived, at)
    addressed = addressees(by, parent, arrived.mentions)
    if row.audience == Audience.DIRECT:
        row.channel_id, addressed = _channel(by, parent, set(arrived.mentions) - {by}, now)
    quoted = None if arrived.quoted is None else quoting.if_shown(by, arrived.quoted, row, addressed)
    row.quoted = quoted
    said = written(by, arrived, words, leaves_quote_out=quoted is not None, now=now)
    row.text, row.html, row.warning, row.language = said.text, said.html, said.warning, said.language
    row.quote_policy = Post.QuotePolicy(arrived.quote_policy)
    row.waits_for_id = _approver(row, parent)
    if parent is None:
        row.reply_control = Post.ReplyControl(arrived.reply_control)
    if arrived.poll is not None:
        row.poll_id = bring_poll(arrived.poll, opened_at=at, now=now)
    row.preview_id = preview_for(row, said.links, now) if is_news else None
    row.save(force_insert=True)
    PostElsewhere.objects.create(
        post=row, uri=arrived.uri, url=arrived.url, replies=arrived.replies, fetched_at=now
    )
    carry(row, arrived, now)
    retag(row, said.tags, now)
    keep(row)
    address(row, addressed, now)
    if row.channel_id is not None:
        conversations.note_message(by, conversation_id=row.channel_id, message_id=row.id)
    if quoted is not None:
        quoting.begin_elsewhere(row, quoted, now, is_let=arrived.quote_is_let, is_news=is_news)
    _close_in_time(row, arrived)
    if is_news:
        _tell(row, now)
    return row.id


def _placed(by: int, parent: Post | None, arrived: ArrivedPost, at: datetime) -> Post:
    """A post in its place, not yet saved. Its circle is its author's: she said whom it is for."""
    asked = Audience(arrived.audience)
    if asked not in _SAID_TO:
        raise ValueError(f"nobody elsewhere writes for {asked}")
    post_id = free_id(at)
    row = Post(
        id=post_id,
        author_id=by,
        audience=asked,
        circle_of_id=by,
        group_id=arrived.group if asked is Audience.GROUP else None,
        in_reply_to=parent,
        thread_id=post_id if parent is None else parent.thread_id,
        format=Post.Format.PLAIN,
        is_sensitive=arrived.is_sensitive,
        published_at=at,
        edited_at=arrived.edited_at,
    )
    if parent is not None:
        if not parent.thread.author.domain:
            control.must_take_answers(by, parent)
        _narrow(row, Audience(parent.audience), parent)
    if row.audience == Audience.GROUP and not _takes_part(by, row.group_id):
        raise NotInTheGroup
    return row


def _narrow(row: Post, theirs: Audience, parent: Post) -> None:
    """An answer to what is not for everybody is for those who read that, or for her own followers."""
    if row.audience == Audience.FOLLOWERS and theirs != Audience.DIRECT:
        return
    row.audience = audiences.of_answer(parent=theirs, asked=Audience(row.audience))
    if row.audience != theirs or audiences.is_open(theirs):
        row.group_id = None
    else:
        row.circle_of_id, row.list_id, row.group_id = parent.circle_of_id, parent.list_id, parent.group_id


def _takes_part(by: int, group_id: int | None) -> bool:
    """Other servers take part only in groups that everybody may read: elsewhere nothing keeps a secret."""
    if group_id is None:
        return False
    return groups.belongs(Viewer(by), group_id) or (
        groups.may_read(ANYONE, group_id) and not groups.banned_among(group_id, [by])
    )


def _channel(by: int, parent: Post | None, named: set[int], now: datetime) -> tuple[int, set[int]]:
    """The conversation of exactly those whom it names; that of what it answers, if it names nobody else."""
    if parent is not None and parent.channel_id is not None:
        others = set(conversations.take_the_floor(by, conversation_id=parent.channel_id, now=now))
        named |= {parent.author_id} - {by}
        if named in (others, {parent.author_id}):
            return parent.channel_id, others
    channel_id = conversations.between(by, people_ids=named, now=now)
    return channel_id, set(conversations.take_the_floor(by, conversation_id=channel_id, now=now))


def _approver(row: Post, parent: Post | None) -> int | None:
    """Only a thread of ours has somebody here who lets answers in."""
    if parent is None or parent.thread.author.domain:
        return None
    return control.approver_of(row, parent)


def _close_in_time(row: Post, arrived: ArrivedPost) -> None:
    closes_at = None if arrived.poll is None or arrived.poll.closed_at else arrived.poll.closes_at
    if row.poll_id is not None and closes_at is not None and closes_at > row.published_at:
        jobs.schedule("posts.close-poll", key=str(row.poll_id), due=closes_at, payload={"post_id": row.id})


def _tell(row: Post, now: datetime) -> None:
    if row.waits_for_id is None:
        news.publish(PostPublished(post_id=row.id, author_id=row.author_id), now=now)
    else:
        held = ReplyHeld(post_id=row.id, author_id=row.author_id, approver_id=row.waits_for_id)
        news.publish(held, now=now)
