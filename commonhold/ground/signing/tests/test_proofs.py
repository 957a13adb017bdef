"""Documents with a proof in them, keys as texts, and the JSON that everybody writes alike."""

from __future__ import annotations

import json
import struct
from datetime import timedelta
from hashlib import sha256

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from hypothesis import given
from hypothesis import strategies as st

from commonhold.ground.signing import multikey
from commonhold.ground.signing.jcs import NotCanonical, canonical
from commonhold.ground.signing.keys import UnusableKey, private_key, public_key
from commonhold.ground.signing.proofs import is_proven, signers, with_proof
from tests.cast import MORNING

KEY_ID = "https://coop.example/ap/actor#ed25519"
CONTEXT = ["https://www.w3.org/ns/activitystreams", "https://w3id.org/security/data-integrity/v2"]
DOCUMENT = {"@context": CONTEXT, "type": "Announce", "shares": 3, "ratio": 0.5}


def signed(key, **more):
    return with_proof({**DOCUMENT, **more}, key_id=KEY_ID, key=key, created=MORNING)


def holds(document, key, now=MORNING) -> bool:
    return is_proven(document, key_id=KEY_ID, key=key.public_key(), now=now)


def test_a_document_says_who_proved_it_and_it_holds(small_key):
    document = signed(small_key)
    assert signers(document) == [KEY_ID]
    assert holds(document, small_key)
    assert holds(json.loads(json.dumps(document, indent=3, sort_keys=True)), small_key)


def test_whatever_is_changed_it_holds_no_longer(small_key):
    document = signed(small_key)
    assert not holds({**document, "shares": 4}, small_key)
    assert not holds({**document, "more": 1}, small_key)
    for name, value in [("created", "2020-01-01T00:00:00Z"), ("proofValue", "zabc"), ("proofValue", "0")]:
        assert not holds({**document, "proof": {**document["proof"], name: value}}, small_key)


@pytest.mark.parametrize(
    "change",
    [
        {"cryptosuite": "eddsa-rdfc-2022"},
        {"proofPurpose": "authentication"},
        {"type": "Ed25519Signature2020"},
        {"verificationMethod": "https://coop.example/ap/other#key"},
        {"verificationMethod": 7},
        {"proofValue": None},
    ],
)
def test_a_proof_of_another_kind_or_by_another_proves_nothing(small_key, change):
    document = signed(small_key)
    assert not holds({**document, "proof": {**document["proof"], **change}}, small_key)


@pytest.mark.parametrize("proof", [None, 7, "x", [], [None], {}, [{}] * 99])
def test_what_is_no_proof_is_none(small_key, proof):
    assert not holds({**DOCUMENT, "proof": proof}, small_key)


def test_words_added_to_the_context_come_after_those_that_were_signed(small_key):
    document = signed(small_key)
    assert holds({**document, "@context": [*CONTEXT, "https://more.example"]}, small_key)
    assert not holds({**document, "@context": ["https://evil.example", *CONTEXT]}, small_key)


def test_one_of_several_proofs_is_enough(small_key):
    document = signed(small_key)
    assert holds({**document, "proof": [{"type": "Other"}, document["proof"]]}, small_key)


def test_a_proof_that_has_ended_holds_no_longer(small_key):
    document = signed(small_key)
    assert holds(document, small_key, now=MORNING + timedelta(days=999))
    for expires, later in [("2026-05-05T00:00:00Z", timedelta(days=2)), ("some day", timedelta())]:
        options = {**document["proof"], "expires": expires}
        del options["proofValue"]
        bare = {name: value for name, value in document.items() if name != "proof"}
        signature = small_key.sign(sha256(canonical(options)).digest() + sha256(canonical(bare)).digest())
        ends = {**bare, "proof": {**options, "proofValue": multikey.encode(signature)}}
        assert holds(ends, small_key) == bool(later)
        assert not holds(ends, small_key, now=MORNING + later)


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (1.0, "1"),
        (-0.0, "0"),
        (1e21, "1e+21"),
        (1e20, "100000000000000000000"),
        (123e18, "123000000000000000000"),
        (1e-6, "0.000001"),
        (1e-7, "1e-7"),
        (1.5e-9, "1.5e-9"),
        (-71.184902, "-71.184902"),
        (333333333.33333329, "333333333.3333333"),
        (2**53 + 1, "9007199254740992"),
        (10**30, "1e+30"),
    ],
)
def test_numbers_are_written_as_ecmascript_writes_them(number, text):
    assert canonical([number]) == f"[{text}]".encode()


