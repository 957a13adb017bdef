"""Thanks and favourites, given and taken back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from commonhold.ground import ids
from commonhold.ground.news import bus as news
from commonhold.ground.prepared import Prepared
from commonhold.ground.refusal import Refusal
from commonhold.ground.writes import Delete, Insert
from commonhold.social.people import queries as people
from commonhold.social.posts.models import Favourite, Thanks
from commonhold.social.posts.news import PostFavourited, PostUnfavourited, ThanksGiven, ThanksWithdrawn
from commonhold.social.posts.refusals import NoSuchPost, PostWasRemoved, ThanksToOneself, ThanksToTheCoop
from commonhold.social.posts.rows import Seen, seen, seen_by


@transaction.atomic
def thank_author(by: int, *, post_id: int, now: datetime) -> None:
    """Thank for a post, once. How many did is public; who did, only its author learns.

    Raises NoSuchPost, PostWasRemoved, ThanksToOneself or ThanksToTheCoop.
    """
    people.must_be_active(by)
    post = seen(by, post_id)
    human = people.same_human(by)
    if post.author_id in human:
        raise ThanksToOneself
    if post.author_id == people.coop_account_id():
        raise ThanksToTheCoop
    if Thanks.objects.filter(post_id=post.id, person_id__in=human).exclude(person_id=by).exists():
        return  # thanked already as the other profile: a human thanks once
    if _THANKS.unless_there(id=ids.new_id(now), post_id=post.id, person_id=by, given_at=now):
        news.publish(ThanksGiven(post_id=post.id, author_id=post.author_id, person_id=by), now=now)


@transaction.atomic
def withdraw_thanks(by: int, *, post_id: int, now: datetime) -> None:
    """Take thanks back; harmless when there were none."""
    people.must_be_active(by)
    taken, _rows = Thanks.objects.filter(post_id=post_id, person_id=by).delete()
    if taken:
        news.publish(ThanksWithdrawn(post_id=post_id, person_id=by), now=now)


def favourite_post(by: int, *, post_id: int, now: datetime) -> None:
    """Like a post, once. Raises NoSuchPost or PostWasRemoved."""
    (refusal,) = favourite_posts([(by, post_id)], now=now)
    if refusal is not None:
        raise refusal


@transaction.atomic
def favourite_posts(wanted: Sequence[tuple[int, int]], *, now: datetime) -> list[Refusal | None]:
    """The same for several, `(by, post_id)` each: why one is refused, None where it's done."""
    by_person: dict[int, set[int]] = defaultdict(set)
    for by, post_id in wanted:
        by_person[by].add(post_id)
    active = people.active_among(by_person)
    seen_of = {by: seen_by(by, post_ids) for by, post_ids in sorted(by_person.items()) if by in active}
    refusals = [_why_not(by, seen_of.get(by), post_id) for by, post_id in wanted]
    made = {
        ids.new_id(now): PostFavourited(post_id=post_id, author_id=post.author_id, person_id=by)
        for (by, post_id), refusal in zip(wanted, refusals, strict=True)
        if refusal is None and (post := seen_of[by][post_id]) is not None
    }
    new = _FAVOURITES.all_unless_there(
        {"id": own_id, "post_id": each.post_id, "person_id": each.person_id, "given_at": now}
        for own_id, each in made.items()
    )
    news.publish_all([each for own_id, each in made.items() if own_id in new], now=now)
    return refusals


def _why_not(by: int, seen_of_hers: Mapping[int, Seen | None] | None, post_id: int) -> Refusal | None:
    """Why she can't do that with a post, of those that she sees: None where she can."""
    if seen_of_hers is None:
        return people.why_inactive(by)
    if post_id not in seen_of_hers:
        return NoSuchPost()
    return PostWasRemoved() if seen_of_hers[post_id] is None else None


@transaction.atomic
def unfavourite_post(by: int, *, post_id: int, now: datetime) -> None:
    """Like it no more; harmless when one did not."""
    people.must_be_active(by)
    own_id = next(iter(_FAVOURED.ids(post_id=post_id, person_id=by)), None)
    if own_id is not None and _UNFAVOURITE.run(post_id=post_id, person_id=by):
        news.publish(PostUnfavourited(post_id=post_id, person_id=by, favourite_id=own_id), now=now)


_FAVOURITES, _THANKS = Insert(Favourite), Insert(Thanks)
_FAVOURED = Prepared(
    lambda *, post_id, person_id: Favourite.objects.filter(post_id=post_id, person_id=person_id).values_list(
        "id"
    )
)
_UNFAVOURITE = Delete(
    lambda *, post_id, person_id: Favourite.objects.filter(post_id=post_id, person_id=person_id)
)
