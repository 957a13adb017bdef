"""Programs that call the co-op API: each answer is held against the API's own document."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from jsonschema import Draft202012Validator

from commonhold.doors.coop_api.openapi import ROOT, document
from commonhold.doors.coop_api.urls import OFFERED
from tests.calling import Answered, App

HERE = f"/{ROOT.rstrip('/')}"
ALL = "read write read:dues read:credit write:ballots write:credit"


class CoopApp(App):
    """An app of a member, or of nobody; addresses begin behind `/api/commonhold/v1`."""

    def __init__(self, person_id: int | None = None, scopes: str = ALL) -> None:
        super().__init__(person_id, scopes)

    def _sent(self, method: str, path: str, **given: Any) -> Any:
        return super()._sent(method, f"{HERE}{path}", **given)

    def _checked(self, method: str, path: str, response: Any) -> Answered:
        found = Answered(response)
        faults = list(faults_of(method, path.partition("?")[0], found))
        assert not faults, f"{method} {path} -> {found.status}: {faults[:5]}"
        return found


def faults_of(method: str, path: str, found: Answered) -> Iterator[str]:
    """Where an answer is not what the document says."""
    told = document(OFFERED)
    operation = _operation(told, method.lower(), path)
    if operation is None:
        return
    answer = operation["responses"].get(str(found.status))
    if answer is None:
        yield f"the document knows no {found.status}: {found.body}"
        return
    schema = {**answer["content"]["application/json"]["schema"], "components": told["components"]}
    for error in Draft202012Validator(schema).iter_errors(found.body):
        yield f"{'/'.join(map(str, error.absolute_path))}: {error.message[:200]}"


def _operation(told: dict[str, Any], method: str, path: str) -> dict[str, Any] | None:
    for address in sorted(told["paths"], key=lambda each: each.count("{")):
        if re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", address), path):
            found: dict[str, Any] | None = told["paths"][address].get(method)
            return found
    return None
