"""How others find who is meant by a name: WebFinger (RFC 7033) and host-meta (RFC 6415)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

import orjson
from django.http import HttpRequest, HttpResponse
from django.utils.html import escape
from django.views.decorators.http import require_safe

from commonhold.doors.activitypub import addresses
from commonhold.doors.activitypub.answers import ACTIVITY_JSON
from commonhold.doors.activitypub.documents.actors import SERVER_NAME, acct, group_name
from commonhold.doors.calls.addresses import address, base, domain
from commonhold.ground.refusal import NotFound
from commonhold.social.groups import queries as groups
from commonhold.social.groups.queries import GroupLine
from commonhold.social.people import queries as people
from commonhold.social.people.queries import ANYONE, Described

_JRD = "application/jrd+json; charset=utf-8"
_PAGE = re.compile(r"/(@|g/)([A-Za-z0-9_]{1,30})/?")
_SUBSCRIBE = "http://ostatus.org/schema/1.0/subscribe"
_PROFILE = "http://webfinger.net/rel/profile-page"
_AVATAR = "http://webfinger.net/rel/avatar"
_LONGEST = 1000


@dataclass(frozen=True)
class _Found:
    """Who is meant: her name, her actor's URI, her page."""

    name: str
    uri: str
    page: str
    avatar: str = ""


@require_safe
def webfinger(request: HttpRequest) -> HttpResponse:
    """GET /.well-known/webfinger: by `acct:`, by an actor's URI, or by a page's address."""
    resource = request.GET.get("resource", "").strip()
    if not resource or len(resource) > _LONGEST:
        return _answer({"error": "Which resource?"}, 400)
    found = _meant(resource)
    if found is None:
        return _answer({"error": "Not found"}, 404)
    links: list[dict[str, str]] = [
        {"rel": "self", "type": ACTIVITY_JSON, "href": found.uri},
        {"rel": _PROFILE, "type": "text/html", "href": found.page},
        {"rel": _SUBSCRIBE, "template": f"{base()}/authorize_interaction?uri={{uri}}"},
    ]
    if found.avatar:
        links.append({"rel": _AVATAR, "href": address(found.avatar)})
    wanted = request.GET.getlist("rel")
    body = {
        "subject": acct(found.name),
        "aliases": [found.page, found.uri],
        "links": [each for each in links if not wanted or each["rel"] in wanted],
    }
    return _answer(body)


@require_safe
def host_meta(_request: HttpRequest) -> HttpResponse:
    """GET /.well-known/host-meta: where WebFinger is, for who asks in XML."""
    template = escape(_template())
    xml = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<XRD xmlns="http://docs.oasis-open.org/ns/xri/xrd-1.0">'
        f'<Link rel="lrdd" template="{template}"/></XRD>\n'
    )
    return _kept(HttpResponse(xml, content_type="application/xrd+xml; charset=utf-8"))


@require_safe
def host_meta_json(_request: HttpRequest) -> HttpResponse:
    """GET /.well-known/host-meta.json."""
    link = {"rel": "lrdd", "type": "application/jrd+json", "template": _template()}
    return _answer({"links": [link]}, kind="application/json; charset=utf-8")


def _template() -> str:
    return f"{base()}/.well-known/webfinger?resource={{uri}}"


def _meant(resource: str) -> _Found | None:
    if resource.lower().startswith(("https://", "http://")):
        return _by_address(resource)
    name, at, where = resource.removeprefix("acct:").lstrip("@").rpartition("@")
    if not at or where.lower() != domain().lower():
        return None
    name = unquote(name).lower()
    if name in {SERVER_NAME, domain().lower()}:
        return _server()
    return _person_called(name) or _group_called(name)


def _by_address(uri: str) -> _Found | None:
    if uri in {addresses.server(), base(), f"{base()}/"}:
        return _server()
    ours = addresses.ours(uri)
    if ours is not None and not ours.part:
        found = _person if ours.kind == "people" else _group
        return found(ours.id) if ours.kind in {"people", "groups"} else None
    page = _PAGE.fullmatch(uri.removeprefix(base())) if addresses.is_ours(uri) else None
    if page is None:
        return None
    return _person_called(page[2]) if page[1] == "@" else _group_called(page[2])


def _person_called(name: str) -> _Found | None:
    """A person of ours; whoever is called by her group's name is found by it while nobody else has it."""
    try:
        return _person(people.by_handle(ANYONE, name).id)
    except NotFound:
        return None


def _group_called(name: str) -> _Found | None:
    handle = name.removesuffix(group_name(""))
    found = groups.known_as(ANYONE, handle)
    return None if found is None else _group(found)


def _person(person_id: int) -> _Found | None:
    one: Described | None = people.described(ANYONE, [person_id]).get(person_id)
    if one is None or one.is_gone or not one.is_local:
        return None
    line = one.line
    page = address(f"/@{line.handle}")
    return _Found(line.handle, addresses.person(line.id), page, line.avatar_url or "")


def _group(group_id: int) -> _Found | None:
    line: GroupLine | None = groups.lines(ANYONE, [group_id]).get(group_id)
    if line is None or not line.is_readable_by_all:
        return None
    return _Found(group_name(line.handle), addresses.group(line.id), address(f"/g/{line.handle}"))


def _server() -> _Found:
    return _Found(SERVER_NAME, addresses.server(), address("/about"))


def _answer(body: dict[str, Any], status: int = 200, *, kind: str = _JRD) -> HttpResponse:
    return _kept(HttpResponse(orjson.dumps(body), status=status, content_type=kind))


def _kept(response: HttpResponse) -> HttpResponse:
    """Programs of web pages ask too (RFC 7033 §5)."""
    response["Access-Control-Allow-Origin"] = "*"
    response["Cache-Control"] = "public, max-age=180"
    return response
