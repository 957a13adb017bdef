"""A small co-op to be asked with our own OpenAPI: votes, books, hours, a record, reports."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import httpx

from tests.clients.fuzzed_mastodon import Fuzzed
from tests.console.typed import ballot, dues_of, founding
from tests.crash.voters import Voter
from tests.served import Coop

_ROOT = "api/commonhold/v1/"
_EVERYTHING = ("read", "write", "read:dues", "read:credit", "write:ballots", "write:credit")
_CHECKS = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
    "unsupported_method",
    "ignored_auth",
    "negative_data_rejection",
)


def prepare(coop: Coop) -> Fuzzed:
    """Found and serve it: a vote that was counted and two that are open, a gift, hours that were paid."""
    coop.console("migrate")
    coop.console(*founding("ada", "ben", "caro"), "--test-mode")
    counted = int(coop.console(*dues_of(400))["id"])
    for each in ("ada", "ben", "caro"):
        coop.console(*ballot(each, counted))
    coop.console("clock", "advance", "30d")
    coop.console(*dues_of(500))
    coop.console(
        *("proposals", "open", "--as", "ben", "--title", "Where to bake", "--kind", "choice"),
        *(word for each in ("Yard", "Hall", "Barn") for word in ("--option", f'{{"title": "{each}"}}')),
    )
    coop.console("clock", "advance", "1d")
    coop.start("--public-url", coop.url)
    desk = Voter(coop.url, "ben")
    desk.client.post("/money/desk/gift", data={"amount": "12.50", "csrfmiddlewaretoken": desk.token})
    tokens = [
        str(coop.console("tokens", "mint", each, "--scopes", *_EVERYTHING)["token"])
        for each in ("ada", "ben")
    ]
    ada, ben = (
        httpx.Client(base_url=f"{coop.url}/{_ROOT}", headers={"Authorization": f"Bearer {each}"}, timeout=30)
        for each in tokens
    )
    people = [
        str(_got(each.get(f"{coop.url}/api/v1/accounts/verify_credentials"))["id"]) for each in (ada, ben)
    ]
    for by, to in ((ada, people[1]), (ben, people[0])):
        _got(by.put(f"credit/limits/{to}", json={"minutes": 600}))
    paid = _got(ada.post("credit/payments", json={"to": people[1], "minutes": 30, "key": "fuzz-first"}))
    said = ben.post(f"{coop.url}/api/v1/statuses", json={"status": "To be reported"})
    report = {
        "account_id": people[1],
        "status_ids": [_got(said)["id"]],
        "comment": "Fuzz",
        "category": "spam",
    }
    _got(ada.post(f"{coop.url}/api/v1/reports", json=report))
    entries = _got(ada.get("treasury/entries", params={"limit": 40}))
    leaves = _got(ada.get("record/leaves", params={"limit": 40}))
    known: dict[str, list[Any]] = {
        "proposals": _ids(_got(ada.get("proposals", params={"limit": 40}))),
        "entries": _ids(entries),
        "limits": people,
        "payments": [str(paid["id"])],
        "leaves": [str(each["index"]) for each in leaves],
        "dues": sorted({each["at"][:7] for each in entries}),
        "choices": ["yes", "no", "abstain", 400, [[0], [1]], [[1, 0]], [1, 2], ["object", "why"]],
    }
    assert all(known.values()), known
    return Fuzzed([f"{coop.url}/{_ROOT}openapi.json"], tokens[0], known, ",".join(_CHECKS), workers=1)


def _got(answer: httpx.Response) -> Any:
    assert answer.status_code == httpx.codes.OK, answer.text
    return answer.json()


def _ids(rows: Sequence[dict[str, Any]]) -> list[str]:
    return [str(each["id"]) for each in rows]
