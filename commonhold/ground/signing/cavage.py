"""Requests signed as draft-cavage-http-signatures-12 has it: what most of the Fediverse speaks.

`hs2019` says “as the key is”; with an RSA key the Fediverse means RSASSA-PKCS1-v1_5 with SHA-256 by it.
"""

from __future__ import annotations

import re
from base64 import b64decode, b64encode
from collections.abc import Mapping
from datetime import datetime
from email.utils import format_datetime

from commonhold.ground.signing import digests
from commonhold.ground.signing.keys import PrivateKey, sign
from commonhold.ground.signing.request import Flaw, Flawed, Request, Scheme, Statement

_LONGEST = 8192
_PARAMETER = re.compile(r'\s*([A-Za-z]+)\s*=\s*(?:"([^"]*)"|(\d+))\s*(,|$)')


def sign_cavage(
    method: str,
    url: str,
    headers: Mapping[str, str],
    body: bytes | None,
    *,
    key_id: str,
    key: PrivateKey,
    now: datetime,
) -> dict[str, str]:
    """`headers`, with those that sign them; of a POST the digest and the content type are signed too."""
    said = {**headers, "Host": Request(method, url, {}).authority, "Date": format_datetime(now, usegmt=True)}
    covered = ["(request-target)", "host", "date"]
    if body is not None:
        said["Digest"] = digests.digest(body)
        covered.append("digest")
    lower = {name.lower(): value for name, value in said.items()}
    covered += [name for name in ("content-type", "collection-synchronization") if name in lower]
    text = _text(Request(method, url, lower), covered, {})
    signature = b64encode(sign(key, text)).decode()
    said["Signature"] = (
        f'keyId="{key_id}",algorithm="rsa-sha256",headers="{" ".join(covered)}",signature="{signature}"'
    )
    return said


def read(request: Request) -> Statement:
    """What the header `Signature` says. Raises Flawed."""
    found = _parameters(request.headers["signature"])
    covered = found.get("headers", "date").lower().split()
    try:
        signature = b64decode(found["signature"], validate=True)
        created, expires = (int(found[name]) if name in found else None for name in ("created", "expires"))
        texts = [_text(request, covered, found)]
    except (KeyError, ValueError) as missing:
        raise Flawed(Flaw.UNREADABLE) from missing
    if request.parts.query:
        texts.append(_text(request.without_query(), covered, found))
    return Statement(
        scheme=Scheme.CAVAGE,
        key_id=found.get("keyId", ""),
        algorithm=found.get("algorithm", "hs2019").lower(),
        covered=frozenset(covered),
        created=created if "(created)" in covered else None,
        expires=expires,
        signature=signature,
        texts=tuple(texts),
    )


def _parameters(header: str) -> dict[str, str]:
    """Some begin with the word “Signature”, as in `Authorization`. Raises Flawed."""
    found: dict[str, str] = {}
    if len(header) > _LONGEST:
        raise Flawed(Flaw.UNREADABLE)
    place = len("Signature ") if header.startswith("Signature ") else 0
    while place < len(header):
        one = _PARAMETER.match(header, place)
        if one is None or one[1] in found:
            raise Flawed(Flaw.UNREADABLE)
        found[one[1]] = one[2] if one[2] is not None else one[3]
        place = one.end()
    return found


def _text(request: Request, covered: list[str], parameters: Mapping[str, str]) -> bytes:
    """§2.3: one line for each. Raises KeyError for a header that did not come."""
    own = {"(request-target)": f"{request.method.lower()} {request.target}"}
    own |= {f"({name})": value for name, value in parameters.items() if name in {"created", "expires"}}
    lines = [f"{name}: {own[name] if name[0] == '(' else request.headers[name].strip()}" for name in covered]
    return "\n".join(lines).encode()
