"""One's own data: who gets what, yes and no to purposes, and who looked."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.journeys.conftest import Visit
from tests.served import Coop


def test_a_part_kept_to_members_is_gone_for_strangers_and_apps_and_she_sees_it(
    demo: Coop, visit: Visit
) -> None:
    ada = visit(demo, "ada")
    ada.goes_to("/more")
    ada.page.locator("main").get_by_role("link", name="Privacy").click()
    assert ada.fits()
    ada.page.get_by_label("What I say about myself").select_option("members")
    ada.page.get_by_label("The line “Workshop”").select_option("followers")
    ada.page.get_by_label("Whom I follow and who follows me").select_option("nobody")
    ada.presses("Save")
    ada.sees("Kept. It holds from now on, here and in apps.")
    expect(ada.page.get_by_label("What I say about myself")).to_have_value("members")
    for eyes, sees, sees_not in (
        ("A stranger", "Who follows you is kept back.", "Plants trees"),
        ("A member", "Plants trees", "in the old forge"),
        ("A follower", "in the old forge", "Plants trees"),
        ("Another server", "Ada Marsh", "Plants trees"),
    ):
        ada.goes_to("/me/privacy")
        ada.follows(eyes)
        ada.sees(sees)
        ada.sees_no(sees_not)
        assert ada.fits()
    gus = visit(demo)
    gus.goes_to("/@ada")
    gus.sees_no("Plants trees")
    caro = visit(demo, "caro")
    caro.goes_to("/@ada")
    caro.sees("Plants trees")


def test_a_yes_is_written_down_with_its_text_and_taken_back_with_one_click(demo: Coop, visit: Visit) -> None:
    caro = visit(demo, "caro")
    caro.goes_to("/settings")
    caro.follows("Your yes and no")
    caro.page.get_by_role("button", name=re.compile("Say yes.*Research")).click()
    caro.sees("You said yes. It is written down below.")
    caro.page.locator("main details > summary").first.click()
    expect(caro.page.locator("main details").first).to_contain_text(re.compile("SHA-256.*[0-9a-f]{64}"))
    caro.page.get_by_role("button", name=re.compile("Say no.*Research")).click()
    caro.sees("You said no. It is written down below.")
    expect(caro.page.locator("main details")).to_have_count(2)
    assert caro.fits()


def test_whoever_looks_says_why_and_the_person_reads_it(demo: Coop, visit: Visit) -> None:
    ada = visit(demo, "ada")
    ada.goes_to("/join/panel")
    ada.page.locator("main .card-foot a").first.click()
    ada.sees("Why do you look?")
    assert ada.fits()
    ada.page.locator("main form").evaluate("form => { form.noValidate = true }")
    ada.fills(words="Hm.")
    ada.presses("Write it down, and show me")
    expect(ada.page.locator("main [name=words]")).to_have_value("Hm.")
    ada.says_why()
    ada.sees("What the panel says")
    ada.goes_to("/me/looked")
    ada.sees("It is my turn this week.")
    ada.goes_to("/members/register")
    ada.says_why()
    ada.sees("Caro")
    caro = visit(demo, "caro")
    caro.goes_to("/me/looked")
    caro.sees("The register of all who are or were members")
    caro.sees("It is my turn this week.")
    caro.sees("Ada Marsh")
    caro.sees_no("An application for membership")
    assert caro.fits()
