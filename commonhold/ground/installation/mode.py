"""What may be done here that a real co-op would never allow."""

from __future__ import annotations

from django.db import models


class Mode(models.TextChoices):
    """What may be done here that a real co-op would never allow."""

    REAL = "real"
    DEMO = "demo"
    TEST = "test"
