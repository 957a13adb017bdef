"""Posts that are said, changed and taken back, and their polls. Told after the deed, at least once."""

from __future__ import annotations

from datetime import datetime, timedelta

from commonhold.doors.activitypub import addresses
from commonhold.doors.activitypub.documents.posts import Written, uri_of, written
from commonhold.doors.activitypub.sending import activities, in_groups, reach
from commonhold.doors.activitypub.sending.out import send
from commonhold.ground import ids
from commonhold.ground.jobs import actions as jobs
from commonhold.ground.jobs.register import Kind, Payload
from commonhold.social.actors import queries as actors
from commonhold.social.actors.keys import Signer
from commonhold.social.people.queries import Viewer
from commonhold.social.posts import queries, restrictions
from commonhold.social.posts.news import (
    ChosenElsewhere,
    PollChosen,
    PollEnded,
    PostEdited,
    PostFreed,
    PostPinned,
    PostPublished,
    PostRemoved,
    PostRestored,
    PostWithheld,
)
from commonhold.social.posts.outward import LEAVES, OPEN, Outward, is_for_others, leaves, outward

#: Counts of a poll are told no oftener.
_BETWEEN_COUNTS = timedelta(minutes=3)


def on_post_published(event: PostPublished, now: datetime) -> None:
    """Create, and in a group its Announce. What nobody elsewhere would hear is not put into words."""
    post = outward([event.post_id]).get(event.post_id)
    if post is None:
        return
    inboxes = reach.of_post(post) if _is_told(post) else set()
    said = _written(post) if inboxes or post.group_id is not None else None
    if said is not None:
        send(activities.create(said), by=_author(post), inboxes=inboxes, now=now)
    in_groups.pass_on(post, said, now)


def on_post_restored(event: PostRestored, now: datetime) -> None:
    """Create once more: servers that forgot it take it, those that remember it as gone leave it so."""
    _tell_anew(event.post_id, now)


def on_post_withheld(event: PostWithheld, now: datetime) -> None:
    """Delete, wherever it went: what a measure hides here must not stand elsewhere in our name."""
    post = outward([event.post_id]).get(event.post_id)
    if post is None or not is_for_others(post):
        return
    if post.waits_for_id is None and post.removed_at is None:
        return  # it is seen again already
    if post.is_ours and not post.imported_as:
        _take_back(post, now, now)
    if post.group_id is not None:
        in_groups.take_back(post, post.group_id, now)


def on_post_freed(event: PostFreed, now: datetime) -> None:
    """Create once more, of what is others' the Announce of the group where it was said."""
    _tell_anew(event.post_id, now)


def on_post_edited(event: PostEdited, now: datetime) -> None:
    """Update. What is changed before it was let in is told when it is."""
    post = outward([event.post_id]).get(event.post_id)
    if post is not None:
        tell_again(post.id, str(ids.milliseconds(post.edited_at or now)), now)


def on_post_removed(event: PostRemoved, now: datetime) -> None:
    """Delete, at once: whoever takes words back cannot wait until she has thought again."""
    post = outward([event.post_id]).get(event.post_id)
    if post is None or not leaves(post):
        return
    if post.removed_at is None or not restrictions.was_withheld(post.id, post.removed_at):
        _take_back(post, post.removed_at or now, now)


