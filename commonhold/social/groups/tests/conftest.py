"""Groups of each kind, founded by Ada."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from commonhold.social.groups.actions import founding, joining
from tests.cast import MORNING

Found = Callable[..., int]


@pytest.fixture
def found(ada: int) -> Found:
    """`found("potters", joining="approval", members=[ben])` gives the group's id."""

    def make(handle: str = "potters", *, members: tuple[int, ...] = (), **said: object) -> int:
        told: dict[str, object] = {"title": handle.capitalize(), "now": MORNING, **said}
        group_id = founding.found_group(ada, handle=handle, **told)  # type: ignore[arg-type]  # as the test says
        for each in members:
            joining.invite_to_group(ada, group_id=group_id, person_id=each, now=MORNING)
            joining.accept_invitation(each, group_id=group_id, now=MORNING)
        return group_id

    return make
