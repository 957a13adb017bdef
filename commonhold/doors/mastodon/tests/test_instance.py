"""What everybody may know of the co-op, in the shapes of other software."""

from __future__ import annotations

import json

import pytest
from django.test import Client
from jsonschema import Draft4Validator

from tests import absent
from tests.calling import App

pytestmark = pytest.mark.usefixtures("coop")


@pytest.mark.parametrize(
    "path",
    [
        "/api/v2/instance",
        "/api/v1/instance",
        "/api/v1/instance/rules",
        "/api/v1/instance/peers",
        "/api/v1/instance/activity",
        "/api/v1/instance/extended_description",
        "/api/v1/instance/privacy_policy",
        "/api/v1/instance/terms_of_service",
        "/api/v1/custom_emojis",
        "/.well-known/nodeinfo",
    ],
)
def test_everybody_may_read_it(path: str) -> None:
    assert App().get(path).status == 200


def test_health_is_two_letters(client: Client) -> None:
    answered = client.get("/health")
    assert (answered.status_code, answered.content) == (200, b"OK")
    assert answered.headers["Content-Type"].startswith("text/plain")


def test_the_version_names_both() -> None:
    told = App().get("/api/v2/instance").body
    assert told["version"].startswith("4.")
    assert "(compatible; Commonhold " in told["version"]
    assert told["rules"][0]["id"] == "1"
    assert told["configuration"]["statuses"]["max_media_attachments"] == 8


@pytest.mark.parametrize("version", ["2.0", "2.1"])
def test_nodeinfo_is_as_its_schema_says(version: str) -> None:
    told = App().get(f"/nodeinfo/{version}")
    assert told.status == 200
    folder = absent.vectors() / "federation" / "nodeinfo" / version
    schema = json.loads((folder / "schema.json").read_text())
    Draft4Validator(schema).validate(told.body)


def test_other_versions_of_nodeinfo_are_not_here() -> None:
    assert App().get("/nodeinfo/9.9").status == 404
