from __future__ import annotations

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from commonhold.civic.founding.actions import Founder, found
from commonhold.ground.installation.mode import Mode
from tests.begun import Begun
from tests.cast import MORNING, PASSWORD


@pytest.fixture
def ada(begun: Begun) -> int:
    """She founded the co-op with Ben and Caro."""
    return begun(yard)


def yard() -> int:
    made = found(
        name="Lantern Yard",
        purpose="To build.",
        founders=[Founder(each, f"{each}@example.org", PASSWORD) for each in ("ada", "ben", "caro")],
        public_url="http://testserver",
        mode=Mode.TEST,
        now=MORNING,
    )
    return made[0]


@pytest.fixture
def browser(ada: int) -> Client:
    """Ada's, which is shown the page that people would see."""
    client = Client(raise_request_exception=False)
    client.force_login(get_user_model().objects.get(people=ada))
    return client
