"""Writing posts: new ones, answers, polls, quotes, what waits for its time, and changing what was said."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from commonhold.doors.calls.answers import Answer, invalid, not_found
from commonhold.doors.calls.asked import Asked, id_of
from commonhold.doors.calls.endpoint import endpoint
from commonhold.doors.calls.paging import paged
from commonhold.doors.calls.times import instant
from commonhold.doors.mastodon.entities.accounts import Entity
from commonhold.doors.mastodon.entities.media import attachment
from commonhold.doors.mastodon.entities.statuses import VISIBILITY, status
from commonhold.ground import ids
from commonhold.ground.spans import Span
from commonhold.social.media import actions as media
from commonhold.social.media import queries as media_queries
from commonhold.social.polls.actions import NewPoll
from commonhold.social.posts import actions, queries, waiting
from commonhold.social.posts.habits import habits_of
from commonhold.social.posts.refusals import NotYourPost
from commonhold.social.posts.said import Said
from commonhold.social.posts.waiting import DraftView

_AUDIENCES = {
    "public": "public",
    "unlisted": "unlisted",
    "private": "followers",
    "direct": "direct",
}
_QUOTE_POLICIES = {"public": "everyone", "followers": "followers", "nobody": "nobody"}
_MARKDOWN = "text/markdown"


@endpoint(scope="write:statuses")
def publish(asked: Asked) -> Entity:
    """POST /api/v1/statuses; with `scheduled_at` it waits and is told as a ScheduledStatus."""
    due = _moment(asked, "scheduled_at")
    if due is not None:
        draft_id = actions.schedule_post(asked.me, said=_said(asked), due=due, now=asked.now)
        return _scheduled(asked, waiting.draft(asked.viewer, draft_id))
    return status(asked.viewer, queries.post(asked.viewer, say(asked)), now=asked.now)


def say(asked: Asked) -> int:
    """Publish what was sent; the post's id. The same `Idempotency-Key` within an hour is the same post."""
    said, key = _said(asked), asked.request.headers.get("Idempotency-Key", "")
    if key:
        return actions.publish_once(asked.me, said=said, key=key, now=asked.now)
    return actions.publish_post(asked.me, **said.arguments(), now=asked.now)


@endpoint(scope="write:statuses")
def edit(asked: Asked, id: str) -> Entity:
    """PUT /api/v1/statuses/:id. What is not sent is emptied, as Mastodon does; media stay unless sent."""
    post_id, policy = id_of(id), quote_policy(asked)
    for each in asked.rows("media_attributes"):
        _describe(asked, each)
    try:
        actions.edit_post(
            asked.me,
            post_id=post_id,
            text=asked.text("status"),
            warning=asked.text("spoiler_text"),
            language=asked.text("language"),
            is_sensitive=asked.flag("sensitive") if asked.has("sensitive") else None,
            media=asked.ids("media_ids") if asked.has("media_ids") else None,
            now=asked.now,
        )
    except NotYourPost as refusal:
        raise not_found() from refusal
    if policy is not None:
        actions.choose_who_may_quote(asked.me, post_id=post_id, policy=policy)
    return status(asked.viewer, queries.post(asked.viewer, post_id), now=asked.now)


@endpoint(scope="read:statuses")
def scheduled(asked: Asked) -> Answer:
    """GET /api/v1/scheduled_statuses."""
    span = asked.span()
    found = [each for each in waiting.drafts(asked.viewer, scheduled=True) if _is_within(each.id, span)]
    found = sorted(found, key=lambda each: -each.id)[: span.limit]
    return paged(asked, [_scheduled(asked, each) for each in found], [each.id for each in found], span)


@endpoint(scope="read:statuses")
def show_scheduled(asked: Asked, id: str) -> Entity:
    """GET /api/v1/scheduled_statuses/:id."""
    return _scheduled(asked, _waiting(asked, id))


@endpoint(scope="write:statuses")
def reschedule(asked: Asked, id: str) -> Entity:
    """PUT /api/v1/scheduled_statuses/:id."""
    draft, due = _waiting(asked, id), _moment(asked, "scheduled_at")
    if due is None:
        raise invalid("scheduled_at must be a time")
    actions.schedule_post(asked.me, said=draft.said, due=due, draft_id=draft.id, now=asked.now)
    return _scheduled(asked, waiting.draft(asked.viewer, draft.id))


