"""Members decide about another server: proposed from its page, voted, in force, and seen by everybody."""

from __future__ import annotations

import os
import subprocess
import sys

from playwright.sync_api import expect

from tests.journeys.conftest import Visit
from tests.journeys.deciding import casts, hands_in, is_in_force
from tests.served import Coop

_WHY = "Its people advertise under everything that we say."
_SAID = "Cheap lamps, cheap lamps!"


def test_a_server_is_limited_by_a_vote_and_its_posts_leave_what_everybody_reads(
    yard: Coop, visit: Visit
) -> None:
    _somebody_elsewhere_says_something(yard)
    caro, stranger = visit(yard, "caro"), visit(yard)
    caro.goes_to("/all")
    caro.sees(_SAID)
    caro.goes_to("/about/servers/on/elsewhere.example")
    caro.sees("1 post of it is kept here")
    assert caro.fits()
    caro.follows("Propose to limit it")
    expect(caro.page.locator("[name=domains]")).to_have_value("elsewhere.example")
    caro.fills(reason=_WHY)
    caro.presses("Look at what would change")
    made = hands_in(caro, "Give notice to all members", "Limit elsewhere.example")
    casts(yard, made, "yes", "ada", "ben", "caro", "finn", "hana")
    yard.console("clock", "advance", "8d")
    is_in_force(caro, made)
    stranger.goes_to("/about/servers")
    stranger.sees(_WHY)
    assert stranger.fits()
    stranger.follows("elsewhere.example")
    stranger.follows("the vote that set it")
    expect(stranger.page.get_by_role("heading", level=1)).to_have_text("Limit elsewhere.example")
    caro.goes_to("/all")
    caro.sees_no(_SAID)
    caro.goes_to("/@eve@elsewhere.example")
    caro.sees(_SAID)


def _somebody_elsewhere_says_something(coop: Coop) -> None:
    """Beside the running server, as what other servers send is taken in."""
    kept = {
        name: each for name, each in os.environ.items() if not name.startswith(("COMMONHOLD_", "DJANGO_"))
    }
    done = subprocess.run(
        [sys.executable, "-m", "tests.journeys.heard_elsewhere"],
        env={**kept, "COMMONHOLD_DATA": str(coop.data)},
        capture_output=True,
        text=True,
        check=False,
        timeout=240,
    )
    assert done.returncode == 0, done.stderr
