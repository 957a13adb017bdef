from __future__ import annotations

from typing import Any

import pytest

from commonhold.civic.founding.actions import Founder
from tests.cast import PASSWORD, email_of


@pytest.fixture
def ready(settings) -> dict[str, Any]:
    """What ada, ben and caro would write on the first page."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    return {
        "name": "Lantern Street",
        "purpose": "A quiet place that belongs to us.",
        "founders": [Founder(each.title(), email_of(each), PASSWORD) for each in ("ada", "ben", "caro")],
        "public_url": "https://lantern.example",
    }
