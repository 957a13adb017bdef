"""From one thanks to a checked statement: what a month leaves comes back, and says why it is just so much."""

from __future__ import annotations

import re
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

from playwright.sync_api import expect

from tests.journeys.conftest import Visit
from tests.journeys.walking import Visitor
from tests.served import Coop


def test_a_thanks_becomes_money_and_the_statement_checks(demo: Coop, visit: Visit, tmp_path: Path) -> None:
    finn, ada = visit(demo, "finn"), visit(demo, "ada")
    ada.goes_to("/money/share")
    ada.sees("so far: an estimate")
    finn.goes_to("/@ada")
    thanks = finn.page.locator("main article").get_by_role("button", name="Thank", pressed=False)
    with finn.page.expect_response(re.compile(r"/thank$")):
        thanks.first.click()

    month = f"{datetime.now(UTC):%Y-%m}"
    demo.console("clock", "advance", "33d")

    finn.goes_to("/money/share")
    finn.page.locator(f"main a[href='/money/share/{month}']").first.click()
    finn.sees("Whom your slice went to")
    expect(finn.page.locator("main table").filter(has_text="Weight")).to_contain_text("Ada Marsh")
    assert finn.fits()
    statement = _downloads(finn, "My statement", tmp_path)
    public = _downloads(finn, "The public file", tmp_path)
    assert _console("split", "check", str(statement), str(public)) == 0
    assert _console("split", "replay", str(public)) == 0
    altered = tmp_path / "altered.json"
    altered.write_text(statement.read_text().replace('"paid":', '"paid":1'))
    assert _console("split", "check", str(altered), str(public)) == 1

    stranger = visit(demo)
    stranger.goes_to(f"/money/splits/{month}")
    stranger.sees("What came in, and where it went")
    stranger.sees_no("Who opened the whole bundle")


def test_before_a_vote_each_sees_what_it_would_have_meant_for_her(demo: Coop, visit: Visit) -> None:
    ada = visit(demo, "ada")
    ada.goes_to("/money/sharing")
    ada.follows("propose another way")
    ada.page.get_by_role("radio", name=re.compile("The same credit")).check()
    ada.fills(title="The same for everybody again", text="It was simpler.")
    ada.presses("Look at what would change")
    expect(ada.page.locator(".difference ins")).to_contain_text("the same credit on dues")
    ada.presses("Give notice to all members")
    ada.follows(re.compile("What it would have meant"))
    if ada.page.get_by_role("button", name="Work it out").count():
        ada.presses("Work it out")
    ada.looks_again_until(lambda: ada.page.get_by_text("For me").count() > 0)
    ada.sees("Only you see this number.")
    ada.sees("How many members would have got how much")


def _downloads(visitor: Visitor, link: str, folder: Path) -> Path:
    with visitor.page.expect_download() as begun:
        visitor.follows(link)
    path = folder / begun.value.suggested_filename
    begun.value.save_as(path)
    return path


def _console(*words: str) -> int:
    command = [sys.executable, "-m", "commonhold.house.console", *words]
    return subprocess.run(command, capture_output=True, check=False).returncode
