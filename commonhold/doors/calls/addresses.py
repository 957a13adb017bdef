"""Whole addresses: apps show what they read far from here."""

from __future__ import annotations

from urllib.parse import urlsplit

from commonhold.ground.installation.queries import place
from commonhold.social.actors import kept


def base() -> str:
    """`https://co-op.example`, without a slash at its end."""
    here = place()
    return "" if here is None else here.public_url.rstrip("/")


def address(path: str) -> str:
    """The whole address of something here; one that is whole already stays as it is."""
    return path if path.startswith(("https://", "http://")) else f"{base()}{path}"


def of_person(person_id: int) -> str:
    """What other servers, and apps, know somebody of ours by. It never changes."""
    return address(kept.path_of(person_id) or f"/ap/people/{person_id}")


def of_post(post_id: int) -> str:
    """What other servers, and apps, know a post of ours by. It never changes."""
    return address(f"/ap/posts/{post_id}")


def domain() -> str:
    """What stands after people's second @: the name, with the port where it is not the usual one."""
    return urlsplit(base()).netloc
