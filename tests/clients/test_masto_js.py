"""masto.js, on which web apps such as Elk and Phanpy stand: each script in `masto/` is one group of calls."""

from __future__ import annotations

import base64
import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from commonhold.social.media.tests.samples import picture
from tests import absent
from tests.clients.browsing import Browser
from tests.clients.conftest import LetIn
from tests.clients.exchanges import Exchanges
from tests.served import Coop

_SCRIPTS = Path(__file__).with_name("masto")
_LIBRARY = _SCRIPTS.parents[2] / "node_modules" / "masto"
_INVALID = [401, "The access token is invalid"]
_OUTSIDE = [403, "This action is outside the authorized scopes"]

Runs = Callable[..., Any]


@pytest.fixture(scope="session")
def node() -> str:
    """Node.js with masto.js, looked for before anything else is made ready."""
    found = shutil.which("node")
    if found is None:
        absent.skip("Node.js", "apt install npm")
    if not _LIBRARY.exists():
        absent.skip("masto.js", "npm ci")
    return str(found)


@pytest.fixture
def runs(node: str, yard: Coop, exchanges: Exchanges, tmp_path: Path) -> Runs:
    """`runs("posts", token="…")` gives what `masto/posts.mjs` tells."""

    def run(script: str, **asked: Any) -> Any:
        heard = tmp_path / f"{script}.jsonl"
        said = json.dumps({"url": yard.url, "exchanges": str(heard), **asked})
        done = subprocess.run(
            [node, _SCRIPTS / f"{script}.mjs"],
            input=said,
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
        for line in heard.read_text().splitlines() if heard.exists() else ():
            exchanges.note(*json.loads(line))
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    return run


@pytest.fixture
def tokens(signed_in: LetIn, exchanges: Exchanges) -> dict[str, str]:
    return {each: str(signed_in(each).access_token) for each in ("hana", "ivo")}


def test_it_registers_is_let_in_and_lets_go(runs, yard):
    app = runs("registering")
    asked = {
        "client_id": app["clientId"],
        "redirect_uri": "https://elk.example/back",
        "response_type": "code",
        "scope": "read write",
    }
    with Browser(yard.url) as browser:
        code = browser.code_for(f"/oauth/authorize?{urlencode(asked)}", "hana")
    told = runs("signing_in", clientId=app["clientId"], clientSecret=app["clientSecret"], code=code)
    assert told == {
        "scope": "read write",
        "me": "hana",
        "app": "Elk",
        "again": [400, "invalid_grant"],
        "nobody": [422, "This method requires an authenticated user"],
        "gone": _INVALID,
    }


def test_people_are_met(runs, tokens):
    assert runs("people", tokens=tokens) == {
        "followed": [True, False],
        "seen": True,
        "followers": True,
        "following": True,
        "familiar": True,
        "found": ["ivo"],
        "many": ["hana", "ivo"],
        "looked": "ivo",
        "note": "bakes",
        "muted": [True, False],
        "blocked": True,
        "left": False,
        "nobody": [404, "Record not found"],
    }


def test_posts_are_written_answered_kept_and_removed(runs, tokens):
    told = runs("posts", tokens=tokens, picture=base64.b64encode(picture()).decode())
    assert told == {
        "visibility": "unlisted",
        "thread": True,
        "many": 2,
        "changed": True,
        "source": "Bread, please?",
        "history": 2,
        "done": [True] * 4,
        "lists": [True] * 4,
        "undone": [False] * 4,
        "votes": [[0, 1], 1, 422],
        "described": ["A brown loaf"] * 2,
        "ready": True,
        "waits": True,
        "later": True,
        "cancelled": [404, "Record not found"],
        "removed": "Bread, please?",
        "gone": [404, "Record not found"],
        "empty": 422,
        "translated": [404, "Translation is not available on this server"],
    }


def test_timelines_are_read_page_by_page_and_tokens_are_looked_at(runs, tokens, signed_in):
    told = runs("timelines", tokens=tokens, narrow=signed_in("ivo", "read:statuses").access_token)
    said = told.pop("said")
    assert told == {
        "pages": [said[:2], said[2:]],
        "home": True,
        "local": True,
        "remote": 0,
        "own": said,
        "title": "Lantern Yard",
        "old": True,
        "rules": True,
        "peers": [],
        "activity": True,
        "emoji": [],
        "withoutToken": _INVALID,
        "wrongToken": _INVALID,
        "narrow": [True, _OUTSIDE],
    }


def test_lists_filters_and_distance_are_kept(runs, tokens):
    point = base64.urlsafe_b64encode(_point()).rstrip(b"=").decode()
    assert runs("keeping", tokens=tokens, key=point) == {
        "lists": [True, True, "ivo", 0, "Millers", True],
        "filters": ["spelt", 2, True, "No rye", "No bread", True],
        "away": [True, True, True],
        "requests": [True, True, True, False, True],
        "tags": [True, True, False, True],
        "reported": "spam",
        "found": ["keeping"],
        "pushed": [True, True, "https://push.example/1", 404],
        "discovered": [True] * 7,
        "preferences": True,
    }


def test_what_one_is_told_is_read_grouped_and_put_away(runs, tokens):
    assert runs("notified", tokens=tokens) == {
        "types": ["favourite", "mention", "mention", "reblog"],
        "one": True,
        "only": ["reblog"],
        "who": ["ivo"],
        "same": True,
        "unread": [True, True],
        "gone": 404,
        "policy": "accept",
        "requests": True,
        "marked": True,
        "read": [True, False, False],
        "cleared": 0,
    }


def _point() -> bytes:
    """A public key as browsers make it for push."""
    key = ec.generate_private_key(ec.SECP256R1()).public_key()
    return key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
