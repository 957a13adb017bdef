"""Two served co-ops to walk through, and browsers of people's own, at a phone's and at a desktop's size."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser import DESKTOP, PHONE
from tests.journeys.places import founded_yard, told_demo
from tests.journeys.walking import Visitor
from tests.served import Coop

Visit = Callable[..., Visitor]


@pytest.fixture(scope="session")
def demo_folder(shared_folder: Path) -> Path:
    """The sample co-op's data, made once for all workers; copy it before anything changes it."""
    return told_demo(shared_folder)


@pytest.fixture(scope="session")
def quiet_demo(demo_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Coop]:
    """The sample co-op, served to tests of this worker that only read."""
    coop = Coop(shutil.copytree(demo_folder, tmp_path_factory.mktemp("quiet") / "demo"))
    coop.start()
    yield coop
    coop.stop()


@pytest.fixture
def demo(coop_folder: Callable[[], Coop], demo_folder: Path) -> Coop:
    """The sample co-op, served to this test alone."""
    coop = coop_folder()
    shutil.copytree(demo_folder, coop.data)
    coop.start()
    return coop


@pytest.fixture
def yard(coop_folder: Callable[[], Coop], shared_folder: Path) -> Coop:
    """Seven founders in test mode, with nothing decided yet, served to this test alone."""
    coop = coop_folder()
    shutil.copytree(founded_yard(shared_folder), coop.data)
    coop.start()
    return coop


@pytest.fixture(params=[PHONE, DESKTOP], ids=["phone", "desktop"])
def visit(chromium: Browser, request: pytest.FixtureRequest) -> Iterator[Visit]:
    """`visit(coop)` opens a browser there, `visit(coop, "ada")` signs Ada in; script errors are failures."""
    came: list[Visitor] = []

    def open_browser(coop: Coop, name: str | None = None) -> Visitor:
        context = chromium.new_context(
            viewport=request.param, base_url=coop.url, locale="en-GB", reduced_motion="reduce"
        )
        visitor = Visitor(context.new_page(), coop)
        came.append(visitor)
        if name is not None:
            visitor.sign_in(name)
        return visitor

    yield open_browser
    for each in came:
        each.page.context.close()
    assert not [trouble for each in came for trouble in each.troubles]
