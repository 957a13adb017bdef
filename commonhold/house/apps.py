from __future__ import annotations

from django.apps import AppConfig


class HouseConfig(AppConfig):
    name = "commonhold.house"
    #: Whoever woke Django joins all but what reading needs herself.
    waits = False

    def ready(self) -> None:
        from commonhold.house import joining  # noqa: PLC0415 - models exist only now

        joining.for_reading()
        if not self.waits:
            joining.join()
