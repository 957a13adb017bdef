"""What a server works out at its first pages, worked out once for all that `tests/nursery.py` forks off.

The first time that something is asked of the database Django builds the statement, at some milliseconds each;
a front page asks fifty such things. So a small co-op is founded in a folder that is thrown away, and its
pages are looked at. What a process remembers it remembers by the rows it came from, or forgets here.
"""

from __future__ import annotations

from django.core import mail
from django.db import connections
from django.test.utils import setup_test_environment, teardown_test_environment
from django.utils import translation

from commonhold.ground.charter import queries as charter
from commonhold.house.migrate import bring_up
from tests.two_faces import client_of, two_faces

_PAGES = (
    "/",
    "/local",
    "/discover",
    "/notifications",
    "/messages",
    "/collections",
    "/groups",
    "/g/yard",
    "/events",
    "/@ada",
    "/@ada/{ada_post}",
    "/join",
    "/members",
    "/decide",
    "/decide/{proposal}",
    "/money",
    "/charter",
    "/record",
    "/settings",
    "/more",
    "/search?q=beans",
    "/search?q=ada&what=people",
    "/write",
    "/account/login/",
)
_WHO = ("stranger", "ben", "friend")


def look_around() -> None:
    """Look at the pages of a co-op in the settings' data folder, which must be a new one; then close up."""
    wrong = bring_up()
    assert not wrong, wrong
    setup_test_environment()
    try:
        made = two_faces()
        for who in _WHO:
            client = client_of(made, who)
            for page in _PAGES:
                answer = client.get(page.format(**made))
                assert answer.status_code < 500, page
    finally:
        mail.outbox.clear()
        teardown_test_environment()
        translation.deactivate_all()
        charter.forget_all()
        connections.close_all()
