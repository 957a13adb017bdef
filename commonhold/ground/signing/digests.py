"""Digests of a body: `Digest` (RFC 3230, which draft-cavage goes with) and `Content-Digest` (RFC 9530)."""

from __future__ import annotations

import re
from base64 import b64decode, b64encode
from collections.abc import Mapping
from hashlib import sha256, sha512

HEADERS = ("digest", "content-digest")

_KNOWN = {"sha-256": sha256, "sha-512": sha512}
_ONE = re.compile(r"\s*([A-Za-z0-9-]+)\s*=\s*:?([A-Za-z0-9+/]+={0,2}):?\s*")


def digest(body: bytes) -> str:
    """A value for `Digest`."""
    return "SHA-256=" + b64encode(sha256(body).digest()).decode()


def content_digest(body: bytes) -> str:
    """A value for `Content-Digest`."""
    return "sha-256=:" + b64encode(sha256(body).digest()).decode() + ":"


Digests = dict[str, list[tuple[str, str]]]


def said(headers: Mapping[str, str]) -> Digests:
    """Which headers have digests that can be checked, and these: algorithm and base64."""
    found = {name: _digests(headers[name]) for name in HEADERS if name in headers}
    return {name: each for name, each in found.items() if each}


def all_match(found: Digests, body: bytes) -> bool:
    """Is every one of them of this body?"""
    return all(
        _decoded(value) == _KNOWN[algorithm](body).digest()
        for each in found.values()
        for algorithm, value in each
    )


def _digests(value: str) -> list[tuple[str, str]]:
    """Algorithm in lower case and base64, of each that is known."""
    found = [(one[1].lower(), one[2]) for each in value.split(",") if (one := _ONE.fullmatch(each))]
    return [each for each in found if each[0] in _KNOWN]


def _decoded(value: str) -> bytes:
    try:
        return b64decode(value, validate=True)
    except ValueError:
        return b""
