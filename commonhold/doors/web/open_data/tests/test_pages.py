"""Everybody finds what is published, and programs fetch it."""

from __future__ import annotations

import json

import pytest

from commonhold.civic.open_data.decisions import PublishData
from commonhold.civic.treasury.tests.conftest import Coop, build


@pytest.fixture
def coop(db: None) -> Coop:
    return build(["ada", "ben", "caro", "finn", "gil", "hana"])


def test_from_nothing_published_to_files_for_everybody(coop: Coop, client):
    assert "Nothing is published yet" in client.get("/open-data").content.decode()
    coop.decide(PublishData("CC0-1.0"))
    coop.wait(days=32)
    page = client.get("/open-data").content.decode()
    assert "/open-data/v1/2026-05.json" in page
    assert "/open-data/v1/members.csv" in page
    month = client.get("/open-data/v1/2026-05.json")
    assert (month["Content-Type"], month["Access-Control-Allow-Origin"]) == ("application/json", "*")
    assert json.loads(month.content)["licence"] == "CC0-1.0"
    assert client.get("/open-data/v1/members.csv").content.startswith(b"month,period,cell")
    schema = client.get("/open-data/v1/schema.json").json()
    assert schema["$id"].endswith("/open-data/v1/schema.json")
    assert client.get("/open-data/v1/2031-01.json").status_code == 404
    assert client.get("/open-data/v1/nobody.csv").status_code == 404
