"""Somebody claims her page in the moment in which it is to be erased: what PostgreSQL alone lets happen."""

from __future__ import annotations

from datetime import timedelta
from threading import Thread

import psycopg
import pytest
from django.db import connection, connections, transaction

from commonhold.social.arrivals import jobs
from commonhold.social.arrivals.models import Arrival, Community
from commonhold.social.people.models import Person
from tests.cast import MORNING, make_person

pytestmark = [pytest.mark.both_databases, pytest.mark.only_on("postgresql")]

_LATE = MORNING + timedelta(days=500)
_WAITS = "SELECT EXISTS (SELECT 1 FROM pg_locks WHERE NOT granted)"


def _look() -> None:
    try:
        with transaction.atomic():
            jobs._look({}, _LATE)
    finally:
        connections.close_all()


def test_who_claims_her_page_while_it_is_to_be_erased_keeps_it(committing_db: str) -> None:
    ada = make_person("ada")
    came = Community.objects.create(
        id=1, domain="old.example", state=Community.State.DONE, begun_at=MORNING, ended_at=MORNING
    )
    Arrival.objects.create(
        id=2, community=came, person_id=ada, source=7, arrived_at=MORNING, hidden_at=MORNING
    )
    params = connection.get_connection_params()
    with psycopg.connect(**{name: params[name] for name in ("dbname", "user", "host")}) as her:
        her.execute("UPDATE arrivals_arrival SET claimed_at = %s, hidden_at = NULL", [MORNING])
        looks = Thread(target=_look)
        looks.start()
        with connection.cursor() as cursor:
            while looks.is_alive() and cursor.execute(_WAITS) and not cursor.fetchone()[0]:
                looks.join(0.01)
        her.commit()
        looks.join(20)
    assert Person.objects.get(id=ada).removed_at is None
    assert Arrival.objects.get().claimed_at == MORNING
