"""The files that an installed co-op keeps: what the page that shows without a network is made of."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from pathlib import Path

from django.conf import settings

_WEB = Path(__file__).resolve().parent.parent
_STATIC = _WEB / "static"
_KEPT = (
    "commonhold/css/**/*.css",
    "commonhold/js/*.js",
    "commonhold/icons/*.svg",
    "commonhold/fonts/inter-latin-wght-normal.woff2",
    "commonhold/fonts/source-serif-4-latin-wght-normal.woff2",
)
_PAGE = (
    "templates/bare.html",
    "templates/frame/head.html",
    "templates/frame/test_mode.html",
    "templates/installable/offline.html",
)


@cache
def files() -> list[str]:
    """Their addresses."""
    return [f"{settings.STATIC_URL}{each.relative_to(_STATIC)}" for each in _paths()]


@cache
def version() -> str:
    """Another one as soon as any of them changes."""
    digest = sha256()
    for each in (*_paths(), *(_WEB / name for name in _PAGE)):
        digest.update(each.read_bytes())
    return digest.hexdigest()[:16]


def _paths() -> list[Path]:
    return sorted(each for pattern in _KEPT for each in _STATIC.glob(pattern))
