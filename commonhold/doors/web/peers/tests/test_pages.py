"""Pages about peers, and the witness as another co-op's server meets it."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client

from commonhold.civic.peers import actions, deposits
from commonhold.civic.peers.actions import note_contradiction
from commonhold.civic.peers.tests import other_co_op
from commonhold.civic.peers.tests.other_co_op import note_of
from commonhold.ground.charter.deciding import UNANIMOUS
from commonhold.ground.decisions.decision import Enactment
from commonhold.ground.installation.actions import install
from commonhold.ground.installation.mode import Mode
from commonhold.ground.record import sequencer
from rulebook.merkle import Frontier, WitnessRequest
from rulebook.merkle.tests.published import entries
from tests.cast import MORNING


@pytest.fixture(autouse=True)
def our_record(settings, tmp_path: Path, db: None) -> None:
    settings.RECORD_DIR, settings.KEYS_DIR = tmp_path / "record", tmp_path / "keys"
    install(mode=Mode.TEST, public_url="http://coop.example", now=MORNING)
    sequencer.sequence(MORNING)


@pytest.fixture
def peer(our_record: None) -> int:
    return actions.add(
        name="The bakers",
        url=other_co_op.URL,
        log_key=str(other_co_op.LOG_KEY),
        witness_key=str(other_co_op.WITNESS_KEY),
        is_mirrored=False,
        because=Enactment(1, MORNING, "proposal:1", UNANIMOUS),
    )


def asking(size: int) -> bytes:
    return WitnessRequest(0, (), note_of(size, Frontier().append(entries(size)).frontier.root)).format()


def test_a_stranger_reads_who_watches_whom_and_what_another_co_op_needs(client: Client, peer: int):
    page = client.get("/peers").content.decode()
    assert "The bakers" in page
    assert "/witness+" in page
    page = client.get(f"/peers/{peer}").content.decode()
    assert str(other_co_op.LOG_KEY) in page
    assert client.get("/peers/5").status_code == 404


def test_whether_we_keep_its_backups_is_shown_with_a_link_to_change_that(client: Client, peer: int):
    assert "We keep none of its backups." in client.get(f"/peers/{peer}").content.decode()
    agreed = Enactment(2, MORNING, "proposal:2", UNANIMOUS)
    deposits.agree_to_keep(peer, key="ab" * 32, megabytes=5, because=agreed)
    page = client.get(f"/peers/{peer}").content.decode()
    assert "up to 4.8" in page
    assert f"decision=peers.keep-backup.v1&amp;decision-peer={peer}" in page


def test_who_is_not_its_owner_finds_no_deposit(client: Client, peer: int):
    agreed = Enactment(2, MORNING, "proposal:2", UNANIMOUS)
    deposits.agree_to_keep(peer, key="ab" * 32, megabytes=5, because=agreed)
    for address in (f"/witness/deposit/{'ab' * 32}/", f"/witness/deposit/{'ab' * 32}/terms"):
        assert client.get(address).status_code == 404
    assert (
        client.post(f"/witness/deposit/{'ab' * 32}/terms", b"x", content_type="text/plain").status_code == 404
    )


def test_a_contradiction_is_shown_on_the_record_s_page_too(client: Client, peer: int):
    note_contradiction(peer, kind="fork", kept="one note", seen="another note", now=MORNING)
    for address in ("/record", "/peers", f"/peers/{peer}"):
        page = client.get(address).content.decode()
        assert "showed two different records" in page
        assert "another note" in page


def test_another_server_asks_for_a_signature_without_a_session(peer: int):
    server = Client(enforce_csrf_checks=True)
    answer = server.post("/witness/add-checkpoint", asking(3), content_type="text/plain")
    assert (answer.status_code, answer.content.decode()[:2]) == (200, "— ")
    again = server.post("/witness/add-checkpoint", asking(5), content_type="text/plain")
    assert (again.status_code, again.content, again["Content-Type"]) == (409, b"3\n", "text/x.tlog.size")
    assert server.get("/witness/add-checkpoint").status_code == 405


def test_a_request_that_is_too_large_is_refused_unread(peer: int, client: Client):
    answer = client.post("/witness/add-checkpoint", b"x" * 20_000, content_type="text/plain")
    assert answer.status_code == 413


def test_our_keys_are_public_files(client: Client, peer: int):
    assert client.get("/witness/vkey").content.decode().count("+") >= 2
    assert client.get("/record/witnesses").content == f"{other_co_op.WITNESS_KEY}\n".encode()
    assert client.get("/record/checkpoint").status_code == 200
    assert client.get(f"/peers/{peer}/mirror/checkpoint").status_code == 404
