"""How somebody comes to be here."""

from __future__ import annotations

from datetime import datetime

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction

from commonhold.ground import ids
from commonhold.ground.ending.queries import must_go_on
from commonhold.ground.news import bus as news
from commonhold.social.people import handles
from commonhold.social.people.actions.agreeing import agree, must_agree
from commonhold.social.people.models import Login, Person, RetiredHandle
from commonhold.social.people.names import LONGEST_NAME, checked_name
from commonhold.social.people.news import PersonMet
from commonhold.social.people.refusals import EmailNotAllowed, EmailTaken, HandleTaken, WeakPassword


def open_account(
    *,
    email: str,
    password: str,
    handle: str,
    display_name: str,
    now: datetime,
    confirmed: bool = False,
    approves_followers: bool = False,
    agrees_on: str = "",
) -> int:
    """Make a way to sign in and the person who does, both or neither; return her id.

    `agrees_on`: on which occasion she accepts what holds here; empty where others open it for her, and then
    she is asked when she first signs in. Raises what `create_login` and `create_person` raise.
    """
    must_go_on()
    address, secret = checked_email(email), hash_of(password, email)
    with transaction.atomic():
        person_id = create_person(
            login_id=_insert_login(address, secret, confirmed, now),
            handle=handle,
            display_name=display_name,
            approves_followers=approves_followers,
            now=now,
        )
        if agrees_on:
            agree(person_id, occasion=agrees_on, now=now)
        return person_id


def sign_up(
    *, email: str, password: str, handle: str, display_name: str, agrees: bool, occasion: str, now: datetime
) -> int:
    """The same for whoever opens it herself: she accepts what holds here. Raises NotAgreed too."""
    must_agree(agrees)
    return open_account(
        email=email,
        password=password,
        handle=handle,
        display_name=display_name,
        agrees_on=occasion,
        now=now,
    )


def create_login(*, email: str, password: str, now: datetime, confirmed: bool = False) -> int:
    """Make a way to sign in; return its id. `confirmed`: the address is known to be hers.

    Raises EmailNotAllowed, EmailTaken or WeakPassword.
    """
    return _insert_login(checked_email(email), hash_of(password, email), confirmed, now)


def create_person(
    *, login_id: int | None, handle: str, display_name: str, now: datetime, approves_followers: bool = False
) -> int:
    """Give a local person a name here; return her id.

    Raises HandleNotAllowed, HandleReserved, HandleTaken or NameLength.
    """
    handle, name = handles.checked(handle), checked_name(display_name)
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
    row, is_new = Person.objects.get_or_create(
        handle=handle,
        domain=domain.lower(),
        defaults={"id": ids.new_id(now), "display_name": display_name[:LONGEST_NAME], "created_at": now},
    )
    if is_new:
        news.publish(PersonMet(person_id=row.id), now=now)
    return row.id


def checked_email(email: str) -> str:
    """The address as it is kept. Raises EmailNotAllowed."""
    address = email.strip().lower()
    try:
        validate_email(address)
    except ValidationError as wrong:
        raise EmailNotAllowed from wrong
    return address


def hash_of(password: str, email: str) -> str:
    """What is kept of a password. Raises WeakPassword."""
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
