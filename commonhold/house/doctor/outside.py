"""How others reach this server: its address, its certificate, the web server in front, mail."""

from __future__ import annotations

import json
import smtplib
import socket
import ssl
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from django.conf import settings
from django.core.mail import get_connection
from django.core.mail.backends.smtp import EmailBackend

from commonhold.ground.installation.queries import place
from commonhold.house.doctor.finding import Finding, fine, warning, wrong

_PATIENCE = 10.0  # seconds
_SOON = 14  # days
_TLS = 443


@dataclass(frozen=True)
class Reached:
    """What came of asking our own public address. `https`: did the server know that it was asked so?"""

    trouble: str = ""
    https: bool = False
    certificate_until: datetime | None = None


Reach = Callable[[str], Reached]


def address_is_reached(reach: Reach) -> Iterator[Finding]:
    here = place()
    if here is None:
        yield warning(
            "founding", "No co-op is founded here yet.", "commonhold found, or open the first page."
        )
        return
    parts = urlsplit(here.public_url)
    if not here.is_real:
        yield fine("address", f"This is a {here.mode} co-op at {here.public_url}; nobody need reach it.")
        return
    if parts.scheme != "https" or parts.hostname in {"localhost", "127.0.0.1", "::1"}:
        yield wrong(
            "address",
            f"Others can't reach {here.public_url}, or whoever listens on the way reads everything.",
            "Put a web server with TLS in front (ops/caddy, ops/nginx), then commonhold address https://….",
        )
        return
    if not settings.SECURE:
        yield wrong(
            "https",
            "COMMONHOLD_SECURE is not set: cookies travel without TLS too.",
            "COMMONHOLD_SECURE=1 in /etc/commonhold/environment, and restart.",
        )
    found = reach(here.public_url)
    if found.trouble:
        yield wrong(
            "address",
            f"{here.public_url} can't be reached from here: {found.trouble}",
            "Look at the name's DNS, the firewall (ports 80 and 443) and the web server in front.",
        )
        return
    yield from _front(here.public_url, found)


def _front(url: str, found: Reached) -> Iterator[Finding]:
    if not found.https:
        yield wrong(
            "proxy",
            "The web server in front does not say that it was asked by https.",
            "It must set X-Forwarded-Proto and X-Forwarded-For: ops/caddy and ops/nginx show how.",
        )
    days = (found.certificate_until - datetime.now(UTC)).days if found.certificate_until else None
    if days is not None and days < _SOON:
        yield warning(
            "certificate",
            f"The certificate ends in {days} days.",
            "Caddy and certbot renew by themselves: look at their logs for why they did not.",
        )
    else:
        until = f"; the certificate lasts {days} more days" if days is not None else ""
        yield fine("address", f"{url} is reached by https{until}.")


def ask(url: str) -> Reached:
    """Ask `/healthz` there, as anybody would."""
    try:
        asked = Request(f"{url.rstrip('/')}/healthz", headers={"User-Agent": "commonhold-doctor"})  # noqa: S310 - https
        with urlopen(asked, timeout=_PATIENCE) as answer:  # noqa: S310 - https
            told = json.loads(answer.read(10_000))
    except (URLError, OSError, ValueError) as error:
        return Reached(trouble=str(getattr(error, "reason", error)))
    parts = urlsplit(url)
    return Reached(
        https=bool(told.get("https")),
        certificate_until=certificate_end(parts.hostname or "", parts.port or _TLS),
    )


def certificate_end(host: str, port: int) -> datetime | None:
    """When the certificate there ends; None where none is shown that counts."""
    try:
        with (
            socket.create_connection((host, port), timeout=_PATIENCE) as plain,
            ssl.create_default_context().wrap_socket(plain, server_hostname=host) as wrapped,
        ):
            shown = wrapped.getpeercert() or {}
    except OSError:
        return None
    ends = str(shown.get("notAfter", ""))
    return datetime.fromtimestamp(ssl.cert_time_to_seconds(ends), UTC) if ends else None


def mail_goes_out() -> Iterator[Finding]:
    """Without mail nobody confirms an address or gets a new password."""
    if settings.EMAIL_BACKEND.endswith("filebased.EmailBackend"):
        yield warning(
            "mail",
            "Mail goes into files: nobody gets a letter, nor a new password.",
            "COMMONHOLD_MAIL=smtp://USER:PASSWORD@HOST?from=ADDRESS; docs/running/mail.md.",
        )
        return
    post_office = get_connection(timeout=_PATIENCE)
    if not isinstance(post_office, EmailBackend):
        return
    try:
        with post_office:
            pass  # it was opened, with TLS and the password as they are set
    except (smtplib.SMTPException, OSError) as error:
        yield wrong(
            "mail",
            f"The mail server {settings.EMAIL_HOST} does not take our letters: {type(error).__name__}.",
            "Look at COMMONHOLD_MAIL: host, port, user and password. What should go out waits meanwhile.",
        )
    else:
        yield fine("mail", f"{settings.EMAIL_HOST} takes our letters.")
