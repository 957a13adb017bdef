"""Signatures that no one here made: of RFC 9421 and of the W3C's and the FEP's test vectors."""

from __future__ import annotations

import json
import re
from base64 import b64decode, urlsafe_b64decode
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from commonhold.ground.signing import jcs, messages, multikey, proofs
from commonhold.ground.signing.keys import public_key, sign, verifies
from commonhold.ground.signing.request import Request
from tests.absent import vectors

BODY = b'{"hello": "world"}'
DIGEST = "sha-512=:WZDPaVn/7XgHaAy8pmojAkGWoRx2UFChF41A2svX+TaPm+AbwAgBWnrIiYllu7BNNyealdVLvRwEmTHWXvJwew==:"

# RFC 9421 B.1.1 and B.1.4: keys that everybody knows.
RSA = """-----BEGIN RSA PUBLIC KEY-----
MIIBCgKCAQEAhAKYdtoeoy8zcAcR874L8cnZxKzAGwd7v36APp7Pv6Q2jdsPBRrw
WEBnez6d0UDKDwGbc6nxfEXAy5mbhgajzrw3MOEt8uA5txSKobBpKDeBLOsdJKFq
MGmXCQvEG7YemcxDTRPxAleIAgYYRjTSd/QBwVW9OwNFhekro3RtlinV0a75jfZg
kne/YiktSvLG34lw2zqXBDTC5NHROUqGTlML4PlNZS5Ri2U4aCNx2rUPRcKIlE0P
uKxI4T+HIaFpv8+rdV6eUgOrB2xeI1dSFFn/nnv5OoZJEIB+VmuKn3DCUcCZSFlQ
PSXSfBDiUGhwOw76WuSSsf1D4b/vLoJ10wIDAQAB
-----END RSA PUBLIC KEY-----"""
ED25519 = urlsafe_b64decode("JrQLj5P_89iXES9-vFgrIy29clF9CC_oPPsw3c5D0bs=")
ED25519_SECRET = urlsafe_b64decode("n4Ni-HpISpVObnQMW0wOhCKROaIKqKtW_2ZYb2p9KcU=")


def arrived(host: str, **more: str) -> Request:
    headers = {
        "host": host,
        "date": "Tue, 20 Apr 2021 02:07:55 GMT",
        "content-type": "application/json",
        "content-digest": DIGEST,
        "content-length": "18",
        **{name.replace("_", "-"): value for name, value in more.items()},
    }
    return Request("POST", f"https://{host}/foo?param=Value&Pet=dog", headers, BODY)


def test_rfc_9421_b_2_6_ed25519():
    request = arrived(
        "example.com",
        signature_input='sig-b26=("date" "@method" "@path" "@authority" "content-type" "content-length")'
        ';created=1618884473;keyid="test-key-ed25519"',
        signature="sig-b26=:wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w6vuQv5lIp5"
        "WPpBKRCw==:",
    )
    (statement,) = messages.read(request)
    assert statement.key_id == "test-key-ed25519"
    key = Ed25519PublicKey.from_public_bytes(ED25519)
    assert verifies(key, statement.signature, statement.texts[0])
    assert (
        sign(Ed25519PrivateKey.from_private_bytes(ED25519_SECRET), statement.texts[0]) == statement.signature
    )


