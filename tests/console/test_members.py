"""Members and their classes, at the console."""

from __future__ import annotations

import json


def decided(play, *decisions: dict[str, object]) -> None:
    """Proposed by ada, carried by the founders, in force."""
    made = play.gets(
        *("proposals", "open", "--as", "ada", "--title", "Classes"),
        *(word for each in decisions for word in ("--decision", json.dumps(each))),
    )
    for name in ("ada", "ben", "caro"):
        play.gets("ballots", "cast", "--as", name, "--proposal", str(made["id"]), "--choices", "yes")
    play.gets("clock", "advance", "7d")


def test_classes_are_listed_and_a_member_is_moved_with_a_reason(play):
    [only] = play.gets("members", "classes")["classes"]
    assert (only["key"], only["members"], only["votes"]) == ("members", 3, True)
    decided(
        play,
        {"kind": "members.set-class.v1", "key": "workers", "name": "Workers", "joins": 0},
    )
    moved = play.gets("members", "move", "ben", "--to", "workers", "--because", "Hired.", "--as", "ada")
    assert moved == {"handle": "ben", "class": "workers"}
    listed = {
        each["handle"]: each["class"] for each in play.gets("members", "list", "--as", "caro")["members"]
    }
    assert listed == {"ada": "Members", "ben": "Workers", "caro": "Members"}
    assert "mandate" in play.refusal(
        "members", "move", "ada", "--to", "workers", "--because", "Why not.", "--as", "caro"
    )
