"""What servers say of themselves is read as far as it is theirs to say."""

from __future__ import annotations

from typing import Any

import pytest

from commonhold.doors.activitypub.reading.nodeinfo import ReadSoftware, read_links, read_software
from commonhold.doors.activitypub.trouble import Strange

_SCHEMA = "http://nodeinfo.diaspora.software/ns/schema/"


def _link(version: str, server: str = "elsewhere.example") -> dict[str, str]:
    return {"rel": f"{_SCHEMA}{version}", "href": f"https://{server}/nodeinfo/{version}"}


def test_the_newest_document_that_we_read_is_taken() -> None:
    links = {"links": [_link("1.0"), _link("2.0"), _link("2.1"), _link("3.0"), "strange"]}
    assert read_links(links, domain="elsewhere.example") == "https://elsewhere.example/nodeinfo/2.1"


@pytest.mark.parametrize("said", [{}, {"links": [_link("2.0", "third.example")]}, {"links": [_link("1.0")]}])
def test_another_server_does_not_speak_for_it(said: dict[str, Any]) -> None:
    with pytest.raises(Strange):
        read_links(said, domain="elsewhere.example")


def test_name_and_version_are_read_and_kept_short() -> None:
    said = {"software": {"name": "Pond\u202e", "version": "v" * 99}}
    assert read_software(said) == ReadSoftware("pond", "v" * 60)
    assert read_software({"software": {"name": "pond", "version": 4}}) == ReadSoftware("pond", "")


@pytest.mark.parametrize("said", [{}, {"software": "pond"}, {"software": {"name": 4}}])
def test_what_does_not_say_what_it_is_is_strange(said: dict[str, Any]) -> None:
    with pytest.raises(Strange):
        read_software(said)
