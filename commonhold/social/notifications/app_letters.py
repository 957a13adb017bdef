"""What an app is sent when it rings: Mastodon's own JSON, and the token by which it knows for whom.

A token is kept nowhere but here, sealed with a key that lies in a file beside the database (Fernet).
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.utils.translation import get_language

from commonhold.ground import keys
from commonhold.social.notifications.app_types import type_of
from commonhold.social.notifications.queries import Group
from commonhold.social.notifications.sentences import sentence
from commonhold.social.posts import audiences

_ICON = "/static/commonhold/icons/app-192.png"


def sealed(token: str) -> str:
    """A token as it may be kept."""
    return _seal(settings.KEYS_DIR / "push-tokens").encrypt(token.encode()).decode()


def payload(group: Group, more: str, *, sealed_token: str, base: str) -> dict[str, Any] | None:
    """What Mastodon sends. None when the key is another than the one that sealed the token.

    Words that are not for everybody are left out, as for browsers: the app asks for them with its token.
    """
    try:
        token = _seal(settings.KEYS_DIR / "push-tokens").decrypt(sealed_token.encode()).decode()
    except InvalidToken:
        return None
    by = group.actors[0] if group.actors else None if group.post is None else group.post.author
    icon = by.avatar_url if by is not None and by.avatar_url else _ICON
    is_open = group.post is not None and audiences.is_open(group.post.audience)
    return {
        "access_token": token,
        "preferred_locale": get_language() or settings.LANGUAGE_CODE,
        "notification_id": group.id,
        "notification_type": type_of(group.kind),
        "icon": icon if icon.startswith(("https://", "http://")) else f"{base.rstrip('/')}{icon}",
        "title": sentence(group)[:300],
        "body": more if is_open else "",
    }


@lru_cache(maxsize=1)
def _seal(path: Path) -> Fernet:
    return Fernet(keys.read_or_make(path, Fernet.generate_key))
