"""What a peer's server may keep with us: its own sealed pieces, within what was agreed."""

from __future__ import annotations

from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from commonhold.civic.peers import deposits
from commonhold.civic.peers.decisions import KeepBackup
from commonhold.civic.peers.models import Deposit
from commonhold.civic.peers.refusals import NoSuchPeer
from commonhold.ground.charter import queries as charter
from commonhold.ground.charter.deciding import UNANIMOUS
from commonhold.ground.decisions.actions import enact
from commonhold.ground.record import queries as record
from commonhold.ground.refusal import NotFound
from commonhold.ground.signing.messages import sign_message
from commonhold.ground.signing.request import Request
from tests.cast import MORNING

KEY = Ed25519PrivateKey.from_private_bytes(b"k" * 32)
PUBLIC = KEY.public_key().public_bytes_raw().hex()
CHUNK = f"chunks/ab/{'ab' * 32}"
URL = f"http://coop.example/witness/deposit/{PUBLIC}/{CHUNK}"


@pytest.fixture
def kept(peer: int, because, django_capture_on_commit_callbacks) -> int:
    deposits.agree_to_keep(peer, key=PUBLIC, megabytes=1, because=because)
    return Deposit.objects.get().id


def asked(body: bytes = b"", *, key: Ed25519PrivateKey = KEY, url: str = URL) -> Request:
    headers = sign_message("POST", URL, {}, body, key_id=PUBLIC, key=key, now=MORNING)
    return Request("POST", url, {name.lower(): value for name, value in headers.items()}, body)


def test_a_vote_has_so_much_of_it_kept_and_the_record_says_so(peer):
    decision = KeepBackup(str(peer), PUBLIC, 5)
    assert "5 MB" in decision.words()
    assert decision.preview(charter.current()).before == "—"
    assert enact([decision], reference="proposal:2", rule=UNANIMOUS, now=MORNING).done
    assert deposits.kept_for(peer).budget == 5_000_000
    (leaf,) = record.leaves(kind="peers.backup-kept")
    assert leaf.body["megabytes"] == 5


def test_no_key_no_peer_and_no_sum_of_that_kind_are_refused(peer, because):
    for decision, words in (
        (KeepBackup(str(peer), "abc", 5), "64 digits"),
        (KeepBackup("999", PUBLIC, 5), "peer"),
        (KeepBackup(str(peer), PUBLIC, -1), "between 0"),
    ):
        done = enact([decision], reference=f"proposal:{words}", rule=UNANIMOUS, now=MORNING)
        assert not done.done
    with pytest.raises(deposits.NotThatKey):
        deposits.agree_to_keep(peer, key="abc", megabytes=5, because=because)
    with pytest.raises(NoSuchPeer):
        deposits.agree_to_keep(999, key=PUBLIC, megabytes=5, because=because)


def test_who_signed_as_its_owner_puts_gets_lists_and_removes(kept):
    assert deposits.depositor(PUBLIC, asked(b"sealed"), now=MORNING) == kept
    deposits.put(kept, CHUNK, b"sealed")
    deposits.put(kept, CHUNK, b"sealed anew")
    assert deposits.get(kept, CHUNK) == b"sealed anew"
    assert list(deposits.listed(kept)) == [(CHUNK, 11)]
    assert Deposit.objects.get().used_bytes == 11
    deposits.remove(kept, CHUNK)
    deposits.remove(kept, CHUNK)
    assert (deposits.get(kept, CHUNK), Deposit.objects.get().used_bytes) == (None, 0)


def test_another_key_another_body_another_address_and_nobody_find_nothing(kept):
    strange = Ed25519PrivateKey.from_private_bytes(b"x" * 32)
    told = asked(b"sealed")
    for request in (
        Request(
            "POST", URL, {each: told.headers[each] for each in told.headers if each != "content-digest"}, b"x"
        ),
        asked(b"sealed", key=strange),
        Request("POST", URL, told.headers, b"other"),
        Request("POST", URL.replace(CHUNK, "terms"), told.headers, b"sealed"),
        Request("DELETE", URL, told.headers, b"sealed"),
        Request("POST", URL, {}, b"sealed"),
    ):
        with pytest.raises(NotFound):
            deposits.depositor(PUBLIC, request, now=MORNING)
    with pytest.raises(NotFound):
        deposits.depositor("ab" * 32, told, now=MORNING)


def test_more_than_was_agreed_and_names_that_lead_elsewhere_are_refused(kept, settings):
    with pytest.raises(deposits.NoRoom):
        deposits.put(kept, CHUNK, b"x" * 1_000_001)
    deposits.put(kept, CHUNK, b"x" * 900_000)
    with pytest.raises(deposits.NoRoom):
        deposits.put(kept, "terms", b"x" * 200_000)
    for name in ("../../keys/record", "chunks/../terms", "snapshots/x", ""):
        with pytest.raises(NotFound):
            deposits.put(kept, name, b"x")
    assert [each.name for each in Path(settings.DATA_DIR).glob("deposits/*/*")] == ["chunks"]


def test_when_it_is_over_what_lay_here_goes(
    peer, kept, because, settings, django_capture_on_commit_callbacks
):
    deposits.put(kept, CHUNK, b"sealed")
    with django_capture_on_commit_callbacks(execute=True):
        deposits.agree_to_keep(peer, key=PUBLIC, megabytes=0, because=because)
    assert deposits.kept_for(peer) is None
    assert list(Path(settings.DATA_DIR).glob("deposits/*/*")) == []
    with pytest.raises(NotFound):
        deposits.depositor(PUBLIC, asked(), now=MORNING)
