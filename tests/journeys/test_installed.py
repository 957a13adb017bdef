"""The co-op on a phone's home screen: what a browser asks for, a kind page without a network, and sharing."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.journeys.conftest import Visit
from tests.served import Coop

_WIDTH_OF = """(src) => new Promise((done) => {
  const picture = new Image();
  picture.onload = picture.onerror = () => done(picture.naturalWidth);
  picture.src = src;
})"""
_KEPT = """async () => {
  const requests = [];
  for (const name of await caches.keys()) requests.push(...(await (await caches.open(name)).keys()));
  return requests.map(({ url }) => new URL(url).pathname);
}"""
_IS_ACTIVE = "async () => (await navigator.serviceWorker.getRegistration())?.active?.state === 'activated'"
_LANGUAGE_KEPT = """async () => {
  const page = await caches.match("/offline");
  return page.headers.get("Content-Language");
}"""


def test_a_browser_finds_what_it_needs_to_install(quiet_demo: Coop, visit: Visit) -> None:
    stranger = visit(quiet_demo)
    page = stranger.page
    stranger.goes_to("/about")
    address = page.locator("link[rel=manifest]").get_attribute("href")
    told = page.request.get(str(address)).json()
    assert told["name"] == "Lantern Yard"
    assert told["display"] == "standalone"
    for icon in told["icons"]:
        side = int(icon["sizes"].split("x")[0])
        size = page.evaluate(_WIDTH_OF, icon["src"])
        assert size == side, icon
    assert {each["purpose"] for each in told["icons"]} == {"any", "maskable"}
    for shortcut in told["shortcuts"]:
        assert page.request.get(shortcut["url"]).ok, shortcut


def test_offline_a_kind_page_and_online_the_page_itself(demo: Coop, visit: Visit) -> None:
    ada = visit(demo, "ada")
    ada.goes_to("/@caro")
    _is_kept(ada.page)
    kept = ada.page.evaluate(_KEPT)
    assert all(path == "/offline" or path.startswith("/static/") for path in kept)
    demo.stop()
    ada.goes_to("/@caro")
    expect(ada.page.get_by_role("heading", level=1)).to_have_text("You are offline")
    assert ada.page.evaluate("document.fonts.size > 0 && document.styleSheets.length > 10")
    assert ada.fits()
    demo.start()
    ada.follows("Try again")
    ada.page.wait_for_url("**/@caro")
    expect(ada.page.get_by_role("heading", level=1)).to_have_text("Caro Lind")
    ada.troubles.clear()  # of the minute without a server


def test_what_is_typed_survives_the_minute_without_a_server(demo: Coop, visit: Visit) -> None:
    ada = visit(demo, "ada")
    ada.goes_to("/compose")
    _is_kept(ada.page)
    demo.stop()
    ada.fills(text="Written in a tunnel")
    ada.presses("Publish")
    expect(ada.page.get_by_role("heading", level=1)).to_have_text("You are offline")
    demo.start()
    ada.goes_to("/compose")
    expect(ada.page.locator("main textarea[name=text]")).to_have_value("Written in a tunnel")
    ada.troubles.clear()


def test_the_offline_page_speaks_the_language_that_was_chosen(demo: Coop, visit: Visit) -> None:
    ada = visit(demo, "ada")
    _is_kept(ada.page)
    assert ada.page.evaluate(_LANGUAGE_KEPT) == ada.page.locator("html").get_attribute("lang")


def test_what_another_app_shares_lies_in_the_composer(quiet_demo: Coop, visit: Visit) -> None:
    ada = visit(quiet_demo, "ada")
    ada.goes_to("/compose?title=Seeds&text=Swap+on+Sunday&url=https%3A%2F%2Fseeds.example%2F")
    expect(ada.page.locator("main textarea[name=text]")).to_have_value(
        "Seeds\nSwap on Sunday\nhttps://seeds.example/"
    )
    stranger = visit(quiet_demo)
    stranger.goes_to("/compose?text=Swap+on+Sunday")
    stranger.fills(login="ada", password="lantern light")
    stranger.presses("Sign in")
    expect(stranger.page.locator("main textarea[name=text]")).to_have_value("Swap on Sunday")


def _is_kept(page: Page) -> None:
    """Wait until the worker holds the page. A page that was loaded while it began is not its own yet."""
    page.wait_for_function(_IS_ACTIVE)
    for _again in range(10):
        page.reload()
        if page.evaluate("() => navigator.serviceWorker.controller !== null"):
            return
    raise AssertionError("the worker is active and holds no page")
