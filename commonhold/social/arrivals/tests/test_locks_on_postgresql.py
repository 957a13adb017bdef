"""Refusing a page and taking the community back wait in one order, never each for what the other has."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from threading import Thread

import psycopg
import pytest
from django.db import connection, connections

from commonhold.social.arrivals.actions import free_arrival, refuse_page
from commonhold.social.arrivals.inviting import digest_of
from commonhold.social.arrivals.models import Arrival, Community
from commonhold.social.people.models import Person
from tests.cast import MORNING, make_person

pytestmark = [pytest.mark.both_databases, pytest.mark.only_on("postgresql")]

_WAITS = "SELECT EXISTS (SELECT 1 FROM pg_locks WHERE NOT granted)"


def _refuses(_person_id: int) -> None:
    refuse_page(token="hers", now=MORNING)


def _is_freed(person_id: int) -> None:
    free_arrival(None, person_id=person_id, words="Long ago", now=MORNING)


@pytest.mark.parametrize("deed", [_refuses, _is_freed])
def test_whoever_has_the_community_gets_its_people(committing_db: str, deed: Callable[[int], None]) -> None:
    ada = make_person("ada")
    came = Community.objects.create(
        id=1, domain="old.example", state=Community.State.DONE, begun_at=MORNING, ended_at=MORNING
    )
    until = MORNING + timedelta(days=3)
    Arrival.objects.create(
        id=2,
        community=came,
        person_id=ada,
        source=7,
        arrived_at=MORNING,
        is_suspended=True,
        digest=digest_of("hers"),
        link_until=until,
    )

    def does() -> None:
        try:
            deed(ada)
        finally:
            connections.close_all()

    params = connection.get_connection_params()
    with psycopg.connect(**{name: params[name] for name in ("dbname", "user", "host")}) as undoing:
        undoing.execute("SELECT 1 FROM arrivals_community FOR UPDATE")
        other = Thread(target=does)
        other.start()
        with connection.cursor() as cursor:
            while other.is_alive() and cursor.execute(_WAITS) and not cursor.fetchone()[0]:
                other.join(0.01)
        assert other.is_alive(), "it waits for the community"
        undoing.execute("SELECT 1 FROM arrivals_arrival FOR UPDATE NOWAIT")
        undoing.commit()
        other.join(20)
    row = Arrival.objects.get()
    gone = Person.objects.get(id=ada).removed_at is not None
    assert (row.gone_at is not None, gone) == ((True, True) if deed is _refuses else (False, False))
    assert (row.freed_at is not None) == (deed is _is_freed)
