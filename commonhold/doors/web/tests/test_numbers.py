"""Numbers that nobody's page has."""

from __future__ import annotations

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from commonhold.doors.web.numbers import whole
from commonhold.ground.installation.actions import install
from commonhold.ground.installation.mode import Mode
from tests.cast import MORNING, make_person

_PAGES = ("/", "/local", "/bookmarks", "/lists", "/messages", "/notifications", "/tags/bread", "/search?q=a")


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", 0),
        ("9223372036854775807", (1 << 63) - 1),
        ("9223372036854775808", None),
        ("1" * 40, None),
        ("-1", None),
        ("1.5", None),
        ("\u00b2", None),
        ("", None),
        (None, None),
    ],
)
def test_a_number_is_one_that_a_row_can_have(text: str | None, number: int | None) -> None:
    assert whole(text) == number


@pytest.mark.parametrize("page", _PAGES)
def test_a_number_beyond_all_rows_breaks_no_page(db: None, client: Client, page: str) -> None:
    install(mode=Mode.TEST, public_url="http://testserver", now=MORNING)
    make_person("ada", signs_in=True)
    client.force_login(get_user_model().objects.get())
    sign = "&" if "?" in page else "?"
    assert client.get(f"{page}{sign}before={'9' * 30}").status_code in {200, 404}