def on_poll_chosen(event: PollChosen, now: datetime) -> None:
    """The counts of a poll of ours changed: they are told together, now and then."""
    post = outward([event.post_id]).get(event.post_id)
    if post is None or not leaves(post):
        return
    part = int(now.timestamp() // _BETWEEN_COUNTS.total_seconds()) + 1
    due = datetime.fromtimestamp(part * _BETWEEN_COUNTS.total_seconds(), now.tzinfo)
    payload = {"post_id": event.post_id}
    jobs.schedule("activitypub.tell-counts", key=f"{event.post_id}:{part}", due=due, payload=payload)


def on_poll_ended(event: PollEnded, now: datetime) -> None:
    tell_again(event.post_id, f"ended-{event.poll_id}", now)


def on_chosen_elsewhere(event: ChosenElsewhere, now: datetime) -> None:
    """What one of ours chose in somebody's poll elsewhere: one note for each answer, with its name."""
    post = outward([event.post_id]).get(event.post_id)
    author = None if post is None else actors.of_person(post.author_id)
    poll = queries.post(Viewer(event.person_id), event.post_id).poll
    if post is None or author is None or poll is None:
        return
    me = addresses.person(event.person_id)
    for option in poll.options:
        if option.position not in event.positions:
            continue
        uri = f"{me}/choices/{event.post_id}-{option.position}"
        note = {
            "id": uri,
            "type": "Note",
            "name": option.text,
            "attributedTo": me,
            "inReplyTo": uri_of(post),
            "to": [author.uri],
        }
        made = activities.activity("Create", f"{uri}/activity", me, note, [author.uri])
        send(made, by=Signer(person_id=event.person_id), inboxes=[author.inbox], now=now)


def on_post_pinned(event: PostPinned, now: datetime) -> None:
    """Add to her featured posts, or Remove."""
    post = outward([event.post_id]).get(event.post_id)
    if post is None or not leaves(post) or post.audience not in OPEN:
        return
    me = addresses.person(event.person_id)
    kind, featured = "Add" if event.is_kept else "Remove", f"{me}/featured"
    made = activities.activity(
        kind,
        f"{featured}#{kind.lower()}-{post.id}-{ids.milliseconds(now)}",
        me,
        addresses.post(post.id),
        [f"{me}/followers"],
        target=featured,
    )
    inboxes = actors.inboxes_of_followers(event.person_id)
    send(made, by=Signer(person_id=event.person_id), inboxes=inboxes, now=now)


def _tell_counts(payload: Payload, now: datetime) -> None:
    tell_again(int(payload["post_id"]), f"counts-{ids.milliseconds(now)}", now)


def tell_again(post_id: int, stamp: str, now: datetime) -> None:
    """Update: what is different about a post of ours; `stamp` tells one such time from another."""
    post = outward([post_id]).get(post_id)
    said = None if post is None else _written(post)
    if said is None:
        return
    made = activities.update(said, stamp=stamp, at=now)
    send(made, by=_author(said.post), inboxes=reach.of_post(said.post, again=True), now=now)
    in_groups.pass_on_activity(said.post, made, now)


def _tell_anew(post_id: int, now: datetime) -> None:
    post = outward([post_id]).get(post_id)
    if post is None:
        return
    said = _written(post)
    if said is not None:
        made = activities.create(said)
        made["id"] = f"{made['id']}-{ids.milliseconds(now)}"
        send(made, by=_author(post), inboxes=reach.of_post(post, again=True), now=now)
    in_groups.pass_on(post, said, now, again=str(ids.milliseconds(now)))


def _take_back(post: Outward, at: datetime, now: datetime) -> None:
    stamp = str(ids.milliseconds(at))
    made = activities.delete(
        addresses.post(post.id), addresses.person(post.author_id), stamp=stamp, is_open=post.audience in OPEN
    )
    send(made, by=_author(post), inboxes=reach.of_post(post, again=True), now=now)
    in_groups.pass_on_activity(post, made, now)


def _is_told(post: Outward) -> bool:
    """Is it a post of ours that other servers hear of?"""
    return post.audience in LEAVES and leaves(post) and post.removed_at is None


def _written(post: Outward) -> Written | None:
    """A post of ours that is told to others; as its author sees it, as it now stands."""
    return written(Viewer(post.author_id), [post.id]).get(post.id) if _is_told(post) else None


def _author(post: Outward) -> Signer:
    return Signer(person_id=post.author_id)


KINDS = [Kind("activitypub.tell-counts", _tell_counts)]
