"""One served co-op in test mode for each worker, and clients that no one here wrote."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
import requests
from mastodon import Mastodon

from tests.clients.browsing import Browser
from tests.clients.exchanges import Exchanges
from tests.journeys.places import founded_yard
from tests.served import Coop

EVERYTHING = ["read", "write", "follow", "push", "profile"]

LetIn = Callable[..., Mastodon]


@pytest.fixture(scope="session")
def yard(shared_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Coop]:
    """Seven founders, served to all clients of this worker: no test may count on being the only one."""
    folder = shutil.copytree(founded_yard(shared_folder), tmp_path_factory.mktemp("clients") / "yard")
    coop = Coop(folder, COMMONHOLD_TEST_RATE_LIMITS="off")
    coop.start("--public-url", coop.url)
    yield coop
    coop.stop()


@pytest.fixture(scope="session")
def all_exchanges() -> Exchanges:
    return Exchanges()


@pytest.fixture
def exchanges(all_exchanges: Exchanges) -> Iterator[Exchanges]:
    """What this test's clients are told; at its end it must have been as the schema says."""
    yield all_exchanges
    all_exchanges.are_faultless()


@pytest.fixture(scope="session")
def signed_in(yard: Coop, all_exchanges: Exchanges) -> LetIn:
    """`signed_in("ada")` is Mastodon.py with a token of hers: got as every app gets one, once for all."""

    @cache
    def sign_in(handle: str, *scopes: str) -> Mastodon:
        wanted = list(scopes) or EVERYTHING
        session = requests.Session()
        all_exchanges.listen(session)
        client_id, secret = Mastodon.create_app("Tusk", scopes=wanted, api_base_url=yard.url, session=session)
        client = Mastodon(client_id, secret, api_base_url=yard.url, session=session, ratelimit_method="throw")
        with Browser(yard.url) as browser:
            code = browser.code_for(client.auth_request_url(scopes=wanted, allow_http=True), handle)
        client.log_in(code=code, scopes=wanted, allow_http=True)
        return client

    return sign_in


@pytest.fixture
def stranger(yard: Coop, exchanges: Exchanges) -> Mastodon:
    """Mastodon.py without a token."""
    session = requests.Session()
    exchanges.listen(session)
    return Mastodon(api_base_url=yard.url, session=session, ratelimit_method="throw")


@pytest.fixture
def ada(signed_in: LetIn, exchanges: Exchanges) -> Mastodon:
    return signed_in("ada")


@pytest.fixture
def ben(signed_in: LetIn, exchanges: Exchanges) -> Mastodon:
    return signed_in("ben")


@pytest.fixture
def caro(signed_in: LetIn, exchanges: Exchanges) -> Mastodon:
    return signed_in("caro")
