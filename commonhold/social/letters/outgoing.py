"""Mails that were written into files, where no post office is set: those to an address that goes."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings

_TO_FILES = "django.core.mail.backends.filebased.EmailBackend"


def forget(address: str) -> int:
    """Delete the files in which this address stands; how many there were."""
    folder = Path(getattr(settings, "EMAIL_FILE_PATH", None) or "")
    if settings.EMAIL_BACKEND != _TO_FILES or not folder.is_dir():
        return 0
    wanted = address.lower().encode()
    found = [each for each in folder.iterdir() if each.is_file() and wanted in each.read_bytes().lower()]
    for each in found:
        each.unlink(missing_ok=True)
    return len(found)
