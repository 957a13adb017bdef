"""Three founders, each with a branch of her own, and dev, who wants to join."""

from __future__ import annotations

import pytest

from commonhold.civic.members import actions
from commonhold.ground import ids
from commonhold.ground.charter import actions as charter
from commonhold.ground.charter.deciding import UNANIMOUS
from commonhold.ground.decisions.decision import Enactment
from tests.cast import MORNING, make_person


@pytest.fixture
def founders(ada: int, ben: int, caro: int) -> list[int]:
    for person_id in (ada, ben, caro):
        actions.enrol(person_id, votes_from=MORNING, now=MORNING)
    return [ada, ben, caro]


@pytest.fixture
def application(founders: list[int], dev: int) -> int:
    return actions.apply(dev, statement="I fix bicycles and would like to belong.", now=MORNING)


@pytest.fixture
def hana(founders: list[int], ada: int) -> int:
    """A member from ada's branch."""
    person_id = make_person("hana")
    actions.enrol(person_id, branch=1, votes_from=MORNING, now=MORNING)
    return person_id


def set_rules(**values: int) -> None:
    """The charter's rules of joining, as if all had agreed on them."""
    because = Enactment(ids.new_id(MORNING), MORNING, "test", UNANIMOUS)
    for name, value in values.items():
        charter.amend(f"members.{name}", value, because=because)
