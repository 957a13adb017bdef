"""A whole community comes along from the console, and goes again."""

from __future__ import annotations

from pathlib import Path

from commonhold.social.arrivals.tests.copy_maker import DOMAIN, write_copy
from tests.console.typed import Desk


def test_a_community_is_looked_at_brought_invited_freed_and_taken_back(real: Desk, tmp_path: Path) -> None:
    folder = str(write_copy(tmp_path / "copy"))
    assert real.gets("community", "preview", folder)["people"] == 5
    assert real.gets("community", "status") == {"communities": []}
    assert "No community" in real.refusal("community", "invite", DOMAIN)
    brought = real.gets("community", "import", folder)
    assert (brought["domain"], brought["state"], brought["counts"]["posts"]) == (DOMAIN, "done", 7)
    assert real.gets("community", "invite", DOMAIN) == {"to_be_sent": 4}
    assert real.gets("community", "free", "kim", "--because", "Long ago") == {"freed": "kim"}
    assert "Nobody of that name" in real.refusal("community", "free", "iris", "--because", "Long ago")
    assert real.gets("community", "undo", DOMAIN) == {"taken_back": 5}
    assert real.gets("community", "status")["communities"][0]["state"] == "undone"
    (tmp_path / "copy" / "users.csv").unlink()
    assert "users.csv" in real.refusal("community", "import", folder)


def test_before_there_is_a_co_op_every_verb_says_so(empty: Desk, tmp_path: Path) -> None:
    folder = str(write_copy(tmp_path / "copy"))
    for words in (
        ("preview", folder),
        ("import", folder),
        ("invite", DOMAIN),
        ("undo", DOMAIN),
        ("free", "kim", "--because", "Long ago"),
        ("status",),
    ):
        assert empty.refusal("community", *words) == "No co-op lives in this data folder yet."
