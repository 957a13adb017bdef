"""What holds for every page: it keeps strangers' scripts out, fits every screen, and is usable by all."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, ViewportSize

from tests.browser import DESKTOP, PHONE
from tests.journeys.accessibility import Judge, axe
from tests.journeys.conftest import Visit
from tests.journeys.left_out import left_out
from tests.journeys.pages import pages_of
from tests.served import Coop

_HEADERS = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "strict-origin-when-cross-origin",
    "cross-origin-opener-policy": "same-origin",
}
_POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
    "base-uri": "'none'",
}
_NARROWEST: ViewportSize = {"width": 320, "height": 640}

_WALKERS = (None, "ben", "ada", "caro")
by_each = pytest.mark.parametrize("name", _WALKERS, ids=["stranger", *_WALKERS[1:]])


@pytest.mark.timeout(1800, method="thread")  # a hundred pages, each judged twice
@pytest.mark.parametrize("visit", [DESKTOP], ids=["both-sizes"], indirect=True)
@by_each
def test_every_page_is_whole_guarded_fits_the_screen_and_can_be_used_by_everybody(
    quiet_demo: Coop, visit: Visit, shared_folder: Path, name: str | None
) -> None:
    """Errors in the console, and what the policy blocks, are among the visitor's troubles."""
    script, judge = axe(), Judge(shared_folder / "judged")
    visitor = visit(quiet_demo, name)
    visitor.page.add_init_script(path=script)
    wide: list[str] = []
    broken: list[str] = []
    for path in pages_of(visitor, name):
        answer = visitor.page.goto(path)
        assert answer is not None
        assert answer.status == (404 if path == "/nowhere" else 200), path
        assert visitor.page.url.removesuffix("?") == f"{quiet_demo.url}{path}".removesuffix("?")
        _is_guarded(path, answer.headers)
        wide += _overflow(visitor.page)
        # Each page shows its frame again, so every other page in the other scheme judges all of both.
        broken += judge.violations(visitor.page, dark_on_phones=bool(len(path) % 2))
    assert not wide
    assert not broken, "\n".join(broken)
    assert not visitor.troubles


@pytest.mark.parametrize("visit", [DESKTOP], ids=["desktop"], indirect=True)
def test_what_is_broken_is_seen_and_what_was_judged_is_not_judged_again(
    quiet_demo: Coop, visit: Visit, tmp_path: Path
) -> None:
    page, judge = visit(quiet_demo).page, Judge(tmp_path / "judged")
    page.add_init_script(path=axe())
    page.goto("/about")
    assert judge.violations(page, dark_on_phones=True) == []
    page.evaluate("document.querySelector('main').innerHTML += '<img src=\"/static/favicon.svg\">'")
    assert "image-alt" in "".join(judge.violations(page, dark_on_phones=True))
    assert judge.violations(page, dark_on_phones=True) == []
    assert "image-alt" in "".join(judge.violations(page, dark_on_phones=False))


@pytest.mark.parametrize("visit", [DESKTOP], ids=["desktop"], indirect=True)
def test_no_page_is_left_out(quiet_demo: Coop, visit: Visit) -> None:
    walked = [each for name in _WALKERS for each in pages_of(visit(quiet_demo, name), name)]
    assert left_out(walked) == []


def test_a_page_that_is_left_out_is_named() -> None:
    assert "home.views.front_page" in left_out(["/more"])
    assert "more.views.more" not in left_out(["/more?from=here", "/nowhere"])


def _is_guarded(path: str, headers: dict[str, str]) -> None:
    own = {} if path != "/arrive" else {"referrer-policy": "same-origin"}  # whose address may be a key
    if path.startswith("/oauth/authorize"):
        own = {"cross-origin-opener-policy": "unsafe-none"}
    wanted = {**_HEADERS, **own}
    assert {name: headers.get(name) for name in wanted} == wanted, path
    written = (each.strip().partition(" ") for each in headers["content-security-policy"].split(";"))
    policy = {name: sources for name, _space, sources in written}
    assert {name: policy.get(name) for name in _POLICY} == {**_POLICY, **_leading_back(path)}, path


def _leading_back(path: str) -> dict[str, str]:
    """Where an app asks, the form leads back to the app."""
    return {"form-action": f"{_POLICY['form-action']} urn:"} if path.startswith("/oauth/authorize") else {}


def _overflow(page: Page) -> list[str]:
    """Says so if the page scrolls sideways, at the sizes that we design for or on the narrowest screen."""
    wide = []
    for size in (DESKTOP, PHONE, _NARROWEST):
        page.set_viewport_size(size)
        if page.evaluate("() => document.documentElement.scrollWidth") > size["width"]:
            wide.append(f"{page.url} at {size['width']}")
    return wide
