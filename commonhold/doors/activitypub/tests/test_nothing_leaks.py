"""Nothing that must stay here is at any address of this door, nor on its way to any other server.

Addresses are taken from the door's own list, so that a new one is asked here too. What is looked for are
words that stand nowhere else.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import datetime
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from django.test import Client
from django.urls import URLPattern

from commonhold.civic.moderation import actions as moderation
from commonhold.doors.activitypub import urls
from commonhold.doors.activitypub.tests.conftest import ACCEPT, at_home_elsewhere
from commonhold.ground.clock import queries as clock
from commonhold.ground.jobs import actions as jobs
from commonhold.ground.refusal import Refusal
from commonhold.ground.signing.cavage import sign_cavage
from commonhold.social.actors import following
from commonhold.social.actors.models import RemoteKey
from commonhold.social.deliveries.models import Outgoing
from commonhold.social.groups.models import Group
from commonhold.social.people import actions as people
from commonhold.social.posts import actions
from commonhold.social.posts.models import Audience
from tests import cast
from tests.cast import MORNING, minutes

HERE = "http://coop.example"
EVE = "https://elsewhere.example/users/eve"
SECRET = "zinnober"
_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
_PAGED = ("/outbox", "/followers", "/following", "/replies", "/context")
_STAYS = sorted({each.value for each in Audience} - {"public", "unlisted", "followers", "direct", "group"})


class Asking:
    """Every address of the door, asked by nobody, by Eve, and by her server."""

    def __init__(self, key_ids: list[str]) -> None:
        self.key_ids = key_ids

    def answers(self, numbers: Mapping[str, list[int]]) -> Iterator[tuple[str, str]]:
        """Each address with what it says; `numbers` are of what, by the name of a part of the address."""
        for path in _paths(numbers):
            for asker in ("", *self.key_ids):
                yield f"{path} asked by {asker or 'nobody'}", self._get(path, asker)

    def _get(self, path: str, key_id: str) -> str:
        headers = {"accept": ACCEPT, "host": "coop.example"}
        if key_id:
            headers |= sign_cavage("GET", f"{HERE}{path}", {}, b"", key_id=key_id, key=_KEY, now=MORNING)
        got = Client().get(path, headers=headers)
        assert got.status_code < 500, path
        return f"{got.headers.get('Location', '')} {got.content.decode()}"


def _paths(numbers: Mapping[str, list[int]]) -> Iterator[str]:
    for pattern in urls.urlpatterns:
        assert isinstance(pattern, URLPattern)
        route = f"/{pattern.pattern}"
        parts: dict[str, list[Any]] = {"name": ["ada"], "number": numbers["post_id"], **numbers}
        names = list(pattern.pattern.converters)
        for each in product(*(parts[name] for name in names)):
            path = route
            for name, value in zip(names, each, strict=True):
                path = re.sub(rf"<\w+:{name}>", str(value), path)
            yield path
            if path.endswith(_PAGED):
                yield f"{path}?page=true"


@pytest.fixture
def asking(eve: int, monkeypatch: pytest.MonkeyPatch) -> Asking:
    monkeypatch.setattr(clock, "now", lambda: MORNING)
    server = people.meet_remote_person(
        handle="server", domain="elsewhere.example", display_name="Elsewhere", now=MORNING
    )
    at_home_elsewhere(server, "elsewhere.example", "server", kind="Application")
    spki = serialization.PublicFormat.SubjectPublicKeyInfo
    pem = _KEY.public_key().public_bytes(serialization.Encoding.PEM, spki).decode()
    found = {}
    for name, person_id in (("eve", eve), ("server", server)):
        found[name] = f"https://elsewhere.example/users/{name}#main-key"
        RemoteKey.objects.create(
            id=person_id, actor_id=person_id, key_id=found[name], pem=pem, fetched_at=MORNING
        )
    return Asking(list(found.values()))


def _delivered(now: datetime) -> list[str]:
    """All that is written to be delivered to anybody."""
    jobs.run_due(now)
    return [str(each) for each in Outgoing.objects.values_list("body", flat=True)]


def _busy(ada: int, ben: int, post_id: int) -> int:
    """What can be done with a post is done with it; return the id of an answer in its circle."""
    answer = actions.publish_post(ben, text=f"{SECRET} too", in_reply_to=post_id, now=minutes(2))
    actions.favourite_post(ben, post_id=post_id, now=minutes(2))
    actions.edit_post(ada, post_id=post_id, text=f"{SECRET} again", now=minutes(3))
    with suppress(Refusal):
        actions.pin_post(ada, post_id=post_id, now=minutes(3))
    with suppress(Refusal):
        actions.boost_post(ada, post_id=post_id, now=minutes(4))
    return answer


@pytest.fixture
def circle(ada: int, ben: int, eve: int) -> list[int]:
    """Ada, Ben and Eve follow each other."""
    cast.befriend(ada, ben, eve)
    return [ada, ben]


def _said(ada: int, ben: int, audience: str) -> tuple[int, int]:
    """A post for few with its answer, as its author's friends have it."""
    list_id = cast.make_list_of(ada, ben) if audience == "list" else None
    post_id = actions.publish_post(ada, text=SECRET, audience=audience, list_id=list_id, now=minutes(1))
    return post_id, _busy(ada, ben, post_id)


