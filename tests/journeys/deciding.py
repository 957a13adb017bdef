"""What journeys through votes share: opening one, casting beside the browser, and challenging it there."""

from __future__ import annotations

import json
from typing import Any

from playwright.sync_api import expect

from tests.journeys.walking import Visitor
from tests.served import Coop

RESOLVE = '{"kind":"governance.resolve.v1","text":"The workshop stays open on Sundays."}'


def opens(coop: Coop, title: str, asked: dict[str, Any], *more: str) -> int:
    """Ada opens it at the console; its number."""
    words = ["--as", "ada", "--title", title, "--kind", asked["kind"], "--asked", json.dumps(asked)]
    made = coop.console("proposals", "open", *words, *more)["id"]
    assert isinstance(made, int)
    return made


def casts(coop: Coop, proposal: int, said: Any, *names: str) -> None:
    """All of them cast the same, at the console."""
    ballot = ("--proposal", str(proposal), "--choices", json.dumps(said))
    for name in names:
        coop.console("ballots", "cast", "--as", name, *ballot)


def hands_in(visitor: Visitor, button: str, title: str) -> int:
    """Press the last button of a form; the number of the proposal that it leads to."""
    visitor.presses(button)
    expect(visitor.page.get_by_role("heading", level=1)).to_have_text(title)
    return int(visitor.page.url.rsplit("/", 1)[1])


def resolves(visitor: Visitor, kind: str, title: str, *, is_open: bool = False) -> int:
    """Propose a resolution through its form: as a motion, by consent, or as a question for advice."""
    visitor.goes_to(f"/decide/new?kind={kind}")
    visitor.fills(title=title, resolution="The workshop stays open on Sundays.")
    if is_open:
        visitor.page.get_by_role("radio", name="Open: a roll-call").check()
    visitor.presses("Look at what would change")
    return hands_in(visitor, "Give notice to all members", title)


def counts_again(visitor: Visitor, proposal: int) -> None:
    """Have the ballots counted again: the same result."""
    visitor.goes_to(f"/decide/{proposal}")
    visitor.page.get_by_text("Have it counted again").click()
    visitor.page.locator("#challenge [name=reason]").fill("I'd like to be sure.")
    visitor.presses("Count again")
    expect(visitor.page.locator("#challenge")).to_contain_text("Counted again: the same result.")


def challenges(visitor: Visitor, proposal: int) -> int:
    """Have it counted again, then ask for a second vote; its number, once enough have asked."""
    counts_again(visitor, proposal)
    visitor.presses("Ask for a second vote")
    visitor.sees("Enough members asked for a second vote, so this one decides nothing.")
    visitor.follows("The second vote")
    visitor.sees("This is a second vote")
    return int(visitor.page.url.rsplit("/", 1)[1])


def is_in_force(visitor: Visitor, proposal: int) -> None:
    visitor.goes_to(f"/decide/{proposal}")
    visitor.sees("Members decided this, and it took effect by itself.")
