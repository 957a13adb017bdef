"""Data-integrity proofs with eddsa-jcs-2022 (W3C VC-DI-EdDSA §3.3, FEP-8b32): a signature within a document.

A proof says that whoever holds the key meant this document; whose key that is, and whether its controller may
say so, is another question.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from commonhold.ground.signing import multikey
from commonhold.ground.signing.jcs import NotCanonical, canonical
from commonhold.ground.signing.keys import PublicKey, verifies

_SUITE = "eddsa-jcs-2022"
_MOST = 5  # proofs of one document that are looked at

Document = Mapping[str, Any]


def with_proof(
    document: Document, *, key_id: str, key: Ed25519PrivateKey, created: datetime
) -> dict[str, Any]:
    """The document with its proof. Raises NotCanonical for what is no JSON."""
    proof: dict[str, Any] = {
        "type": "DataIntegrityProof",
        "cryptosuite": _SUITE,
        "verificationMethod": key_id,
        "proofPurpose": "assertionMethod",
        "created": created.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
    }
    if "@context" in document:
        proof = {"@context": document["@context"], **proof}
    bare = {name: value for name, value in document.items() if name != "proof"}
    return {**bare, "proof": {**proof, "proofValue": multikey.encode(key.sign(_hashed(bare, proof)))}}


def signers(document: Document) -> list[str]:
    """Ids of the keys by which the document says it is proven, in its order."""
    return [each["verificationMethod"] for each in _proofs(document)]


def is_proven(document: Document, *, key_id: str, key: PublicKey, now: datetime) -> bool:
    """Does one of its proofs hold with this key? Whoever asks has made sure whose key it is."""
    bare = {name: value for name, value in document.items() if name != "proof"}
    return any(
        _holds(bare, proof, key, now) for proof in _proofs(document) if proof["verificationMethod"] == key_id
    )


def _holds(bare: Document, proof: Document, key: PublicKey, now: datetime) -> bool:
    if not isinstance(key, Ed25519PublicKey):
        return False
    if _has_expired(proof, now) or not _begins_with(bare.get("@context"), proof.get("@context")):
        return False
    options = {name: value for name, value in proof.items() if name != "proofValue"}
    if "@context" in proof:
        bare = {**bare, "@context": proof["@context"]}
    try:
        signature = multikey.decode(proof["proofValue"])
        return verifies(key, signature, _hashed(bare, options))
    except (NotCanonical, ValueError):
        return False


def _hashed(document: Document, options: Document) -> bytes:
    return sha256(canonical(options)).digest() + sha256(canonical(document)).digest()


def _proofs(document: Document) -> list[Document]:
    """Those of a kind that can be checked here."""
    found = document.get("proof")
    listed = found if isinstance(found, list) else [found]
    return [each for each in listed[:_MOST] if isinstance(each, Mapping) and _is_usable(each)]


def _is_usable(proof: Document) -> bool:
    return (
        proof.get("type") == "DataIntegrityProof"
        and proof.get("cryptosuite") == _SUITE
        and proof.get("proofPurpose") == "assertionMethod"
        and isinstance(proof.get("verificationMethod"), str)
        and isinstance(proof.get("proofValue"), str)
    )


def _begins_with(context: Any, start: Any) -> bool:
    """§3.3.2: the document's context begins with the proof's, so that words mean what the signer meant."""
    if start is None:
        return True
    whole, first = (each if isinstance(each, list) else [each] for each in (context, start))
    return whole[: len(first)] == first


def _has_expired(proof: Document, now: datetime) -> bool:
    if "expires" not in proof:
        return False
    try:
        expires = datetime.fromisoformat(str(proof["expires"]))
    except ValueError:
        return True
    return expires.replace(tzinfo=expires.tzinfo or UTC) <= now
