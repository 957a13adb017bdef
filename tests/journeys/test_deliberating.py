"""A proposal is talked over before the vote: threads, statements and their map, an amendment taken over."""

from __future__ import annotations

import os
import subprocess
import sys

from playwright.sync_api import expect

from tests.journeys.accessibility import axe, violations
from tests.journeys.conftest import Visit
from tests.journeys.walking import Visitor
from tests.served import Coop


def test_a_proposal_is_talked_over_and_changed_before_anybody_votes(yard: Coop, visit: Visit) -> None:
    proposal_id = _talked_over(yard, "ada")
    ada, ben, stranger = visit(yard, "ada"), visit(yard, "ben"), visit(yard)
    _ben_asks_and_ada_answers(proposal_id, ada, ben)
    _ben_answers_every_statement_and_finds_his_group(ben)
    _ben_suggests_other_words_and_ada_takes_them_over(ada, ben)
    stranger.goes_to(f"/decide/{proposal_id}")
    expect(stranger.page.locator("main")).to_contain_text("for four hours each")
    stranger.follows("Open the discussion")
    expect(stranger.page.locator("main")).to_contain_text("Everybody can read along")
    expect(stranger.page.locator("main")).to_contain_text("Four, if you clean up.")


def _ben_asks_and_ada_answers(proposal_id: int, ada: Visitor, ben: Visitor) -> None:
    ben.goes_to(f"/decide/{proposal_id}")
    ben.follows("Open the discussion")
    ben.fills(text="Are two hours enough for glue?")
    ben.presses("Say it")
    expect(ben.page.locator(".remark-words")).to_have_text("Are two hours enough for glue?")
    ada.goes_to(f"/decide/{proposal_id}/talk")
    ada.follows("Answer")
    ada.fills(text="Four, if you clean up.")
    ada.presses("Answer")
    expect(ada.page.locator(".remark .remark .remark-words")).to_have_text("Four, if you clean up.")
    ben.goes_to("/notifications")
    ben.follows("Ada answered your remark")
    expect(ben.page.locator(".remark:target")).to_contain_text("Four, if you clean up.")
    _is_usable_by_all(ben)


def _ben_answers_every_statement_and_finds_his_group(ben: Visitor) -> None:
    ben.page.get_by_role("navigation", name="Ways to take part").get_by_role(
        "link", name="Statements"
    ).click()
    asked = ben.page.locator("#next .ballot-question")
    for words in (
        "The workshop should be open at night",
        "Two hours are enough",
        "Tools stay in the workshop",
    ):
        expect(asked).to_have_text(words)
        ben.presses("I agree")
    ben.sees("You have answered every statement. More may come.")
    expect(ben.page.locator("#map")).to_contain_text("(you are here)")
    everybody = ben.page.locator("#map .opinions", has_text="Tools stay").first.get_by_role("row").nth(1)
    expect(everybody).to_contain_text("100 %")
    _is_usable_by_all(ben)


def _ben_suggests_other_words_and_ada_takes_them_over(ada: Visitor, ben: Visitor) -> None:
    ben.page.get_by_role("navigation", name="Ways to take part").get_by_role(
        "link", name="Amendments"
    ).click()
    ben.follows("Suggest an amendment")
    _is_usable_by_all(ben)
    ben.fills(text="Then everybody gets a turn, for four hours each.", because="Glue is slow.")
    ben.presses("Suggest it")
    expect(ben.page.locator(".amendment del")).to_contain_text("two")
    expect(ben.page.locator(".amendment ins")).to_contain_text("four")
    ada.goes_to("/notifications")
    ada.follows("Ben suggests a change to “Book the workshop by the hour”")
    _is_usable_by_all(ada)
    ada.presses("Take it over")
    expect(ada.page.locator(".amendment")).to_contain_text("Taken over")


def _is_usable_by_all(visitor: Visitor) -> None:
    visitor.page.evaluate(axe().read_text())
    assert violations(visitor.page) == []
    visitor.page.emulate_media(color_scheme="light")
    assert visitor.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def _talked_over(coop: Coop, handle: str) -> int:
    """A proposal under discussion, made beside the running server."""
    kept = {
        name: each for name, each in os.environ.items() if not name.startswith(("COMMONHOLD_", "DJANGO_"))
    }
    done = subprocess.run(
        [sys.executable, "-m", "tests.journeys.talked_over", handle],
        env={**kept, "COMMONHOLD_DATA": str(coop.data)},
        capture_output=True,
        text=True,
        check=False,
        timeout=240,
    )
    assert done.returncode == 0, done.stderr
    return int(done.stdout)
