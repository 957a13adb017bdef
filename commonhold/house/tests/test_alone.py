"""On SQLite one process does everything: nobody starts a part of it by mistake."""

from __future__ import annotations

import argparse

import pytest

from commonhold.doors.console.answer import MISCONFIGURED
from commonhold.house import serve, work


@pytest.mark.parametrize(
    ("run", "args"),
    [
        (work.run, argparse.Namespace()),
        (serve.run, argparse.Namespace(host="127.0.0.1", port=0, web_only=True)),
    ],
)
def test_pages_alone_and_the_work_alone_are_refused_over_sqlite(run, args, capsys):
    assert run(args) == MISCONFIGURED
    assert "On SQLite one process does everything" in capsys.readouterr().err
