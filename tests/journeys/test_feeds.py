"""A member makes a feed, members adopt it by a vote, and everybody's “why” changes by itself."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import expect

from rulebook.canonical import canonical
from tests.journeys.conftest import Visit
from tests.journeys.deciding import casts, hands_in, is_in_force
from tests.journeys.walking import Visitor
from tests.served import Coop

_WHY = "Why am I seeing this?"


def test_members_adopt_a_feed_by_vote_and_everybodys_why_changes(
    yard: Coop, visit: Visit, tmp_path: Path
) -> None:
    ada, ben = visit(yard, "ada"), visit(yard, "ben")
    _writes(ben, "Bread at nine")
    _writes(ada, "Soup at noon")
    ben.goes_to("/")
    expect(ben.page.get_by_role("link", name=_WHY)).to_have_count(0)
    _makes_a_feed(ada)
    ada.follows("Propose it for everybody")
    ada.fills(title="Kitchen table first")
    expect(ada.page.get_by_role("radio", name="Kitchen table")).to_be_checked()
    assert ada.fits()
    ada.presses("Look at what would change")
    ada.sees("newest first")
    proposal = hands_in(ada, "Give notice to all members", "Kitchen table first")
    casts(yard, proposal, "yes", "ada", "ben", "caro", "finn", "hana")
    yard.console("clock", "advance", "7d")
    is_in_force(ben, proposal)
    ben.goes_to("/")
    ben.sees("as the members voted")
    ben.page.get_by_role("link", name=_WHY).first.click()
    ben.sees("which the members adopted")
    expect(ben.page.get_by_text(re.compile(r"value \d+ of 1000, times weight"))).not_to_have_count(0)
    assert ben.fits()
    assert _replays(ben, tmp_path / "ranking.json")
    ben.presses("Show me newest first")
    expect(ben.page.get_by_role("link", name=_WHY)).to_have_count(0)


def test_a_feed_is_made_in_plain_words_with_a_look_at_ones_own(yard: Coop, visit: Visit) -> None:
    ada = visit(yard, "ada")
    _writes(ada, "Bread at nine")
    ada.goes_to("/feeds/new")
    ada.page.get_by_label("With pictures, sound or a film").select_option("4000")
    expect(ada.page.locator("#looked")).to_contain_text("Bread at nine")
    ada.fills(title="Pictures")
    ada.presses("Keep it")
    ada.sees("Yours alone")
    ada.follows(re.compile("^Change it"))
    expect(ada.page.get_by_label("With pictures, sound or a film")).to_have_value("4000")
    assert ada.fits()
    ada.goes_to("/feeds/new?as=text")
    ada.fills(title="Wrong", document='{"id": "wrong",\n "version": 1,\n "features": {"rage": {}}}')
    ada.presses("Keep it")
    ada.sees("Line 3: features knows")


def _makes_a_feed(visitor: Visitor) -> None:
    """Made, published, and opened."""
    visitor.goes_to("/feeds")
    visitor.follows("Make a feed")
    visitor.fills(title="Kitchen table", words="Friends first.")
    visitor.page.get_by_label("How old a post may be").select_option("720")
    visitor.presses("Keep it")
    visitor.presses("Publish it")
    visitor.follows("Kitchen table")
    visitor.sees("What lifts a post")
    assert visitor.fits()


def _writes(visitor: Visitor, words: str) -> None:
    visitor.goes_to("/compose")
    visitor.fills(text=words)
    visitor.publishes()


def _replays(visitor: Visitor, path: Path) -> bool:
    """The console's tool agrees with the file that the page offers, and with no other order of it."""
    with visitor.page.expect_download() as begun:
        visitor.follows("The whole order as a file, with every number in it")
    begun.value.save_as(path)
    is_honest = "is what its document gives" in _replayed(path)
    claimed = json.loads(path.read_bytes())
    path.write_bytes(canonical({**claimed, "order": claimed["order"][::-1]}))
    return is_honest and "ANOTHER order" in _replayed(path)


def _replayed(path: Path) -> str:
    command = [sys.executable, "-m", "commonhold.house.console", "rank", "replay", str(path)]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout
