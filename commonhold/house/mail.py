"""Where mail goes out."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

_PORTS = {"smtp": 587, "smtps": 465}


def mail_settings(url: str | None, data_dir: Path) -> dict[str, Any]:
    """Django's settings for `smtp://USER:PASSWORD@HOST?from=ADDRESS`, or `smtps://…` for TLS from the start.

    `smtp` asks for STARTTLS, except on this machine. Without a URL: files in the data folder. Raises
    ValueError for any other scheme, and where nobody is named as the sender.
    """
    if not url:
        return {
            "EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend",
            "EMAIL_FILE_PATH": data_dir / "outgoing-mail",
        }
    parts = urlsplit(url)
    sender = parse_qs(parts.query).get("from", [""])[0]
    if parts.scheme not in _PORTS or not parts.hostname or "@" not in sender:
        raise ValueError("Mail is smtp://USER:PASSWORD@HOST?from=ADDRESS or smtps://…")
    return {
        "EMAIL_BACKEND": "commonhold.house.post_office.PostOffice",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or _PORTS[parts.scheme],
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": parts.scheme == "smtp" and parts.hostname not in {"localhost", "127.0.0.1", "::1"},
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_TIMEOUT": 20,
        "DEFAULT_FROM_EMAIL": sender,
        "SERVER_EMAIL": sender,
    }
