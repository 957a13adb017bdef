from __future__ import annotations

import pytest
from django.test import Client

from commonhold.doors.web.feeds.tests.looking import ago, signed_in
from commonhold.social.people.actions import follow
from commonhold.social.posts.actions import publish_post, thank_author
from tests.cast import MORNING


@pytest.fixture
def ada(coop: str) -> tuple[int, Client]:
    return signed_in("ada")


@pytest.fixture
def caro(coop: str, ben: int) -> tuple[int, Client]:
    """She follows Ben, whose older post was thanked for."""
    caro, client = signed_in("caro")
    follow(caro, person_id=ben, now=MORNING)
    older = publish_post(ben, text="older and thanked", now=ago(40))
    publish_post(ben, text="newer", now=ago(30))
    thank_author(caro, post_id=older, now=ago(20))
    return caro, client
