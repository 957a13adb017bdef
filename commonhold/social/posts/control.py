"""Who may answer in a thread, and whose answers wait. Its first post says so for all of it."""

from __future__ import annotations

from commonhold.social.people import queries as people
from commonhold.social.people.queries import Viewer
from commonhold.social.posts.models import Audience, Mention, Post
from commonhold.social.posts.refusals import (
    RepliesAreClosed,
    RepliesAreForFollowers,
    RepliesAreForMentioned,
    ReplyStillWaits,
)


def must_take_answers(by: int, parent: Post) -> None:
    """May `by`, who sees `parent`, answer it?

    Raises RepliesAreClosed, RepliesAreForFollowers, RepliesAreForMentioned, or ReplyStillWaits for an
    answer that somebody else holds back: its answer would be seen before it.
    """
    first = parent.thread
    if parent.waits_for_id is not None and parent.author_id != by:
        raise ReplyStillWaits
    if by == first.author_id or first.reply_control == Post.ReplyControl.EVERYONE:
        return
    if first.reply_control == Post.ReplyControl.NOBODY:
        raise RepliesAreClosed
    if Mention.objects.filter(post=first, person_id=by).exists():
        return
    if first.reply_control == Post.ReplyControl.MENTIONED:
        raise RepliesAreForMentioned
    if not people.is_following(Viewer(by), first.author_id):
        raise RepliesAreForFollowers


def why_not(by: int, parent: Post) -> str:
    """The same as a question, for pages: the refusal's words, or none when `by` may answer."""
    try:
        must_take_answers(by, parent)
    except (RepliesAreClosed, RepliesAreForFollowers, RepliesAreForMentioned, ReplyStillWaits) as refusal:
        return str(refusal)
    return ""


def approver_of(answer: Post, parent: Post | None) -> int | None:
    """Who must let an answer be seen. What is direct stays among its people and waits for nobody."""
    if parent is None or answer.audience == Audience.DIRECT:
        return None
    first = parent.thread
    if first.author_id == answer.author_id:
        return None
    return first.author_id if first.approves_replies else parent.waits_for_id
