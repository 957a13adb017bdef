"""The plug is pulled during a payout run: it goes on where it stood, and nothing is paid twice."""

from __future__ import annotations

import os
import signal
import subprocess
from pathlib import Path

import pytest
from django.db import connections

from commonhold.civic.payments.models import Claim, Transfer
from commonhold.civic.payments.tests.conftest import WORK, give_account, owes, prepare
from commonhold.civic.payments.tests.files import CAROS, FINNS
from commonhold.civic.payments.tests.test_runs import gives_details
from commonhold.civic.payments.tests.test_statements import held
from commonhold.civic.treasury.tests.conftest import FOUNDERS, Coop, build
from commonhold.ground.ledger import queries as ledger
from tests import preloaded

_SETTINGS = {"DJANGO_SETTINGS_MODULE": "commonhold.house.settings"}


@pytest.fixture
def coop(committing_db: str) -> Coop:
    coop = give_account(prepare(build(FOUNDERS)))
    for name, iban in (("caro", CAROS), ("finn", FINNS)):
        gives_details(coop, name, iban)
        owes(coop, name, subject=name, cents=6_500)
    return coop


def pay_until(steps: str, coop: Coop, data: Path) -> subprocess.CompletedProcess[str]:
    connections["default"].close()
    people = [str(coop.ids[name]) for name in ("ben", "ada")]
    return preloaded.run(
        [steps, coop.now.isoformat(), *people],
        module="tests.crash.payer",
        environment={**os.environ, "COMMONHOLD_DATA": str(data), **_SETTINGS},
        patience=120,
    )


@pytest.mark.parametrize(
    "steps",
    [
        "payments_transfer:2",
        "payments_claim:2",
        "payments_runstep:1",
        "payments_runstep:3",
        "payments_runstep:4",
        "ledger_seal:1",
        "ledger_seal:2",
        "payments_part:2",
    ],
)
def test_kill_9_leaves_a_run_that_goes_on_and_pays_once(coop: Coop, tmp_path: Path, steps: str) -> None:
    assert pay_until(steps, coop, tmp_path).returncode == -signal.SIGKILL
    again = pay_until("-", coop, tmp_path)
    assert (again.stdout.strip(), again.returncode) == ("paid", 0), again.stderr
    assert Transfer.objects.count() == Claim.objects.count() == 2
    assert (held("assets:bank"), held(WORK)) == (-12_000, 0)
    assert ledger.check().ok
