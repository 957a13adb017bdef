"""A co-op for tests says so on every page, in the reader's language."""

from __future__ import annotations

from html import unescape

import pytest
from django.conf import settings as here
from django.test import Client

from commonhold.ground.installation.actions import install
from commonhold.ground.installation.mode import Mode
from tests.cast import MORNING

pytestmark = pytest.mark.django_db
PATHS = ["/", "/about", "/account/login/", "/account/signup/", "/charter", "/search", "/no/such/page"]
IN_WORDS = {
    "en": "Test mode: anyone may act as anyone here.",
    "de": "Testbetrieb: hier darf",
    "es": "Modo de prueba:",
    "fr": "Mode d'essai : ici",
    "nl": "Testmodus:",
}


@pytest.mark.parametrize("path", PATHS)
def test_every_page_says_that_this_is_test_mode(client: Client, path: str):
    install(mode=Mode.TEST, public_url="http://coop.example", now=MORNING)
    assert IN_WORDS["en"] in client.get(path).content.decode()


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("mode", [Mode.REAL, Mode.DEMO])
def test_no_other_co_op_says_so(client: Client, path: str, mode: Mode):
    install(mode=mode, public_url="http://coop.example", now=MORNING)
    assert "Test mode" not in client.get(path).content.decode()


def test_it_is_said_in_every_language(client: Client):
    install(mode=Mode.TEST, public_url="http://coop.example", now=MORNING)
    assert set(IN_WORDS) == {code for code, _name in here.LANGUAGES}
    for language, words in IN_WORDS.items():
        page = client.get("/about", headers={"Accept-Language": language}).content.decode()
        assert words in unescape(page)
