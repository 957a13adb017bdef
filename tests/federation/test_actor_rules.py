"""The rules for actors of `activitypub-testing`, which others wrote, asked of ours over https."""

from __future__ import annotations

import json
import subprocess
from collections import Counter
from pathlib import Path

import pytest

from tests import absent
from tests.federation.offline import Internet
from tests.federation.peers import node

_RULES = Path(__file__).parents[2] / "node_modules" / "activitypub-testing" / "src" / "cli.js"


def _judged(internet: Internet, actor: str) -> dict[str, str]:
    """The outcome by each rule: "passed", "failed" or "inapplicable"."""
    program = node()
    if not _RULES.exists():
        absent.skip("activitypub-testing", "npm ci")
    believing = f"NODE_EXTRA_CA_CERTS={internet.authority}"
    words = internet.inside("env", believing, program, _RULES, "test", "actor", actor)
    done = subprocess.run(words, capture_output=True, text=True, check=True, timeout=60)
    said = [json.loads(line) for line in done.stdout.splitlines()]
    return {each["test"]["slug"]: each["result"]["outcome"] for each in said}


def test_the_rules_pass_an_actor_of_somebody_else(internet, peer):
    outcomes = _judged(internet, peer.person("instance"))
    assert Counter(outcomes.values())["passed"] >= 2
    assert "failed" not in outcomes.values()


def test_the_rules_fail_what_is_no_actor(internet, peers):
    """The key of nobody: what is asked for isn't there."""
    assert "passed" not in _judged(internet, "https://peer.test/nobody").values()


@pytest.mark.parametrize("path", ["/ap/server", "person"])
def test_our_actors_keep_every_rule(path, internet, ada):
    actor = ada.actor if path == "person" else f"{ada.coop.url}{path}"
    outcomes = _judged(internet, actor)
    assert "failed" not in outcomes.values(), outcomes
    assert outcomes["actor-must-serve-as2-object-to-get"] == "passed"
    assert outcomes["actor-objects-must-have-inbox-outbox-properties"] == "passed"
