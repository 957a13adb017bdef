"""How somebody comes to be here, speaks of herself, and follows others."""

from __future__ import annotations

from datetime import datetime

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction

from commonhold.ground import ids
from commonhold.ground.news import bus as news
from commonhold.social.people import handles, queries
from commonhold.social.people.models import Follow, Login, Person, RetiredHandle, Standing
from commonhold.social.people.news import FollowAccepted, Followed, Unfollowed
from commonhold.social.people.refusals import (
    EmailNotAllowed,
    EmailTaken,
    FollowsOneself,
    HandleTaken,
    NameLength,
    NoSuchPerson,
    NotAsked,
    SummaryTooLong,
    WeakPassword,
)

LONGEST_NAME, LONGEST_SUMMARY = 80, 1000


def open_account(
    *,
    email: str,
    password: str,
    handle: str,
    display_name: str,
    now: datetime,
    confirmed: bool = False,
    approves_followers: bool = False,
) -> int:
    """Make a way to sign in and the person who does, both or neither; return her id.

    Raises what `create_login` and `create_person` raise.
    """
    address, secret = _checked_email(email), _hash_of(password, email)
    with transaction.atomic():
        return create_person(
            login_id=_insert_login(address, secret, confirmed, now),
            handle=handle,
            display_name=display_name,
            approves_followers=approves_followers,
            now=now,
        )


def create_login(*, email: str, password: str, now: datetime, confirmed: bool = False) -> int:
    """Make a way to sign in; return its id. `confirmed`: the address is known to be hers.

    Raises EmailNotAllowed, EmailTaken or WeakPassword.
    """
    return _insert_login(_checked_email(email), _hash_of(password, email), confirmed, now)


def create_person(
    *, login_id: int | None, handle: str, display_name: str, now: datetime, approves_followers: bool = False
) -> int:
    """Give a local person a name here; return her id.

    Raises HandleNotAllowed, HandleReserved, HandleTaken or NameLength.
    """
    handle, name = handles.checked(handle), _checked_name(display_name)
    try:
        with transaction.atomic():
            if RetiredHandle.objects.filter(digest=handles.digest_of(handle)).exists():
                raise HandleTaken(handle)
            row = Person.objects.create(
                id=ids.new_id(now),
                handle=handle,
                display_name=name,
                login_id=login_id,
                approves_followers=approves_followers,
                created_at=now,
            )
    except IntegrityError as taken:
        raise HandleTaken(handle) from taken
    return row.id


@transaction.atomic
def meet_remote_person(*, handle: str, domain: str, display_name: str, now: datetime) -> int:
    """Note somebody of another server, or find her again; return her id. Her own server says who she is."""
    row, _is_new = Person.objects.get_or_create(
        handle=handle,
        domain=domain.lower(),
        defaults={"id": ids.new_id(now), "display_name": display_name[:LONGEST_NAME], "created_at": now},
    )
    return row.id


@transaction.atomic
def describe_person(by: int, *, display_name: str, summary: str, now: datetime) -> None:
    """Change the name that people read, and what one says about oneself (plain text)."""
    queries.must_be_active(by)
    summary = summary.strip()
    if len(summary) > LONGEST_SUMMARY:
        raise SummaryTooLong(LONGEST_SUMMARY)
    Person.objects.filter(id=by).update(display_name=_checked_name(display_name), summary=summary)


@transaction.atomic
def choose_to_be_found(by: int, *, is_searchable: bool, is_discoverable: bool, now: datetime) -> None:
    """May others find one's posts for many by their words? May one be suggested to people?"""
    queries.must_be_active(by)
    Person.objects.filter(id=by).update(is_searchable=is_searchable, is_discoverable=is_discoverable)


@transaction.atomic
def follow(by: int, *, person_id: int, now: datetime) -> bool:
    """Follow somebody, or ask to. Is it accepted? Following twice is following once.

    Raises NoSuchPerson or FollowsOneself.
    """
    queries.must_be_active(by)
    if by == person_id:
        raise FollowsOneself
    followed = Person.objects.filter(id=person_id, removed_at=None).first()
    if followed is None:
        raise NoSuchPerson
    accepted_at = None if followed.approves_followers else now
    row, is_new = Follow.objects.get_or_create(
        follower_id=by,
        followed=followed,
        defaults={"id": ids.new_id(now), "asked_at": now, "accepted_at": accepted_at},
    )
    accepted = row.accepted_at is not None
    if is_new:
        news.publish(Followed(follower_id=by, followed_id=person_id, accepted=accepted), now=now)
    return accepted


@transaction.atomic
def accept_follow(by: int, *, person_id: int, now: datetime) -> None:
    """Let `person_id`, who asked, follow `by`. Raises NotAsked when no request waits."""
    queries.must_be_active(by)
    waiting = Follow.objects.filter(follower_id=person_id, followed_id=by, accepted_at=None)
    if not waiting.update(accepted_at=now):
        raise NotAsked
    news.publish(FollowAccepted(follower_id=person_id, followed_id=by), now=now)


@transaction.atomic
def decline_follow(by: int, *, person_id: int, now: datetime) -> None:
    """Turn a request down, or stop somebody from following. She isn't told; she may ask again."""
    queries.must_be_active(by)
    Follow.objects.filter(follower_id=person_id, followed_id=by).delete()


@transaction.atomic
def unfollow(by: int, *, person_id: int, now: datetime) -> None:
    """Stop following, or take the request back; harmless when there was none."""
    queries.must_be_active(by)
    ended, _rows = Follow.objects.filter(follower_id=by, followed_id=person_id).delete()
    if ended:
        news.publish(Unfollowed(follower_id=by, followed_id=person_id), now=now)


@transaction.atomic
def grant_standing(*, person_id: int, kind: Standing.Kind, now: datetime) -> None:
    """Note a civic fact from now on, inside the civic action that made it true; again changes nothing."""
    Standing.objects.get_or_create(
        person_id=person_id, kind=kind, until=None, defaults={"id": ids.new_id(now), "since": now}
    )


@transaction.atomic
def end_standing(*, person_id: int, kind: Standing.Kind, now: datetime) -> None:
    """Note that a civic fact holds no longer; harmless when it did not."""
    Standing.objects.filter(person_id=person_id, kind=kind, until=None).update(until=now)


def _checked_email(email: str) -> str:
    address = email.strip().lower()
    try:
        validate_email(address)
    except ValidationError as wrong:
        raise EmailNotAllowed from wrong
    return address


def _hash_of(password: str, email: str) -> str:
    # Never inside a transaction: a hash takes long, and SQLite has one writer.
    try:
        validate_password(password, Login(email=email))
    except ValidationError as weak:
        raise WeakPassword(weak.messages) from weak
    return make_password(password)


def _insert_login(address: str, secret: str, confirmed: bool, now: datetime) -> int:
    try:
        with transaction.atomic():
            login = Login.objects.create(id=ids.new_id(now), email=address, password=secret, created_at=now)
            EmailAddress.objects.create(user=login, email=address, primary=True, verified=confirmed)
    except IntegrityError as taken:
        raise EmailTaken from taken
    return login.id


def _checked_name(display_name: str) -> str:
    name = " ".join(display_name.split())
    if not 1 <= len(name) <= LONGEST_NAME:
        raise NameLength(LONGEST_NAME)
    return name
