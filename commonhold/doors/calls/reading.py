"""What apps send: query, form, multipart and JSON bodies, all read into one tree.

Names with brackets are nested as Rails reads them, which is what apps write: `media_ids[]=1`,
`poll[options][]=yes`, `fields_attributes[0][name]=Garden`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

import orjson
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, QueryDict
from django.http.multipartparser import MultiPartParser, MultiPartParserError
from django.http.request import RawPostDataException

from commonhold.doors.calls.answers import Wrong

_DEEPEST = 6
_JSON, _FORM = ("application/json", "text/json"), "application/x-www-form-urlencoded"
_BRACKET = re.compile(r"\[([^\[\]]*)\]")


def parameters(request: HttpRequest) -> tuple[dict[str, Any], dict[str, UploadedFile[Any]]]:
    """Everything that was sent, the body before the query; and the files by name. Raises Wrong (400, 413).

    Clients send bodies with GET too, and Rails reads them.
    """
    found = nested(_pairs(request.GET))
    try:
        body, files = _body(request)
    except RequestDataTooBig as error:
        raise Wrong(413, "Request body is too large") from error
    except (MultiPartParserError, SuspiciousOperation, RawPostDataException, UnicodeDecodeError) as error:
        raise Wrong(400, "The request's body can't be read") from error
    return {**found, **body}, files


def nested(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    """A tree of pairs like `("poll[options][]", "yes")`; what contradicts itself is left out."""
    tree: dict[str, Any] = {}
    for name, value in pairs:
        head, _bracket, _rest = name.partition("[")
        path = [head, *_BRACKET.findall(name)]
        if len(path) <= _DEEPEST:
            _put(tree, path, value)
    return tree


def is_read(kind: str) -> bool:
    """Is a whole body of this kind, which has no files in it, read here? Without a kind it is a form."""
    return kind in {*_JSON, _FORM, ""} or kind.endswith("+json")


def sent_in(kind: str, body: bytes) -> dict[str, Any]:
    """What a body of such a kind says. Raises Wrong (400), UnicodeDecodeError or SuspiciousOperation."""
    return nested(_pairs(QueryDict(body, encoding="utf-8"))) if kind in {_FORM, ""} else _json(body)


def _put(tree: dict[str, Any], path: list[str], value: Any) -> None:
    head, *rest = path
    if not rest:
        tree[head] = value
    elif rest == [""]:
        known = tree.setdefault(head, [])
        if isinstance(known, list):
            known.append(value)
    elif rest[0] == "":
        known = tree.setdefault(head, [])
        if isinstance(known, list):
            _put_in_last(known, rest[1:], value)
    else:
        known = tree.setdefault(head, {})
        if isinstance(known, dict):
            _put(known, rest, value)


def _put_in_last(rows: list[Any], path: list[str], value: Any) -> None:
    """`a[][x]=1&a[][y]=2&a[][x]=3` are two rows: a name that is known already begins the next."""
    if not rows or not isinstance(rows[-1], dict) or path[0] in rows[-1]:
        rows.append({})
    _put(rows[-1], path, value)


def _pairs(sent: QueryDict) -> Iterable[tuple[str, Any]]:
    return ((name, value) for name, values in sent.lists() for value in values)


def _body(request: HttpRequest) -> tuple[dict[str, Any], dict[str, UploadedFile[Any]]]:
    kind = request.content_type or ""
    if kind == "multipart/form-data":
        form, files = (
            (request.POST, request.FILES)
            if request.method == "POST"
            else MultiPartParser(request.META, request, request.upload_handlers, request.encoding).parse()
        )
        return nested(_pairs(form)), {
            name: file for name, file in files.items() if isinstance(file, UploadedFile)
        }
    return (sent_in(kind, request.body) if is_read(kind) else {}), {}


def _json(body: bytes) -> dict[str, Any]:
    if not body.strip():
        return {}
    try:
        sent = orjson.loads(body)
    except orjson.JSONDecodeError as error:
        raise Wrong(400, "The request's JSON can't be read") from error
    if not isinstance(sent, Mapping):
        raise Wrong(400, "The request's JSON must be an object")
    return dict(sent)
