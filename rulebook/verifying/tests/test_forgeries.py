"""The published list of forgeries: each is made, and each is refused for what it is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rulebook.ristretto import encode_scalar
from rulebook.sealed.tests import elections
from rulebook.sealed.tests.elections import Election
from rulebook.verifying import verify
from rulebook.verifying.bundle import Noted
from rulebook.verifying.tests import forging_counts
from rulebook.verifying.tests.forging import FORGERIES

PAGE = Path(__file__).parents[3] / "docs" / "rules" / "ballots.md"

assert forging_counts  # it adds its forgeries to the list


@pytest.fixture(scope="module")
def sound() -> Election:
    return elections.an_election()


def test_what_is_forged_was_sound(sound, tmp_path):
    assert verify(elections.write(sound.bundle.files(), tmp_path / "sound")).ok


@pytest.mark.parametrize("name", FORGERIES)
def test_a_forgery_is_refused(sound, name, tmp_path):
    forgery = FORGERIES[name]
    verdict = verify(elections.write(forgery.forge(sound), tmp_path / "forged"))
    assert not verdict.ok
    assert forgery.refused_with in str(verdict.bad)
    assert verdict.found == {}


def test_the_published_list_is_what_is_tested():
    [listed] = re.findall(r"^## Forgeries$(.*?)^## ", PAGE.read_text(), re.DOTALL | re.MULTILINE)
    assert sorted(re.findall(r"^- (.+?)\.?$", listed, re.MULTILINE)) == sorted(FORGERIES)


def test_a_whole_other_election_is_found_out_by_what_was_noted(sound, tmp_path):
    """Consistent in itself, with other voters: only what somebody noted elsewhere can tell."""
    other = elections.begin(sound.opening.question, ("gus", "eve"))
    bundle = other.counted([other.cast("gus", (1, 0, 0)), other.cast("eve", (1, 0, 0))])
    folder = elections.write(bundle.files(), tmp_path / "other")
    assert verify(folder).ok
    assert "election that was noted" in str(verify(folder, Noted(election=sound.opening.election.hex())).bad)


def test_a_last_ballot_that_was_never_let_in_is_missed_by_its_receipt(sound, tmp_path):
    """The server loses Caro's ballot at once, and everything fits: her receipt does not."""
    ballots = [each for place, each in enumerate(sound.bundle.ballots) if place != 3]
    folder = elections.write(sound.counted(ballots).files(), tmp_path / "lost")
    receipt = sound.ballot("caro", (0, 0, 0)).fingerprint.hex()
    assert verify(folder).ok
    assert "the ballot with the receipt" in str(verify(folder, Noted(receipts=(receipt,))).bad)
    assert verify(folder, Noted(box="ab" * 32)).bad == (
        "ballots.jsonl: not the ballot box that was noted on the record"
    )


@pytest.mark.parametrize("file", ["question", "opening", "tally", "result"])
@pytest.mark.parametrize("data", [b"", b"{}", b"[]", b"null", b"1.5", b"NaN", b'"\xff"', b'"\\ud800"'])
def test_what_is_no_message_is_refused(sound, file, data, tmp_path):
    folder = elections.write(sound.bundle.files() | {f"{file}.json": data}, tmp_path / "odd")
    assert str(verify(folder).bad).startswith(f"{file}.json")


@pytest.mark.parametrize("file", ["ceremony", "credentials", "ballots", "audits", "decryptions"])
@pytest.mark.parametrize("data", [b"{}\n", b"\n", b"[[]]\n", b"true\n", b'{"type":"ballot"}\n'])
def test_a_line_that_is_no_message_is_refused(sound, file, data, tmp_path):
    folder = elections.write(sound.bundle.files() | {f"{file}.jsonl": data}, tmp_path / "odd")
    assert str(verify(folder).bad).startswith(f"{file}.jsonl, line 1")


@given(data=st.data())
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_byte_of_any_file_can_be_changed(sound, data, tmp_path_factory):
    files = dict(sound.bundle.files())
    name = data.draw(st.sampled_from(sorted(files)))
    place = data.draw(st.integers(0, len(files[name]) - 2))  # the last byte ends the last line
    changed = bytearray(files[name])
    changed[place] ^= 1 << data.draw(st.integers(0, 6))
    folder = elections.write(files | {name: bytes(changed)}, tmp_path_factory.mktemp("changed"))
    assert not verify(folder).ok


def test_nothing_in_the_bundle_tells_a_secret(sound):
    everything = b"".join(sound.bundle.files().values())
    prepared = [sound.ballot("ben", (1, 1, 0)), sound.ballot("caro", (0, 0, 0))]
    secrets = [each.secret for each in sound.voters.values()]
    secrets += [each.secret for each in sound.board.trustees]
    secrets += [each.share(sound.board.deals) for each in sound.board.trustees]
    secrets += [r for each in prepared for r in each.randomness]
    for secret in secrets:
        assert encode_scalar(secret).hex().encode() not in everything
    for each in sound.board.trustees:
        assert each.seed.hex().encode() not in everything
