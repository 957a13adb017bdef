"""An inbox that is gone for good tells of its owner, and of nobody else."""

from __future__ import annotations

import pytest

from commonhold.social.actors.actions import came_back, inboxes_are_gone
from commonhold.social.actors.models import RemoteActor
from commonhold.social.actors.queries import inboxes_of, last_look
from commonhold.social.people.actions import meet_remote_person, say_farewell
from tests.cast import MORNING, minutes

pytestmark = pytest.mark.django_db

AWAY = "https://away.example"


def meet(handle: str, inbox: str, shared_inbox: str = "") -> int:
    person = meet_remote_person(handle=handle, domain="away.example", display_name=handle, now=MORNING)
    RemoteActor.objects.create(
        person_id=person,
        uri=f"{AWAY}/{handle}",
        kind="Person",
        inbox=inbox,
        shared_inbox=shared_inbox,
        fetched_at=MORNING,
    )
    return person


def gone() -> set[int]:
    return set(RemoteActor.objects.filter(gone_at__isnull=False).values_list("person_id", flat=True))


def test_whose_own_inbox_is_gone_gets_nothing_more(db):
    mia, nia = meet("mia", f"{AWAY}/mia/inbox"), meet("nia", f"{AWAY}/nia/inbox")
    inboxes_are_gone([f"{AWAY}/mia/inbox"], now=minutes(1))
    assert gone() == {mia}
    assert inboxes_of([mia, nia]) == {f"{AWAY}/nia/inbox"}
    inboxes_are_gone([f"{AWAY}/mia/inbox"], now=minutes(2))
    assert RemoteActor.objects.get(person=mia).gone_at == minutes(1)


def test_an_inbox_that_several_share_says_nothing_of_anybody(db):
    meet("mia", f"{AWAY}/all", f"{AWAY}/shared")
    meet("nia", f"{AWAY}/all")
    meet("ole", f"{AWAY}/shared")
    inboxes_are_gone([f"{AWAY}/all", f"{AWAY}/shared"], now=minutes(1))
    assert gone() == set()


def test_who_speaks_again_is_told_things_again_and_asked_where_her_inbox_is(db):
    mia = meet("mia", f"{AWAY}/mia/inbox")
    assert not came_back(f"{AWAY}/mia")
    inboxes_are_gone([f"{AWAY}/mia/inbox"], now=minutes(1))
    assert came_back(f"{AWAY}/mia")
    assert inboxes_of([mia]) == {f"{AWAY}/mia/inbox"}
    assert last_look(f"{AWAY}/mia").at < MORNING


def test_who_said_farewell_stays_gone(db):
    mia = meet("mia", f"{AWAY}/mia/inbox")
    say_farewell(mia, now=minutes(1))
    RemoteActor.objects.update(gone_at=minutes(1))
    assert not came_back(f"{AWAY}/mia")
    assert gone() == {mia}
