from __future__ import annotations

from django.apps import AppConfig

from commonhold.civic.shares.guards import GUARDS
from commonhold.ground import guards


class SharesConfig(AppConfig):
    name = "commonhold.civic.shares"

    def ready(self) -> None:
        guards.offer(GUARDS, app=self)
