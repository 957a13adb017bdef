"""The table of Mastodon's API is as the endpoints are, and every operation has one."""

from __future__ import annotations

import pytest

from tests import absent
from tests.house import features_api


@pytest.fixture(scope="module", autouse=True)
def schema_is_here() -> None:
    absent.vectors()


def test_the_table_is_as_the_endpoints_are():
    told = features_api.table(features_api.operations())
    assert features_api.FILE.read_text() == told, "run python -m tests.house.features_api"


def test_every_operation_has_an_endpoint():
    assert list(features_api.missing(features_api.operations())) == []


def test_whatever_is_not_built_says_why():
    for each in features_api.operations():
        assert each.state == features_api.BUILT or each.reason or each.state == features_api.MISSING, each


def test_an_operation_that_nothing_answers_is_noticed(monkeypatch):
    paths = {"/api/v1/nowhere": {"get": {}}, "/api/v1/statuses/{id}": {"patch": {"tags": ["statuses"]}}}
    monkeypatch.setattr(features_api, "schema", lambda: {"paths": paths})
    found = features_api.operations()
    assert list(features_api.missing(found)) == ["GET /api/v1/nowhere", "PATCH /api/v1/statuses/{id}"]
