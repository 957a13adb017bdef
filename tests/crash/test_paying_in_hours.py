"""The plug is pulled during a payment over three people: it is done or not done, and never twice."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connections

from commonhold.civic.credit import counting
from commonhold.civic.credit.models import Balance, Entry, Leg, Payment
from commonhold.civic.credit.tests.conftest import Coop, H, begin

_SETTINGS = {"DJANGO_SETTINGS_MODULE": "commonhold.house.settings"}
_CHECKOUT = Path(__file__).resolve().parents[2]


@pytest.fixture
def coop(committing_db: str) -> Coop:
    return begin()


def pays_until(steps: str, coop: Coop, data: Path) -> subprocess.CompletedProcess[str]:
    connections["default"].close()
    words = [coop.now.isoformat(), str(coop.ids["ada"]), str(coop.ids["finn"]), "agreement:1"]
    return subprocess.run(
        [sys.executable, "-m", "tests.crash.hours", steps, *words],
        cwd=_CHECKOUT,
        env={**os.environ, "COMMONHOLD_DATA": str(data), **_SETTINGS},
        capture_output=True,
        check=False,
        text=True,
        timeout=120,
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
