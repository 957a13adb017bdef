"""Drafts, and posts that wait for their time."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from commonhold.ground import ids
from commonhold.ground.jobs import actions as jobs
from commonhold.social.media.actions import take_media
from commonhold.social.people import queries as people
from commonhold.social.posts.attaching import let_go
from commonhold.social.posts.models import Draft
from commonhold.social.posts.refusals import NoSuchDraft, TimeHasPassed, TooFarAhead, TooManyDrafts
from commonhold.social.posts.said import Said, from_json, to_json
from commonhold.social.posts.wording import must_not_be_too_long

MOST_DRAFTS, FARTHEST_DAYS = 200, 366


@transaction.atomic
def save_draft(by: int, *, said: Said, draft_id: int | None = None, now: datetime) -> int:
    """Keep what somebody is writing, in a new draft or instead of what one said; return its id.

    A post that waited for its time is a plain draft from now on. Raises TooManyDrafts, NoSuchDraft for one
    that is not `by`'s, or PostTooLong for what is far longer than a post, and what
    `take_media` raises.
    """
    return _save(by, said, draft_id, None, now)


@transaction.atomic
def discard_draft(by: int, *, draft_id: int, now: datetime) -> None:
    """Throw a draft away; harmless when it is gone already."""
    people.must_be_active(by)
    draft = Draft.objects.filter(id=draft_id, person_id=by).first()
    if draft is not None:
        let_go(by, from_json(draft.said).media, now)
        draft.delete()


@transaction.atomic
def schedule_post(by: int, *, said: Said, due: datetime, draft_id: int | None = None, now: datetime) -> int:
    """Have it published at `due`; return the id of the draft that waits.

    Whether it may be published is asked then: a refusal puts it back among the drafts and tells its
    author. Raises TimeHasPassed, TooFarAhead, and what `save_draft` raises.
    """
    if due <= now:
        raise TimeHasPassed
    if due > now + timedelta(days=FARTHEST_DAYS):
        raise TooFarAhead(FARTHEST_DAYS)
    made = _save(by, said, draft_id, due, now)
    key = f"{made}:{ids.milliseconds(due)}:{ids.milliseconds(now)}"
    jobs.schedule("posts.publish-scheduled", key=key, due=due, payload={"draft_id": made})
    return made


@transaction.atomic
def unschedule_post(by: int, *, draft_id: int, now: datetime) -> None:
    """Let a post wait no more: it stays as a plain draft. Raises NoSuchDraft."""
    people.must_be_active(by)
    draft = _own_draft(by, draft_id)
    draft.due = None
    draft.save(update_fields=["due"])


def _save(by: int, said: Said, draft_id: int | None, due: datetime | None, now: datetime) -> int:
    people.must_be_active(by)
    must_not_be_too_long(said.text)
    if draft_id is None:
        if Draft.objects.filter(person_id=by).count() >= MOST_DRAFTS:
            raise TooManyDrafts(MOST_DRAFTS)
        draft = Draft(id=ids.new_id(now), person_id=by)
    else:
        draft = _own_draft(by, draft_id)
        dropped = set(from_json(draft.said).media) - set(said.media)
        let_go(by, dropped, now)
    take_media(by, medium_ids=said.media, now=now)
    draft.said, draft.saved_at, draft.due, draft.trouble = to_json(said), now, due, ""
    draft.save()
    return draft.id


def _own_draft(by: int, draft_id: int) -> Draft:
    draft = Draft.objects.select_for_update().filter(id=draft_id, person_id=by).first()
    if draft is None:
        raise NoSuchDraft
    return draft
