"""An empty data folder becomes a co-op in the browser."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import expect

from tests.journeys.conftest import Visit
from tests.journeys.walking import Visitor
from tests.served import Coop

_NAMES = ("Ada", "Ben", "Caro")


def test_founding_from_an_empty_folder(coop_folder: Callable[[], Coop], visit: Visit) -> None:
    coop = coop_folder()
    coop.start("--empty")
    ada = visit(coop)
    ada.goes_to("/")
    expect(ada.page.get_by_role("heading", level=1)).to_have_text("Found your co-op")
    ada.fills(name="Lantern Yard", purpose="To own our network.", time_zone="Nowhere/Here")
    _names_founders(ada, password="a lamp by the gate")
    ada.presses("Found it")
    ada.sees("Something below needs another look. What you typed is still here.")
    _is_told_beside(ada, "time_zone", "Our time zone")
    expect(ada.page.locator("[name=name]")).to_have_value("Lantern Yard")
    expect(ada.page.locator("[name=founder_2_email]")).to_have_value("caro@example.org")

    ada.fills(time_zone="Europe/Berlin")
    _names_founders(ada, password="short")
    ada.presses("Found it")
    _is_told_beside(ada, "founder_0_password", "This password is too short.")

    _names_founders(ada, password="a lamp by the gate")
    ada.presses("Found it")
    ada.sees("Your co-op is founded. Sign in as one of its founders.")
    ada.signs_in_by_the_form("ada", "a lamp by the gate")
    ada.takes("Charter")
    ada.sees("Our charter")


def test_a_founded_co_op_does_not_ask_to_be_founded_again(yard: Coop, visit: Visit) -> None:
    stranger = visit(yard)
    stranger.goes_to("/")
    expect(stranger.page.get_by_role("heading", level=1)).to_have_text("Lantern Yard")
    stranger.sees("7 members own this place together.")
    expect(stranger.page.get_by_role("region", name="Test mode")).to_be_visible()


def _names_founders(ada: Visitor, *, password: str) -> None:
    for number, name in enumerate(_NAMES):
        founder = {"name": name, "email": f"{name.lower()}@example.org", "password": password}
        ada.fills(**{f"founder_{number}_{part}": answer for part, answer in founder.items()})


def _is_told_beside(ada: Visitor, name: str, words: str) -> None:
    field = ada.page.locator(f"[name={name}]")
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(ada.page.locator(".field").filter(has=field).last.locator(".errorlist")).to_contain_text(words)
