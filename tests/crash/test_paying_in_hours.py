"""The plug is pulled during a payment over three people: it is done or not done, and never twice."""

from __future__ import annotations

import os
import signal
import subprocess
from pathlib import Path

import pytest
from django.db import connections

from commonhold.civic.credit import counting
from commonhold.civic.credit.actions import hold
from commonhold.civic.credit.models import Balance, Entry, HeldHop, Leg, Payment
from commonhold.civic.credit.tests.conftest import Coop, H, begin
from tests import preloaded

_SETTINGS = {"DJANGO_SETTINGS_MODULE": "commonhold.house.settings"}


@pytest.fixture
def coop(committing_db: str) -> Coop:
    return begin()


def pays_until(steps: str, coop: Coop, data: Path, act: str = "pay") -> subprocess.CompletedProcess[str]:
    connections["default"].close()
    words = [coop.now.isoformat(), str(coop.ids["ada"]), str(coop.ids["finn"]), "agreement:1", act]
    return preloaded.run(
        [steps, *words],
        module="tests.crash.hours",
        environment={**os.environ, "COMMONHOLD_DATA": str(data), **_SETTINGS},
        patience=120,
    )


@pytest.mark.parametrize(
    "steps",
    ["credit_leg:1", "credit_seal:1", "credit_balance:3", "credit_payment:1", "notifications_notification:2"],
)
def test_kill_9_leaves_nothing_half_done_and_the_same_payment_is_made_once(
    coop: Coop, tmp_path: Path, steps: str
) -> None:
    assert pays_until(steps, coop, tmp_path).returncode == -signal.SIGKILL
    assert (Entry.objects.count(), Leg.objects.count(), Payment.objects.count()) == (0, 0, 0)
    assert not Balance.objects.exclude(minutes=0).exists()
    first, again = pays_until("-", coop, tmp_path), pays_until("-", coop, tmp_path)
    assert (first.returncode, first.stdout) == (0, again.stdout), first.stderr
    assert (coop.owes("ada", "ben"), coop.owes("ben", "caro"), coop.owes("caro", "finn")) == (H, H, H)
    assert (Payment.objects.count(), counting.wrong()) == (1, 0)


@pytest.mark.parametrize("steps", ["credit_heldhop:1", "credit_payment:1"])
def test_kill_9_between_ending_a_hold_and_paying_it_leaves_it_held(
    coop: Coop, tmp_path: Path, steps: str
) -> None:
    hold(coop.ids["ada"], to_id=coop.ids["finn"], minutes=H, key="agreement:1", now=coop.now)
    assert pays_until(steps, coop, tmp_path, "forfeit").returncode == -signal.SIGKILL
    assert (HeldHop.objects.count(), Payment.objects.count()) == (3, 0)
    first, again = (pays_until("-", coop, tmp_path, "forfeit") for _each in range(2))
    assert (first.returncode, again.stdout.strip()) == (0, "None"), first.stderr
    assert (HeldHop.objects.count(), Payment.objects.count()) == (0, 1)
    assert (coop.owes("ada", "ben"), counting.wrong()) == (H, 0)
