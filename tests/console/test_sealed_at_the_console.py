"""A sealed vote whose trustees work with the console's tool, at their own tables."""

from __future__ import annotations

from pathlib import Path

from tests.console.typed import Desk, ballot, typed

_SWITCH = '{"kind":"charter.set-parameter.v1","key":"sealed.allowed","value":"experimental"}'
_RESOLVE = '{"kind":"governance.resolve.v1","text":"The workshop stays open."}'


def test_trustees_with_the_consoles_tool_make_the_key_of_a_vote(play: Desk, tmp_path: Path) -> None:
    words = ["--title", "Sealed votes", "--decision", _SWITCH]
    switch = play.gets("proposals", "open", "--as", "ada", *words)["id"]
    for name in ("ada", "ben", "caro"):
        play.gets(*ballot(name, switch))
    play.gets("clock", "advance", "7d")
    trustees = ["--trustee", "ben", "--trustee", "caro", "--needed", "2"]
    asked = ["--title", "The workshop", "--decision", _RESOLVE, *trustees]
    made = str(play.gets("proposals", "open", "--as", "ada", *asked)["id"])
    folder, line = tmp_path / "public", tmp_path / "message.json"
    for verb in ("arrive", "deal", "answer"):
        play.gets("ballots", "export", "--proposal", made, folder)
        for name in ("ben", "caro"):
            more = ["--name", f"@{name}"] if verb == "arrive" else []
            said = typed("trustee", verb, folder, "--secret", tmp_path / f"{name}.secret", *more)
            line.write_text(said.out)
            play.gets("ballots", "hand-in", "--as", name, "--proposal", made, line)
    assert play.gets("proposals", "show", made)["state"] == "notice"
    assert "reads" not in play.refusal("ballots", "export", "--proposal", str(switch), folder)
    missing = play.refusal("ballots", "hand-in", "--as", "ben", "--proposal", made, tmp_path / "nowhere")
    assert "can't be read" in missing
