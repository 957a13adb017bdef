"""A community moves in: somebody claims her page with the link of her mail, somebody else has hers erased."""

from __future__ import annotations

import re
from pathlib import Path

from commonhold.social.arrivals.tests.copy_maker import DOMAIN, write_copy
from tests.journeys.accessibility import axe, violations
from tests.journeys.conftest import Visit
from tests.journeys.walking import Visitor
from tests.served import Coop

_BETWEEN = "-" * 79  # what stands between two mails in one file


def link_for(visitor: Visitor, coop: Coop, address: str) -> str:
    """The path in the latest mail to her, once it has gone out."""
    found: list[str] = []

    def is_there() -> bool:
        folder = coop.data / "outgoing-mail"
        files = sorted(folder.iterdir()) if folder.is_dir() else []
        mails = _BETWEEN.join(each.read_text() for each in files).split(_BETWEEN)
        hers = [each for each in mails if f"To: {address}" in each]
        found[:] = re.findall(r"https?://[^/\s]+(/arrive/\S+)", hers[-1]) if hers else []
        return bool(found)

    visitor.looks_again_until(is_there)
    return found[-1]


def _is_freed(ben: Visitor) -> None:
    """He keeps order, and ends what the old server decided about Kim."""
    ben.page.add_init_script(path=axe())
    ben.goes_to("/moderation/cases")
    ben.follows("Suspended on the old server")
    ben.sees("kim on old.example")
    assert ben.fits()
    assert violations(ben.page) == []
    ben.page.locator("main textarea").first.fill("That was long ago, and was made good.")
    ben.presses("End the suspension")
    ben.sees("That suspension is over.")


def test_one_claims_her_page_and_another_has_hers_erased(demo: Coop, visit: Visit, tmp_path: Path) -> None:
    demo.console("community", "import", str(write_copy(tmp_path / "copy")))
    demo.console("community", "invite", DOMAIN)
    iris = visit(demo)
    iris.page.add_init_script(path=axe())
    iris.goes_to("/@iris")
    iris.sees("Frost on the beans")
    iris.goes_to(link_for(iris, demo, "iris@example.org"))
    iris.sees("Welcome, Iris")
    iris.sees("4 posts, at their dates and in their threads")
    assert iris.fits()
    assert violations(iris.page) == []
    iris.fills(password="beans under snow")
    iris.page.get_by_role("checkbox").check()
    iris.presses("This is my page")
    iris.sees("Your page is yours.")
    iris.fills(login="iris@example.org", password="beans under snow")
    iris.presses("Sign in")
    iris.goes_to("/@iris")
    iris.sees("weather")
    _is_freed(visit(demo, "ben"))
    jo = visit(demo)
    jo.goes_to("/arrive")
    jo.fills(address="jo@example.org")
    jo.presses("Send me a link")
    jo.sees("If a page waits for that address")
    jo.goes_to(link_for(jo, demo, "jo@example.org"))
    jo.follows("Erase what came along")
    assert jo.fits()
    jo.page.get_by_role("checkbox").check()
    jo.presses("Erase it")
    jo.sees("All of it is erased.")
    answer = jo.page.goto("/@jo")
    assert answer is not None
    assert answer.status == 404
