"""Somebody at the pages of feeds."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.contrib.auth import get_user_model
from django.test import Client

from commonhold.ground.clock import queries as clock
from commonhold.social.feeds import documents
from tests.cast import make_person
from tests.visible import visible_text

DOCUMENT = """{"id": "thanked", "version": 1,
 "features": {"thanks": {"weight_milli": 2000}, "seen": {"weight_milli": -100}}}"""


def signed_in(handle: str) -> tuple[int, Client]:
    person, client = make_person(handle, member=True, signs_in=True), Client()
    client.force_login(get_user_model().objects.get(people=person))
    return person, client


def ago(minutes: int) -> datetime:
    """So long before what is now on the pages."""
    return clock.now() - timedelta(minutes=minutes)


def text(client: Client, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status, path
    return visible_text(answer.content.decode())


def keep(client: Client, document: str = DOCUMENT, **more: str) -> str:
    """Made by writing the document itself; its fingerprint."""
    said = {"as": "text", "title": "Thanked first", "words": "Kind words first.", "document": document}
    answer = client.post("/feeds/new", {**said, **more})
    assert answer.status_code == 303, visible_text(answer.content.decode())
    return documents.read(document).digest


def order(client: Client, by: str) -> None:
    assert client.post("/feeds/order", {"by": by})["Location"] == "/"
