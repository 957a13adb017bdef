from __future__ import annotations

from commonhold.social.letters.models import Letter


def waiting() -> int:
    """How many mails wait to go out."""
    return Letter.objects.count()
