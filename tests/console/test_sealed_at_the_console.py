"""A sealed vote whose trustees and voters work with the console's tools, at their own tables."""

from __future__ import annotations

from pathlib import Path

from tests.console.typed import NO, Desk, ballot, typed

_SWITCH = '{"kind":"charter.set-parameter.v1","key":"sealed.allowed","value":"experimental"}'
_RESOLVE = '{"kind":"governance.resolve.v1","text":"The workshop stays open."}'


def test_a_sealed_vote_goes_its_way_with_the_consoles_tools_alone(play: Desk, tmp_path: Path) -> None:
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
    files = ("ada", "ben", "caro")
    for name in files:
        seat = play.gets("ballots", "seat", "--as", name, "--proposal", made)["seat"]
        said = typed("voter", "register", folder, "--secret", tmp_path / f"{name}.voter", "--seat", seat)
        line.write_text(said.out)
        play.gets("ballots", "hand-in", "--as", name, "--proposal", made, line)
    play.gets("clock", "advance", "7d")
    play.gets("ballots", "export", "--proposal", made, folder)
    for name, values in (("ada", "[0,1,0]"), ("ada", "[1,0,0]"), ("ben", "[1,0,0]"), ("caro", "[0,0,1]")):
        kept: list[str | Path] = ["--secret", tmp_path / f"{name}.voter", "--values", values]
        line.write_text(typed("voter", "seal", folder, *kept).out)
        play.gets("ballots", "hand-in", "--as", name, "--proposal", made, line)
    opened = typed("voter", "open", folder, *kept)
    line.write_text(opened.out)
    audited = typed("ballots", "audit", folder, line, "--json").value
    assert audited["values"] == {"yes": 0, "no": 0, "abstain": 1}
    assert typed("voter", "seal", folder, *kept[:3], "[1,1,0]").status == NO
    play.gets("clock", "advance", "5d")
    play.gets("ballots", "export", "--proposal", made, folder)
    for name in ("ben", "caro"):
        line.write_text(typed("trustee", "open", folder, "--secret", tmp_path / f"{name}.secret").out)
        play.gets("ballots", "hand-in", "--as", name, "--proposal", made, line)
    assert play.gets("proposals", "show", made)["counts"] == {
        "yes": 2,
        "no": 0,
        "abstain": 1,
        "outcome": "carried",
    }
    play.gets("ballots", "export", "--proposal", made, folder)
    assert typed("ballots", "verify", folder, "--json").value["ok"]
    assert "no sealed vote" in play.refusal("ballots", "export", "--proposal", str(switch), folder)
    missing = play.refusal("ballots", "hand-in", "--as", "ben", "--proposal", made, tmp_path / "nowhere")
    assert "can't be read" in missing
