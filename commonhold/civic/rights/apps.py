from __future__ import annotations

from django.apps import AppConfig

from commonhold.civic.rights.guards import GUARDS
from commonhold.ground import guards


class RightsConfig(AppConfig):
    name = "commonhold.civic.rights"

    def ready(self) -> None:
        guards.offer(GUARDS, app=self)
