"""Apps and their tokens: registering, changing a code for a token, taking one back, and who I am."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import orjson
from django.http import HttpRequest

from commonhold.doors.calls.addresses import address, base
from commonhold.doors.calls.answers import Answer
from commonhold.doors.calls.asked import Asked
from commonhold.doors.calls.endpoint import Who, endpoint
from commonhold.social.apps import actions, queries, scopes
from commonhold.social.apps.queries import AppView
from commonhold.social.notifications.push import public_key

if TYPE_CHECKING:
    from commonhold.social.apps.oauth import Answer as Told


@endpoint(who=Who.ANYONE)
def register(asked: Asked) -> dict[str, Any]:
    """POST /api/v1/apps. Its secret is told here and never again."""
    uris = [line for each in asked.texts("redirect_uris") for line in each.split()]
    made = actions.register_app(
        name=asked.text("client_name"),
        redirect_uris=tuple(uris),
        scopes=asked.text("scopes"),
        website=asked.text("website"),
        now=asked.now,
    )
    return {
        **_application(made.app),
        "client_id": made.app.client_id,
        "client_secret": made.secret,
        "client_secret_expires_at": 0,
    }


@endpoint(who=Who.APP)
def verify_app(asked: Asked) -> dict[str, Any]:
    """GET /api/v1/apps/verify_credentials."""
    assert asked.bearer is not None
    return _application(queries.app_of(asked.bearer))


@endpoint(who=Who.ANYONE)
def token(asked: Asked) -> Answer:
    """POST /oauth/token."""
    from commonhold.social.apps import oauth  # noqa: PLC0415 - oauthlib: sixty modules, for those who sign in

    return _told(oauth.exchange(_texts(asked), _authorization(asked.request), now=asked.now))


@endpoint(who=Who.ANYONE)
def revoke(asked: Asked) -> Answer:
    """POST /oauth/revoke."""
    from commonhold.social.apps import oauth  # noqa: PLC0415 - as above

    return _told(oauth.revoke(_texts(asked), _authorization(asked.request), now=asked.now))


@endpoint(who=Who.ANYONE)
def metadata(asked: Asked) -> dict[str, Any]:
    """GET /.well-known/oauth-authorization-server (RFC 8414)."""
    return {
        "issuer": f"{base()}/",
        "service_documentation": "https://docs.joinmastodon.org/",
        "authorization_endpoint": address("/oauth/authorize"),
        "token_endpoint": address("/oauth/token"),
        "app_registration_endpoint": address("/api/v1/apps"),
        "revocation_endpoint": address("/oauth/revoke"),
        "userinfo_endpoint": address("/oauth/userinfo"),
        "scopes_supported": list(scopes.KNOWN),
        "response_types_supported": ["code"],
        "response_modes_supported": ["query"],
        "grant_types_supported": ["authorization_code", "client_credentials"],
        "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post"],
        "code_challenge_methods_supported": ["S256"],
    }


def _application(app: AppView) -> dict[str, Any]:
    return {
        "id": str(app.id),
        "name": app.name,
        "website": app.website or None,
        "scopes": list(app.scopes),
        "redirect_uri": "\n".join(app.redirect_uris),
        "redirect_uris": list(app.redirect_uris),
        "vapid_key": public_key(),
    }


def _texts(asked: Asked) -> dict[str, str]:
    return {name: asked.text(name) for name in asked.sent if not isinstance(asked.sent[name], (dict, list))}


def _authorization(request: HttpRequest) -> dict[str, str]:
    value = request.headers.get("Authorization", "")
    return {"Authorization": value} if value else {}


def _told(told: Told) -> Answer:
    headers = {name: value for name, value in told.headers.items() if name != "Content-Type"}
    return Answer(orjson.loads(told.body), told.status, headers)
