"""The web door's addresses, room by room."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver

from commonhold.doors.web.about.urls import urlpatterns as about
from commonhold.doors.web.charter.urls import urlpatterns as charter
from commonhold.doors.web.decide.urls import urlpatterns as decide
from commonhold.doors.web.record.urls import urlpatterns as record

urlpatterns: list[URLPattern | URLResolver] = [*about, *charter, *decide, *record]
