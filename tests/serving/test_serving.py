"""The server itself, as `bin/run` starts it."""

from __future__ import annotations

import signal
import subprocess
from urllib.request import urlopen

import pytest


@pytest.fixture
def coop(coop_folder):
    coop = coop_folder(from_nothing=True)
    coop.start("--empty", anew=True)
    return coop


def test_both_names_of_this_machine_are_answered_and_it_stops_in_good_order(coop):
    for name in ("localhost", "127.0.0.1"):
        with urlopen(f"http://{name}:{coop.port}/") as answer:
            assert answer.status == 200
            assert answer.url == f"http://{name}:{coop.port}/"
    second = subprocess.run(
        coop.command("serve", "--empty", "--port", str(coop.port)),
        capture_output=True,
        text=True,
        check=False,
    )
    assert (second.returncode, second.stdout) == (1, "")
    assert "Choose another with --port" in second.stderr
    assert coop.stop(how=signal.SIGINT) == 0
    assert "Traceback" not in coop.log()
