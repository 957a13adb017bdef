"""A sealed vote in browsers of their own: trustees make the key, voters seal, no secret leaves a browser."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from playwright.sync_api import Request, expect

from rulebook.ristretto import encode_scalar
from rulebook.sealed.question import question_from
from rulebook.sealed.signatures import make_credential
from rulebook.sealed.trustees import Trustee
from rulebook.verifying import verify
from rulebook.verifying.bundle import Noted
from tests.journeys.accessibility import axe, violations
from tests.journeys.conftest import Visit
from tests.journeys.deciding import casts, counts_again, is_in_force
from tests.journeys.walking import Visitor
from tests.served import Coop

_SWITCH = '{"kind":"charter.set-parameter.v1","key":"sealed.allowed","value":"experimental"}'
_ENOUGH = ("ada", "ben", "caro", "finn")


class Listener:
    """Everything that one browser sends."""

    def __init__(self, visitor: Visitor) -> None:
        self.heard: list[bytes] = []
        visitor.page.context.on("request", self._note)

    def _note(self, request: Request) -> None:
        self.heard.append(request.url.encode() + json.dumps(request.headers).encode())
        self.heard.append(request.post_data_buffer or b"")


def test_a_sealed_vote_from_the_key_to_the_count_and_no_secret_leaves_a_browser(
    yard: Coop, visit: Visit, tmp_path: Path
) -> None:
    _switch_on(yard)
    ada, ben, caro = (visit(yard, name) for name in ("ada", "ben", "caro"))
    listeners = [Listener(each) for each in (ada, ben, caro)]
    for each in (ada, ben, caro):
        each.page.context.add_init_script(path=axe())
    at = _proposed_by(ada)

    for words in ("I am there", "Deal the shares", "Check my shares"):
        _do_their_part(at, words, ben, caro)
    assert ben.fits()
    assert violations(ben.page) == []

    for voter in (ada, ben, caro):
        voter.goes_to(at)
        voter.sees("Experimental: nobody from outside has audited this yet.")
        voter.presses("Get my ballot ready")
        voter.sees("Your ballot is ready in this browser.")
    yard.console("clock", "advance", "7d")

    # Ada opens her first ballot, and casts the second.
    ada.goes_to(at)
    _seals(ada, "Yes")
    ada.presses("Open it instead")
    assert _saved(ada, "Save the opened ballot")["values"] == [1, 0, 0]
    ada.presses("Show it to everybody")
    ada.sees("Now seal the ballot that you want to cast.")
    fingerprint = _casts(ada, "Yes")
    assert ada.fits()
    assert violations(ada.page) == []
    for voter, choice in ((ben, "No"), (caro, "Yes")):
        voter.goes_to(at)
        _casts(voter, choice)
    ada.page.reload()
    expect(ada.page.locator("[data-when=in]")).to_contain_text(fingerprint)
    yard.console("clock", "advance", "4d")

    # The trustees check all of it and open the sums.
    ada.goes_to(at)
    ada.sees("Nobody knows the result until enough trustees have opened it.")
    _do_their_part(at, "Check the vote and open my part", ben, caro)
    ada.page.reload()
    expect(ada.page.locator("#count")).to_contain_text("2 yes, 1 no, 0 abstained")
    counts_again(ben, int(at.rsplit("/", 1)[1]))
    ada.follows("the board")
    ada.fills(fingerprint=fingerprint)
    ada.presses("Find")
    ada.sees("This ballot is in the box, and counts.")
    assert ada.fits()
    assert violations(ada.page) == []

    folder = _bundle(ada, at, tmp_path)
    verdict = verify(folder, Noted(receipts=(fingerprint,)))
    assert (verdict.bad, verdict.found["counts"]) == (None, {"yes": 2, "no": 1, "abstain": 0})
    assert verdict.found["audited"] == 1

    heard = [said for each in listeners for said in each.heard]
    assert any(fingerprint.encode() in said or b'"ballot"' in said for said in heard)
    _what_they_keep_is_in_none_of((*heard, *_data(yard)), (ada, ben, caro), folder)
    yard.console("clock", "advance", "2d")
    is_in_force(caro, int(at.rsplit("/", 1)[1]))


def _what_they_keep_is_in_none_of(heard: Iterable[bytes], browsers: Sequence[Visitor], folder: Path) -> None:
    """Nothing that a browser sent, and no file of the co-op, has a secret in it."""
    question = json.loads((folder / "question.json").read_text())
    secrets = [each for browser in browsers for each in _secrets(browser, question)]
    assert len(secrets) == 3 * 4 + 2 * 4
    for said in heard:
        for secret in secrets:
            assert secret not in said


def _switch_on(yard: Coop) -> None:
    asked = ["--title", "Sealed votes", "--decision", _SWITCH]
    opened = yard.console("proposals", "open", "--as", "ada", *asked)
    casts(yard, opened["id"], "yes", *_ENOUGH)
    yard.console("clock", "advance", "4d")
    yard.console("clock", "advance", "2d")


def _do_their_part(at: str, words: str, *trustees: Visitor) -> None:
    for each in trustees:
        each.goes_to(f"{at}/trustee")
        each.presses(words)
        each.sees("Your part is in.")


def _saved(visitor: Visitor, words: str) -> dict[str, Any]:
    """What the browser writes on its own disk."""
    with visitor.page.expect_download() as saving:
        visitor.page.get_by_text(words).click()
    return dict(json.loads(Path(saving.value.path()).read_text()))


def _proposed_by(ada: Visitor) -> str:
    """Where the proposal stands; its trustees are Ben and Caro."""
    ada.goes_to("/decide/new?kind=resolve")
    ada.fills(title="The workshop on Sundays", resolution="It stays open.")
    ada.page.get_by_role("radio", name="Sealed (experimental)").check()
    for name in ("Ben", "Caro"):
        ada.page.get_by_role("checkbox", name=name, exact=True).check()
    ada.fills(needed="2")
    ada.presses("Look at what would change")
    ada.sees("The trustees make the key; the words are fixed")
    ada.presses(re.compile("Give notice|Hand it in"))
    ada.sees("Its trustees make the key to the count.")
    return ada.page.url


def _seals(voter: Visitor, choice: str) -> None:
    voter.page.get_by_role("radio", name=choice).check()
    voter.presses("Seal my ballot")
    voter.sees("Your ballot is sealed. This is its fingerprint:")


def _casts(voter: Visitor, choice: str) -> str:
    _seals(voter, choice)
    voter.presses("Cast my ballot")
    voter.sees("Your ballot is in, sealed and signed.")
    return voter.page.locator("[data-when=cast] [data-fingerprint]").inner_text()


def _bundle(visitor: Visitor, at: str, folder: Path) -> Path:
    answer = visitor.page.context.request.get(f"{at}/bundle.zip")
    with zipfile.ZipFile(io.BytesIO(answer.body())) as packed:
        packed.extractall(folder / "bundle")
    return folder / "bundle"


def _secrets(visitor: Visitor, plain: dict[str, Any]) -> Iterator[bytes]:
    """Seeds and what follows from them, as texts and as bytes, from what this browser keeps."""
    question = question_from(plain)
    kept = json.loads(visitor.page.evaluate("JSON.stringify({...localStorage})"))
    found = {name: json.loads(value) for name, value in kept.items() if name.startswith("commonhold/sealed/")}
    for name, value in found.items():
        seed = bytes.fromhex(value["seed"])
        if "/voter/" in name:
            secret = make_credential(seed, question.hash).secret
        else:
            secret = Trustee(question, value["place"], seed).secret
        for each in (seed, encode_scalar(secret)):
            yield from (each, each.hex().encode())


def _data(yard: Coop) -> Iterator[bytes]:
    for path in yard.data.rglob("*"):
        if path.is_file():
            yield path.read_bytes()
