"""A browser as far as signing an app in needs one: pages, cookies, and the forms that are really there."""

from __future__ import annotations

from html.parser import HTMLParser
from types import TracebackType
from urllib.parse import parse_qs, urlsplit

import httpx

from commonhold.house.demo.story import PASSWORD


class Browser:
    """Somebody's browser. What she doesn't say stands in the forms as the pages sent them."""

    def __init__(self, url: str) -> None:
        self._pages = httpx.Client(base_url=url, headers={"Accept-Language": "en"})

    def __enter__(self) -> Browser:
        return self

    def __exit__(self, kind: type | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._pages.close()

    def is_asked(self, question: str, handle: str) -> httpx.Response:
        """Follow an app's link to the question of letting it in, signing in on the way."""
        page = self._pages.get(question, follow_redirects=True)
        if page.url.path == "/account/login/":
            page = self._sent(page, "/account/login", login=handle, password=PASSWORD)
            assert page.has_redirect_location, f"{handle} did not get in"
            page = self._pages.get(page.headers["Location"], follow_redirects=True)
        return page

    def answers(self, page: httpx.Response, *, yes: bool = True) -> httpx.Response:
        """Press one of the question's two buttons; the answer is not followed: it may lead into an app."""
        return self._sent(page, "/oauth/authorize", do="allow" if yes else "deny")

    def code_for(self, question: str, handle: str) -> str:
        """Let an app in, and the code that it gets: from its address, or else as the page shows it."""
        answer = self.answers(self.is_asked(question, handle))
        if answer.has_redirect_location:
            return parse_qs(urlsplit(answer.headers["Location"]).query)["code"][0]
        return _read(answer).shown

    def _sent(self, page: httpx.Response, action: str, **said: str) -> httpx.Response:
        form = next(each for each in _read(page).forms if each.action.startswith(action))
        return self._pages.post(form.action, data={**form.values, **said}, headers={"Referer": str(page.url)})


class _Form:
    def __init__(self, action: str) -> None:
        self.action = action
        self.values: dict[str, str] = {}


class _Read(HTMLParser):
    """The forms of a page, and what its read-only field shows."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[_Form] = []
        self.shown = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append(_Form(said.get("action", "")))
        elif tag == "input" and "readonly" in said:
            self.shown = said["value"]
        elif tag == "input" and said.get("type") == "hidden" and self.forms:
            self.forms[-1].values[said["name"]] = said.get("value", "")


def _read(page: httpx.Response) -> _Read:
    assert page.status_code == 200, f"{page.status_code} {page.url}"
    reader = _Read()
    reader.feed(page.text)
    return reader
