"""Requests signed as RFC 9421 has it, with the digest of RFC 9530."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Mapping
from datetime import datetime
from email.utils import format_datetime

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from commonhold.ground.signing import digests
from commonhold.ground.signing.fields import InnerList, Item, Unreadable, Value, byte_sequences, inner_lists
from commonhold.ground.signing.keys import PrivateKey, sign
from commonhold.ground.signing.request import Flaw, Flawed, Request, Scheme, Statement

_MOST = 4  # signatures of one request that are looked at

# §2.2: what a request has besides headers.
_DERIVED: dict[str, Callable[[Request], str]] = {
    "@method": lambda request: request.method.upper(),
    "@target-uri": lambda request: request.url,
    "@authority": lambda request: request.authority,
    "@scheme": lambda request: request.parts.scheme,
    "@request-target": lambda request: request.target,
    "@path": lambda request: request.path,
    "@query": lambda request: f"?{request.parts.query}",
}


def sign_message(
    method: str,
    url: str,
    headers: Mapping[str, str],
    body: bytes | None,
    *,
    key_id: str,
    key: PrivateKey,
    now: datetime,
) -> dict[str, str]:
    """`headers`, with those that sign them. `url` is as it is asked for, without a fragment."""
    said = {**headers, "Host": Request(method, url, {}).authority, "Date": format_datetime(now, usegmt=True)}
    covered = ["@method", "@target-uri"]
    if body is not None:
        said["Content-Digest"] = digests.content_digest(body)
        covered.append("content-digest")
    covered += [name.lower() for name in said if name.lower() == "collection-synchronization"]
    parameters: dict[str, Value] = {
        "created": int(now.timestamp()),
        "keyid": key_id,
        "alg": "ed25519" if isinstance(key, Ed25519PrivateKey) else "rsa-v1_5-sha256",
    }
    form = InnerList([Item(name, {}) for name in covered], parameters)
    request = Request(method, url, {name.lower(): value for name, value in said.items()})
    said["Signature-Input"] = f"sig1={form}"
    said["Signature"] = f"sig1=:{b64encode(sign(key, _base(request, form))).decode()}:"
    return said


def read(request: Request) -> list[Statement]:
    """What each of the signatures says, in their order. Raises Flawed where none can be read."""
    try:
        forms = inner_lists(request.headers["signature-input"])
        signatures = byte_sequences(request.headers.get("signature", ""))
    except ValueError as broken:
        raise Flawed(Flaw.UNREADABLE) from broken
    found = []
    for label, form in list(forms.items())[:_MOST]:
        try:
            found.append(_statement(request, form, signatures[label]))
        except (KeyError, Unreadable):
            continue  # another may be one that can be read
    if not found:
        raise Flawed(Flaw.UNREADABLE)
    return found


def _statement(request: Request, form: InnerList, signature: bytes) -> Statement:
    said = form.parameters
    texts = [_base(request, form)]
    if request.parts.query:
        texts.append(_base(request.without_query(), form))
    return Statement(
        scheme=Scheme.MESSAGES,
        key_id=str(said.get("keyid", "")),
        algorithm=str(said.get("alg", "")).lower(),
        covered=frozenset(each.value for each in form.items),
        created=_whole(said.get("created")),
        expires=_whole(said.get("expires")),
        signature=signature,
        texts=tuple(texts),
    )


def _base(request: Request, form: InnerList) -> bytes:
    """§2.5. Raises KeyError for a component that did not come, Unreadable for one that is not used here."""
    names = [each.value for each in form.items]
    if len(set(names)) < len(names):
        raise Unreadable("a component twice")
    lines = [f"{item}: {_component(request, item)}" for item in form.items]
    return "\n".join([*lines, f'"@signature-params": {form}']).encode()


def _component(request: Request, item: Item) -> str:
    if item.parameters:
        raise Unreadable("a component with parameters")
    if item.value.startswith("@"):
        return _DERIVED[item.value](request)
    return request.headers[item.value].strip()


def _whole(value: object) -> int | None:
    if value is None:
        return None
    if not isinstance(value, int) or isinstance(value, bool):
        raise Unreadable("a time that is no number")
    return value
