"""OAuth 2 for apps: the authorization code flow with PKCE, tokens of apps alone, and revoking (RFC 6749,
7636, 7009). The protocol is oauthlib's; here stands what it asks of us, and how an app is led back.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.db import transaction
from oauthlib.oauth2 import FatalClientError, OAuth2Error
from oauthlib.oauth2.rfc6749.endpoints import AuthorizationEndpoint, RevocationEndpoint, TokenEndpoint
from oauthlib.oauth2.rfc6749.grant_types import AuthorizationCodeGrant, ClientCredentialsGrant
from oauthlib.oauth2.rfc6749.tokens import BearerToken

from commonhold.social.apps.desk import Desk
from commonhold.social.apps.queries import OUT_OF_BAND, AppView
from commonhold.social.apps.refusals import NotAnOpenQuestion
from commonhold.social.people import queries as people

#: oauthlib refuses addresses without TLS; whether ours has it is the web server's to say.
_HERE = "https://here.invalid/oauth"
_NO_RESPONSE = ""


@dataclass(frozen=True)
class Question:
    """What an app asks of a person, found to be in order. `params` are to be sent again with her answer."""

    app: AppView
    scopes: tuple[str, ...]
    redirect_uri: str
    params: Mapping[str, str]
    credentials: Mapping[str, Any]


@dataclass(frozen=True)
class Answer:
    """What an app is told: a status, a JSON body and headers. `body` may be empty."""

    status: int
    body: str
    headers: Mapping[str, str]


@dataclass(frozen=True)
class LedBack:
    """Where the browser goes now; without an address the code is shown to be copied."""

    url: str | None
    code: str = ""


def read_question(params: Mapping[str, str], *, now: datetime) -> Question | LedBack:
    """What an app asks. What it may be told of itself leads back to it at once.

    Raises NotAnOpenQuestion where it can't be trusted to be led back to.
    """
    desk = Desk(now)
    try:
        asked, credentials = _authorizing(desk).validate_authorization_request(_asking(params))
    except FatalClientError as error:
        raise NotAnOpenQuestion(error.error) from error
    except OAuth2Error as error:
        return _led_back(params.get("redirect_uri", ""), dict(error.twotuples))
    return Question(desk.app(), tuple(asked), str(credentials["redirect_uri"]), params, credentials)


@transaction.atomic
def let_in(by: int, *, question: Question, now: datetime) -> LedBack:
    """Say yes for `by`. The app gets a code that it must change for a token within minutes."""
    people.must_be_here(by)
    desk = Desk(now, person_id=by)
    _authorizing(desk).create_authorization_response(
        _asking(question.params), scopes=list(question.scopes), credentials=dict(question.credentials)
    )
    told = {"code": desk.code, "state": question.params.get("state", "")}
    return _led_back(question.redirect_uri, told)


def turn_away(question: Question) -> LedBack:
    """Say no; the app is told so."""
    state = question.params.get("state", "")
    return _led_back(question.redirect_uri, {"error": "access_denied", "state": state})


@transaction.atomic
def exchange(params: Mapping[str, str], headers: Mapping[str, str], *, now: datetime) -> Answer:
    """Change a code for a token, or give an app a token of its own; errors as RFC 6749 §5.2 names them."""
    desk = Desk(now)
    grants = {
        "authorization_code": AuthorizationCodeGrant(request_validator=desk, refresh_token=False),
        "client_credentials": ClientCredentialsGrant(request_validator=desk),
    }
    bearer = BearerToken(request_validator=desk)
    endpoint = TokenEndpoint("authorization_code", default_token_type=bearer, grant_types=grants)
    told, body, status = endpoint.create_token_response(
        _HERE, http_method="POST", body=urlencode(params), headers=dict(headers)
    )
    return Answer(status, body or "", told)


@transaction.atomic
def revoke(params: Mapping[str, str], headers: Mapping[str, str], *, now: datetime) -> Answer:
    """Take a token back. One that is gone already is well; another app's is refused (RFC 7009 §2.1)."""
    desk = Desk(now)
    told, body, status = RevocationEndpoint(desk).create_revocation_response(
        _HERE, http_method="POST", body=urlencode(params), headers=dict(headers)
    )
    if desk.is_foreign:
        return Answer(403, '{"error": "unauthorized_client"}', {"Content-Type": "application/json"})
    return Answer(status, body or "{}", told)


def _authorizing(desk: Desk) -> AuthorizationEndpoint:
    grant = AuthorizationCodeGrant(request_validator=desk)
    return AuthorizationEndpoint(
        _NO_RESPONSE,
        default_token_type=BearerToken(request_validator=desk),
        response_types={"code": grant, _NO_RESPONSE: grant},
    )


def _asking(params: Mapping[str, str]) -> str:
    return f"{_HERE}?{urlencode(params)}"


def _led_back(redirect_uri: str, told: Mapping[str, str]) -> LedBack:
    """The address with what is told. Taking it apart would lose the slashes of `app://`."""
    if redirect_uri == OUT_OF_BAND:
        return LedBack(None, told.get("code", ""))
    joiner = "&" if "?" in redirect_uri else "?"
    return LedBack(f"{redirect_uri}{joiner}{urlencode({k: v for k, v in told.items() if v})}")
