"""The cast as another server meets it: what it fetches, and who of it is known here."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import orjson
import pytest
from django.test import Client

from commonhold.ground.jobs import actions as jobs
from commonhold.social.actors.models import RemoteActor
from commonhold.social.deliveries.models import Delivery, Outgoing
from tests import cast

ACCEPT = 'application/ld+json; profile="https://www.w3.org/ns/activitystreams", application/activity+json'
Fetch = Callable[..., "Got"]


class Got:
    """An answer: `status`, `headers`, and `body` where it is JSON."""

    def __init__(self, response: Any) -> None:
        self.status: int = response.status_code
        self.headers = response.headers
        is_json = "json" in response.headers.get("Content-Type", "") and response.content
        self.body: Any = orjson.loads(response.content) if is_json else None


@pytest.fixture
def fetch(coop: str) -> Fetch:
    """GET a document as another server asks for it."""
    client = Client()

    def get(path: str, *, accept: str = ACCEPT, **headers: str) -> Got:
        return Got(
            client.get(path.removeprefix("http://coop.example"), headers={"accept": accept, **headers})
        )

    return get


@pytest.fixture
def ada(coop: str) -> int:
    return cast.make_person("ada", member=True)


@pytest.fixture
def ben(coop: str) -> int:
    return cast.make_person("ben", member=True)


@pytest.fixture
def eve(coop: str) -> int:
    """Of another server, which has an inbox for all of its people."""
    return at_home_elsewhere(cast.make_eve(), "elsewhere.example", "eve")


def at_home_elsewhere(person_id: int, domain: str, name: str, *, kind: str = "Person") -> int:
    uri = f"https://{domain}/users/{name}"
    RemoteActor.objects.create(
        person_id=person_id,
        uri=uri,
        kind=kind,
        inbox=f"{uri}/inbox",
        shared_inbox=f"https://{domain}/inbox",
        followers=f"{uri}/followers",
        url=f"https://{domain}/@{name}",
        fetched_at=cast.MORNING,
    )
    return person_id


class Sent:
    """What waits to be delivered: each activity with its inboxes, in the order in which it was written."""

    def __init__(self) -> None:
        self._seen: set[int] = set()

    def new(self, now: datetime) -> list[tuple[Any, set[str]]]:
        """What was written since the last time this was asked, once all news is told."""
        jobs.run_due(now)
        found = []
        for row in Outgoing.objects.exclude(id__in=self._seen).order_by("id"):
            self._seen.add(row.id)
            inboxes = Delivery.objects.filter(outgoing=row).values_list("inbox", flat=True)
            found.append((orjson.loads(row.body), set(inboxes)))
        return found

    def one(self, now: datetime) -> tuple[Any, set[str]]:
        (only,) = self.new(now)
        return only


@pytest.fixture
def sent(coop: str) -> Sent:
    return Sent()
