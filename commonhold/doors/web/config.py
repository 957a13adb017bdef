from __future__ import annotations

from django.apps import AppConfig

from commonhold.doors.web import form_words


class WebConfig(AppConfig):
    name = "commonhold.doors.web"
    label = "web"

    def ready(self) -> None:
        form_words.speak()