def test_what_may_leave_is_found_by_the_same_means(asking: Asking, ada: int, ben: int, circle: list[int]):
    """Or else the tests below would find nothing, whatever leaked."""
    post_id = actions.publish_post(ada, text=f"{SECRET} for all", now=minutes(1))
    close = actions.publish_post(ada, text=f"{SECRET} for some", audience="followers", now=minutes(1))
    numbers = {"person_id": [ada], "post_id": [post_id, close], "group_id": []}
    found = {where for where, answer in asking.answers(numbers) if SECRET in answer}
    assert f"/ap/posts/{post_id} asked by nobody" in found
    assert f"/ap/people/{ada}/outbox?page=true asked by nobody" in found
    assert f"/ap/posts/{close} asked by nobody" not in found
    assert {f"/ap/posts/{close} asked by {each}" for each in asking.key_ids} <= found
    assert len([body for body in _delivered(minutes(1)) if SECRET in body]) == 2


@pytest.mark.parametrize("audience", _STAYS)
def test_what_is_for_few_of_us_is_at_no_address_and_on_no_way(
    asking: Asking, ada: int, ben: int, circle: list[int], audience: str
):
    said = _said(ada, ben, audience)
    for where, answer in asking.answers({"person_id": circle, "post_id": [*said], "group_id": [1]}):
        assert SECRET not in answer, where
        assert not any(f"/ap/posts/{each}" in answer for each in said), where
    actions.remove_post(ada, post_id=said[0], now=minutes(5))
    for body in _delivered(minutes(9)):
        assert SECRET not in body
        assert not any(f"/ap/posts/{each}" in body for each in said)


def test_what_is_said_in_a_group_of_few_is_at_no_address_and_on_no_way(
    asking: Asking, ada: int, ben: int, circle: list[int]
):
    group_id = cast.make_group_of(ada, ben)
    post_id = actions.publish_post(ada, text=SECRET, audience="group", group_id=group_id, now=minutes(1))
    said = (post_id, _busy(ada, ben, post_id))
    numbers = {"person_id": circle, "post_id": [*said], "group_id": [group_id]}
    for where, answer in asking.answers(numbers):
        assert SECRET not in answer, where
        assert not any(f"/ap/posts/{each}" in answer for each in said), where
    actions.remove_post(ada, post_id=post_id, now=minutes(5))
    assert not [body for body in _delivered(minutes(9)) if SECRET in body or "/ap/groups/" in body]


def test_a_group_that_closes_itself_to_others_is_no_more_at_its_addresses(
    asking: Asking, ada: int, ben: int, eve: int, circle: list[int]
):
    group_id = cast.make_group_of(ada, ben)
    Group.objects.filter(id=group_id).update(is_readable_by_all=True)
    following.follow_group(eve, group_id=group_id, uri=f"{EVE}#follow-g", now=MORNING)
    post_id = actions.publish_post(ada, text="open", audience="group", group_id=group_id, now=minutes(1))
    Group.objects.filter(id=group_id).update(is_readable_by_all=False)
    _delivered(minutes(1))
    later = actions.publish_post(ada, text=SECRET, audience="group", group_id=group_id, now=minutes(2))
    numbers = {"person_id": circle, "post_id": [post_id, later], "group_id": [group_id]}
    for where, answer in asking.answers(numbers):
        assert SECRET not in answer, where
        assert '"open"' not in answer, where
        assert f"/ap/posts/{post_id}" not in answer, where
    assert not [body for body in _delivered(minutes(9)) if SECRET in body]


@pytest.mark.parametrize("audience", ["followers", "direct"])
def test_what_is_for_others_elsewhere_is_nowhere_for_who_is_not_meant(
    asking: Asking, ada: int, ben: int, eve: int, audience: str
):
    cast.befriend(ada, ben)
    text = f"{SECRET} @ben" if audience == "direct" else SECRET
    post_id = actions.publish_post(ada, text=text, audience=audience, now=minutes(1))
    numbers = {"person_id": [ada, ben], "post_id": [post_id], "group_id": [1]}
    for where, answer in asking.answers(numbers):
        assert SECRET not in answer, where
        assert f"/ap/posts/{post_id}" not in answer, where
    assert not [body for body in _delivered(minutes(9)) if SECRET in body]


def test_reports_cases_and_measures_are_at_no_address_and_leave_only_on_wish(
    asking: Asking, ada: int, ben: int, eve: int, circle: list[int]
):
    post_id = actions.publish_post(ben, text="rude", now=minutes(1))
    moderation.report(ada, about=f"post:{post_id}", words=SECRET, now=minutes(2))
    moderation.report(ada, about=f"person:{eve}", words=SECRET, now=minutes(2))
    numbers = {"person_id": circle, "post_id": [post_id], "group_id": [1]}
    for where, answer in asking.answers(numbers):
        assert SECRET not in answer, where
    assert not [body for body in _delivered(minutes(9)) if SECRET in body]


def test_this_door_knows_no_room_of_money_ballots_or_members():
    """What it cannot ask for it cannot render. It hears that a report is passed on, and brings some; and it
    hears that the co-op is sealed, to say farewell."""
    known = set()
    for path in Path(urls.__file__).parent.rglob("*.py"):
        if "tests" not in path.parts:
            known |= {
                name
                for node in ast.walk(ast.parse(path.read_text()))
                for name in _imported(node)
                if name.startswith("commonhold.civic")
            }
    room = "commonhold.civic.moderation"
    assert known <= {room, f"{room}.news", f"{room}.refusals", "commonhold.civic.winding.news"}


def _imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.ImportFrom):
        return [node.module or ""]
    return [each.name for each in node.names] if isinstance(node, ast.Import) else []
