from __future__ import annotations

from django.apps import AppConfig


class HouseConfig(AppConfig):
    name = "commonhold.house"

    def ready(self) -> None:
        from commonhold.house import register  # noqa: PLC0415 - models exist only now

        register.wire()
