"""Governance's small co-op, looked at through its pages."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from commonhold.civic.governance.decisions import AppointMandate
from commonhold.civic.governance.tests.conftest import Coop, build
from commonhold.civic.treasury.actions import books
from commonhold.ground.charter.deciding import UNANIMOUS
from commonhold.ground.clock import queries as clock
from commonhold.ground.decisions.actions import enact
from commonhold.ground.jobs import actions as jobs
from commonhold.social.people.models import Login, Person
from tests.begun import Begun


class Member:
    """Somebody at the pages, by her name."""

    def __init__(self, coop: Coop, name: str) -> None:
        self.coop, self.id, self.client = coop, coop.ids[name], Client()
        login, _new = Login.objects.get_or_create(
            email=f"{name}@example.org", defaults={"created_at": coop.now, "password": "!"}
        )
        Person.objects.filter(id=self.id).update(login=login)
        self.client.force_login(get_user_model().objects.get(people=self.id))

    def sees(self, path: str, *, status: int = 200) -> str:
        answer = self.client.get(path)
        assert answer.status_code == status, (path, answer.status_code)
        return answer.content.decode()

    def sends(self, path: str, *, status: int = 303, **fields: Any) -> str:
        """The page, or where it leads. Two underscores of a name stand for a dash."""
        answer = self.client.post(path, {name.replace("__", "-"): value for name, value in fields.items()})
        assert answer.status_code == status, said_in(answer.content.decode())
        return answer["Location"] if status == 303 else answer.content.decode()


def said_in(page: str) -> str:
    """The refusals on a page."""
    found = re.findall(r'<ul class="errorlist[^>]*>(.*?)</ul>|notice-body">(.*?)</div>', page, re.DOTALL)
    return re.sub(r"<[^>]+>|\s+", " ", " ".join("".join(each) for each in found))


@pytest.fixture
def coop(begun: Begun) -> Coop:
    """It is today there, as on its pages."""
    made = begun(_today)
    made.now = clock.now()
    return made


def _today() -> Coop:
    made = build()
    books.open_books(now=made.now)
    jobs.tick(clock.now())
    return made


@pytest.fixture
def ada(coop: Coop) -> Member:
    return Member(coop, "ada")


def give(coop: Coop, name: str, role: str) -> None:
    """A mandate without a vote."""
    given = AppointMandate(str(coop.ids[name]), role)
    assert enact([given], reference=f"test:{name}:{role}", rule=UNANIMOUS, now=coop.now).done
