"""Ada, of whom every table says something."""

from __future__ import annotations

import pytest

from commonhold.ground.installation.actions import install
from commonhold.ground.installation.mode import Mode
from commonhold.social.people.models import Login
from tests.cast import MORNING, make_person
from tests.erasing.filling import Whose, fill

#: A word that nothing else in the house says, short enough for nearly every column.
MARK = "zq7mark"


def settle() -> Whose:
    """A co-op with Ada, of whom nothing is said yet, and some others."""
    install(mode=Mode.TEST, public_url="http://coop.example", now=MORNING)
    ada = make_person("ada", signs_in=True)
    others = tuple(make_person(each) for each in ("ben", "caro", "dev", "finn", "gus"))
    return Whose(ada, Login.objects.get(people=ada).id, others, MARK)


@pytest.fixture
def filled(committing_db: str) -> Whose:
    whose = settle()
    fill(whose)
    return whose
