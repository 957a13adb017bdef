from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate, pre_migrate

from commonhold.ground.changes import triggers
from commonhold.ground.guards import must_step_aside


class ChangesConfig(AppConfig):
    name = "commonhold.ground.changes"

    def ready(self) -> None:
        pre_migrate.connect(_step_aside, sender=self)
        post_migrate.connect(_stand_again, sender=self)


def _step_aside(*, using: str, plan: list[Any], **_: object) -> None:
    if plan and must_step_aside(connections[using], plan):
        triggers.drop(connections[using])


def _stand_again(*, using: str, plan: Sequence[Any] = (), **_: object) -> None:
    """Where nothing was migrated they are put in place all the same if anything took one away."""
    if plan or triggers.missing(connections[using]):
        triggers.create(connections[using])
