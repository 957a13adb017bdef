"""Somebody at a co-op of ours, through the calls that every Mastodon app makes."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from typing import Any, TypeVar
from urllib.parse import quote

import httpx

from commonhold.house.demo.story import PASSWORD
from tests.federation.coops import OnlineCoop

_PATIENCE = 40.0  # seconds until what somebody elsewhere did must show here
_PAUSE = 0.1  # seconds between two looks
_CSRF = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
_TROUBLE = re.compile(r'class="(?:field-)?(?:error|trouble|refusal)[^>]*>(.*?)</', re.S)
_Found = TypeVar("_Found")


def eventually(look: Callable[[], _Found]) -> _Found:
    """What `look` finds, as soon as it is something; fails when that takes too long."""
    deadline = time.monotonic() + _PATIENCE
    while not (found := look()):
        assert time.monotonic() < deadline, f"not within {_PATIENCE:.0f} s, still {found!r}"
        time.sleep(_PAUSE)
    return found


class Member:
    """She acts and looks as apps do; ids are what the co-op calls things."""

    def __init__(self, coop: OnlineCoop, handle: str) -> None:
        self.coop, self.handle = coop, handle
        minted = coop.console("tokens", "mint", handle, "--scopes", "read write follow push")
        self._client = coop.client(minted["token"])
        self._pages: httpx.Client | None = None
        self.account = self.gets("/api/v1/accounts/verify_credentials")
        self.id = str(self.account["id"])

    @property
    def actor(self) -> str:
        """What other servers know her by."""
        return f"{self.coop.url}/ap/people/{self.id}"

    @property
    def address(self) -> str:
        return f"@{self.handle}@{self.coop.name}"

    def gets(self, path: str, **params: Any) -> Any:
        return self._called("GET", path, params=params)

    def posts(self, path: str, **said: Any) -> Any:
        return self._called("POST", path, json=said)

    def puts(self, path: str, **said: Any) -> Any:
        return self._called("PUT", path, json=said)

    def patches(self, path: str, **said: Any) -> Any:
        return self._called("PATCH", path, json=said)

    def deletes(self, path: str) -> Any:
        return self._called("DELETE", path)

    def page(self, path: str) -> str:
        """A page of the co-op as a stranger sees it; empty where there is none."""
        with self.coop.stranger() as client:
            answer = client.get(path)
        return answer.text if answer.status_code == 200 else ""

    def status_of(self, path: str) -> int:
        return self._client.get(path).status_code

    def says(self, text: str, **said: Any) -> dict[str, Any]:
        """Publish; the post as apps are shown it, its `uri` as other servers name it."""
        post = dict(self.posts("/api/v1/statuses", status=text, **said))
        return {**post, "uri": f"{self.coop.url}/ap/posts/{post['id']}"}

    def finds(self, uri: str) -> str:
        """The account of somebody elsewhere, by her address or her actor's id."""
        return str(eventually(lambda: self._search(uri)["accounts"])[0]["id"])

    def finds_post(self, uri: str) -> str:
        """The post of somebody elsewhere, by its id there."""
        return str(eventually(lambda: self._search(uri)["statuses"])[0]["id"])

    def follows(self, account: str) -> Any:
        return self.posts(f"/api/v1/accounts/{account}/follow")

    def relationship(self, account: str) -> dict[str, Any]:
        return dict(self.gets("/api/v1/accounts/relationships", **{"id[]": account})[0])

    def home(self) -> list[dict[str, Any]]:
        return list(self.gets("/api/v1/timelines/home", limit=40))

    def told(self, kind: str, uri: str) -> Any:
        """The notification of this kind that came from the actor with this id, once it is there."""
        return eventually(
            lambda: next(
                (
                    each
                    for each in self.gets("/api/v1/notifications", limit=40)
                    if each["type"] == kind and self._is(each["account"], uri)
                ),
                None,
            )
        )

    def reads(self, uri: str) -> dict[str, Any]:
        """The post with this id elsewhere, once it is in her home feed."""
        found: dict[str, Any] = eventually(
            lambda: next((each for each in self.home() if each["uri"] == uri), {})
        )
        return found

    def submits(self, path: str, *, to: str = "", **answers: str) -> str:
        """Fill in a form of a page as browsers do, sent to `to` if not there; where that led."""
        pages = self._signed_in()
        token = _CSRF.search(pages.get(path).text)
        assert token is not None, f"no form at {path}"
        sent = pages.post(
            to or path,
            data={**answers, "csrfmiddlewaretoken": token[1]},
            headers={"Referer": f"{self.coop.url}{path}"},
        )
        assert sent.status_code in {302, 303}, _TROUBLE.findall(sent.text) or sent.text
        return str(sent.headers["Location"])

    def own_page(self, path: str) -> str:
        """A page as she sees it."""
        answer = self._signed_in().get(path)
        assert answer.status_code == 200, f"{path}: {answer.status_code}"
        return answer.text

    def _signed_in(self) -> httpx.Client:
        if self._pages is None:
            self._pages = self.coop.stranger()
            self.submits("/account/login/", login=self.handle, password=PASSWORD)
        return self._pages

    def _is(self, account: dict[str, Any], uri: str) -> bool:
        name, host = uri.rpartition("/")[2], uri.split("/")[2]
        return bool(account["acct"] == f"{name}@{host}")

    def _search(self, sought: str) -> Any:
        return self.gets("/api/v2/search", q=sought, resolve="true")

    def _called(self, method: str, path: str, **given: Any) -> Any:
        answer = self._client.request(method, quote(path, safe="/:?=&@%"), **given)
        assert answer.status_code == 200, f"{method} {path}: {answer.status_code} {answer.text}"
        return answer.json()
