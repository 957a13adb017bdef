"""A walk by the river on Friday."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from commonhold.social.events.actions import Plan, plan_event
from commonhold.social.groups.actions import founding, joining
from tests.cast import MORNING

FRIDAY = MORNING + timedelta(days=4)

WALK = Plan(title="A walk by the river", starts_at=FRIDAY, time_zone="Europe/Berlin", place="The old bridge")

Planned = Callable[..., int]


@pytest.fixture
def planned(ada: int) -> Planned:
    """`planned(capacity=2, audience="members")` gives the id of Ada's event."""

    def make(*, group_id: int | None = None, audience: str = "public", **said: Any) -> int:
        return plan_event(ada, plan=replace(WALK, **said), group_id=group_id, audience=audience, now=MORNING)

    return make


@pytest.fixture
def walkers(ada: int, ben: int) -> int:
    """Ada's group that Ben belongs to and only its members read."""
    group_id = founding.found_group(
        ada, handle="walkers", title="Walkers", is_readable_by_all=False, now=MORNING
    )
    joining.join_group(ben, group_id=group_id, now=MORNING)
    return group_id
