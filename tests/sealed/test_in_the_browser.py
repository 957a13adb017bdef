"""The browser's booth and trustee, run by node: to the byte what the rulebook makes, and it verifies."""

from __future__ import annotations

import contextlib
import json
import shutil
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from rulebook.canonical import Json, canonical
from rulebook.ristretto import ORDER, encode_scalar
from rulebook.sealed import booth
from rulebook.sealed.signatures import make_credential, registration
from rulebook.sealed.tests import elections
from rulebook.sealed.tests.elections import APPROVAL, PLURALITY, SCORE, begin, ceremony, chance, seed
from rulebook.sealed.tests.test_trustees import wrong_share
from rulebook.verifying import verify
from rulebook.verifying.ballots import Standing, check_ballot
from rulebook.verifying.question import read_question
from rulebook.verifying.tests import forging_counts
from rulebook.verifying.tests.forging import FORGERIES
from tests import absent

STATIC = Path(__file__).parents[2] / "commonhold" / "doors" / "web" / "static" / "commonhold"
RFC_9496 = json.loads((STATIC.parents[4] / "tests" / "vectors" / "ristretto255.json").read_text())

Does = Callable[[str, object], Any]


@pytest.fixture(scope="module")
def does(tmp_path_factory: pytest.TempPathFactory) -> Does:
    """Asks the modules as they are served, in a folder that tells node that they are modules."""
    node = shutil.which("node")
    if node is None:
        absent.skip("Node.js", "apt install npm")
    yard = tmp_path_factory.mktemp("browser")
    (yard / "package.json").write_text('{"type": "module"}')
    shutil.copytree(STATIC / "js" / "sealed", yard / "js" / "sealed")
    shutil.copytree(STATIC / "vendor", yard / "vendor")
    shutil.copy(Path(__file__).parent / "doing.mjs", yard)

    def ask(name: str, question: object) -> Any:
        asked = json.dumps([name, question])
        done = subprocess.run(
            [node, yard / "doing.mjs"], input=asked, capture_output=True, text=True, check=False, timeout=120
        )
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    return ask


def test_the_group_is_that_of_the_rfc(does):
    assert does("multiples", 16) == RFC_9496["multiples"]
    second = RFC_9496["multiples"][1][:-2] + f"{int(RFC_9496['multiples'][1][-2:], 16) | 0x80:02x}"
    assert does("accepted", [*RFC_9496["invalid"], second, "", "00"]) == []
    scalars = [ORDER.to_bytes(32, "little").hex(), "ff" * 32, "00", encode_scalar(7).hex()]
    assert does("acceptedScalars", scalars) == scalars[3:]


def test_json_is_spelled_as_the_rulebook_spells_it(does):
    values: list[Json] = [
        {"b": [1, True, None], "a": 'é\u2028"\\\n\x01'},
        {"\U0001f600": 1, "\ufb33": 2},
        [],
        {},
        "ä/",
        -5,
    ]
    assert does("canonical", values) == [canonical(each).decode() for each in values]


@pytest.mark.parametrize(
    ("asked", "values"),
    [(APPROVAL, (1, 0, 1)), (APPROVAL, (0, 0, 0)), (PLURALITY, (0, 1)), (SCORE, (5, 2))],
    ids=str,
)
def test_a_ballot_from_the_browser_is_the_rulebooks_to_the_byte_and_verifies(does, asked, values):
    election = begin(asked, ("ada",))
    secret = seed("voter", "ada")
    made = does(
        "ballot",
        {
            "election": {"question": asked.plain(), "opening": election.opening.plain()},
            "values": values,
            "turn": 2,
            "previous": "ab" * 32,
            "seed": secret.hex(),
            "sealing": seed("sealing").hex(),
            "signing": seed("signing").hex(),
            "registering": seed("registering").hex(),
            "seat": "Platz Ä",
        },
    )
    ada = make_credential(secret, asked.hash)
    prepared = booth.prepare(
        election.opening,
        ada.public,
        values,
        turn=2,
        previous=bytes.fromhex("ab" * 32),
        chance=chance("sealing"),
    )
    assert made == {
        "registration": registration(ada, question=asked.hash, seat="Platz Ä", chance=chance("registering")),
        "cast": booth.cast(prepared, ada, chance("signing")),
        "audit": booth.open_for_audit(prepared),
        "fingerprint": prepared.fingerprint.hex(),
    }
    standing = Standing(
        read_question(asked.plain(), "question"),
        election.opening.election,
        election.opening.key,
        frozenset({ada.public}),
    )
    assert check_ballot(standing, made["cast"], "ballot").fingerprint == prepared.fingerprint


