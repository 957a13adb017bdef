"""The words of a deliberation, for everybody."""

from __future__ import annotations

from django.db import models


class Standing(models.TextChoices):
    """Where an amendment stands."""

    WAITS = "waits"  # for the author
    ACCEPTED = "accepted"
    REFUSED = "refused"
    SUPPORTED = "supported"  # refused, and enough of us want to vote on it
    WITHDRAWN = "withdrawn"
