"""`commonhold federation queue` says what waits for whom."""

from __future__ import annotations

import argparse

import pytest

from commonhold.doors.console import federation
from commonhold.ground.installation.actions import install
from commonhold.ground.installation.mode import Mode
from commonhold.social.actors.keys import Signer
from commonhold.social.deliveries.actions import deliver
from commonhold.social.servers import actions as servers
from tests.cast import MORNING, minutes


@pytest.mark.django_db
def test_it_says_what_waits_for_whom_and_since_when(ada):
    install(mode=Mode.TEST, public_url="https://coop.example", now=MORNING)
    deliver(
        activity={"id": 1},
        activity_id="https://coop.example/1",
        by=Signer(person_id=ada),
        key_id="https://coop.example/key",
        inboxes=["https://dead.example/inbox", "https://b.example/inbox"],
        now=MORNING,
    )
    servers.failed(servers.meet("dead.example", now=MORNING), rests_until=minutes(9), now=MORNING)
    answer = federation.queue(argparse.Namespace())
    assert isinstance(answer.value, dict)
    assert answer.value["waiting"] == 2
    assert [each["domain"] for each in answer.value["queues"]] == ["dead.example", "b.example"]
    assert answer.value["queues"][0]["failing_since"] == MORNING.isoformat()
    assert "dead.example" in str(answer.text)
