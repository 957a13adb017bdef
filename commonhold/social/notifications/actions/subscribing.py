"""The apps that ring: one subscription for each token."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from commonhold.ground import ids
from commonhold.social.apps import queries as apps
from commonhold.social.notifications import app_letters, push
from commonhold.social.notifications.models import Device
from commonhold.social.notifications.refusals import NoSuchSubscription, NoSuchWish, StrangeDevice
from commonhold.social.people import queries as people

_URL_SAFE = str.maketrans("+/", "-_", "= \n")


@transaction.atomic
def subscribe_app(
    by: int,
    *,
    token: str,
    endpoint: str,
    public_key: str,
    secret: str,
    alerts: Collection[str],
    whose: str,
    is_standard: bool,
    now: datetime,
) -> None:
    """Let the app that holds `token` ring for `by`; what it asked before is forgotten.

    `alerts` are Mastodon's types; `whose` is "all", "followed", "follower" or "none". The keys may be in
    either alphabet of Base64. Raises NoSuchSubscription for a token that is not hers, StrangeDevice or
    NoSuchWish.
    """
    people.must_be_here(by)
    bearer = apps.bearer(token)
    if bearer is None or bearer.person_id != by:
        raise NoSuchSubscription
    public_key, secret = public_key.translate(_URL_SAFE), secret.translate(_URL_SAFE)
    if not push.can_reach(endpoint, public_key, secret):
        raise StrangeDevice
    _must_be_offered(whose)
    Device.objects.filter(token_id=bearer.token_id).delete()
    Device.objects.create(
        id=ids.new_id(now),
        person_id=by,
        token_id=bearer.token_id,
        sealed_token=app_letters.sealed(token),
        endpoint=endpoint,
        public_key=public_key,
        secret=secret,
        label=bearer.app_name[:80],
        alerts=" ".join(sorted(alerts)),
        whose=whose,
        is_standard=is_standard,
        since=now,
    )


@transaction.atomic
def change_subscription(by: int, *, token_id: int, alerts: Collection[str], whose: str) -> None:
    """Ring for these types, by these people. Raises NoSuchSubscription or NoSuchWish."""
    _must_be_offered(whose)
    mine = Device.objects.filter(person_id=by, token_id=token_id)
    if not mine.update(alerts=" ".join(sorted(alerts)), whose=whose):
        raise NoSuchSubscription


@transaction.atomic
def end_subscription(by: int, *, token_id: int) -> None:
    """It rings no more; harmless when it did not."""
    Device.objects.filter(person_id=by, token_id=token_id).delete()


def _must_be_offered(whose: str) -> None:
    if whose not in set(Device.Whose):
        raise NoSuchWish
