"""The app in Ben's pocket, which he let in and uses on his way to work."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from urllib.parse import parse_qs, urlsplit

from commonhold.house.demo.town import Town
from commonhold.social.apps import actions, oauth
from commonhold.social.apps.oauth import Question

_BACK = "pocket://signed-in"
_SCOPES = "read write:statuses write:media write:favourites write:bookmarks push"


def plan(town: Town) -> None:
    """Let in in the fourth week."""
    town.calendar.on(22.4, partial(_lets_in, town))


def _lets_in(town: Town, at: datetime) -> None:
    made = actions.register_app(
        name="Pocket", redirect_uris=(_BACK,), scopes=_SCOPES, website="https://pocket.example", now=at
    )
    params = {"client_id": made.app.client_id, "redirect_uri": _BACK, "response_type": "code"}
    question = oauth.read_question({**params, "scope": _SCOPES}, now=at)
    if not isinstance(question, Question):
        raise ValueError("the demo's app asks as it should not")
    url = urlsplit(str(oauth.let_in(town.ids["ben"], question=question, now=at).url))
    change = {
        "grant_type": "authorization_code",
        "client_id": made.app.client_id,
        "client_secret": made.secret,
        "redirect_uri": _BACK,
        "code": parse_qs(url.query)["code"][0],
    }
    oauth.exchange(change, {}, now=at)
