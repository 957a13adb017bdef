"""Finn is reported, measured, appeals, wins before a jury drawn by public lot, and gets everything back."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from tests.journeys.conftest import Visit
from tests.journeys.walking import Visitor
from tests.served import Coop


def test_finn_is_measured_appeals_wins_before_a_jury_and_gets_everything_back(
    yard: Coop, visit: Visit, tmp_path: Path
) -> None:
    finn, ada, ben, caro = (visit(yard, name) for name in ("finn", "ada", "ben", "caro"))
    finn.goes_to("/compose")
    finn.fills(text="Your soup will hear from my lawyer.")
    finn.publishes()
    _reported(ada)
    _suspended(ben)

    finn.goes_to("/measures")
    finn.sees("He threatens a cook.")
    finn.sees_no("Ada")
    finn.sees_no("Ben")
    assert finn.fits()
    finn.goes_to("/compose")
    finn.fills(text="But why?")
    finn.presses("Publish")
    finn.sees("Your account is suspended")
    _appeals(finn, "It is soup.")

    caro.goes_to("/moderation/cases")
    caro.sees("An appeal waits")
    caro.follows("Finn", inside=caro.page.locator("main"))
    assert caro.fits()
    caro.page.get_by_role("radio", name="Yes: it stands").check()
    caro.page.locator("form:has-text('Does it stand?') textarea").fill("The cook was afraid.")
    caro.presses("Answer this appeal")
    caro.sees("The measure stands")

    finn.goes_to("/measures")
    finn.sees("The cook was afraid.")
    _appeals(finn, "Let others read it.")
    yard.console("clock", "advance", "25h")
    names, draw = _called(yard)
    assert len(names) == 3
    for name in names:
        _votes(visit(yard, name), draw)

    finn.goes_to("/measures")
    finn.sees("Overturned on appeal")
    finn.goes_to("/compose")
    finn.fills(text="Thank you, whoever you are.")
    finn.publishes()

    gus = visit(yard)
    gus.goes_to("/cases")
    gus.follows("Post", inside=gus.page.locator("main"))
    gus.sees("0 of 3 said that it is right")
    gus.sees_no("Finn")
    assert gus.fits()
    file = tmp_path / "draw.json"
    file.write_bytes(gus.page.context.request.get(f"{yard.url}/cases/draws/{draw}.json").body())
    said = yard.console("draw", "verify", str(file))
    assert (said["ok"], len(said["seated"])) == (True, 3)


def _reported(ada: Visitor) -> None:
    ada.goes_to("/@finn")
    ada.page.locator("main .post details.more > summary").first.click()
    ada.page.locator("main .post details.more").first.get_by_role("link", name="Report").click()
    ada.page.get_by_role("radio", name="Be kind").check()
    ada.presses("Send this report")
    ada.sees("Waits to be read")


def _suspended(ben: Visitor) -> None:
    ben.goes_to("/moderation/reports")
    ben.presses("Make a case of it")
    ben.sees("Who reported it, for you alone")
    ben.page.get_by_role("radio", name="Suspended for a time").check()
    ben.fills(days="7", facts="He threatens a cook.")
    ben.page.locator("main select[name=rule]").select_option(index=1)
    ben.presses("Take this measure")
    ben.sees("Holds")
    assert ben.fits()


def _appeals(finn: Visitor, words: str) -> None:
    finn.goes_to("/measures")
    finn.page.locator("main details.disclosure > summary", has_text="Appeal").click()
    finn.page.locator("main form[action$='/appeal'] textarea").fill(words)
    finn.presses("Send my appeal")
    finn.sees("Your appeal is sent.")


def _called(yard: Coop) -> tuple[list[str], int]:
    """Whom the lot called, and to which draw: no page tells one of the others."""
    with closing(sqlite3.connect(yard.data / "commonhold.sqlite3", timeout=30)) as database:
        rows = database.execute(
            "SELECT p.handle, j.draw_id FROM moderation_juror j JOIN people_person p ON p.id = j.person_id"
        ).fetchall()
    return [name for name, _draw in rows], rows[0][1]


def _votes(juror: Visitor, draw: int) -> None:
    juror.goes_to("/measures")
    juror.follows("Read the evidence")
    juror.sees("Your soup will hear from my lawyer.")
    assert juror.fits()
    juror.page.get_by_role("radio", name="The measure is not right").check()
    juror.page.get_by_label("Your reasons").fill("It is soup.")
    juror.presses("Cast my vote")
    juror.goes_to(f"/juries/{draw}")
    juror.sees("You are on a jury")
