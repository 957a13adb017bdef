from __future__ import annotations

from datetime import datetime

from django.db import transaction

from commonhold.ground import ids
from commonhold.social.bridging.models import Question, Rating, Stand
from commonhold.social.bridging.refusals import NoSuchQuestion, NotForRating, NotTakingPart
from commonhold.social.consents import actions as consents
from commonhold.social.consents import queries as consented
from commonhold.social.consents.purposes import BRIDGING
from commonhold.social.people import queries as people
from commonhold.social.people.queries import Viewer
from commonhold.social.posts import queries as posts


@transaction.atomic
def take_part(by: int, *, digest: str | None = None, now: datetime) -> None:
    """Let one's likes, thanks and answers be counted for bridging. Raises AccountClosed."""
    people.must_be_active(by)
    people.must_be_human(by)
    consents.say(by, purpose=BRIDGING, is_given=True, digest=digest, now=now)


@transaction.atomic
def take_no_part(by: int, *, digest: str | None = None, now: datetime) -> None:
    """Take no part any more: all that was kept for it goes, on which side one stood too."""
    consents.say(by, purpose=BRIDGING, is_given=False, digest=digest, now=now)
    forget(by)


@transaction.atomic
def rate(by: int, *, post_id: int, is_worthwhile: bool, now: datetime) -> None:
    """Say whether a post is worth others' time. Raises NotTakingPart, NotForRating and NoSuchPost."""
    _must_take_part(by)
    _must_be_for_rating(by, post_id)
    _write(by, post_id, is_worthwhile=is_worthwhile, was_asked=False, now=now)


@transaction.atomic
def answer(by: int, *, post_id: int, is_worthwhile: bool | None, now: datetime) -> None:
    """Answer when asked; None leaves it. Raises NotTakingPart and NoSuchQuestion."""
    _must_take_part(by)
    row = Question.objects.select_for_update().filter(post_id=post_id, person_id=by, left_at=None).first()
    if row is None:
        raise NoSuchQuestion
    row.left_at = now
    row.save(update_fields=["left_at"])
    if is_worthwhile is not None:
        _write(by, post_id, is_worthwhile=is_worthwhile, was_asked=True, now=now)


def forget(person_id: int) -> None:
    """In the caller's transaction."""
    for kept in (Stand, Question, Rating):
        kept.objects.filter(person_id=person_id).delete()


def _write(by: int, post_id: int, *, is_worthwhile: bool, was_asked: bool, now: datetime) -> None:
    said = {"is_worthwhile": is_worthwhile, "at": now}
    Rating.objects.update_or_create(
        post_id=post_id,
        person_id=by,
        was_asked=was_asked,
        defaults=said,
        create_defaults={**said, "id": ids.new_id(now)},
    )


def _must_take_part(by: int) -> None:
    people.must_be_active(by)
    if consented.given_since(Viewer(by), BRIDGING) is None:
        raise NotTakingPart


def _must_be_for_rating(by: int, post_id: int) -> None:
    post = posts.post(Viewer(by), post_id)
    if post.is_mine or post.removed or post.audience != "public":
        raise NotForRating