def test_the_browser_seals_nothing_that_the_question_does_not_allow(does):
    election = begin(APPROVAL, ("ada",))
    votes = [[1, 1, 1], [2, 0, 0], [-1, 1, 1], [1, 0], [0.5, 0, 0], [1, 0, 0, 0], [1, 1, 0]]
    asked = {
        "election": {"question": APPROVAL.plain(), "opening": election.opening.plain()},
        "votes": votes,
        "seed": seed("ada").hex(),
    }
    assert does("refusedVotes", asked) == votes[:-1]
    asked["election"]["question"]["options"] = ["Hill", "Lake", "Sea"]  # type: ignore[index]
    assert does("refusedVotes", asked) == votes  # the page shows other options than were opened


@pytest.mark.parametrize("asked", [APPROVAL, SCORE], ids=["two of three", "three of three"])
def test_trustees_in_the_browser_and_at_the_console_make_the_same_key_and_open_it(does, asked, tmp_path):
    seeds = [seed("trustee", str(place)).hex() for place in (1, 2, 3)]
    board = ceremony(asked)
    made = does("ceremony", {"question": asked.plain(), "seeds": seeds})
    assert made == {"arrivals": board.arrivals, "deals": board.deals, "answers": board.answers}
    election = begin(asked, ("ada",), board)
    bundle = election.counted([election.cast("ada", (1,) + (0,) * (len(asked.options) - 1))])
    parts = [
        does(
            "decryption",
            {
                "question": asked.plain(),
                "place": place,
                "seed": seeds[place - 1],
                "tally": bundle.tally,
                "qualified": board.deals,
            },
        )
        for place in range(1, asked.threshold + 1)
    ]
    assert parts == bundle.decryptions
    assert verify(elections.write(bundle.files(), tmp_path / "bundle")).ok


#: What a browser is not asked before it opens the sums: how files are spelled, what comes after them, and
#: the values in ballots that voters opened, which they check with another device.
NOT_THE_BROWSERS = frozenset(
    {
        "JSON that is not canonical",
        "a booth that seals another vote than was chosen",
        "a file more than there are",
        "a file that is cut short",
        "a key twice in one object",
        "a result that is right modulo the order",
        "a result with weights of other trustees",
        "a trustee named whose part is not there",
        "a trustee's part that is wrong",
        "a trustee's part twice",
        "an altered result",
        "fewer trustees than are needed",
        "more voters than ballots",
        "one trustee named twice to make enough",
        "one trustee's part in another's name",
        "parts swapped between two options",
        "parts that open another tally",
    }
)


def board_of(files: Mapping[str, bytes]) -> dict[str, Any]:
    """The files as the page's script is given them."""
    one = {name: json.loads(files[f"{name}.json"]) for name in ("question", "opening", "tally")}
    several = ("ceremony", "credentials", "ballots", "audits")
    lists = {name: [json.loads(each) for each in files[f"{name}.jsonl"].splitlines()] for name in several}
    lists["registrations"] = lists.pop("credentials")
    places = [each["place"] for each in lists["ceremony"] if each["type"] == "deal"]
    return {**one, **lists, "qualified": places}


def test_a_trustees_browser_refuses_to_open_whatever_was_forged(does):
    assert forging_counts  # its forgeries are on the list too
    sound = elections.an_election()
    boards = {"sound": board_of(sound.bundle.files())}
    for name in FORGERIES.keys() - NOT_THE_BROWSERS:
        with contextlib.suppress(ValueError, KeyError, RecursionError):  # what is no JSON reaches no script
            boards[name] = board_of(FORGERIES[name].forge(sound))
    refused = does("refusedBoards", boards)
    assert refused.pop("sound") == ""
    assert [name for name, why in refused.items() if not why] == []
    assert len(refused) > 40


def test_the_browser_complains_about_a_share_that_does_not_fit(does):
    board = wrong_share(ceremony(APPROVAL), dealer=1, to=3)
    seeds = [seed("trustee", str(place)).hex() for place in (1, 2, 3)]
    made = does("ceremony", {"question": APPROVAL.plain(), "seeds": seeds, "spoilt": board.deals})
    assert made["answers"] == board.answers
    assert [len(each["complaints"]) for each in made["answers"]] == [0, 0, 1]
