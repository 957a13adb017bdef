"""Ada, Ben and Caro founded; Ada and Ben are the panel, and both decide; Dev and Gus have accounts alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from commonhold.civic.founding.actions import Founder, found
from commonhold.civic.governance.decisions import AppointMandate, SetParameter
from commonhold.ground import ids
from commonhold.ground.charter.deciding import UNANIMOUS
from commonhold.ground.clock import queries as clock
from commonhold.ground.decisions.actions import enact
from commonhold.ground.installation.mode import Mode
from tests.begun import Begun
from tests.cast import PASSWORD, make_person

As = Callable[[str], Client]


def decide(*decisions) -> None:
    reference = f"test:{ids.new_id(clock.now())}"
    assert enact(decisions, reference=reference, rule=UNANIMOUS, now=clock.now()).done


@pytest.fixture
def people(begun: Begun) -> dict[str, int]:
    return begun(_founded)


def _founded() -> dict[str, int]:
    names = ("ada", "ben", "caro")
    made = found(
        name="Lantern Yard",
        purpose="To build.",
        founders=[Founder(each, f"{each}@example.org", PASSWORD) for each in names],
        public_url="http://testserver",
        mode=Mode.TEST,
        now=clock.now(),
    )
    here = dict(zip(names, made, strict=True))
    here |= {name: make_person(name, signs_in=True) for name in ("dev", "gus")}
    on_panel = [AppointMandate(str(here[name]), "membership") for name in ("ada", "ben")]
    decide(*on_panel, SetParameter("members.panel_needed", 2))
    return here


@pytest.fixture
def sees(people: dict[str, int]) -> As:
    """`sees("ada")` is Ada's browser."""

    def client(name: str) -> Client:
        found = Client()
        found.force_login(get_user_model().objects.get(people=people[name]))
        return found

    return client
