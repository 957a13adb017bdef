"""What a person does at a browser, in the words that she reads there."""

from __future__ import annotations

import re
from collections.abc import Callable
from time import monotonic

from playwright.sync_api import ConsoleMessage, Locator, Page, expect

from commonhold.house.demo.story import PASSWORD
from tests.served import Coop

_PATIENCE = 30_000  # milliseconds that a page may take on a busy machine
_LONG_PATIENCE = 60.0  # seconds that work may take which is done beside the pages
expect.set_options(timeout=_PATIENCE)

_CSRF = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')

# What Chromium writes, early or late, of a server that was away.
_AWAY = re.compile(
    r"net::ERR_(CONNECTION_REFUSED|CONNECTION_RESET|EMPTY_RESPONSE|INCOMPLETE_CHUNKED_ENCODING)"
)


class Visitor:
    """Somebody at a co-op's pages. `troubles` are what its scripts and the browser complained about."""

    def __init__(self, page: Page, coop: Coop) -> None:
        self._page, self.coop = page, coop
        self._is_at_the_door = False
        self.troubles: list[str] = []
        page.set_default_timeout(_PATIENCE)
        page.on("console", self._note)
        page.on("pageerror", lambda error: self.troubles.append(str(error)))

    @property
    def page(self) -> Page:
        """Whoever just signed in is at home, unless she goes elsewhere first."""
        if self._is_at_the_door:
            self.goes_to("/")
            expect(self._page.get_by_role("navigation", name="Feeds")).to_be_visible()
        return self._page

    def goes_to(self, path: str) -> None:
        self._is_at_the_door = False
        self._page.goto(path)

    def takes(self, place: str) -> None:
        """Follow a link of the frame: the rail's on a desktop, the bar's or its page of more on a phone."""
        rail, bar = self.page.locator("nav.places"), self.page.locator("nav.bar")
        self.page.locator("nav.places:visible, nav.bar:visible").first.wait_for()
        if rail.is_visible():
            found = rail
            tucked = rail.locator("details:not([open])", has=self.page.get_by_text(place, exact=True))
            if tucked.count():
                tucked.locator("summary").click()
        elif bar.get_by_role("link", name=place, exact=True).count():
            found = bar
        else:
            bar.get_by_role("link", name="More").click()
            found = self.page.locator("main")
        found.get_by_role("link", name=place, exact=True).click()

    def follows(self, link: str | re.Pattern[str], *, inside: Locator | None = None) -> None:
        (inside or self.page.locator("main")).get_by_role("link", name=link, exact=True).click()

    def fills(self, **answers: str) -> None:
        """Answer fields by their names."""
        for name, answer in answers.items():
            self.page.locator(f"main [name={name}]").fill(answer)

    def says_why(self) -> None:
        """Give the reason for which private data is looked at."""
        self.page.get_by_label("It is my turn: the work of my mandate").check()
        self.fills(words="It is my turn this week.")
        self.presses("Write it down, and show me")

    def presses(self, button: str | re.Pattern[str]) -> None:
        self.page.locator("main").get_by_role("button", name=button, exact=True).click()

    def publishes(self) -> str:
        """Publish what was written; the address of the page that shows it."""
        before = self.page.url
        self.presses("Publish")
        self.page.wait_for_url(lambda url: url != before)
        return self.page.url

    def looks_again_until(self, done: Callable[[], bool]) -> None:
        """Load the page anew until work that is done beside it shows there."""
        deadline = monotonic() + _LONG_PATIENCE
        while not done():
            assert monotonic() < deadline, f"not within {_LONG_PATIENCE:.0f} s: {self.coop.log()[-2000:]}"
            self.page.reload()

    def sign_in(self, name: str, password: str = PASSWORD) -> None:
        """Sign in with the password that the whole cast has, without a look at the form; then be at home."""
        asks, url = self.page.context.request, f"{self.coop.url}/account/login/"
        token = _CSRF.search(asks.get(url).text())
        assert token is not None
        answers = {"login": name, "password": password, "csrfmiddlewaretoken": token[1]}
        sent = asks.post(url, form=answers, headers={"Referer": url}, max_redirects=0)
        assert sent.status == 302, sent.text()
        self._is_at_the_door = True

    def signs_in_by_the_form(self, name: str, password: str = PASSWORD) -> None:
        """The same as people do it."""
        self.goes_to("/account/login/")
        self.fills(login=name, password=password)
        self.presses("Sign in")
        expect(self.page.get_by_role("navigation", name="Feeds")).to_be_visible()

    def votes(self, proposal_id: int, choice: str) -> str:
        """Cast a ballot; gives the receipt that the page shows."""
        self.goes_to(f"/decide/{proposal_id}")
        self.page.get_by_role("radio", name=choice).check()
        self.presses("Cast my ballot")
        receipt = self.page.get_by_text("Your receipt:").inner_text().split("Your receipt: ")[1].split(".")[0]
        assert receipt
        return receipt

    def sees(self, words: str) -> None:
        """Read these words on the page's own part."""
        expect(self.page.locator("main").get_by_text(words).first).to_be_visible()

    def fits(self) -> bool:
        """Whether the page, once it is all there, is no wider than the screen."""
        self.page.wait_for_load_state()
        return bool(self.page.evaluate("document.documentElement.scrollWidth <= innerWidth"))

    def sees_no(self, words: str) -> None:
        expect(self.page.locator("main")).not_to_contain_text(words)

    def _note(self, message: ConsoleMessage) -> None:
        # Chromium also writes a line for each answer of 400 and above; tests of those ask for them.
        if message.type != "error" or "the server responded with a status of" in message.text:
            return
        if self.coop.was_stopped and _AWAY.search(message.text):
            return
        self.troubles.append(message.text)
