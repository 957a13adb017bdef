"""Whom a login speaks as, and where she can be written to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from allauth.account.models import EmailAddress
from django.db.models import Exists, OuterRef, QuerySet

from commonhold.social.people.models import Login, Person, Standing
from commonhold.social.people.queries.in_lines import LINE, PersonLine, line_from
from commonhold.social.people.queries.rows import asked_for, called, present


@dataclass(frozen=True)
class SignedIn:
    """One of those whom a login may speak as, and whether she is a member."""

    line: PersonLine
    is_member: bool

    @classmethod
    def from_row(cls, row: Sequence[Any]) -> SignedIn:
        """Of the last columns of `signed_in_rows`."""
        *line, is_member = row
        return cls(line_from(line), is_member)


def signed_in_rows(login_id: int, *columns: str) -> QuerySet[Person, Any]:
    """A login's people, the owning one first: these columns, then those of `SignedIn`."""
    holding = Standing.objects.filter(person=OuterRef("pk"), kind=Standing.Kind.MEMBER, until=None)
    rows = present().filter(login_id=login_id).annotate(is_member=Exists(holding))
    return rows.order_by("id").values_list(*columns, *LINE, "is_member")


def signed_in_as(login_id: int) -> SignedIn | None:
    """The first of a login's people, or None before there is one."""
    return next(iter(profiles_of(login_id)), None)


def profiles_of(login_id: int) -> list[SignedIn]:
    """As whom a login may speak: nobody yet, her, or her and her second profile."""
    return [SignedIn.from_row(row) for row in signed_in_rows(login_id)]


def email_to_sign_in(handle: str) -> str | None:
    """The address that the person called `handle` signs in with; for the sign-in form alone."""
    return called(**asked_for(handle)).values_list("login__email", flat=True).first()


def sign_in_address(person_id: int) -> str | None:
    """The address that somebody signs in with, confirmed or not: for what is sent to it to be forgotten."""
    return present().filter(id=person_id).values_list("login__email", flat=True).first()


def signed_in_since(people_ids: Sequence[int], since: datetime) -> list[int]:
    """Which of them signed in since then, under any of their profiles."""
    logins = Login.objects.filter(last_login__gte=since)
    return list(present().filter(id__in=people_ids, login__in=logins).values_list("id", flat=True))


def with_accounts() -> list[int]:
    """Everybody who can sign in here: of a human with two profiles, the first."""
    found: dict[int, int] = {}
    for login_id, person_id in (
        present().filter(login__isnull=False).order_by("id").values_list("login_id", "id")
    ):
        found.setdefault(login_id, person_id)
    return list(found.values())


def mail_address(person_id: int) -> str | None:
    """Where somebody can be written to: the address that she signs in with, once it is confirmed as hers."""
    row = present().filter(id=person_id, login__isnull=False).select_related("login").first()
    if row is None or row.login is None:
        return None
    known = EmailAddress.objects.filter(user=row.login, email__iexact=row.login.email, verified=True)
    return row.login.email if known.exists() else None


def login_of(person_id: int) -> int | None:
    """The login that speaks as this person; None for others and for who has none."""
    return Person.objects.filter(id=person_id).values_list("login_id", flat=True).first()