@pytest.mark.parametrize(
    ("bits", "text"),
    [
        # RFC 8785, appendix B.
        ("0000000000000001", "5e-324"),
        ("7fefffffffffffff", "1.7976931348623157e+308"),
        ("4340000000000001", "9007199254740994"),
        ("44b52d02c7e14af5", "9.999999999999997e+22"),
        ("444b1ae4d6e2ef4f", "999999999999999900000"),
        ("3eb0c6f7a0b5ed8d", "0.000001"),
        ("41b3de4355555557", "333333333.33333343"),
        ("43143ff3c1cb0959", "1424953923781206.2"),
    ],
)
def test_the_rfc_s_own_numbers(bits, text):
    (number,) = struct.unpack(">d", bytes.fromhex(bits))
    assert canonical(number) == text.encode()


@pytest.mark.parametrize(
    "value", [float("nan"), float("inf"), 10**400, "\ud800", {1: 2}, {"\udfff": 1}, {"a": {1}}]
)
def test_what_is_no_json_has_no_form(value):
    with pytest.raises(NotCanonical):
        canonical(value)


def test_depth_has_an_end():
    value: object = 1
    for _level in range(101):
        value = [value]
    with pytest.raises(NotCanonical):
        canonical(value)


def test_names_are_in_the_order_of_utf_16():
    assert canonical({"\ufb33": 1, "\U0001f600": 2, "1": 3}) == '{"1":3,"😀":2,"\ufb33":1}'.encode()


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_any_number_is_read_back_as_the_same(number):
    assert float(canonical(number)) == number


@given(st.binary(max_size=80))
def test_any_bytes_come_back_from_base58(data):
    assert multikey.decode(multikey.encode(data)) == data


@pytest.mark.parametrize("text", ["", "m123", "z0OIl", "zé", "z" + "2" * 3000])
def test_what_is_no_base58_is_refused(text):
    with pytest.raises(ValueError, match="base58"):
        multikey.decode(text)


def test_keys_of_both_kinds_come_back_from_their_text(eves_key, small_key):
    for key in (eves_key.public_key(), small_key.public_key()):
        assert multikey.read_public(multikey.public(key)) == key
    read = multikey.read_secret(multikey.secret(small_key))
    assert read.public_key() == small_key.public_key()
    for broken in ("z", "z6Mk", multikey.secret(small_key), "no"):
        with pytest.raises(UnusableKey):
            multikey.read_public(broken)
    for broken in ("z", "no", multikey.public(small_key.public_key())):
        with pytest.raises(UnusableKey):
            multikey.read_secret(broken)


def _pem(key) -> str:
    spki = serialization.PublicFormat.SubjectPublicKeyInfo
    written: bytes = key.public_bytes(serialization.Encoding.PEM, spki)
    return written.decode()


def test_a_key_that_is_weak_or_of_another_kind_is_not_used(eves_key):
    assert public_key(_pem(eves_key.public_key())) is public_key(_pem(eves_key.public_key()))
    curve = ec.generate_private_key(ec.SECP256R1())
    large = rsa.RSAPublicNumbers(2**40 + 1, eves_key.public_key().public_numbers().n).public_key()
    for pem in ("", "nonsense", _pem(curve.public_key()), _pem(large), "x" * 20_000):
        with pytest.raises(UnusableKey):
            public_key(pem)
    form = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    assert private_key(eves_key.private_bytes(*form).decode()).public_key() == eves_key.public_key()
    for pem in ("nonsense", curve.private_bytes(*form).decode()):
        with pytest.raises(UnusableKey):
            private_key(pem)
