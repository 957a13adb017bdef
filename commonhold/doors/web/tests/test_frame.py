"""The frame names only what is there: its places, and the keys for a post's buttons."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.urls import resolve

from commonhold.doors.web import keyboard
from commonhold.doors.web.destinations import destinations_of
from commonhold.doors.web.keyboard.keys import PARTS

WEB = Path(keyboard.__file__).parent.parent


@pytest.mark.parametrize("is_signed_in", [False, True])
def test_every_place_of_the_frame_has_a_page(is_signed_in: bool) -> None:
    found = destinations_of(is_signed_in=is_signed_in, is_member=False)
    for each in (*found.bar, *found.behind_more):
        assert resolve(each.url.replace("{me}", "ada")), each


def test_a_place_stands_in_the_frame_once() -> None:
    found = destinations_of(is_signed_in=True, is_member=True)
    every = [*found.together, *found.yours, *found.co_op, *found.account, *found.further]
    assert len({each.url for each in every}) == len(every)


def test_each_button_of_a_post_has_its_key_and_no_key_lacks_its_button() -> None:
    post = (WEB / "templates" / "components" / "post.html").read_text()
    pressed = {each.verb for part in PARTS for each in part.shortcuts if each.verb}
    assert set(re.findall(r'verb="(\w+)"', post)) == pressed


def test_the_script_knows_every_key_that_is_listed() -> None:
    script = (WEB / "static" / "commonhold" / "js" / "keyboard.js").read_text()
    for part in PARTS:
        for each in part.shortcuts:
            assert re.search(rf'^  "?{re.escape(each.keys[-1])}"?: \(', script, re.MULTILINE), each
