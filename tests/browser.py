"""A real browser: Debian's Chromium, driven by Playwright, at the two sizes that we design for."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Playwright, ViewportSize, sync_playwright

from tests import absent, loops

PHONE: ViewportSize = {"width": 390, "height": 844}
DESKTOP: ViewportSize = {"width": 1280, "height": 900}
_FLAGS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


class Chromium:
    """Started once, and again when it died: that fails the test before whose eyes it did, and no other."""

    def __init__(self, playwright: Playwright, program: str) -> None:
        self._playwright, self._program = playwright, program
        self._browser: Browser | None = None

    def browser(self) -> Browser:
        if self._browser is None or not self._browser.is_connected():
            flags = [*_FLAGS, "--no-sandbox"] if os.geteuid() == 0 else _FLAGS
            self._browser = self._playwright.chromium.launch(executable_path=self._program, args=flags)
        return self._browser

    def close(self) -> None:
        if self._browser is not None and self._browser.is_connected():
            self._browser.close()


@pytest.fixture(scope="session")
def _playwright() -> Iterator[Playwright]:
    """A process has one of them."""
    absent.chromium()
    with sync_playwright() as playwright:
        loops.take_for_none(asyncio.get_running_loop())
        yield playwright


@pytest.fixture(scope="session")
def _chromium(_playwright: Playwright) -> Iterator[Chromium]:
    chromium = Chromium(_playwright, absent.chromium())
    yield chromium
    chromium.close()


@pytest.fixture
def chromium(_chromium: Chromium) -> Browser:
    return _chromium.browser()
