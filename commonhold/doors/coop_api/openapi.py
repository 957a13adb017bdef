"""The API as an OpenAPI document, made of the operations themselves."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from commonhold import __version__
from commonhold.doors.calls.addresses import address
from commonhold.doors.calls.endpoint import Who
from commonhold.doors.coop_api.operation import Operation
from commonhold.doors.coop_api.schema import Parts, Schema, fields_of, must_be_sent, schema_of
from commonhold.doors.coop_api.types import Error, Id

ROOT = "api/commonhold/v1/"
_SCOPES = {
    "read:governance": "Read proposals as the person: whether she may vote and has voted",
    "read:reports": "Read her own reports",
    "read:dues": "Read her own dues. `read` does not hold it",
    "read:credit": "Read whom she trusts, what she owes and is owed. `read` does not hold it",
    "write:ballots": "Cast her ballot. `write` does not hold it",
    "write:credit": "Pay in hours and say whom she trusts, in her name. `write` does not hold it",
}
_NOES = {
    "400": "What was sent can't be read",
    "401": "No token was shown, or one that does not hold",
    "403": "The token does not reach as far",
    "404": "There is no such thing, or not for the caller",
    "413": "What was sent is too large",
    "422": "What was sent can't be taken, or the co-op's rules do not allow it now",
    "429": "Too many calls; wait as long as Retry-After says",
    "503": "There is no co-op here yet",
}


@dataclass(frozen=True)
class Offered:
    """An address, with its parts in braces, and what answers there by method."""

    address: str
    methods: Mapping[str, Operation]

    @property
    def route(self) -> str:
        """The address as Django writes it."""
        return re.sub(r"{(\w+)}", r"<str:\1>", self.address)


def document(offered: Sequence[Offered]) -> Schema:
    """OpenAPI 3.1."""
    parts: Parts = {}
    schema_of(Error, parts)
    parts["Error"]["additionalProperties"] = True  # details may stand beside it
    paths = {
        f"/{each.address}": {method: _operation(one, parts) for method, one in each.methods.items()}
        for each in offered
    }
    return {
        "openapi": "3.1.0",
        "jsonSchemaDialect": "https://json-schema.org/draft/2020-12/schema",
        "info": {
            "title": "Commonhold: the co-op API",
            "version": __version__,
            "description": (
                "What members decide, own and record. Ids are strings, times UTC, amounts whole minor units. "
                "Lists go on where the Link header leads."
            ),
            "license": {"name": "AGPL-3.0-or-later", "identifier": "AGPL-3.0-or-later"},
        },
        "servers": [{"url": address(f"/{ROOT.rstrip('/')}")}],
        "paths": paths,
        "components": {"schemas": dict(sorted(parts.items())), "securitySchemes": {"oauth": _oauth()}},
    }


def _operation(found: Operation, parts: Parts) -> Schema:
    told: Schema = {
        "operationId": found.name,
        "summary": found.words,
        "parameters": [*_of_address(found, parts), *_of_query(found, parts)],
        "responses": {"200": _success(found, parts), **{each: _no(each) for each in _noes(found)}},
        "security": [{"oauth": [found.scope] if found.scope else []}],
    }
    if found.who is Who.ANYONE:
        told["security"].insert(0, {})
    if found.body is not None:
        schema = schema_of(found.body, parts, is_answer=False)
        kinds = ("application/json", "application/x-www-form-urlencoded")
        told["requestBody"] = {"required": True, "content": {each: {"schema": schema} for each in kinds}}
    return told


def _of_address(found: Operation, parts: Parts) -> list[Schema]:
    return [
        {"name": name, "in": "path", "required": True, "schema": schema_of(hint, parts)}
        for name, hint in found.parts.items()
    ]


def _of_query(found: Operation, parts: Parts) -> list[Schema]:
    if found.query is None:
        return []
    needed = must_be_sent(found.query)
    return [
        {"name": name, "in": "query", "required": name in needed, "schema": _present(schema_of(hint, parts))}
        for name, hint in fields_of(found.query).items()
    ]


def _present(schema: Schema) -> Schema:
    """A query has no null: what is not sent is absent."""
    kinds = [each for each in schema.get("anyOf", []) if each != {"type": "null"}]
    return kinds[0] if kinds else schema


def _success(found: Operation, parts: Parts) -> Schema:
    if found.row is None:
        schema = schema_of(found.answer, parts)
    else:
        schema = {"type": "array", "items": schema_of(found.row, parts)}
    told: Schema = {"description": "OK", "content": {"application/json": {"schema": schema}}}
    if found.is_paged:
        words = 'Where the list goes on: rel="next" (RFC 8288)'
        told["headers"] = {"Link": {"description": words, "schema": {"type": "string"}}}
    return told


def _no(status: str) -> Schema:
    schema = {"$ref": "#/components/schemas/Error"}
    return {"description": _NOES[status], "content": {"application/json": {"schema": schema}}}


def _noes(found: Operation) -> list[str]:
    possible = {"401", "429", "503"}
    if found.scope:
        possible.add("403")
    if found.parts or _names_something(found.query) or _names_something(found.body):
        possible.add("404")
    if found.query is not None or found.who is Who.PERSON:
        possible.add("422")
    if found.body is not None:
        possible |= {"400", "413", "422"}
    return sorted(possible)


def _names_something(sent: Any) -> bool:
    """Must an id be sent in it? It may be nothing's; where a list is cut it need not be anything's."""
    return sent is not None and any(fields_of(sent)[name] == Id for name in must_be_sent(sent))


def _oauth() -> Schema:
    flow = {
        "authorizationUrl": address("/oauth/authorize"),
        "tokenUrl": address("/oauth/token"),
        "scopes": _SCOPES,
    }
    return {"type": "oauth2", "flows": {"authorizationCode": flow}}
