from __future__ import annotations

from django.apps import AppConfig

from commonhold.civic.credit.guards import GUARDS
from commonhold.ground import guards


class CreditConfig(AppConfig):
    name = "commonhold.civic.credit"

    def ready(self) -> None:
        guards.offer(GUARDS, app=self)
