"""The document is OpenAPI, tells of everything, and nothing that it allows or forbids breaks the server."""

from __future__ import annotations

from itertools import product
from typing import Any

from django.test import Client
from jsonschema import Draft202012Validator

from commonhold.civic.governance.tests.conftest import Coop
from commonhold.doors.coop_api import cases, charter, proposals, record, treasury
from commonhold.doors.coop_api.openapi import document
from commonhold.doors.coop_api.schema import fields_of
from commonhold.doors.coop_api.tests.calling import HERE, CoopApp, faults_of
from commonhold.doors.coop_api.urls import OFFERED
from commonhold.social.apps.scopes import KNOWN
from tests.calling import Answered

BAD = [
    "0",
    "-1",
    "007",
    "9" * 19,
    "9" * 40,
    str((1 << 63) - 1),
    "1.5",
    "1e9",
    "NaN",
    "null",
    "true",
    "%00",
    "%FF%FE",
    "a%0Ab",
    "١٢",
    "'; drop table person",
    "x" * 3000,
    "2026-99",
    "..%2F..",
]
BODIES: list[tuple[Any, str]] = [
    ("", "application/json"),
    ("[]", "application/json"),
    ("{", "application/json"),
    ('"yes"', "application/json"),
    ('{"choice": 1}', "application/json"),
    ('{"choice": ["yes"]}', "application/json"),
    ('{"choice": {"a": null}}', "application/json"),
    ('{"choice": null}', "application/json"),
    ('{"choice": "yes\\u0000"}', "application/json"),
    ('{"choice": "\\ud800"}', "application/json"),
    ("[" * 5000, "application/json"),
    (b"\xff\xfe", "application/json"),
    ("choice[]=yes", "application/x-www-form-urlencoded"),
    ("choice=" + "y" * 100_000, "application/x-www-form-urlencoded"),
    ("no boundary", "multipart/form-data"),
    ("<choice>yes</choice>", "application/xml"),
]


def test_the_document_is_served_to_everybody(coop: Coop) -> None:
    response = Client().get(f"{HERE}/openapi.json")
    assert response.json() == document(OFFERED)
    assert response["Access-Control-Allow-Origin"] == "*"
    preflight = Client().options(f"{HERE}/proposals")
    assert "Authorization" in preflight["Access-Control-Allow-Headers"]


def test_the_document_is_whole(coop: Coop) -> None:
    told = document(OFFERED)
    assert told["openapi"].startswith("3.1")
    operations = [one for path in told["paths"].values() for one in path.values()]
    names = [each["operationId"] for each in operations]
    assert len(set(names)) == len(names)
    assert all(each["summary"].endswith(".") for each in operations)
    schemas = told["components"]["schemas"]
    for name, schema in schemas.items():
        Draft202012Validator.check_schema(schema)
        assert schema["description"], name
    assert _references(told) == {f"#/components/schemas/{name}" for name in schemas}
    flow = told["components"]["securitySchemes"]["oauth"]["flows"]["authorizationCode"]
    asked = {scope for one in operations for way in one["security"] for scope in way.get("oauth", [])}
    assert asked == set(flow["scopes"]) <= set(KNOWN)


def test_no_two_types_share_a_name() -> None:
    rooms = (cases, charter, proposals, record, treasury)
    named = [name for room in rooms for name, each in vars(room).items() if _is_own(room, each)]
    assert len(set(named)) == len(named)


def test_an_answer_of_another_shape_is_noticed(coop: Coop, ada: CoopApp) -> None:
    found = ada.get("/treasury")
    assert list(faults_of("GET", "/treasury", found)) == []
    found.body["bank"]["amount"] = "12.10"
    assert list(faults_of("GET", "/treasury", found))


def test_bad_addresses_and_parameters_are_refused_in_the_documented_way(coop: Coop, ada: CoopApp) -> None:
    coop.open()
    operations = [(each.address, *one) for each in OFFERED for one in each.methods.items()]
    for bad, (address, method, operation) in product(BAD, operations):
        path = f"/{address}"
        for part in operation.parts:
            path = path.replace(f"{{{part}}}", bad)
        if method == "get" and operation.parts:
            assert ada.get(path).status in {200, 404}
        for name in [] if operation.query is None else fields_of(operation.query):
            assert _asked(ada, path, f"{name}={bad}").status in {200, 404, 422}


def test_wrong_bodies_cast_no_ballot(coop: Coop, ada: CoopApp) -> None:
    made = coop.open()
    path = f"/proposals/{made}/ballot"
    for body, kind in BODIES:
        found = ada._checked("POST", path, ada._sent("POST", path, data=body, content_type=kind))
        assert found.status in {400, 422}, body
    assert ada.get(f"/proposals/{made}").body["my_ballot"]["has_voted"] is False


def test_other_methods_and_addresses_are_told_in_json(coop: Coop) -> None:
    assert Client().delete(f"{HERE}/proposals").status_code == 405
    assert Client().get(f"{HERE}/nowhere").json() == {"error": "Not found"}
    assert Client().get(f"{HERE}/proposals", headers={"Authorization": "Bearer no"}).status_code == 401


def _asked(app: CoopApp, address: str, query: str) -> Answered:
    path = f"{address}?{query}"
    return app._checked("GET", path, app._sent("GET", path))


def _references(part: Any) -> set[str]:
    if isinstance(part, dict):
        own = {part["$ref"]} if "$ref" in part else set()
        return own.union(*map(_references, part.values()))
    return set().union(*map(_references, part)) if isinstance(part, list) else set()


def _is_own(room: Any, each: Any) -> bool:
    return isinstance(each, type) and each.__module__ == room.__name__