def test_rfc_9421_4_3_rsa_v1_5_beside_a_signature_that_is_not_used_here():
    request = arrived(
        "origin.host.internal.example",
        forwarded="for=192.0.2.123;host=example.com;proto=https",
        signature_input='sig1=("@method" "@authority" "@path" "content-digest" "content-type" '
        '"content-length");created=1618884475;keyid="test-key-ecc-p256", '
        'proxy_sig=("@method" "@authority" "@path" "content-digest" "content-type" "content-length" '
        '"forwarded");created=1618884480;keyid="test-key-rsa";alg="rsa-v1_5-sha256";expires=1618884540',
        signature="sig1=:X5spyd6CFnAG5QnDyHfqoSNICd+BUP4LYMz2Q0JXlb//4Ijpzp+kve2w4NIyqeAuM7jTDX+sNalzA8ESSaHD3A==:,"
        " proxy_sig=:S6ZzPXSdAMOPjN/6KXfXWNO/f7V6cHm7BXYUh3YD/fRad4BCaRZxP+JH+8XY1I6+8Cy+CM5g92iHgxtRPz"
        "+MjniOaYmdkDcnL9cCpXJleXsOckpURl49GwiyUpZ10KHgOEe11sx3G2gxI8S0jnxQB+Pu68U9vVcasqOWAEObtNKKZd8t"
        "SFu7LB5YAv0RAGhB8tmpv7sFnIm9y+7X5kXQfi8NMaZaA8i2ZHwpBdg7a6CMfwnnrtflzvZdXAsD3LH2TwevU+/PBPv0B6N"
        "MNk93wUs/vfJvye+YuI87HU38lZHowtznbLVdp770I6VHR6WfgS9ddzirrswsE1w5o0LV/g==:",
    )
    _first, proxy = messages.read(request)
    assert (proxy.algorithm, proxy.expires) == ("rsa-v1_5-sha256", 1618884540)
    assert verifies(public_key(RSA), proxy.signature, proxy.texts[0])


@pytest.fixture
def w3c() -> Path:
    return vectors() / "federation" / "eddsa-jcs-2022"


@pytest.fixture
def scenarios() -> list[Any]:
    """The JSON blocks of FEP-8b32's feature file: a document, it signed, it again, the actor."""
    text = (vectors() / "federation" / "fep-8b32" / "fep-8b32.feature").read_text()
    return [json.loads(each) for each in re.findall(r'"""\n(.*?)"""', text, re.DOTALL)]


def test_the_w3c_s_own_document_holds_and_each_step_gives_the_same_bytes(w3c):
    signed, keys = (json.loads((w3c / name).read_text()) for name in ("signedJCS.json", "keyPair.json"))
    bare = {name: value for name, value in signed.items() if name != "proof"}
    assert jcs.canonical(bare) == (w3c / "canonDocJCS.txt").read_bytes().strip()
    options = json.loads((w3c / "proofConfigJCS.json").read_text())
    assert jcs.canonical(options) == (w3c / "proofCanonJCS.txt").read_bytes().strip()
    key = multikey.read_public(keys["publicKeyMultibase"])
    (key_id,) = proofs.signers(signed)
    now = datetime(2026, 1, 1, tzinfo=UTC)
    assert proofs.is_proven(signed, key_id=key_id, key=key, now=now)
    secret = multikey.read_secret(keys["privateKeyMultibase"])
    created = datetime.fromisoformat(options["created"])
    assert proofs.with_proof(bare, key_id=key_id, key=secret, created=created) == signed


def test_the_fep_s_document_is_signed_as_it_says_and_holds(scenarios):
    document, signed, again, actor = scenarios
    secret = multikey.read_secret("z3u2en7t5LR2WtQH5PfFqMqwVHBeXouLzo6haApm8XHqvjxq")
    key_id = actor["assertionMethod"][0]["id"]
    created = datetime(2023, 2, 24, 23, 36, 38, tzinfo=UTC)
    assert proofs.with_proof(document, key_id=key_id, key=secret, created=created) == signed
    key = multikey.read_public(actor["assertionMethod"][0]["publicKeyMultibase"])
    assert proofs.is_proven(again, key_id=key_id, key=key, now=created)


def test_a_key_is_written_as_the_vectors_write_it(w3c):
    keys = json.loads((w3c / "keyPair.json").read_text())
    assert multikey.public(multikey.read_public(keys["publicKeyMultibase"])) == keys["publicKeyMultibase"]
    assert multikey.secret(multikey.read_secret(keys["privateKeyMultibase"])) == keys["privateKeyMultibase"]
    assert b64decode("") == multikey.decode("z")
