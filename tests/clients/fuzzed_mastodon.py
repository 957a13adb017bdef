"""A small co-op to be asked with Mastodon's OpenAPI, with a few of everything."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from tests.served import Coop

_VECTORS = Path(__file__).resolve().parents[3] / "shared" / "vectors"
SCHEMA = Path(os.environ.get("COMMONHOLD_VECTORS", _VECTORS)) / "mastodon-openapi" / "schema.json"
_EVERYTHING = "read write follow push profile"
_FOUNDERS = ("Ada", "Ben", "Caro")
#: What is there to be asked for, by the word in the addresses behind which its ids stand.
_LISTED = {
    "announcements": "/api/v1/announcements",
    "collections": "/api/v1/collections",
    "conversations": "/api/v1/conversations",
    "filters": "/api/v2/filters",
    "lists": "/api/v1/lists",
    "notifications": "/api/v1/notifications",
    "requests": "/api/v1/notifications/requests",
    "scheduled_statuses": "/api/v1/scheduled_statuses",
}


@dataclass(frozen=True)
class Fuzzed:
    """A served co-op to be asked: where the document lies and its addresses, who asks, what is there to be
    asked for by the word of its addresses, and what is usually looked at. `workers`: how many ask at once.
    """

    where: list[str]
    token: str
    known: dict[str, list[Any]]
    checks: str
    workers: int = 2


def prepare(coop: Coop) -> Fuzzed:
    """Found and serve it."""
    coop.console("migrate")
    people = [word for each in _FOUNDERS for word in ("--founder", f"{each}:{each.lower()}@example.org")]
    coop.console("found", "--name", "Fuzz", *people, "--password", "lantern light", "--test-mode")
    coop.start("--public-url", coop.url)
    tokens = [
        str(coop.console("tokens", "mint", each, "--scopes", _EVERYTHING)["token"]) for each in ("ada", "ben")
    ]
    known = _seeded(coop.url, tokens)
    return Fuzzed([str(SCHEMA), "--url", coop.url], tokens[0], known, "not_a_server_error")


def _seeded(url: str, tokens: list[str]) -> dict[str, list[str]]:
    """A few of everything, so that random calls meet something; their ids."""
    ada, ben = (
        httpx.Client(base_url=url, headers={"Authorization": f"Bearer {each}"}, timeout=30) for each in tokens
    )
    people = [_id(each.get("/api/v1/accounts/verify_credentials")) for each in (ada, ben)]
    said = [
        _id(each.post("/api/v1/statuses", json={"status": f"Post {count} #fuzz", "poll": poll}))
        for each in (ada, ben)
        for count, poll in enumerate((None, {"options": ["a", "b"], "expires_in": 3600}))
    ]
    said += [
        _id(ben.post("/api/v1/statuses", json={"status": "@ada hello", "visibility": each}))
        for each in ("public", "direct")
    ]
    file = {"file": ("a.png", _PIXEL, "image/png")}
    media = [_id(ada.post("/api/v2/media", files=file)) for _each in range(3)]
    ada.post("/api/v1/statuses", json={"status": "Later", "scheduled_at": "2099-01-01T00:00:00Z"})
    for path, made in _MORE:
        ada.post(path, json={**made, "account_ids": people, "user_id": people[1]})
    found = {each: _ids(ada.get(path)) for each, path in _LISTED.items()}
    polls = [each for each in said if ada.get(f"/api/v1/polls/{each}").status_code == httpx.codes.OK]
    return {"accounts": people, "statuses": said, "media": media, "polls": polls or said, **found}


#: Made where it can be made.
_MORE: tuple[tuple[str, dict[str, Any]], ...] = (
    ("/api/v1/lists", {"title": "Fuzz"}),
    ("/api/v2/filters", {"title": "Fuzz", "context": ["home"], "keywords_attributes": [{"keyword": "x"}]}),
    ("/api/v1/collections", {"name": "Fuzz", "description": "", "sensitive": False, "discoverable": True}),
)
_PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b55"
    "0000000a49444154789c63600000000200014898a4590000000049454e44ae426082"
)


def _id(answer: httpx.Response) -> str:
    return str(answer.json().get("id", "0"))


def _ids(answer: httpx.Response) -> list[str]:
    """Of a list; of nothing where that is not built."""
    rows = answer.json() if answer.status_code == httpx.codes.OK else []
    rows = next(iter(rows.values()), []) if isinstance(rows, dict) else rows
    return [str(each["id"]) for each in rows]
