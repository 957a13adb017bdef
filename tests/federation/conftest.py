"""One internet, with co-ops of ours and three servers of somebody else, for all tests here."""

from __future__ import annotations

import itertools
import shlex
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

import pytest
from playwright.sync_api import Playwright

from tests import absent
from tests.browser import DESKTOP, Chromium
from tests.federation.coops import OnlineCoop, copied
from tests.federation.groups import OpenGroup
from tests.federation.members import Member, eventually
from tests.federation.offline import Internet
from tests.federation.peers import Foreigner, Peer, Peers
from tests.journeys.walking import Visitor

_numbers = itertools.count(1)


class Friends(NamedTuple):
    """Ada of a.test and Eve of peer.test, who follow each other."""

    ada: Member
    peer: Peer


@pytest.fixture(autouse=True)
def _shown_verbs(request: pytest.FixtureRequest, record_property: Callable[[str, object], None]) -> None:
    """What the table is made of goes into the report of the run."""
    direction, verbs = vars(request.function).get("federates", ("", ()))
    for each in verbs:
        record_property(direction, each)


@pytest.fixture(scope="session")
def internet(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Internet]:
    internet = Internet(tmp_path_factory.mktemp("internet"))
    yield internet
    internet.close()


@pytest.fixture(scope="session")
def online_coop(
    internet: Internet, shared_folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[str], OnlineCoop]]:
    """`online_coop("c.test")` begins to serve; what still runs at the end is stopped."""
    folder = tmp_path_factory.mktemp("coops")
    with ExitStack() as afterwards:

        def begin(name: str) -> OnlineCoop:
            coop = OnlineCoop(copied(shared_folder, name, folder), name, internet)
            afterwards.callback(coop.stop)
            coop.begin()
            return coop

        yield begin


@pytest.fixture(scope="session")
def _neighbours(online_coop: Callable[[str], OnlineCoop]) -> tuple[OnlineCoop, OnlineCoop]:
    """They start side by side."""
    return online_coop("a.test"), online_coop("b.test")


@pytest.fixture(scope="session")
def a_test(_neighbours: tuple[OnlineCoop, OnlineCoop]) -> OnlineCoop:
    """The co-op at a.test."""
    _neighbours[0].wait()
    return _neighbours[0]


@pytest.fixture(scope="session")
def b_test(_neighbours: tuple[OnlineCoop, OnlineCoop]) -> OnlineCoop:
    """The co-op at b.test; the same names are other people there."""
    _neighbours[1].wait()
    return _neighbours[1]


@pytest.fixture(scope="session")
def c_test(online_coop: Callable[[str], OnlineCoop]) -> OnlineCoop:
    """The co-op at c.test, of which the others hear when a test tells them."""
    coop = online_coop("c.test")
    coop.wait()
    return coop


@pytest.fixture(scope="session")
def ada(a_test: OnlineCoop) -> Member:
    return Member(a_test, "ada")


@pytest.fixture(scope="session")
def ben(a_test: OnlineCoop) -> Member:
    return Member(a_test, "ben")


@pytest.fixture(scope="session")
def peers(internet: Internet) -> Iterator[Peers]:
    peers = Peers(internet)
    peers.wait_until_ready()
    yield peers
    peers.close()


@pytest.fixture(scope="session")
def peer(peers: Peers) -> Peer:
    """It takes both kinds of signatures, and sends RFC 9421 first."""
    return peers.named("peer.test")


@pytest.fixture(scope="session")
def old_peer(peers: Peers) -> Peer:
    """It takes draft-cavage alone, and sends it first."""
    return peers.named("old.test")


@pytest.fixture(scope="session")
def new_peer(peers: Peers) -> Peer:
    """It takes RFC 9421 alone."""
    return peers.named("new.test")


@pytest.fixture(scope="session")
def kai(a_test: OnlineCoop) -> Member:
    """He moves away in one test, and is in no other."""
    return Member(a_test, "kai")


@pytest.fixture
def millers(ada: Member) -> OpenGroup:
    """A new group at a.test that everybody may read and join."""
    return OpenGroup(ada, f"Millers {next(_numbers)}")


@pytest.fixture
def stranger(peer: Peer) -> Foreigner:
    """Somebody at peer.test of whom nobody here has heard."""
    return Foreigner(peer, f"gus{next(_numbers)}")


@pytest.fixture
def shy_stranger(peer: Peer) -> Foreigner:
    """She is asked before anybody follows her."""
    return Foreigner(peer, f"shy{next(_numbers)}")


@pytest.fixture(scope="session")
def friends(ada: Member, peer: Peer) -> Friends:
    """They follow each other."""
    eve = Foreigner(peer, "eve")
    account = ada.finds(eve.address)
    ada.follows(account)
    eve.does("follow", whom=ada.actor)
    eve.received(kind="Accept", actor=ada.actor)
    eventually(lambda: ada.relationship(account)["following"])
    return Friends(ada, peer)


@pytest.fixture
def eve(friends: Friends) -> Foreigner:
    return Foreigner(friends.peer, "eve")


@pytest.fixture(scope="session")
def _online_chromium(_playwright: Playwright, internet: Internet) -> Iterator[Chromium]:
    program = internet.folder / "chromium"
    # Chromium asks no file for authorities, and its service workers want none to be wrong.
    words = internet.inside(absent.chromium(), "--ignore-certificate-errors")
    program.write_text(f'#!/bin/sh\nexec {shlex.join(words)} "$@"\n')
    program.chmod(0o755)
    chromium = Chromium(_playwright, str(program))
    yield chromium
    chromium.close()


@pytest.fixture(scope="session")
def ada_at_a(_online_chromium: Chromium, a_test: OnlineCoop) -> Iterator[Visitor]:
    """Ada of a.test at her browser, signed in."""
    yield from _signed_in(_online_chromium, a_test, "ada")


@pytest.fixture(scope="session")
def ben_at_b(_online_chromium: Chromium, b_test: OnlineCoop) -> Iterator[Visitor]:
    """Ben of b.test at his browser, signed in."""
    yield from _signed_in(_online_chromium, b_test, "ben")


def _signed_in(chromium: Chromium, coop: OnlineCoop, name: str) -> Iterator[Visitor]:
    context = chromium.browser().new_context(
        viewport=DESKTOP,
        base_url=coop.url,
        locale="en-GB",
        reduced_motion="reduce",
        ignore_https_errors=True,
    )
    visitor = Visitor(context.new_page(), coop)
    visitor.signs_in_by_the_form(name)
    yield visitor
    context.close()
