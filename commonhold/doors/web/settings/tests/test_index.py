"""Every page where one chooses something is found from the settings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from commonhold.ground.installation.actions import install
from commonhold.ground.installation.mode import Mode
from tests.cast import MORNING, make_person

_LINK = re.compile(r'href="(/[^"?#]*)')
_PARTS = {"settings", "me", "account"}
_BEFORE_ONE_IS_SIGNED_IN = {
    "signup",
    "login",
    "logout",
    "inactive",
    "reauthenticate",
    "confirm-email",
    "reset",
    "lost",
}


@pytest.fixture
def uma(db: None, client: Client) -> Client:
    """She is signed in at the client."""
    install(mode=Mode.TEST, public_url="http://coop.example", now=MORNING)
    person_id = make_person("uma", signs_in=True)
    client.force_login(get_user_model().objects.get(people=person_id))
    return client


def test_every_settings_page_of_the_address_map_is_linked(uma: Client) -> None:
    pages = {each for each in addresses() if of_settings(each) and is_page(uma, each)}
    assert {"/settings/profile", "/settings/circle", "/messages/settings", "/account/email/"} <= pages
    assert pages - linked_from_settings(uma) == set()


def test_a_settings_page_without_a_link_is_found_missing(uma: Client) -> None:
    pages = {"/settings/profile", "/settings/nowhere"}
    assert pages - linked_from_settings(uma) == {"/settings/nowhere"}


def addresses(patterns: Iterable[URLPattern | URLResolver] | None = None, before: str = "/") -> Iterator[str]:
    """Addresses that need nothing filled in."""
    for each in get_resolver().url_patterns if patterns is None else patterns:
        address = before + str(each.pattern)
        if isinstance(each, URLResolver):
            yield from addresses(each.url_patterns, address)
        elif not re.search(r"[<(^]", address):
            yield address


def of_settings(address: str) -> bool:
    """Is it among what one chooses for oneself?"""
    parts = set(address.strip("/").split("/"))
    return bool(parts & _PARTS) and not parts & _BEFORE_ONE_IS_SIGNED_IN


def is_page(client: Client, address: str) -> bool:
    """Does somebody who is signed in read a page there? What only takes forms, or leads on, is none."""
    answer = client.get(address)
    return answer.status_code == 200 and "<h1" in answer.content.decode()


def linked_from_settings(client: Client) -> set[str]:
    """What the settings lead to: from their first page, or from a page of settings that is linked there."""
    found: set[str] = set()
    ahead = ["/settings"]
    while ahead:
        at = ahead.pop()
        if at not in found:
            found.add(at)
            main = client.get(at).content.decode().partition("<main")[2].partition("</main>")[0]
            ahead += [each for each in _LINK.findall(main) if of_settings(each)]
    return found