@endpoint(scope="write:statuses")
def cancel(asked: Asked, id: str) -> Entity:
    """DELETE /api/v1/scheduled_statuses/:id."""
    actions.discard_draft(asked.me, draft_id=_waiting(asked, id).id, now=asked.now)
    return {}


def quote_policy(asked: Asked) -> str | None:
    """Who may quote, in our words, where it was sent. Raises Wrong (422)."""
    policy = asked.text("quote_approval_policy")
    if policy and policy not in _QUOTE_POLICIES:
        raise invalid("quote_approval_policy is not known")
    return _QUOTE_POLICIES[policy] if policy else None


def _said(asked: Asked) -> Said:
    visibility = asked.text("visibility") or None
    if visibility is not None and visibility not in _AUDIENCES:
        raise invalid("visibility is not known")
    habits, in_reply_to = habits_of(asked.viewer), asked.id("in_reply_to_id")
    by_habit = habits.audience if in_reply_to is None else None  # an answer is for who reads what it answers
    return Said(
        text=asked.text("status"),
        audience=_AUDIENCES[visibility] if visibility else by_habit,
        in_reply_to=in_reply_to,
        quoted=asked.id("quoted_status_id"),
        media=tuple(asked.ids("media_ids")),
        poll=_poll(asked),
        warning=asked.text("spoiler_text"),
        is_sensitive=asked.flag("sensitive", default=habits.is_sensitive),
        language=asked.text("language") or habits.language or waiting.last_language(asked.viewer),
        format="markdown" if asked.text("content_type") == _MARKDOWN else "plain",
        quote_policy=quote_policy(asked) or habits.quote_policy,
        reply_control=habits.reply_control,
        approves_replies=habits.approves_replies,
    )


def _poll(asked: Asked) -> NewPoll | None:
    part = asked.within(asked.tree("poll"))
    options = part.texts("options")
    if not options:
        return None
    seconds = part.number("expires_in")
    if seconds is None:
        raise invalid("poll[expires_in] can't be blank")
    return NewPoll(
        options=tuple(options),
        minutes=max(0, min(-(-seconds // 60), 10**6)),
        is_multiple=part.flag("multiple"),
        hides_counts=part.flag("hide_totals"),
    )


def _moment(asked: Asked, name: str) -> datetime | None:
    text = asked.text(name)
    if not text:
        return None
    try:
        found = datetime.fromisoformat(text.replace("Z", "+00:00"))
    except ValueError as error:
        raise invalid(f"{name} must be a time") from error
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _describe(asked: Asked, part: Any) -> None:
    one = asked.within(part)
    medium_id = one.id("id")
    if medium_id is not None and one.has("description"):
        media.describe_medium(asked.me, medium_id=medium_id, alt=one.text("description"), now=asked.now)


def _waiting(asked: Asked, id: str) -> DraftView:
    draft = waiting.draft(asked.viewer, id_of(id))
    if draft.due is None:
        raise not_found()
    return draft


def _scheduled(asked: Asked, draft: DraftView) -> Entity:
    said, due = draft.said, draft.due or asked.now
    known = media_queries.media(asked.viewer, said.media)
    return {
        "id": str(draft.id),
        "scheduled_at": instant(due),
        "params": {
            "text": said.text,
            "visibility": VISIBILITY.get(said.audience or "public", "private"),
            "in_reply_to_id": said.in_reply_to,
            "media_ids": [str(each) for each in said.media],
            "sensitive": said.is_sensitive,
            "spoiler_text": said.warning,
            "language": said.language or None,
            "poll": None
            if said.poll is None
            else {
                "options": list(said.poll.options),
                "expires_in": said.poll.minutes * 60,
                "multiple": said.poll.is_multiple,
                "hide_totals": said.poll.hides_counts,
            },
            "scheduled_at": None,
            "idempotency": None,
            "with_rate_limit": False,
            "application_id": 0,
            "quoted_status_id": None if said.quoted is None else str(said.quoted),
        },
        "media_attachments": [attachment(known[each]) for each in said.media if each in known],
    }


def _is_within(each: int, span: Span) -> bool:
    return span.floor < each < min(span.top, ids.LARGEST)
