"""Somebody lost password, address and device: the panel speaks with her, days pass, and she is back."""

from __future__ import annotations

import re

from tests.journeys.accessibility import axe, violations
from tests.journeys.conftest import Visit
from tests.journeys.walking import Visitor
from tests.served import Coop

_SPOKE = "I saw her at the market on Monday, and we spoke of the gate."


def _vouches(visitor: Visitor) -> None:
    visitor.goes_to("/join/panel/lost")
    visitor.page.get_by_role("link", name=re.compile("Read how she can be reached")).click()
    visitor.says_why()
    visitor.sees("Ring me at 555 01")
    assert visitor.fits()
    visitor.fills(words=_SPOKE)
    visitor.presses("I spoke with her, and it is she")
    visitor.sees("It is written down.")


def _mailed(coop: Coop, visitor: Visitor) -> str:
    """Where the one link leads, once the mail is out."""
    found: list[str] = []

    def is_there() -> bool:
        folder = coop.data / "outgoing-mail"
        every = "".join(each.read_text() for each in sorted(folder.iterdir())) if folder.is_dir() else ""
        found[:] = re.findall(r"https?://[^/\s]+(/account/back/\S+)", every)
        return bool(found)

    visitor.looks_again_until(is_there)
    return found[-1]


def test_who_lost_everything_comes_back_through_the_panel(demo: Coop, visit: Visit) -> None:
    lost = visit(demo)
    lost.page.add_init_script(path=axe())
    lost.goes_to("/account/lost")
    assert lost.fits()
    assert violations(lost.page) == []
    lost.fills(handle="caro", address="caro.new@example.org", words="Ring me at 555 01, Ada knows my voice.")
    lost.presses("Ask the panel")
    lost.sees("panel")
    for name in ("ada", "ben"):
        _vouches(visit(demo, name))
    caro = visit(demo, "caro")
    caro.goes_to("/me/recovery")
    assert caro.fits()
    caro.sees("If that was not you, stop it now.")
    demo.console("clock", "advance", "8d")
    lost.goes_to(_mailed(demo, lost))
    lost.fills(password="a lamp by the old gate")
    lost.presses("Save")
    lost.sees("Your account is yours again.")
    lost.fills(login="caro.new@example.org", password="a lamp by the old gate")
    lost.presses("Sign in")
    lost.goes_to("/me/looked")
    lost.sees("How somebody can be reached who lost her account")
    caro.goes_to("/settings")
    caro.page.wait_for_url(re.compile("/account/login/"))
