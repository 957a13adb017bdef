"""Saying something: for whom, in answer to what, with a poll or a quote, and who may answer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db import transaction

from commonhold.ground import ids
from commonhold.ground.jobs import actions as jobs
from commonhold.ground.news import bus as news
from commonhold.ground.writes import Insert
from commonhold.social.conversations import actions as conversations
from commonhold.social.groups import queries as groups
from commonhold.social.lists import queries as lists
from commonhold.social.people import queries as people
from commonhold.social.people.queries import Viewer
from commonhold.social.polls.actions import NewPoll, open_poll
from commonhold.social.posts import audiences, control, quoting
from commonhold.social.posts.addressing import address, addressees
from commonhold.social.posts.attaching import attach, let_go
from commonhold.social.posts.index.keeping import keep
from commonhold.social.posts.linked import preview_for
from commonhold.social.posts.models import Audience, Draft, Post
from commonhold.social.posts.news import PostPublished, ReplyHeld
from commonhold.social.posts.pinned import may_stand_on_top
from commonhold.social.posts.pinning import put_on_top
from commonhold.social.posts.refusals import (
    LimitReached,
    MembersOnly,
    NotInTheGroup,
    NotYourList,
    UnknownAudience,
    UnknownQuotePolicy,
    UnknownReplyControl,
)
from commonhold.social.posts.rows import seen_post
from commonhold.social.posts.said import from_json
from commonhold.social.posts.tagged import retag
from commonhold.social.posts.wording import Wording, worded

#: Posts and messages in a day of somebody whom a measure limits.
MOST_WHILE_LIMITED = 5


@transaction.atomic
def publish_post(
    by: int,
    *,
    text: str,
    audience: str | None = None,
    list_id: int | None = None,
    group_id: int | None = None,
    in_reply_to: int | None = None,
    quoted: int | None = None,
    media: Sequence[int] = (),
    poll: NewPoll | None = None,
    warning: str = "",
    is_sensitive: bool = False,
    language: str = "",
    format: str = "markdown",
    reply_control: str = "everyone",
    approves_replies: bool = False,
    quote_policy: str = "everyone",
    channel: int | None = None,
    draft_id: int | None = None,
    now: datetime,
) -> int:
    """Say something; return the post's id. `text` is Markdown, or plain as `format` says.

    With media or a poll there may be no text. A draft that it was written in goes. Without an `audience` a
    first post is public, and an answer is for those who read what it answers. An answer is never for more
    people than that: a wider audience is narrowed. Who may answer is said by a thread's first post alone.
    With a `channel` it is a message in that conversation, whomever else it names.

    Raises NoSuchPost or PostWasRemoved for what it answers or quotes, UnknownAudience, MembersOnly,
    NotYourList, NotInTheGroup, UnknownReplyControl, UnknownQuotePolicy, LimitReached, and what
    `control.must_take_answers`, `quoting.must_be_quotable`, `conversations.between`, `open_poll`, `attach`
    and `worded` raise.
    """
    people.must_be_active(by)
    _must_be_within_limits(by, now)
    if reply_control not in Post.ReplyControl.values:
        raise UnknownReplyControl
    if quote_policy not in Post.QuotePolicy.values:
        raise UnknownQuotePolicy
    parent = None if in_reply_to is None else seen_post(by, in_reply_to)
    asked = _audience(audience) if channel is None else Audience.DIRECT
    row = _placed(by, parent, asked, _Where(list_id, group_id), now)
    stands_alone = bool(media) or poll is not None
    wording = worded(text, warning=warning, language=language, format=format, may_be_empty=stands_alone)
    addressed = addressees(by, parent, wording.named)
    if row.audience == Audience.DIRECT:
        row.channel_id, addressed = _channel(by, parent, channel, addressed, now)
    _say(row, wording, is_sensitive=is_sensitive)
    row.quote_policy = quote_policy
    row.waits_for_id = control.approver_of(row, parent)
    if parent is None:
        row.reply_control, row.approves_replies = reply_control, approves_replies
    quotes = None if quoted is None else quoting.must_be_quotable(by, quoted, row, addressed)
    row.quoted_id = quoted
    row.poll_id = None if poll is None else open_poll(poll, now=now)
    _write(row, wording, media, now)
    address(row, addressed, now)
    if row.channel_id is not None:
        conversations.note_message(by, conversation_id=row.channel_id, message_id=row.id)
    if quotes is not None:
        quoting.begin(row, quotes, now)
    if poll is not None:
        _close_in_time(row, now + timedelta(minutes=poll.minutes))
    if draft_id is not None:
        _use_up(row, draft_id, media, now)
    _tell(row, now)
    return row.id


def _must_be_within_limits(by: int, now: datetime) -> None:
    """Whom a measure limits says little in a day. Raises LimitReached."""
    if people.is_limited(by):
        said = Post.objects.filter(author_id=by, published_at__gt=now - timedelta(days=1)).count()
        if said >= MOST_WHILE_LIMITED:
            raise LimitReached(MOST_WHILE_LIMITED)


def _audience(asked: str | None) -> Audience | None:
    try:
        return None if asked is None else Audience(asked)
    except ValueError as unknown:
        raise UnknownAudience from unknown


class _Where(NamedTuple):
    """The list or the group that an audience of that kind means."""

    list_id: int | None
    group_id: int | None


def _placed(by: int, parent: Post | None, asked: Audience | None, where: _Where, now: datetime) -> Post:
    """A post in its place: whom it is for, and where in which thread. Not yet saved."""
    meant = asked or Audience.PUBLIC
    if parent is not None:
        control.must_take_answers(by, parent)
        meant = audiences.of_answer(parent=Audience(parent.audience), asked=asked)
    if meant is Audience.MEMBERS and not people.is_member(by):
        raise MembersOnly
    post_id = ids.new_id(now)
    row = Post(
        id=post_id,
        author_id=by,
        audience=meant,
        circle_of_id=by,
        in_reply_to=parent,
        thread_id=post_id if parent is None else parent.thread_id,
        published_at=now,
    )
    if parent is not None and parent.audience == meant:
        # An answer stays in the circle or list where it began; others' followers never saw that.
        row.circle_of_id, row.list_id, row.group_id = parent.circle_of_id, parent.list_id, parent.group_id
    elif meant is Audience.GROUP:
        row.group_id = where.group_id
    elif meant is Audience.LIST:
        if where.list_id is None or not lists.owns(Viewer(by), where.list_id):
            raise NotYourList
        row.list_id = where.list_id
    if meant is Audience.GROUP and (row.group_id is None or not groups.belongs(Viewer(by), row.group_id)):
        raise NotInTheGroup
    return row


def _channel(
    by: int, parent: Post | None, channel_id: int | None, addressed: set[int], now: datetime
) -> tuple[int, set[int]]:
    """The conversation that a direct post belongs to, and who else is in it."""
    if parent is not None and parent.channel_id is not None:
        channel_id = parent.channel_id
    if channel_id is None:
        channel_id = conversations.between(by, people_ids=addressed, now=now)
    return channel_id, set(conversations.take_the_floor(by, conversation_id=channel_id, now=now))


def _say(row: Post, wording: Wording, *, is_sensitive: bool) -> None:
    row.text, row.html, row.warning = wording.text, wording.html, wording.warning
    row.language, row.format, row.is_sensitive = wording.language, wording.format, is_sensitive


def _write(row: Post, wording: Wording, media: Sequence[int], now: datetime) -> None:
    row.preview_id = preview_for(row, wording.links, now)
    _POSTS.made(row)
    if media:
        attach(row, media, now)
    if wording.tags:
        retag(row, wording.tags, now)
    keep(row)


def _close_in_time(row: Post, closes_at: datetime) -> None:
    jobs.schedule("posts.close-poll", key=str(row.poll_id), due=closes_at, payload={"post_id": row.id})


def _use_up(row: Post, draft_id: int, media: Sequence[int], now: datetime) -> None:
    draft = Draft.objects.filter(id=draft_id, person_id=row.author_id).first()
    if draft is not None:
        let_go(row.author_id, set(from_json(draft.said).media) - set(media), now)
        if draft.pin is not None and may_stand_on_top(row.audience, row.waits_for_id):
            put_on_top(row, draft.pin, now)
        draft.delete()


def _tell(row: Post, now: datetime) -> None:
    if row.waits_for_id is None:
        news.publish(PostPublished(post_id=row.id, author_id=row.author_id), now=now)
    else:
        held = ReplyHeld(post_id=row.id, author_id=row.author_id, approver_id=row.waits_for_id)
        news.publish(held, now=now)


_POSTS = Insert(Post)
