"""The people of every test. They are fiction; each story calls in those it needs.

Ada founds, Ben keeps the books, Caro is on the solidarity fund, Dev applies, Eve lives on another server,
Finn is under review. Gus has no account, so there is nothing to make: he looks as `ANYONE`.
A person is her id here, as in every action; `Viewer(ada)` looks through her eyes.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from commonhold.social.groups.actions import founding, joining
from commonhold.social.lists import actions as lists
from commonhold.social.people import actions as people
from commonhold.social.people.models import Standing

#: When the stories begin: a Monday morning.
MORNING = datetime(2026, 5, 4, 9, 0, tzinfo=UTC)

#: What everybody types to sign in.
PASSWORD = "nine green apples"


def minutes(count: int) -> datetime:
    """A time that many minutes into the story."""
    return MORNING + timedelta(minutes=count)


def email_of(handle: str) -> str:
    return f"{handle}@example.org"


def make_person(
    handle: str,
    *,
    member: bool = False,
    signs_in: bool = False,
    approves_followers: bool = False,
    now: datetime = MORNING,
) -> int:
    """A local person called like her handle; return her id. Signing in costs a slow hash: only if needed."""
    name = handle.capitalize()
    if signs_in:
        person_id = people.open_account(
            email=email_of(handle),
            password=PASSWORD,
            handle=handle,
            display_name=name,
            confirmed=True,
            approves_followers=approves_followers,
            now=now,
        )
    else:
        person_id = people.create_person(
            login_id=None,
            handle=handle,
            display_name=name,
            approves_followers=approves_followers,
            now=now,
        )
    if member:
        make_member(person_id, now=now)
    return person_id


def make_member(person_id: int, *, now: datetime = MORNING) -> None:
    """Give the standing alone; the civic rooms' own stories make whole members."""
    people.grant_standing(person_id=person_id, kind=Standing.Kind.MEMBER, now=now)


def befriend(*people_ids: int, now: datetime = MORNING) -> None:
    """Everybody follows everybody, with consent where it is asked."""
    for follower in people_ids:
        for followed in people_ids:
            if follower != followed and not people.follow(follower, person_id=followed, now=now):
                people.accept_follow(followed, person_id=follower, now=now)


def make_list_of(owner: int, *people_ids: int, now: datetime = MORNING) -> int:
    """A list of the owner's with people whom she follows; return its id."""
    list_id = lists.make_list(owner, title="Friends", now=now)
    for each in people_ids:
        lists.put_on_list(owner, list_id=list_id, person_id=each, now=now)
    return list_id


def make_group_of(founder: int, *people_ids: int, now: datetime = MORNING) -> int:
    """A group that its members alone read, which these people have joined; return its id."""
    group_id = founding.found_group(
        founder, handle=f"group{founder}", title="Friends", is_readable_by_all=False, now=now
    )
    for each in people_ids:
        joining.join_group(each, group_id=group_id, now=now)
    return group_id


def make_eve(*, now: datetime = MORNING) -> int:
    """Eve of elsewhere.example, as federation will bring her here."""
    return people.meet_remote_person(handle="eve", domain="elsewhere.example", display_name="Eve", now=now)
