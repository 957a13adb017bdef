"""What oauthlib asks while it checks a request: who the app is, what it may ask, what a code is for."""

from __future__ import annotations

import binascii
from base64 import b64decode
from datetime import datetime, timedelta
from hmac import compare_digest
from typing import Any

from oauthlib.common import Request
from oauthlib.oauth2 import RequestValidator

from commonhold.social.apps import scopes as scope_rules
from commonhold.social.apps.models import App, Code, Token
from commonhold.social.apps.queries import AppView, view_of
from commonhold.social.apps.tokens import digest, keep_token

_MINUTES = 10  # that a code waits for its app


class Desk(RequestValidator):  # type: ignore[misc]  # oauthlib has no types
    """One request's. Names and arguments are oauthlib's."""

    def __init__(self, now: datetime, *, person_id: int | None = None) -> None:
        super().__init__()
        self._now, self._person_id = now, person_id
        self._app: App | None = None
        self._kept: Code | None = None
        self.code = ""  # the one that was just given
        self.is_foreign = False  # was another app's token to be revoked?

    def app(self) -> AppView:
        """The app that asks, once it is known."""
        if self._app is None:
            raise ValueError("no app was asked for yet")
        return view_of(self._app)

    # --- who asks ---------------------------------------------------------------------------------
    def validate_client_id(self, client_id: str, request: Request, *_more: Any, **_named: Any) -> bool:
        return self._meet(client_id, request)

    def client_authentication_required(self, request: Request, *_more: Any, **_named: Any) -> bool:
        return True

    def authenticate_client(self, request: Request, *_more: Any, **_named: Any) -> bool:
        client_id, secret = _credentials(request)
        known = self._meet(client_id, request)
        app = self._app
        return known and app is not None and compare_digest(app.secret_digest, digest(secret))

    def authenticate_client_id(self, client_id: str, request: Request, *_more: Any, **_named: Any) -> bool:
        return False

    # --- what it may ask --------------------------------------------------------------------------
    def validate_redirect_uri(
        self, client_id: str, redirect_uri: str, request: Request, *_more: Any, **_named: Any
    ) -> bool:
        return redirect_uri in self.app().redirect_uris

    def get_default_redirect_uri(
        self, client_id: str, request: Request, *_more: Any, **_named: Any
    ) -> str | None:
        if self._kept is not None:
            return self._kept.redirect_uri
        known = self.app().redirect_uris
        return known[0] if len(known) == 1 else None

    def validate_response_type(
        self, client_id: str, response_type: str, client: App, request: Request, *_more: Any, **_named: Any
    ) -> bool:
        return response_type == "code"

    def validate_grant_type(
        self, client_id: str, grant_type: str, client: App, request: Request, *_more: Any, **_named: Any
    ) -> bool:
        return grant_type in {"authorization_code", "client_credentials"}

    def get_default_scopes(self, client_id: str, request: Request, *_more: Any, **_named: Any) -> list[str]:
        return [scope_rules.DEFAULT]

    def validate_scopes(
        self, client_id: str, scopes: list[str], client: App, request: Request, *_more: Any, **_named: Any
    ) -> bool:
        held = self.app().scopes
        return scope_rules.are_known(scopes) and all(scope_rules.covers(held, each) for each in scopes)

    # --- codes ------------------------------------------------------------------------------------
    def is_pkce_required(self, client_id: str, request: Request) -> bool:
        return False  # apps have secrets; who sends a challenge is held to it

    def save_authorization_code(
        self, client_id: str, code: dict[str, str], request: Request, *_more: Any, **_named: Any
    ) -> None:
        if self._person_id is None:
            raise ValueError("nobody said yes")
        self.code = code["code"]
        Code.objects.create(
            digest=digest(self.code),
            app_id=self.app().id,
            person_id=self._person_id,
            scopes=" ".join(request.scopes),
            redirect_uri=request.redirect_uri,
            challenge=request.code_challenge or "",
            challenge_method=request.code_challenge_method or "",
            expires_at=self._now + timedelta(minutes=_MINUTES),
        )

    def validate_code(
        self, client_id: str, code: str, client: App, request: Request, *_more: Any, **_named: Any
    ) -> bool:
        rows = Code.objects.select_for_update().filter(digest=digest(code), app=client)
        self._kept = rows.filter(expires_at__gte=self._now).first()
        if self._kept is None:
            return False
        request.user, request.scopes = self._kept.person_id, self._kept.scopes.split()
        return True

    def get_code_challenge(self, code: str, request: Request) -> str | None:
        return (self._kept and self._kept.challenge) or None

    def get_code_challenge_method(self, code: str, request: Request) -> str | None:
        return (self._kept and self._kept.challenge_method) or None

    def confirm_redirect_uri(
        self, client_id: str, code: str, redirect_uri: str, client: App, *_more: Any, **_named: Any
    ) -> bool:
        return self._kept is not None and self._kept.redirect_uri == redirect_uri

    def invalidate_authorization_code(
        self, client_id: str, code: str, request: Request, *_more: Any, **_named: Any
    ) -> None:
        Code.objects.filter(digest=digest(code)).delete()

    # --- tokens -----------------------------------------------------------------------------------
    def save_bearer_token(self, token: dict[str, Any], request: Request, *_more: Any, **_named: Any) -> None:
        """Keep it, and tell what Mastodon's Token tells: when it was made, and no end, since it has none."""
        del token["expires_in"]
        token["created_at"] = int(self._now.timestamp())
        keep_token(
            self.app().id,
            self._kept.person_id if self._kept else None,
            tuple(request.scopes),
            value=token["access_token"],
            now=self._now,
        )

    def revoke_token(
        self, token: str, token_type_hint: str, request: Request, *_more: Any, **_named: Any
    ) -> None:
        row = Token.objects.filter(digest=digest(token)).first()
        if row is not None and row.app_id != self.app().id:
            self.is_foreign = True
        elif row is not None:
            row.delete()

    def _meet(self, client_id: str, request: Request) -> bool:
        self._app = App.objects.filter(client_id=client_id or "").exclude(secret_digest="").first()
        request.client = self._app
        return self._app is not None


def _credentials(request: Request) -> tuple[str, str]:
    """The app's name and secret, from the body or the header (RFC 6749 §2.3.1)."""
    scheme, _space, packed = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() == "basic":
        try:
            client_id, _colon, secret = b64decode(packed, validate=True).decode().partition(":")
        except (binascii.Error, UnicodeDecodeError):
            return "", ""
        return client_id, secret
    return request.client_id or "", request.client_secret or ""
