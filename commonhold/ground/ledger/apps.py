from __future__ import annotations

from django.apps import AppConfig

from commonhold.ground import guards
from commonhold.ground.ledger.guards import GUARDS


class LedgerConfig(AppConfig):
    name = "commonhold.ground.ledger"

    def ready(self) -> None:
        guards.offer(GUARDS, app=self)
