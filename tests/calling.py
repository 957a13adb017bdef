"""Apps as a test calls them: through the whole server, each answer held against Mastodon's own OpenAPI."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.test.client import encode_multipart
from jsonschema import Draft202012Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from commonhold.social.apps import actions as apps
from tests.cast import MORNING

_VECTORS = Path(__file__).resolve().parents[2] / "shared" / "vectors"
SCHEMA = Path(os.environ.get("COMMONHOLD_VECTORS", _VECTORS)) / "mastodon-openapi" / "schema.json"
_HERE = "urn:mastodon"
EVERYTHING = "read write follow push profile"

#: Where the schema is stricter than Mastodon itself. Each with its reason.
ALLOWED: Mapping[str, str] = {
    "/oauth/userinfo": "its answer is OpenID's, which the schema leaves out",
    "/.well-known/oauth-authorization-server": "the co-op's own scopes stand among Mastodon's there",
    "/api/v1/notifications/policy": "older than the schema, which takes its last word for an id",
    "GET /api/v1/filters": "the schema tells one filter, Mastodon a list of them",
}


class Answered:
    """What an app got: `status`, `body`, and the headers by their names."""

    def __init__(self, response: Any) -> None:
        self.status: int = response.status_code
        self.headers: Mapping[str, str] = response.headers
        self.body: Any = json.loads(response.content) if response.content else None

    @property
    def error(self) -> str:
        return str(self.body["error"])

    @property
    def ways(self) -> dict[str, str]:
        """The addresses of the Link header by their `rel`."""
        return {rel: url for url, rel in re.findall(r'<([^>]*)>; rel="(\w+)"', self.headers.get("Link", ""))}


class App:
    """An app that acts for somebody, or without a token for nobody."""

    def __init__(self, person_id: int | None = None, scopes: str = EVERYTHING) -> None:
        self._client = Client()
        self.person_id = person_id or 0
        self.token = (
            None if person_id is None else apps.mint_token(person_id=person_id, scopes=scopes, now=MORNING)
        )

    def get(self, path: str, **params: Any) -> Answered:
        return self._call("GET", path, query=params)

    def post(self, path: str, body: Any = None, *, key: str | None = None, **form: Any) -> Answered:
        """`body` is sent as JSON; named values as a form."""
        headers = {} if key is None else {"HTTP_IDEMPOTENCY_KEY": key}
        return self._call("POST", path, body, form, **headers)

    def put(self, path: str, body: Any = None, **form: Any) -> Answered:
        return self._call("PUT", path, body, form)

    def patch(self, path: str, body: Any = None, **form: Any) -> Answered:
        return self._call("PATCH", path, body, form)

    def delete(self, path: str, body: Any = None, **form: Any) -> Answered:
        return self._call("DELETE", path, body, form)

    def upload(self, method: str, path: str, name: str, file: bytes, **form: Any) -> Answered:
        """A multipart form with one file."""
        data = {name: SimpleUploadedFile("picture.png", file, "image/png"), **form}
        return self._checked(
            method, path, self._sent(method, path, data=_multipart(data), content_type=_FORM)
        )

    def _call(
        self, method: str, path: str, body: Any = None, form: Any = None, query: Any = None, **headers: str
    ) -> Answered:
        given: dict[str, Any] = {}
        if body is not None:
            given = {"data": json.dumps(body), "content_type": "application/json"}
        elif form:
            given = {"data": _form(form), "content_type": "application/x-www-form-urlencoded"}
        if query:
            path = f"{path}?{_form(query)}"
        return self._checked(method, path, self._sent(method, path, **given, **headers))

    def _sent(self, method: str, path: str, **given: Any) -> Any:
        if self.token is not None:
            given["HTTP_AUTHORIZATION"] = f"Bearer {self.token}"
        return self._client.generic(method, path, **given)

    def _checked(self, method: str, path: str, response: Any) -> Answered:
        found = Answered(response)
        faults = list(faults_of(method, path.partition("?")[0], found.status, found.body))
        assert not faults, f"{method} {path} -> {found.status}: {faults[:5]}"
        return found


def faults_of(method: str, path: str, status: int, body: Any) -> Iterator[str]:
    """Where an answer is not what the schema says; nothing where the schema is absent or says nothing."""
    operation = _operation(method, path) if SCHEMA.exists() else None
    if operation is None:
        return
    told = operation["responses"].get(str(status))
    if told is None:
        if status < 400:
            yield f"the schema knows no {status}"
        return
    content = _resolved(told).get("content", {}).get("application/json")
    if content is None or {path, f"{method} {path}"} & ALLOWED.keys():
        return
    for error in _validator().evolve(schema=_pointed(content["schema"])).iter_errors(body):
        yield f"{'/'.join(map(str, error.absolute_path))}: {error.message[:200]}"


def operation_of(method: str, path: str) -> str | None:
    """The address of the schema that a path belongs to."""
    for address, pattern in _addresses():
        if pattern.fullmatch(path) and method.lower() in _schema()["paths"][address]:
            return address
    return None


@cache
def _schema() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(SCHEMA.read_text())
    for name in ("NotificationTypeEnum", "NotificationGroupTypeEnum"):
        # Ours beside Mastodon's, for apps that show a sentence instead of what they don't know.
        found["components"]["schemas"][name]["enum"].append("thanks")
    for each in found["components"]["schemas"].values():
        # A Quote is a ShallowQuote too, as both ask for `state` alone: none is exactly one of them.
        quote = each.get("properties", {}).get("quote", {})
        if {"$ref": "#/components/schemas/ShallowQuote"} in quote.get("oneOf", []):
            quote["anyOf"] = quote.pop("oneOf")
    return found


@cache
def _addresses() -> list[tuple[str, re.Pattern[str]]]:
    """Those with fewer variable parts first: `accounts/lookup` is no account."""
    known = sorted(_schema()["paths"], key=lambda address: address.count("{"))
    return [(each, re.compile(re.sub(r"\{[^}]*\}", "[^/]+", each))) for each in known]


def _operation(method: str, path: str) -> dict[str, Any] | None:
    address = operation_of(method, path)
    return None if address is None else _schema()["paths"][address][method.lower()]


def _resolved(told: dict[str, Any]) -> dict[str, Any]:
    while "$ref" in told:
        target: Any = _schema()
        for part in told["$ref"].removeprefix("#/").split("/"):
            target = target[part]
        told = target
    return told


def _pointed(schema: Any) -> Any:
    """The same with references that lead into the whole document."""
    if isinstance(schema, dict):
        return {k: f"{_HERE}{v}" if k == "$ref" else _pointed(v) for k, v in schema.items()}
    return [_pointed(each) for each in schema] if isinstance(schema, list) else schema


@cache
def _validator() -> Draft202012Validator:
    resource = Resource.from_contents(_schema(), default_specification=DRAFT202012)
    registry: Registry[Any] = Registry().with_resource(_HERE, resource)
    return Draft202012Validator({}, registry=registry)


def _form(values: Mapping[str, Any]) -> str:
    """As apps write forms: a list's name ends in brackets."""
    pairs: list[tuple[str, str]] = []
    for name, value in values.items():
        if isinstance(value, (list, tuple)):
            pairs += [(f"{name}[]", str(each)) for each in value]
        elif isinstance(value, bool):
            pairs.append((name, "true" if value else "false"))
        else:
            pairs.append((name, str(value)))
    return urlencode(pairs)


def _multipart(data: dict[str, Any]) -> bytes:
    return encode_multipart("BoUnDaRy", data)


_FORM = "multipart/form-data; boundary=BoUnDaRy"
